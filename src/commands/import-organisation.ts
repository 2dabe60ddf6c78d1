import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  createCatalogue,
  type ItemWithoutOffices,
  keepDeclaredItems,
} from '../capabilities/catalogue/public.ts';
import {
  type InitialPassword,
  importOrganisation,
  type OrganisationData,
  readOrganisationFile,
} from '../capabilities/organisation/public.ts';
import type { Platform } from '../platform/platform.ts';
import type { CommandOutput } from './deadline.ts';
import type { LentPlatform } from './import-items.ts';

interface Parts {
  platformFactory: () => Promise<LentPlatform>;
  out: CommandOutput;
}

const usage = '用法：mingchuang import-organisation 文件.json [--json]\n';

/**
 * `mingchuang import-organisation FILE`: offices, authorities, staff and their posts. New accounts are
 * printed with their initial password, once. Returns the exit code: 0 imported, 1 refused, 2 bad call.
 */
export async function runImportOrganisation(
  argv: string[],
  { platformFactory, out }: Parts,
): Promise<number> {
  const call = readCall(argv);
  const text = call && readText(call.path);
  if (!call || text === undefined) {
    out.write(`请给出一个可以读取的 .json 文件。\n${usage}`);
    return 2;
  }
  const reading = readOrganisationFile(text);
  if ('findings' in reading) {
    const lines = reading.findings.map(
      ({ pointer, message }) => `${pointer || '（整个文件）'}：${message}\n`,
    );
    out.write(call.json ? `${JSON.stringify(reading)}\n` : `${lines.join('')}没有导入任何内容。\n`);
    return 1;
  }
  const lent = await platformFactory();
  try {
    const accounts = await importOrganisation(lent.platform, reading.data);
    const without = await keepDeclaredItems(lent.platform);
    const unknownItems = await findUnknownItems(lent.platform, reading.data);
    const offices = reading.data.offices.length;
    out.write(
      call.json
        ? `${JSON.stringify({ accounts, without, unknownItems })}\n`
        : report({ offices, accounts, without, unknownItems }),
    );
    return 0;
  } finally {
    await lent.close();
  }
}

interface Imported {
  offices: number;
  accounts: InitialPassword[];
  without: ItemWithoutOffices[];
  unknownItems: string[];
}

function report({ offices, accounts, without, unknownItems }: Imported): string {
  return [
    `已导入 ${offices} 个部门；`,
    accounts.length === 0 ? '没有新账号。\n' : `新账号 ${accounts.length} 个，初始密码只显示这一次：\n`,
    ...accounts.map(({ username, password }) => `${username}\t${password}\n`),
    ...(without.length > 0 ? ['以下事项所需的部门还没有建立，暂不提供：\n'] : []),
    ...without.map(({ name, missing }) => `  ${name}：缺少 ${missing.join('、')}\n`),
    ...unknownItems.map((id) => `提示：目录里没有编号为“${id}”的事项，只办理它的岗位收不到办件，请核对。\n`),
  ].join('');
}

/** Told and not refused: a new installation may get its items after its people. */
async function findUnknownItems(platform: Platform, { staff }: OrganisationData): Promise<string[]> {
  const named = new Set(staff.flatMap(({ posts }) => posts.flatMap(({ items }) => items ?? [])));
  const catalogue = createCatalogue(platform);
  const found = await Promise.all([...named].map(async (id) => [id, await catalogue.findItem(id)] as const));
  return found.flatMap(([id, item]) => (item ? [] : [id]));
}

function readCall(args: string[]): { path: string; json: boolean } | undefined {
  try {
    const options = { json: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [path] = positionals;
    return path !== undefined && positionals.length === 1 ? { path, json: values.json } : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
