import { checkIdentifier } from '../kernel/identifiers/check-identifier.ts';
import type { LegalDay } from '../kernel/time/legal-day.ts';
import type { CommandOutput } from './deadline.ts';

const usage = '用法：mingchuang check-id 编码 [--json]\n';
const verdicts = { yes: '有效', no: '无效', unusual: '可疑，需要核实' };

/**
 * `mingchuang check-id`: what a code is and whether it can be right. `argv` are the words after `check-id`; with
 * `today` a birth date in the future is refused. Returns the exit code: 0 valid or unusual, 1 not valid, 2 bad call.
 */
export function runCheckId(argv: string[], out: CommandOutput, today?: LegalDay): number {
  const json = argv.includes('--json');
  const values = argv.filter((word) => word !== '--json');
  const [value] = values;
  if (values.length !== 1 || value === undefined || value.startsWith('--') || value.trim() === '') {
    const message = '应当恰好给出一个编码；编码含有空格时请加引号。';
    out.write(
      json ? `${JSON.stringify({ error: { code: 'call/bad', message } })}\n` : `${message}\n${usage}`,
    );
    return 2;
  }
  const found = checkIdentifier(value, today);
  if (out.isTTY && !json) out.write(`${verdicts[found.valid]}：${found.why}\n`);
  out.write(`${JSON.stringify(found)}\n`);
  return found.valid === 'no' ? 1 : 0;
}
