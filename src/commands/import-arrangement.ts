import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { calendarOf, freshForMs, keepArrangement } from '../capabilities/calendar/public.ts';
import { recountJob } from '../capabilities/cases/public.ts';
import { type Arrangement, ArrangementFault, readArrangement } from '../kernel/time/arrangement.ts';
import type { LegalDay } from '../kernel/time/legal-day.ts';
import { addJob } from '../platform/jobs/task.ts';
import type { CommandOutput } from './deadline.ts';
import type { LentPlatform } from './import-items.ts';

interface Parts {
  platformFactory: () => Promise<LentPlatform>;
  out: CommandOutput;
}

const usage = '用法：mingchuang import-arrangement 文件.json --source 国务院办公厅通知的文号 [--json]\n';

/**
 * `mingchuang import-arrangement FILE --source NOTICE`: a year's published holidays and make-up workdays (the JSON form of
 * holiday-cn). Limits that touch it are reckoned anew, also those of cases under way; what was printed stays as it was.
 * Returns the exit code: 0 imported (or known already), 1 no arrangement, 2 bad call.
 */
export async function runImportArrangement(argv: string[], { platformFactory, out }: Parts): Promise<number> {
  const call = readCall(argv);
  const text = call && readText(call.path);
  if (!call || text === undefined) {
    out.write(`请给出一个可以读取的 .json 文件，并写明放假安排的出处。\n${usage}`);
    return 2;
  }
  let arrangement: Arrangement;
  try {
    arrangement = readArrangement(JSON.parse(text));
  } catch (fault) {
    if (!(fault instanceof ArrangementFault || fault instanceof SyntaxError)) throw fault;
    const message = fault instanceof ArrangementFault ? fault.message : '文件不是合法的 JSON。';
    const error = { code: 'arrangement/unreadable', message };
    out.write(call.json ? `${JSON.stringify({ error })}\n` : `${message}没有导入任何内容。\n`);
    return 1;
  }
  const lent = await platformFactory();
  try {
    const answer = await importInto(lent, arrangement, call.source);
    out.write(call.json ? `${JSON.stringify(answer)}\n` : describe(answer));
    return 0;
  } finally {
    await lent.close();
  }
}

async function importInto({ platform }: LentPlatform, arrangement: Arrangement, source: string) {
  const version = await keepArrangement(platform.pool, arrangement, source);
  // Not before every process reckons with it.
  if (version !== undefined) {
    const runAt = new Date(Date.now() + 2 * freshForMs);
    await addJob(platform.pool, recountJob, { from: firstDay(arrangement) }, { runAt });
  }
  const calendar = await calendarOf(platform).refresh();
  const { year, days } = arrangement;
  return { year, days: days.length, changed: version !== undefined, calendar: calendar.version };
}

/** It may begin with the last days of the year before. */
function firstDay({ year, days }: Arrangement): LegalDay {
  return days.reduce((first, { date }) => (date < first ? date : first), `${year}-01-01`);
}

function describe({ year, days, changed, calendar }: Awaited<ReturnType<typeof importInto>>): string {
  if (!changed) return `${year} 年的放假安排与已有的相同，没有改动。\n`;
  return `已导入 ${year} 年的放假安排，共 ${days} 天。日历：${calendar}。\n正在办理的办件将在半分钟内重新计算期限；已经印发的文书不变。\n`;
}

function readCall(args: string[]): { path: string; source: string; json: boolean } | undefined {
  try {
    const options = { json: { type: 'boolean', default: false }, source: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [path, ...more] = positionals;
    const source = values.source?.trim();
    return path !== undefined && more.length === 0 && source
      ? { path, source, json: values.json }
      : undefined;
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
