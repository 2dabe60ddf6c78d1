/**
 * One statement writes the steps of several cases: facts, payloads, current rows, clocks, worklist, letters, answers.
 * All or nothing. A case occurs once in it.
 */
import { type ClientBase, DatabaseError, type Pool } from 'pg';
import type { JsonObject } from '../../kernel/json.ts';
import type { SealedFact } from '../../kernel/ledger/seal-facts.ts';
import { appendingCtes, factRows } from '../../platform/ledger/append-facts.ts';
import type { Party } from './case-record.ts';
import type { Projection, ProjectionChange } from './projection.ts';

export interface NewCaseRow {
  caseNo: string;
  procedure: string;
  itemId: string;
  channel: string;
  filedByAccount: string;
  openedAt: string;
}

export interface LetterRow {
  id: string;
  version: number;
  kind: string;
  authority: string;
  year: number;
  number: number;
  document_no: string;
  made_on: string;
}

export interface FirstAnswer {
  actor: string;
  route: string;
  key: string;
  /** Hex. */
  bodyDigest: string;
  status: number;
  /** As JSON: inside the statement's jsonb its members would lose their order. */
  response: string;
}

export interface CaseWrite {
  id: number;
  /** As the case stands after the step: another office may have taken over, a newer version been taken up. */
  office: string;
  authority: string;
  procedureVersion: number;
  itemVersion: number;
  itemName: string;
  itemId: string;
  /** Present when the case is opened. */
  opened?: NewCaseRow;
  channel: string;
  applicantName: string;
  applicantParty: string;
  agentParty: string | null;
  facts: SealedFact[];
  after: Projection;
  change: ProjectionChange;
  updatedAt: string;
  parties: Party[];
  /** Who becomes a party beside the applicant. */
  involved: { party: string; role: string }[];
  documents: string[];
  letters: LetterRow[];
  draft: { put: JsonObject } | 'drop' | 'keep';
  /** The draft that was read; one saved since then is not dropped and nothing is written. */
  draftRevision: number;
  /** Space-separated words, or null to leave the search row alone. */
  words: string | null;
  answer?: FirstAnswer;
  /** Versions of the facts of which the parties are to be told. */
  untold: number[];
}

type Rows = Record<string, unknown>[];

/** Rows of one table, or what is to be deleted from it, out of what each case brings. */
interface Part {
  name: string;
  rows: (write: CaseWrite) => Rows;
  /** `$1` everything as JSON, the part's rows under its name; `$2` jurisdiction. */
  sql: string;
}

const statementParts: Part[] = [
  {
    name: 'parties',
    rows: ({ parties }) => parties.map((party) => ({ ...party })),
    sql: `
    insert into cases.party (jurisdiction, id, kind, name, id_type, id_number)
    select $2, r.id, r.kind, r.name, r."idType", r."idNumber"
    from jsonb_to_recordset($1::jsonb -> 'parties')
      as r(id text, kind text, name text, "idType" text, "idNumber" text)`,
  },
  {
    name: 'involved',
    rows: ({ id, involved }) => involved.map((one) => ({ id, ...one })),
    sql: `
    insert into cases.involved_party (jurisdiction, case_id, party, role)
    select $2, r.id, r.party, r.role
    from jsonb_to_recordset($1::jsonb -> 'involved') as r(id bigint, party text, role text)`,
  },
  {
    name: 'opened',
    rows: (write) => (write.opened ? [{ ...write.opened, ...standingOf(write) }] : []),
    sql: `
    insert into cases.current (jurisdiction, id, case_no, procedure, procedure_version, item_id, item_version, item_name,
      authority, office, channel, applicant_party, agent_party, filed_by_account, applicant_name, opened_at,
      filed, status, version, due, paused, updated_at)
    select $2, r.id, r."caseNo", r.procedure, r."procedureVersion", r."itemId", r."itemVersion", r."itemName",
      r.authority, r.office, r.channel, r."applicantParty", r."agentParty", r."filedByAccount", r."applicantName",
      r."openedAt", r.filed, r.status, r.version, r.due, r.paused, r."updatedAt"
    from jsonb_to_recordset($1::jsonb -> 'opened') as r(id bigint, "caseNo" text, procedure text, "procedureVersion" int,
      "itemId" text, "itemVersion" int, "itemName" text, authority text, office text, channel text,
      "applicantParty" text, "agentParty" text, "filedByAccount" text, "applicantName" text, "openedAt" timestamptz,
      filed boolean, status text, version int, due date, paused boolean, "updatedAt" timestamptz)`,
  },
  {
    name: 'moved',
    rows: (write) => (write.opened ? [] : [standingOf(write)]),
    sql: `
    update cases.current c
    set filed = r.filed, channel = r.channel, office = r.office, authority = r.authority,
      procedure_version = r."procedureVersion", item_version = r."itemVersion", item_name = r."itemName",
      status = r.status, version = r.version, due = r.due, paused = r.paused,
      applicant_name = r."applicantName", applicant_party = r."applicantParty", agent_party = r."agentParty",
      updated_at = r."updatedAt"
    from jsonb_to_recordset($1::jsonb -> 'moved') as r(id bigint, channel text, office text, authority text,
      "procedureVersion" int, "itemVersion" int, "itemName" text, "applicantParty" text, "agentParty" text,
      "applicantName" text, filed boolean, status text, version int, due date, paused boolean, "updatedAt" timestamptz)
    where c.jurisdiction = $2 and c.id = r.id`,
  },
  {
    name: 'standing',
    rows: ({ id, office, after, change }) =>
      change.standingChanged ? [{ id, office, status: after.status }] : [],
    sql: `
    insert into cases.standing (jurisdiction, case_id, office, status)
    select $2, r.id, r.office, r.status
    from jsonb_to_recordset($1::jsonb -> 'standing') as r(id bigint, office text, status text)
    on conflict (jurisdiction, case_id) do update set status = excluded.status, office = excluded.office`,
  },
  {
    name: 'dropped_clocks',
    rows: ({ id, change }) => change.dropClocks.map((name) => ({ id, name })),
    sql: `
    delete from cases.clock k using jsonb_to_recordset($1::jsonb -> 'dropped_clocks') as r(id bigint, name text)
    where k.jurisdiction = $2 and k.case_id = r.id and k.name = r.name`,
  },
  {
    name: 'put_clocks',
    rows: ({ id, change }) => change.putClocks.map((row) => ({ id, ...row })),
    sql: `
    insert into cases.clock (jurisdiction, case_id, name, office, due, paused, expiry_step)
    select $2, r.id, r.name, r.office, r.due, r.paused, r.expiry_step
    from jsonb_to_recordset($1::jsonb -> 'put_clocks')
      as r(id bigint, name text, office text, due date, paused boolean, expiry_step text)
    on conflict (jurisdiction, case_id, name) do update
      set office = excluded.office, due = excluded.due, paused = excluded.paused, expiry_step = excluded.expiry_step`,
  },
  {
    name: 'dropped_work',
    rows: ({ id, change }) => change.dropWork.map((row) => ({ id, ...row })),
    sql: `
    delete from cases.worklist w using jsonb_to_recordset($1::jsonb -> 'dropped_work')
      as r(id bigint, office text, role text, step text)
    where w.jurisdiction = $2 and w.case_id = r.id
      and w.office = r.office and w.role = r.role and w.step = r.step`,
  },
  {
    name: 'put_work',
    rows: ({ id, change }) => change.putWork.map((row) => ({ id, ...row })),
    sql: `
    insert into cases.worklist
      (jurisdiction, case_id, office, role, step, due, paused, since, officer, urged_on)
    select $2, r.id, r.office, r.role, r.step, r.due, r.paused, r.since, r.officer, r.urged_on
    from jsonb_to_recordset($1::jsonb -> 'put_work')
      as r(id bigint, office text, role text, step text, due date, paused boolean, since timestamptz, officer text,
        urged_on date)
    on conflict (jurisdiction, case_id, office, role, step) do update
      set due = excluded.due, paused = excluded.paused, officer = excluded.officer, urged_on = excluded.urged_on`,
  },
  {
    name: 'left_sight',
    rows: ({ id, change }) => change.dropSight.map((place) => ({ id, place })),
    sql: `
    delete from cases.sight s using jsonb_to_recordset($1::jsonb -> 'left_sight') as r(id bigint, place text)
    where s.jurisdiction = $2 and s.seen_from = r.place and s.case_id = r.id`,
  },
  {
    name: 'came_in_sight',
    rows: ({ id, change }) => change.putSight.map((place) => ({ id, place })),
    sql: `
    insert into cases.sight (jurisdiction, seen_from, case_id)
    select $2, r.place, r.id from jsonb_to_recordset($1::jsonb -> 'came_in_sight') as r(id bigint, place text)
    on conflict do nothing`,
  },
  {
    name: 'refused',
    rows: ({ id, applicantParty, itemId, facts }) =>
      facts.flatMap(({ envelope: { kind, effectiveOn, data } }) =>
        kind === 'acceptance-refused' && data.ground === 'false-materials'
          ? [{ id, party: applicantParty, item: itemId, on: effectiveOn, until: data.barredUntil ?? null }]
          : [],
      ),
    sql: `
    insert into cases.earlier_misconduct (jurisdiction, party, item_id, case_id, ground, found_on, barred_until)
    select $2, r.party, r.item, r.id, 'false-materials', r."on", r.until
    from jsonb_to_recordset($1::jsonb -> 'refused') as r(id bigint, party text, item text, "on" date, until date)
    on conflict do nothing`,
  },
  {
    name: 'letters',
    rows: ({ id, letters }) => letters.map((letter) => ({ case: id, ...letter })),
    sql: `
    insert into cases.letter (jurisdiction, id, case_id, version, kind, authority, year, number, document_no, made_on)
    select $2, r.id, r."case", r.version, r.kind, r.authority, r.year, r.number, r.document_no, r.made_on
    from jsonb_to_recordset($1::jsonb -> 'letters') as r(id text, "case" bigint, version int, kind text,
      authority text, year int, number int, document_no text, made_on date)`,
  },
  {
    name: 'uses',
    rows: ({ id, documents }) => documents.map((document) => ({ id, document })),
    sql: `
    insert into cases.document_use (jurisdiction, document_id, case_id)
    select $2, r.document, r.id from jsonb_to_recordset($1::jsonb -> 'uses') as r(id bigint, document text)
    on conflict do nothing`,
  },
  {
    name: 'put_draft',
    rows: ({ id, draft, updatedAt }) =>
      typeof draft === 'object' ? [{ id, content: draft.put, updatedAt }] : [],
    sql: `
    insert into cases.draft (jurisdiction, case_id, content, saved_at)
    select $2, r.id, r.content, r."updatedAt"
    from jsonb_to_recordset($1::jsonb -> 'put_draft') as r(id bigint, content jsonb, "updatedAt" timestamptz)
    on conflict (jurisdiction, case_id) do update set content = excluded.content, saved_at = excluded.saved_at`,
  },
  {
    name: 'dropped_draft',
    rows: ({ id, draft, draftRevision }) => (draft === 'drop' ? [{ id, draftRevision }] : []),
    sql: `
    delete from cases.draft d using jsonb_to_recordset($1::jsonb -> 'dropped_draft')
      as r(id bigint, "draftRevision" int)
    where d.jurisdiction = $2 and d.case_id = r.id and d.revision = r."draftRevision"
    returning 1`,
  },
  {
    name: 'found_by',
    rows: ({ id, words }) => (words === null ? [] : [{ id, words }]),
    sql: `
    insert into cases.search (jurisdiction, case_id, words)
    select $2, r.id, array_to_tsvector(string_to_array(r.words, ' '))
    from jsonb_to_recordset($1::jsonb -> 'found_by') as r(id bigint, words text)
    on conflict (jurisdiction, case_id) do update set words = excluded.words`,
  },
  {
    name: 'answered',
    rows: ({ answer }) => (answer ? [{ ...answer }] : []),
    sql: `
    insert into platform.idempotency (jurisdiction, actor, route, key, body_digest, status, response)
    select $2, r.actor, r.route, r.key, decode(r."bodyDigest", 'hex'), r.status, r.response::json
    from jsonb_to_recordset($1::jsonb -> 'answered')
      as r(actor text, route text, key text, "bodyDigest" text, status int, response text)`,
  },
  {
    name: 'untold',
    rows: ({ id, untold }) => untold.map((version) => ({ id, version })),
    sql: `
    insert into cases.untold (jurisdiction, case_id, version)
    select $2, r.id, r.version from jsonb_to_recordset($1::jsonb -> 'untold') as r(id bigint, version int)
    on conflict do nothing`,
  },
];

/** What stands in the case's current row. */
function standingOf(write: CaseWrite): Rows[number] {
  const { id, office, authority, channel, procedureVersion, itemVersion, itemName, updatedAt } = write;
  const { applicantParty, agentParty, applicantName } = write;
  const { filed, status, version, due, paused } = write.after;
  return {
    ...{ id, office, authority, channel, procedureVersion, itemVersion, itemName, updatedAt },
    ...{ applicantParty, agentParty, applicantName },
    ...{ filed, status, version, due, paused },
  };
}

/**
 * Writes the steps. Prepared statements are kept by what they write: a single step has one of its own kind and pays for
 * nothing else; a batch has the one that can write everything, because there are too many mixtures to prepare each.
 */
export async function writeCases(
  client: ClientBase | Pool,
  jurisdiction: string,
  writes: readonly CaseWrite[],
): Promise<void> {
  const input: Record<string, unknown> = {
    jurisdiction,
    facts: writes.flatMap(({ facts }) => factRows(facts)),
  };
  const needed = statementParts.filter((part) => {
    const rows = writes.flatMap(part.rows);
    input[part.name] = rows;
    return rows.length > 0 || writes.length > 1;
  });
  await client.query({ ...statementOf(needed), values: [JSON.stringify(input), jurisdiction] });
}

const prepared = new Map<string, { name: string; text: string }>();

function statementOf(parts: readonly Part[]): { name: string; text: string } {
  const shape = parts.map((part) => part.name).join('+');
  const known = prepared.get(shape);
  if (known) return known;
  const ctes = [appendingCtes, ...parts.map(({ name, sql }) => `${name} as (${sql})`)];
  const guard = parts.some(({ name }) => name === 'dropped_draft') ? `, ${allDraftsAsRead}` : '';
  const made = {
    name: `write-cases-${prepared.size}`,
    text: `with ${ctes.join(', ')} select $2::text${guard}`,
  };
  prepared.set(shape, made);
  return made;
}

/** A division by zero is how a statement says: a draft was saved again since it was read. */
const allDraftsAsRead = `1 / (case when (select count(*) from dropped_draft)
  = jsonb_array_length($1::jsonb -> 'dropped_draft') then 1 else 0 end)`;

/** The draft was saved again between reading and sending it. */
export function isDraftChanged(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '22012';
}
