/** What a case hands out: for filing and for every decision a receipt over its fact (contracts §3). Letters bear their own. */
import type { Receipt } from '../../kernel/ledger/signed-texts.ts';
import type { RecordedFact } from './case-record.ts';
import type { OpenCase } from './open-case.ts';

export function receiptsOf(open: OpenCase): Receipt[] {
  const handedOut = open.module.receipts ?? ['submitted'];
  return open.record.facts
    .filter(({ kind }) => handedOut.includes(kind))
    .map((fact) => receiptOf(open, fact));
}

/** Of any fact of the case; undefined where it has no such version. */
export function receiptFor(open: OpenCase, version: number): Receipt | undefined {
  const fact = open.record.facts.find((one) => one.version === version);
  return fact && receiptOf(open, fact);
}

export function receiptOf({ record, signReceipt }: OpenCase, fact: RecordedFact): Receipt {
  const { version, hash, recordedAt } = fact;
  return signReceipt({ subject: `case/${record.caseNo}`, version, factHash: hash, recordedAt });
}
