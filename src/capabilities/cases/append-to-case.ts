/** New facts of a case: sealed, everything that shows them derived, and all of it written at once. */
import { randomBytes } from 'node:crypto';
import type { Actor } from '../../kernel/actor.ts';
import { formatDocumentNumber } from '../../kernel/identifiers/document-number.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { type SealedFact, sealFacts } from '../../kernel/ledger/seal-facts.ts';
import { readClocks } from '../../kernel/procedure/clocks.ts';
import type { FactActor, NewFact } from '../../kernel/procedure/fact.ts';
import { legalDayOf, yearOf } from '../../kernel/time/legal-day.ts';
import type { IdempotencyScope } from '../../platform/http/idempotency.ts';
import { stepActorOf } from './case-context.ts';
import type { Party, RecordedFact } from './case-record.ts';
import type { PreparedCase } from './case-writer.ts';
import { isTold } from './fact-words.ts';
import { documentsNamedIn } from './handed-in.ts';
import { involvedParties } from './involved-parties.ts';
import type { LetterSeries } from './letter-numbers.ts';
import { type CaseParts, clocksOf, contextOf, evidenceOf, type OpenCase, withRecord } from './open-case.ts';
import type { ResolvedParties } from './parties.ts';
import type { StepEffect } from './procedure-module.ts';
import { changeBetween, type Projection, project } from './projection.ts';
import { searchWords } from './search-words.ts';
import { viewCase } from './view-case.ts';
import type { CaseWrite, LetterRow, NewCaseRow } from './write-case.ts';

/** For whom the answer is, and under which key it is kept. */
export interface AnswerFor {
  actor: Actor;
  scope: IdempotencyScope | undefined;
  status: number;
}

export interface Appending {
  facts: NewFact[];
  actor: FactActor;
  effect?: StepEffect | undefined;
  answerFor?: AnswerFor | undefined;
  /** Parties as resolved anew: when a case is opened and when a draft is sent. */
  parties?: ResolvedParties;
  /** People named by a step whom nobody knew before. */
  newlyKnown?: Party[];
  opened?: NewCaseRow;
  draft: { put: JsonObject } | 'drop' | 'keep';
}

/** Throws what `isVersionTaken` knows when somebody was first; then nothing was written. */
export async function appendToCase(
  parts: CaseParts,
  open: OpenCase,
  appending: Appending,
): Promise<OpenCase> {
  const { effect } = appending;
  const wanted = appending.facts.flatMap(({ letter }, index) => (letter ? [{ kind: letter, index }] : []));
  let told = false;
  const writing = parts.writer({
    caseId: open.record.id,
    freshParties: newParties(appending).map(({ idType, idNumber }) => `${idType}/${idNumber}`),
    series: wanted.map(({ kind }) => seriesOf(parts, open, kind)),
    effect: effect && ((client) => effect.write(client)),
    prepare(numbers) {
      const letters = wanted.flatMap(({ kind, index }, place) => {
        const number = numbers[place];
        return number === undefined ? [] : [letterNumbered(open, kind, number, index)];
      });
      const prepared = prepare(parts, open, appending, letters);
      told = prepared.rows.untold.length > 0;
      return prepared;
    },
  });
  const after = await writing.catch(async (fault: unknown) => {
    await effect?.abandoned?.();
    throw fault;
  });
  if (told) parts.tellSoon();
  return after;
}

const newParties = ({ parties, newlyKnown = [] }: Appending): Party[] => parties?.fresh ?? newlyKnown;

function seriesOf({ platform }: CaseParts, { record, now }: OpenCase, kind: string): LetterSeries {
  const { jurisdiction } = platform;
  return { jurisdiction, authority: record.authority, year: yearOf(legalDayOf(now)), kind };
}

function letterNumbered(
  { record, module, directory, now }: OpenCase,
  kind: string,
  number: number,
  index: number,
): LetterRow {
  const authority = directory.authorities.get(record.authority);
  if (!authority) throw new Error(`no authority ${record.authority}`);
  const madeOn = legalDayOf(now);
  const year = yearOf(madeOn);
  const word = module.letterWords[kind];
  const prefix = `${authority.documentWord}${word ?? ''}`;
  return {
    id: `l${randomBytes(9).toString('hex')}`,
    version: record.version + 1 + index,
    kind,
    authority: record.authority,
    year,
    number,
    // A paper that its procedure gives an empty word (a record of what was said) bears no number.
    document_no: word === '' ? '' : formatDocumentNumber({ prefix, year, number }),
    made_on: madeOn,
  };
}

/** Pure but for the salts. */
function prepare(
  { platform }: CaseParts,
  open: OpenCase,
  appending: Appending,
  letters: LetterRow[],
): PreparedCase {
  const { record, module, now } = open;
  const stamped = stamp(open, appending, letters);
  const sealed = sealFacts(
    { jurisdiction: platform.jurisdiction, subjectType: 'case', subjectId: String(record.id) },
    { version: record.version, hash: record.facts.at(-1)?.hash ?? null },
    stamped,
    appending.actor,
    now.toISOString(),
    stamped.map(() => randomBytes(32)),
  );
  const facts = [...record.facts, ...sealed.map(recordedFact)];
  const before = record.facts.length > 0 ? projected(open) : undefined;
  const moved = withRecord(open, { ...record, facts });
  const projection = projected(moved);
  const after = caseAfter(moved, appending, projection);
  const filed = appending.parties !== undefined && typeof appending.draft === 'string';
  const rows: CaseWrite = {
    id: record.id,
    ...standingNow(after),
    ...(appending.opened ? { opened: appending.opened } : {}),
    channel: after.record.channel,
    itemId: after.record.itemId,
    applicantName: after.record.applicantName,
    applicantParty: after.record.applicant.id,
    agentParty: after.record.agent?.id ?? null,
    facts: sealed,
    after: projection,
    change: changeBetween(before, projection),
    updatedAt: now.toISOString(),
    parties: newParties(appending),
    involved: involvedParties(after.declaration, { facts: facts.slice(record.facts.length) }).map(
      ({ id, role }) => ({ party: id, role }),
    ),
    documents: documentsNamedIn(appending.facts),
    letters,
    draft: appending.draft,
    draftRevision: record.draftRevision,
    // Found by its names from filing on; a draft is its author's alone.
    words: filed ? searchWords([after.record.applicantName, open.terms.name]) : null,
    ...firstAnswer(appending.answerFor, after),
    untold: stamped.flatMap((fact, index) => (isTold(module, fact.kind) ? [record.version + index + 1] : [])),
  };
  return { after, rows };
}

/** Whose it is and under which versions; lists and boards read it from the row. */
function standingNow({ record }: OpenCase) {
  const { office, authority, procedureVersion, itemVersion, itemName } = record;
  return { office, authority, procedureVersion, itemVersion, itemName };
}

/** The letters, the effect's data, and under which versions of everything the rules decided. */
function stamp(open: OpenCase, { facts, effect }: Appending, letters: LetterRow[]): NewFact[] {
  const { id, version } = open.declaration;
  const rules = {
    procedure: `${id}@${version}`,
    calendar: open.calendar.version,
    settings: open.settings.version,
  };
  const due = letters.length > 0 ? dueAfter(open, facts) : {};
  return facts.map((fact, index) => {
    const letter = letters.find((made) => made.version === open.record.version + 1 + index);
    return {
      ...fact,
      data: {
        ...fact.data,
        ...(index === 0 ? effect?.data : {}),
        ...(letter ? { letter: { id: letter.id, kind: letter.kind, docNo: letter.document_no, due } } : {}),
        rules,
      },
    };
  });
}

/** The days the letters tell of, as reckoned when they were made: a later calendar does not change what was printed. */
function dueAfter(open: OpenCase, made: NewFact[]): JsonObject {
  const { record, declaration, now } = open;
  const next = made.map((fact, index) => ({
    ...fact,
    version: record.version + 1 + index,
    recordedAt: now.toISOString(),
    actor: { person: 'system', capacity: 'system' as const },
  }));
  const clocks = readClocks(declaration.clocks, [...record.facts, ...next], evidenceOf(open));
  return Object.fromEntries(
    clocks.map(({ name, of, due, provisional }) => [of ? `${name}:${of}` : name, { due, provisional }]),
  );
}

function projected(open: OpenCase): Projection {
  return project(open.declaration, open.record.facts, evidenceOf(open), clocksOf(open));
}

function caseAfter(
  open: OpenCase,
  { parties, draft }: Appending,
  { status, version, due, paused }: Projection,
): OpenCase {
  const { record } = open;
  const applicant = parties?.applicant ?? record.applicant;
  return {
    ...open,
    record: {
      ...record,
      applicant,
      agent: parties ? parties.agent : record.agent,
      applicantName: applicant.name,
      channel: channelOf(record.facts) ?? record.channel,
      status,
      version,
      due,
      paused,
      draft: draft === 'drop' ? null : draft === 'keep' ? record.draft : draft.put,
    },
  };
}

/** As filed: a draft may have been begun for another one. */
function channelOf(facts: readonly RecordedFact[]): string | undefined {
  const channel = facts.findLast((fact) => fact.kind === 'submitted')?.data.channel;
  return typeof channel === 'string' ? channel : undefined;
}

/** The answer goes into the same statement as its effect: one without the other cannot be. */
function firstAnswer(answerFor: AnswerFor | undefined, after: OpenCase): Pick<CaseWrite, 'answer'> {
  if (!answerFor?.scope) return {};
  const { scope, status, actor } = answerFor;
  return {
    answer: {
      ...scope,
      bodyDigest: scope.bodyDigest.toString('hex'),
      status,
      response: JSON.stringify(viewCase(after, actor, contextOf(after, stepActorOf(after, actor)))),
    },
  };
}

function recordedFact({ envelope, hash, payload }: SealedFact): RecordedFact {
  const { version, kind, effectiveOn, recordedAt, actor, basis, data } = envelope;
  return { version, kind, effectiveOn, recordedAt, actor, basis, data, hash, payload };
}
