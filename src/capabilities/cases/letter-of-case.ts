/** A letter is rendered from the fact that made it: nothing of it can change afterwards but its erased payload. */

import type { Actor } from '../../kernel/actor.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { receiptAddress } from '../../kernel/ledger/receipt-address.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { asOf, type OpenCase } from './open-case.ts';
import { mayReadLetter } from './personal-data.ts';
import type { LetterInput } from './procedure-module.ts';
import { receiptOf } from './receipts-of-case.ts';

export interface FoundLetter {
  kind: string;
  letter: LetterInput;
}

/** Undefined where there is none, or none that the viewer may read. `origin` is where its receipt can be checked. */
export function findLetter(
  open: OpenCase,
  letterId: string,
  viewer: Actor,
  origin: string,
): FoundLetter | undefined {
  const { record, module, directory } = open;
  const fact = record.facts.find(({ data }) => {
    const letter = data.letter;
    return letter !== null && typeof letter === 'object' && !Array.isArray(letter) && letter.id === letterId;
  });
  const letter = fact?.data.letter;
  if (!fact || letter === null || typeof letter !== 'object' || Array.isArray(letter)) return undefined;
  if (!mayReadLetter(open, fact, viewer)) return undefined;
  const { item, terms } = asOf(open, fact.version);
  const authority = directory.authorities.get(terms.authority);
  const told = objectOf(letter.due);
  const source = {
    record: { ...record, itemName: item.name, office: terms.office, authority: terms.authority },
    item,
    fact,
    payload: fact.payload,
    officeName: (id: string) => directory.officeName(id, legalDayOf(new Date(fact.recordedAt))),
    authorityName: authority?.name ?? terms.authority,
    superiorName: authority?.superior ?? '',
    due: Object.fromEntries(Object.entries(told).map(([name, clock]) => [name, String(objectOf(clock).due)])),
    provisional: Object.keys(told).filter((name) => objectOf(told[name]).provisional === true),
  };
  return {
    kind: String(letter.kind),
    letter: {
      content: module.letter(String(letter.kind), source),
      docNo: String(letter.docNo),
      madeOn: legalDayOf(new Date(fact.recordedAt)),
      authorityName: source.authorityName,
      caseNo: record.caseNo,
      receiptQr: receiptAddress(origin, receiptOf(open, fact)),
    },
  };
}

function objectOf(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}
