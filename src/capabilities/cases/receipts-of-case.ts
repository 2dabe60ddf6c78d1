/** What a case hands out: for filing, for decisions and for every letter a receipt over the fact (contracts §3). */
import type { Actor } from '../../kernel/actor.ts';
import type { Receipt } from '../../kernel/ledger/signed-texts.ts';
import type { RecordedFact } from './case-record.ts';
import type { OpenCase } from './open-case.ts';
import { mayKnowLetter } from './personal-data.ts';

export function receiptsOf(open: OpenCase, viewer: Actor): Receipt[] {
  const { record, module } = open;
  const handedOut = module.receipts ?? ['submitted'];
  return record.facts
    .filter(
      (fact) =>
        handedOut.includes(fact.kind) ||
        (fact.data.letter !== undefined && mayKnowLetter(open, fact, viewer)),
    )
    .map((fact) => receiptOf(open, fact));
}

export function receiptOf({ record, signReceipt }: OpenCase, fact: RecordedFact): Receipt {
  const { version, hash, recordedAt } = fact;
  return signReceipt({ subject: `case/${record.caseNo}`, version, factHash: hash, recordedAt });
}
