import { parseArgs } from 'node:util';
import { type LedgerFault, type LedgerVerdict, verifyLedger } from '../platform/ledger/verify-ledger.ts';
import type { CommandOutput } from './deadline.ts';
import type { LentPlatform } from './import-items.ts';

const usage = '用法：mingchuang verify-ledger [--subject 类型/编号] [--json]\n';

const inWords: Record<LedgerFault['fault'], string> = {
  gap: '版本不连续：前面有事实缺失或者多出',
  chain: '与前一条事实的散列值接不上',
  hash: '内容与散列值不符',
  'payload-missing': '附属内容缺失，且没有删除记录',
  'payload-digest': '附属内容与摘要不符',
};

/**
 * `mingchuang verify-ledger [--subject TYPE/ID]`: every hash and payload digest. Exit 0 when all fits, 1 with the first
 * fact of each stream that does not, 2 for a bad call.
 */
export async function runVerifyLedger(
  argv: string[],
  { platformFactory, out }: { platformFactory: () => Promise<LentPlatform>; out: CommandOutput },
): Promise<number> {
  const call = readCall(argv);
  if (!call) {
    out.write(usage);
    return 2;
  }
  const lent = await platformFactory();
  try {
    const verdict = await verifyLedger(
      lent.platform.pool,
      call.subject && (await inLedger(lent, call.subject)),
    );
    if (call.subject && verdict.facts === 0) {
      out.write(`账本里没有 ${call.subject.type}/${call.subject.id}，请核对类型和编号。\n`);
      return 1;
    }
    out.write(call.json ? `${JSON.stringify(verdict)}\n` : describeVerdict(verdict));
    return verdict.faults.length === 0 ? 0 : 1;
  } finally {
    await lent.close();
  }
}

/** On the outside a case number serves as the id of a case. */
async function inLedger({ platform }: LentPlatform, { type, id }: Subject): Promise<Subject> {
  if (type !== 'case') return { type, id };
  const { rows } = await platform.pool.query<{ id: string }>(
    'select id::text as id from cases.current where jurisdiction = $1 and case_no = $2',
    [platform.jurisdiction, id],
  );
  return { type, id: rows[0]?.id ?? id };
}

/** A line for every fault, and the verdict. */
export function describeVerdict({ streams, facts, faults }: LedgerVerdict): string {
  const lines = faults.map(({ subject, version, fault }) => `${subject} 第 ${version} 条：${inWords[fault]}`);
  const verdict = faults.length === 0 ? '全部相符' : `${faults.length} 处不符`;
  return `${[...lines, `已核对 ${streams} 个对象的 ${facts} 条事实：${verdict}。`].join('\n')}\n`;
}

interface Subject {
  type: string;
  id: string;
}

function readCall(args: string[]): { json: boolean; subject?: Subject } | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: { subject: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    if (values.subject === undefined) return { json: values.json };
    const match = /^([a-z-]+)\/(.+)$/.exec(values.subject);
    if (!match?.[1] || !match[2]) return undefined;
    return { json: values.json, subject: { type: match[1], id: match[2] } };
  } catch {
    return undefined;
  }
}
