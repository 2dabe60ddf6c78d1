import { writeFileSync } from 'node:fs';
import { listDeclarations, writeItemsFile } from '../capabilities/catalogue/public.ts';
import { type ItemCommandParts, readItemsCall } from './import-items.ts';

const usage = '用法：mingchuang export-items 文件.json|文件.xlsx [--json]\n';

/**
 * `mingchuang export-items FILE`: every current item, in a form that `import-items` takes back unchanged.
 * Returns the exit code: 0 written, 1 the file could not be written, 2 bad call.
 */
export async function runExportItems(
  argv: string[],
  { platformFactory, out }: ItemCommandParts,
): Promise<number> {
  const call = readItemsCall(argv, out, usage);
  if (!call) return 2;
  const { path, format, json } = call;
  const lent = await platformFactory();
  try {
    const items = await listDeclarations(lent.platform);
    writeFileSync(path, await writeItemsFile(items, format));
    const answer = {
      file: path,
      items: items.length,
      fileable: items.filter(({ fileable }) => fileable).length,
    };
    out.write(
      json
        ? `${JSON.stringify(answer)}\n`
        : `已写出 ${answer.items} 个事项，其中可在线申请 ${answer.fileable} 个：${path}\n`,
    );
    return 0;
  } catch (fault) {
    if (!(fault instanceof Error && 'syscall' in fault)) throw fault;
    out.write(`无法写入文件：${path}\n`);
    return 1;
  } finally {
    await lent.close();
  }
}
