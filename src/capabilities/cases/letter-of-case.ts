/** A letter is rendered from the fact that made it: nothing of it can change afterwards but its erased payload. */

import type { Actor } from '../../kernel/actor.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { receiptAddress } from '../../kernel/ledger/receipt-address.ts';
import { type Erasure, erasuresIn } from '../../kernel/procedure/record-facts.ts';
import { settingsAt } from '../../kernel/procedure/versions.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { FileableItem } from '../catalogue/public.ts';
import type { RecordedFact } from './case-record.ts';
import { asOf, type OpenCase } from './open-case.ts';
import { mayKnowLetter, mayReadLetter } from './personal-data.ts';
import type { LetterContent, LetterInput } from './procedure-module.ts';
import { receiptOf } from './receipts-of-case.ts';

export interface FoundLetter {
  kind: string;
  letter: LetterInput;
  /** In whose name it was made: a case that was handed over since has another authority. */
  authority: string;
  /** What it said is gone. */
  isErased: boolean;
}

/** Undefined where there is none, or none that the viewer may read. `origin` is where its receipt can be checked. */
export function findLetter(
  open: OpenCase,
  letterId: string,
  viewer: Actor,
  origin: string,
): FoundLetter | undefined {
  const fact = factOfLetter(open, letterId);
  return fact && mayReadLetter(open, fact, viewer) ? letterIn(open, fact, origin) : undefined;
}

/** One, for whoever may read everything. */
export function letterOfCase(open: OpenCase, letterId: string, origin: string): FoundLetter | undefined {
  const fact = factOfLetter(open, letterId);
  return fact && letterIn(open, fact, origin);
}

/** All of them, in the order in which they were made, for whoever may read everything. */
export function lettersOf(open: OpenCase, origin: string): LetterInput[] {
  return open.record.facts
    .filter((fact) => letterIdOf(fact) !== undefined)
    .map((fact) => letterIn(open, fact, origin).letter);
}

function letterIn(open: OpenCase, fact: RecordedFact, origin: string): FoundLetter {
  const { record, module, directory } = open;
  const letter = objectOf(fact.data.letter);
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
    settings: settingsAt(open.settings, fact),
    due: Object.fromEntries(Object.entries(told).map(([name, clock]) => [name, String(objectOf(clock).due)])),
    provisional: Object.keys(told).filter((name) => objectOf(told[name]).provisional === true),
  };
  const erased = erasuresIn(record.facts).find(({ version }) => version === fact.version);
  return {
    kind: String(letter.kind),
    authority: terms.authority,
    isErased: erased !== undefined,
    letter: {
      content: erased
        ? erasedLetter(item, String(letter.kind), erased)
        : module.letter(String(letter.kind), source),
      docNo: String(letter.docNo),
      madeOn: legalDayOf(new Date(fact.recordedAt)),
      authorityName: source.authorityName,
      caseNo: record.caseNo,
      receiptQr: receiptAddress(origin, receiptOf(open, fact)),
    },
  };
}

/** Number, day and authority stay; what it said, and to whom, is gone. */
function erasedLetter({ letters }: FileableItem, kind: string, { on, basis }: Erasure): LetterContent {
  const title = Object.entries(letters).find(([name]) => name === kind)?.[1]?.name ?? kind;
  return {
    title,
    addressee: '（已依法删除）',
    paragraphs: [`本文书的内容已于${chineseDate(on)}依法删除，依据：${basis}。`],
    footnotes: [],
  };
}

/** Whether the viewer is told that there is such a letter, be it hers to read or not. */
export function isLetterKnown(open: OpenCase, letterId: string, viewer: Actor): boolean {
  const fact = factOfLetter(open, letterId);
  return fact !== undefined && mayKnowLetter(open, fact, viewer);
}

function factOfLetter({ record }: OpenCase, letterId: string): RecordedFact | undefined {
  return record.facts.find((fact) => letterIdOf(fact) === letterId);
}

/** Of the letter that the fact made, if it made one. */
export function letterIdOf({ data }: Pick<RecordedFact, 'data'>): string | undefined {
  const { id } = objectOf(data.letter);
  return typeof id === 'string' ? id : undefined;
}

function objectOf(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}
