import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  describeFinding,
  type ImportReport,
  ItemsFileFault,
  type ItemsFormat,
  importItems,
  readItemsFile,
} from '../capabilities/catalogue/public.ts';
import type { Platform } from '../platform/platform.ts';
import type { CommandOutput } from './deadline.ts';

/** A platform for the length of one command. */
export interface LentPlatform {
  platform: Platform;
  close(): Promise<void>;
}

export interface ItemCommandParts {
  platformFactory: () => Promise<LentPlatform>;
  out: CommandOutput;
}

const usage = '用法：mingchuang import-items 文件.json|文件.xlsx [--json]\n';
const largest = 50 * 1024 * 1024;

/**
 * `mingchuang import-items FILE`: all of a file's items or none. Findings are printed a line each, the summary last.
 * Returns the exit code: 0 imported (perhaps with notes), 1 refused and nothing changed, 2 bad call.
 */
export async function runImportItems(
  argv: string[],
  { platformFactory, out }: ItemCommandParts,
): Promise<number> {
  const call = readItemsCall(argv, out, usage);
  if (!call) return 2;
  const { path, format, json } = call;
  const content = readContent(path, out);
  if (!content) return 2;
  try {
    const rows = await readItemsFile(content, format);
    const lent = await platformFactory();
    try {
      const report = await importItems(lent.platform, rows);
      out.write(json ? `${JSON.stringify(counted(report, true))}\n` : describe(report));
      return report.imported ? 0 : 1;
    } finally {
      await lent.close();
    }
  } catch (fault) {
    if (!(fault instanceof ItemsFileFault)) throw fault;
    out.write(
      `${json ? JSON.stringify({ error: { code: 'file/unreadable', message: fault.message } }) : fault.message}\n`,
    );
    return 1;
  }
}

/** One file and its format by its ending; a bad call is told and gives nothing. */
export function readItemsCall(
  argv: string[],
  out: CommandOutput,
  usageText: string,
): { path: string; format: ItemsFormat; json: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [path] = positionals;
    const ending = path?.toLowerCase().split('.').at(-1);
    if (path !== undefined && positionals.length === 1 && (ending === 'json' || ending === 'xlsx')) {
      return { path, format: ending, json: values.json };
    }
    out.write(`应当恰好给出一个以 .json 或 .xlsx 结尾的文件。\n${usageText}`);
  } catch {
    out.write(`参数有误。\n${usageText}`);
  }
  return undefined;
}

function readContent(path: string, out: CommandOutput): Buffer | undefined {
  try {
    if (statSync(path).size > largest) {
      out.write(`文件超过 ${largest / 1024 / 1024} MB，请分开导入。\n`);
      return undefined;
    }
    return readFileSync(path);
  } catch {
    out.write(`无法读取文件：${path}\n${usage}`);
    return undefined;
  }
}

function counted(
  { rows, imported, added, changed, unchanged, findings }: ImportReport,
  withFindings: boolean,
) {
  return {
    imported,
    rows,
    added: added.length,
    changed: changed.length,
    unchanged: unchanged.length,
    findings: withFindings ? findings : findings.length,
  };
}

function describe(report: ImportReport): string {
  const { rows, imported, added, changed, unchanged, findings } = report;
  const byCode = Map.groupBy(findings, ({ code }) => code);
  const lines = [
    ...findings.map(describeFinding),
    ...(findings.length > 0
      ? [
          `发现 ${findings.length} 条：${[...byCode].map(([code, found]) => `${code} ${found.length}`).join('，')}`,
        ]
      : []),
    imported
      ? `共 ${rows} 行：新增 ${added.length}，变更 ${changed.length}，未变 ${unchanged.length}`
      : `共 ${rows} 行：有拒绝的行，全部未导入，原有事项没有变化`,
    JSON.stringify(counted(report, false)),
  ];
  return `${lines.join('\n')}\n`;
}
