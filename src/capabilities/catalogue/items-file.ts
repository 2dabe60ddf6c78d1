import type { Platform } from '../../platform/platform.ts';
import type { Item } from './item.ts';
import { ItemsFileFault } from './items-file-fault.ts';
import type { FileRow } from './read-rows.ts';

export type ItemsFormat = 'json' | 'xlsx';

const mostRows = 100_000;

export async function readItemsFile(content: Buffer, format: ItemsFormat): Promise<FileRow[]> {
  const rows = format === 'json' ? readJson(content) : await (await workbooks()).readWorkbook(content);
  if (rows.length > mostRows) throw new ItemsFileFault(`文件超过 ${mostRows} 行，请分开导入。`);
  return rows;
}

function readJson(content: Buffer): FileRow[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    throw new ItemsFileFault('文件不是 UTF-8 编码的合法 JSON。');
  }
  if (!Array.isArray(parsed)) throw new ItemsFileFault('文件应是一个列表，每个成员是一个事项。');
  return parsed.map((value, index) => ({ row: index + 1, value }));
}

/** Every current item, in the order of their ids. */
export async function listDeclarations({ pool, jurisdiction }: Platform): Promise<Item[]> {
  const { rows } = await pool.query<{ definition: Item }>(
    `select item.definition from catalogue.search join catalogue.item using (jurisdiction, item_id, version)
      where jurisdiction = $1 order by item_id collate "C"`,
    [jurisdiction],
  );
  return rows.map(({ definition }) => definition);
}

export async function writeItemsFile(items: Item[], format: ItemsFormat): Promise<Buffer> {
  return format === 'json'
    ? Buffer.from(`${JSON.stringify(items, null, 2)}\n`)
    : (await workbooks()).writeWorkbook(items);
}

/** Loaded where a workbook is read or written only: exceljs is large, and a server seldom needs it. */
const workbooks = () => import('./items-workbook.ts');
