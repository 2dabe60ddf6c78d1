import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import type { FaultKind, LedgerFault, LedgerVerdict } from '../platform/ledger/verify-ledger.ts';
import { verifyLedger } from '../platform/ledger/verify-ledger.ts';
import type { CommandOutput } from './deadline.ts';
import type { LentPlatform } from './import-items.ts';
import { EvidenceFault, readReceipts, readWitnessed } from './kept-evidence.ts';

const usage = `用法：mingchuang verify-ledger [--subject 类型/编号] [--receipt 文件]… [--witness 网址或文件]… [--json]
  --receipt  与持有人保存的回执比对
  --witness  与见证方保存的检查点比对：能发现账本被整体改写，或者恢复了旧的备份
`;

const inWords: Record<FaultKind, string> = {
  gap: '版本不连续：前面有事实缺失或者多出',
  chain: '与前一条事实的散列值接不上',
  hash: '内容与散列值不符',
  'payload-missing': '附属内容缺失，且没有删除记录',
  'payload-digest': '附属内容与摘要不符',
  'payload-kept': '附属内容有删除记录，却还在',
  'no-place': '没有经过登记，在账本的次序里没有位置',
  'place-gap': '次序中断：这里缺少位置',
  'place-without-fact': '次序里有它的位置，事实却不在了',
  'place-of-other': '与次序里登记的散列值不符',
  'place-order': '位置被调换过',
  'place-unannounced': '次序里的位置没有经过登记',
  'order-size': '位置的数目与记录的不符：末尾缺失或者多出',
  tree: '保存的子树与其下的事实不符',
  'checkpoint-signature': '检查点的签名无效',
  'checkpoint-time': '检查点的时间早于较小的检查点',
  'checkpoint-root': '与已签名的检查点不符',
  'checkpoint-beyond': '签过的检查点比现在的账本长：末尾的事实被删去，或者恢复了旧的备份',
  'receipt-signature': '回执的签名无效，不是这个账本签发的',
  'receipt-missing': '回执所指的事实不在账本里：被删去，或者恢复了旧的备份',
  'receipt-other': '与回执不符：事实被改过',
  'witness-signature': '见证方的检查点不是这个账本签的',
  'witness-root': '与见证方保存的检查点不符：历史被改写过',
  'witness-beyond': '见证方见过更长的账本：账本被退回到较早的状态，或者恢复了旧的备份',
};

/**
 * `mingchuang verify-ledger`: everything the ledger can be checked by. Exit 0 when all fits, 1 with the first facts that
 * do not, 2 for a bad call.
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
  try {
    const kept = { receipts: readReceipts(call.receipts), witnessed: await readWitnessed(call.witnesses) };
    return await withPlatform(platformFactory, (lent) => verify(call, kept, lent, out));
  } catch (error) {
    if (!(error instanceof EvidenceFault)) throw error;
    out.write(call.json ? `${JSON.stringify({ error: error.message })}\n` : `${error.message}\n`);
    return 2;
  }
}

async function verify(
  { subject, json }: Call,
  { receipts, witnessed }: Kept,
  { platform: { pool, jurisdiction } }: LentPlatform,
  out: CommandOutput,
): Promise<number> {
  const verdict = await inspectLedger(pool, jurisdiction, { subject, receipts, witnessed });
  if (subject && verdict.facts === 0) {
    out.write(`账本里没有 ${subject.type}/${subject.id}，请核对类型和编号。\n`);
    return 1;
  }
  out.write(json ? `${JSON.stringify(verdict)}\n` : describeVerdict(verdict));
  return verdict.faults.length === 0 ? 0 : 1;
}

/** The verdict on the ledger against what others kept, with subjects and cases as people name them. */
export async function inspectLedger(
  pool: Pool,
  jurisdiction: string,
  { subject, receipts, witnessed }: Kept & { subject?: Subject | undefined },
): Promise<NamedVerdict> {
  const found = await verifyLedger(pool, {
    ...(subject ? { subject: await inLedger(pool, jurisdiction, subject) } : {}),
    receipts: await Promise.all(
      receipts.map(async (receipt) => ({
        ...receipt,
        subjectInLedger: await inLedger(pool, jurisdiction, subjectOf(receipt.subject)),
      })),
    ),
    witnessed,
  });
  return { ...found, faults: await withCaseNumbers(pool, jurisdiction, found.faults) };
}

export type NamedVerdict = Omit<LedgerVerdict, 'faults'> & { faults: NamedFault[] };

export interface Kept {
  receipts: ReturnType<typeof readReceipts>;
  witnessed: Awaited<ReturnType<typeof readWitnessed>>;
}

async function withPlatform(
  platformFactory: () => Promise<LentPlatform>,
  work: (lent: LentPlatform) => Promise<number>,
): Promise<number> {
  const lent = await platformFactory();
  try {
    return await work(lent);
  } finally {
    await lent.close();
  }
}

/** On the outside a case number serves as the id of a case. */
async function inLedger(pool: Pool, jurisdiction: string, { type, id }: Subject): Promise<Subject> {
  if (type !== 'case') return { type, id };
  const { rows } = await pool.query<{ id: string }>(
    'select id::text as id from cases.current where jurisdiction = $1 and case_no = $2',
    [jurisdiction, id],
  );
  return { type, id: rows[0]?.id ?? id };
}

interface NamedFault extends LedgerFault {
  /** Of a fault in a case: its number as people know it. */
  caseNo?: string;
}

async function withCaseNumbers(
  pool: Pool,
  jurisdiction: string,
  faults: readonly LedgerFault[],
): Promise<NamedFault[]> {
  const ids = faults.flatMap(({ subject }) => /^case\/(\d{1,18})$/.exec(subject)?.[1] ?? []);
  if (ids.length === 0) return [...faults];
  const { rows } = await pool.query<{ subject: string; caseNo: string }>(
    `select 'case/' || id as subject, case_no as "caseNo" from cases.current
     where jurisdiction = $1 and id = any($2::bigint[])`,
    [jurisdiction, ids],
  );
  const numbers = new Map(rows.map(({ subject, caseNo }) => [subject, caseNo]));
  return faults.map((fault) => {
    const caseNo = numbers.get(fault.subject);
    return caseNo === undefined ? fault : { ...fault, caseNo };
  });
}

/** A line for every fault and every lawful erasure, and the verdict. */
export function describeVerdict(verdict: NamedVerdict): string {
  const { streams, facts, places, waiting, checkpoints, compared, erased, faults } = verdict;
  const erasures = erased.map(
    ({ subject, version, on, basis, responsible }) =>
      `${subject} 第 ${version} 条：附属内容已于 ${on} 依法删除（依据：${basis}；责任人：${responsible}）`,
  );
  const beside = [
    `${places} 个位置`,
    `${checkpoints} 个检查点`,
    ...(waiting > 0 ? [`另有 ${waiting} 条刚写入、正待排序`] : []),
    ...(compared > 0 ? [`比对了 ${compared} 份外部证据`] : []),
  ].join('，');
  const conclusion = faults.length === 0 ? '全部相符' : `${faults.length} 处不符`;
  return `${[
    ...faults.map(describeFault),
    ...erasures,
    `已核对 ${streams} 个对象的 ${facts} 条事实（${beside}）：${conclusion}。`,
  ].join('\n')}\n`;
}

function describeFault({ subject, version, fault, place, lastPlace, source, caseNo }: NamedFault): string {
  const fact =
    version === 0 ? '账本' : `${subject}${caseNo === undefined ? '' : `（${caseNo}）`} 第 ${version} 条`;
  const where =
    place === undefined
      ? ''
      : lastPlace === undefined || lastPlace === place
        ? `（位置 ${place}）`
        : `（位置 ${place} 至 ${lastPlace} 之间）`;
  return `${fact}${where}：${inWords[fault]}${source === undefined ? '' : `（${sourceInWords(fault, source)}）`}`;
}

function sourceInWords(fault: FaultKind, source: string): string {
  if (fault.startsWith('checkpoint')) return `${source} 条时的检查点`;
  return fault.startsWith('witness') ? `见证方 ${source}` : `回执 ${source}`;
}

interface Subject {
  type: string;
  id: string;
}

interface Call {
  json: boolean;
  subject: Subject | undefined;
  receipts: string[];
  witnesses: string[];
}

const subjectForm = /^([a-z][a-z-]*)\/(.+)$/;

function subjectOf(text: string): Subject {
  const [, type = '', id = ''] = subjectForm.exec(text) ?? [];
  return { type, id };
}

function readCall(args: string[]): Call | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        subject: { type: 'string' },
        receipt: { type: 'string', multiple: true, default: [] },
        witness: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
    });
    const { subject, receipt: receipts, witness: witnesses, json } = values;
    if (subject === undefined) return { json, subject: undefined, receipts, witnesses };
    return subjectForm.test(subject) ? { json, subject: subjectOf(subject), receipts, witnesses } : undefined;
  } catch {
    return undefined;
  }
}
