import { parseArgs } from 'node:util';
import { answerRequest, type DeadlineRequest } from '../kernel/rules/deadline-request.ts';
import { listRules } from '../kernel/rules/rule-register.ts';
import { type Calendar, publishedCalendar } from '../kernel/time/calendar.ts';
import { type Deadline, DeadlineInputFault } from '../kernel/time/deadline.ts';
import { answerBatch } from './deadline-batch.ts';

/** Where a command writes. On a terminal a text for people comes first; the last line is always the JSON. */
export interface CommandOutput {
  write(text: string): unknown;
  isTTY?: boolean;
}

const usage = `用法：
  mingchuang deadline --from 2026-02-13 --days 20 [--unit working|natural] [--pause A..B]… [--json]
  mingchuang deadline --rule XK-42-1 --from 2026-02-13 [--pause A..B]… [--json]
  mingchuang deadline --batch 文件.jsonl
规则：${listRules()
  .map((rule) => rule.id)
  .join(' ')}
`;

/**
 * `mingchuang deadline`: when a period ends and why. `argv` are the words after `deadline`; `readFile` gives a file's
 * text or throws. Returns the exit code: 0 answered, 2 bad call (for a batch: at least one line had no answer).
 */
export function runDeadline(argv: string[], out: CommandOutput, readFile: (path: string) => string): number {
  try {
    const words = readWords(argv);
    const calendar = publishedCalendar();
    if (words.batch !== undefined) return runBatch(calendar, words, out, readFile);
    const answer = answerRequest(calendar, requestOf(words));
    if (out.isTTY && !words.json) out.write(describe(answer));
    out.write(`${JSON.stringify(answer)}\n`);
    return 0;
  } catch (fault) {
    if (!(fault instanceof DeadlineInputFault || fault instanceof BadCall)) throw fault;
    const code = fault instanceof BadCall ? 'call/bad' : fault.code;
    const json = argv.includes('--json');
    out.write(
      json
        ? `${JSON.stringify({ error: { code, message: fault.message } })}\n`
        : `${fault.message}\n${usage}`,
    );
    return 2;
  }
}

class BadCall extends Error {}

type Words = ReturnType<typeof readWords>;

function readWords(argv: string[]) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        from: { type: 'string' },
        days: { type: 'string' },
        unit: { type: 'string' },
        pause: { type: 'string', multiple: true },
        rule: { type: 'string' },
        batch: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    return values;
  } catch {
    throw new BadCall(`参数有误：${argv.join(' ')}`);
  }
}

function requestOf({ from, days, unit, pause, rule }: Words): DeadlineRequest {
  // Number('') is 0 and Number('1e1') is 10: only plain digits are a number of days here.
  const length = days === undefined || /^\d+$/.test(days) ? days : 'NaN';
  return { from, days: length === undefined ? undefined : Number(length), unit, pauses: pause, rule };
}

function runBatch(
  calendar: Calendar,
  words: Words,
  out: CommandOutput,
  readFile: (path: string) => string,
): number {
  const { batch = '', json: _json, ...others } = words;
  if (Object.values(others).some((word) => word !== undefined)) throw new BadCall('--batch只能单独使用。');
  let text: string;
  try {
    text = readFile(batch);
  } catch {
    throw new BadCall(`无法读取文件“${batch}”。`);
  }
  return answerBatch(calendar, text, out) === 0 ? 0 : 2;
}

function describe({ due, provisional, lines }: Deadline): string {
  const steps = lines.map(({ text, basis }) => `  ${text}${basis ? `（${basis}）` : ''}\n`);
  return `截止日：${due}${provisional ? '（暂定）' : ''}\n${steps.join('')}`;
}
