/** One statement writes a step: fact, payload, current row, clocks, worklist, letters, answer. All or nothing. */
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
  response: unknown;
}

export interface CaseWrite {
  jurisdiction: string;
  id: number;
  /** As the case stands after the step: another office may have taken over, a newer version been taken up. */
  office: string;
  authority: string;
  procedureVersion: number;
  itemVersion: number;
  itemName: string;
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

interface Part {
  name: string;
  needed: (write: CaseWrite) => boolean;
  sql: string;
}

/** `$1` everything as JSON, `$2` jurisdiction, `$3` case id. */
const statementParts: Part[] = [
  {
    name: 'parties',
    needed: (write) => write.parties.length > 0,
    sql: `
    insert into cases.party (jurisdiction, id, kind, name, id_type, id_number)
    select $2, r.id, r.kind, r.name, r."idType", r."idNumber"
    from jsonb_to_recordset($1::jsonb -> 'parties')
      as r(id text, kind text, name text, "idType" text, "idNumber" text)`,
  },
  {
    name: 'opened',
    needed: (write) => write.opened !== undefined,
    sql: `
    insert into cases.current (jurisdiction, id, case_no, procedure, procedure_version, item_id, item_version, item_name,
      authority, office, channel, applicant_party, agent_party, filed_by_account, applicant_name, opened_at,
      filed, status, version, due, paused, updated_at)
    select $2, $3::bigint, r."caseNo", r.procedure, ($1::jsonb ->> 'procedureVersion')::int, r."itemId",
      ($1::jsonb ->> 'itemVersion')::int, $1::jsonb ->> 'itemName', $1::jsonb ->> 'authority', $1::jsonb ->> 'office', r.channel,
      $1::jsonb ->> 'applicantParty', $1::jsonb ->> 'agentParty', r."filedByAccount", $1::jsonb ->> 'applicantName', r."openedAt",
      ($1::jsonb -> 'after' ->> 'filed')::boolean,
      $1::jsonb -> 'after' ->> 'status', ($1::jsonb -> 'after' ->> 'version')::int, ($1::jsonb -> 'after' ->> 'due')::date,
      ($1::jsonb -> 'after' ->> 'paused')::boolean, ($1::jsonb ->> 'updatedAt')::timestamptz
    from jsonb_to_record($1::jsonb -> 'opened') as r("caseNo" text, procedure text,
      "itemId" text, channel text, "filedByAccount" text, "openedAt" timestamptz)`,
  },
  {
    name: 'moved',
    needed: (write) => write.opened === undefined,
    sql: `
    update cases.current c
    set filed = ($1::jsonb -> 'after' ->> 'filed')::boolean, channel = $1::jsonb ->> 'channel',
      office = $1::jsonb ->> 'office', authority = $1::jsonb ->> 'authority',
      procedure_version = ($1::jsonb ->> 'procedureVersion')::int,
      item_version = ($1::jsonb ->> 'itemVersion')::int, item_name = $1::jsonb ->> 'itemName',
      status = $1::jsonb -> 'after' ->> 'status', version = ($1::jsonb -> 'after' ->> 'version')::int,
      due = ($1::jsonb -> 'after' ->> 'due')::date, paused = ($1::jsonb -> 'after' ->> 'paused')::boolean,
      applicant_name = $1::jsonb ->> 'applicantName', applicant_party = $1::jsonb ->> 'applicantParty',
      agent_party = $1::jsonb ->> 'agentParty', updated_at = ($1::jsonb ->> 'updatedAt')::timestamptz
    where c.jurisdiction = $2 and c.id = $3::bigint`,
  },
  {
    name: 'standing',
    needed: (write) => write.change.standingChanged,
    sql: `
    insert into cases.standing (jurisdiction, case_id, office, status)
    select $2, $3::bigint, $1::jsonb ->> 'office', $1::jsonb -> 'after' ->> 'status'
    on conflict (jurisdiction, case_id) do update set status = excluded.status, office = excluded.office`,
  },
  {
    name: 'dropped_clocks',
    needed: (write) => write.change.dropClocks.length > 0,
    sql: `
    delete from cases.clock k
    where k.jurisdiction = $2 and k.case_id = $3::bigint
      and k.name in (select jsonb_array_elements_text($1::jsonb -> 'change' -> 'dropClocks'))`,
  },
  {
    name: 'put_clocks',
    needed: (write) => write.change.putClocks.length > 0,
    sql: `
    insert into cases.clock (jurisdiction, case_id, name, office, due, paused, expiry_step)
    select $2, $3::bigint, r.name, r.office, r.due, r.paused, r.expiry_step
    from jsonb_to_recordset($1::jsonb -> 'change' -> 'putClocks')
      as r(name text, office text, due date, paused boolean, expiry_step text)
    on conflict (jurisdiction, case_id, name) do update
      set office = excluded.office, due = excluded.due, paused = excluded.paused, expiry_step = excluded.expiry_step`,
  },
  {
    name: 'dropped_work',
    needed: (write) => write.change.dropWork.length > 0,
    sql: `
    delete from cases.worklist w using jsonb_to_recordset($1::jsonb -> 'change' -> 'dropWork')
      as r(office text, role text, step text)
    where w.jurisdiction = $2 and w.case_id = $3::bigint
      and w.office = r.office and w.role = r.role and w.step = r.step`,
  },
  {
    name: 'put_work',
    needed: (write) => write.change.putWork.length > 0,
    sql: `
    insert into cases.worklist
      (jurisdiction, case_id, office, role, step, due, paused, since, officer, urged_on)
    select $2, $3::bigint, r.office, r.role, r.step, r.due, r.paused, r.since, r.officer, r.urged_on
    from jsonb_to_recordset($1::jsonb -> 'change' -> 'putWork')
      as r(office text, role text, step text, due date, paused boolean, since timestamptz, officer text,
        urged_on date)
    on conflict (jurisdiction, case_id, office, role, step) do update
      set due = excluded.due, paused = excluded.paused, officer = excluded.officer, urged_on = excluded.urged_on`,
  },
  {
    name: 'letters',
    needed: (write) => write.letters.length > 0,
    sql: `
    insert into cases.letter (jurisdiction, id, case_id, version, kind, authority, year, number, document_no, made_on)
    select $2, r.id, $3::bigint, r.version, r.kind, r.authority, r.year, r.number,
      r.document_no, r.made_on
    from jsonb_to_recordset($1::jsonb -> 'letters') as r(id text, version int, kind text, authority text, year int,
      number int, document_no text, made_on date)`,
  },
  {
    name: 'uses',
    needed: (write) => write.documents.length > 0,
    sql: `
    insert into cases.document_use (jurisdiction, document_id, case_id)
    select $2, d, $3::bigint
    from jsonb_array_elements_text($1::jsonb -> 'documents') as d
    on conflict do nothing`,
  },
  {
    name: 'put_draft',
    needed: (write) => typeof write.draft === 'object',
    sql: `
    insert into cases.draft (jurisdiction, case_id, content, saved_at)
    select $2, $3::bigint, $1::jsonb -> 'draft' -> 'put', ($1::jsonb ->> 'updatedAt')::timestamptz
    on conflict (jurisdiction, case_id) do update set content = excluded.content, saved_at = excluded.saved_at`,
  },
  {
    name: 'dropped_draft',
    needed: (write) => write.draft === 'drop',
    sql: `
    delete from cases.draft d
    where d.jurisdiction = $2 and d.case_id = $3::bigint and d.revision = ($1::jsonb ->> 'draftRevision')::int
    returning 1`,
  },
  {
    name: 'found_by',
    needed: (write) => write.words !== null,
    sql: `
    insert into cases.search (jurisdiction, case_id, words)
    select $2, $3::bigint, array_to_tsvector(string_to_array($1::jsonb ->> 'words', ' '))
    on conflict (jurisdiction, case_id) do update set words = excluded.words`,
  },
  {
    name: 'answered',
    needed: (write) => write.answer !== undefined,
    sql: `
    insert into platform.idempotency (jurisdiction, actor, route, key, body_digest, status, response)
    select $2, r.actor, r.route, r.key, decode(r."bodyDigest", 'hex'), r.status, r.response
    from jsonb_to_record($1::jsonb -> 'answer')
      as r(actor text, route text, key text, "bodyDigest" text, status int, response jsonb)`,
  },
  {
    name: 'untold',
    needed: (write) => write.untold.length > 0,
    sql: `
    insert into cases.untold (jurisdiction, case_id, version)
    select $2, $3::bigint, v::int from jsonb_array_elements_text($1::jsonb -> 'untold') as v
    on conflict do nothing`,
  },
];

/** One prepared statement for each combination that occurs: what a step does not write costs it nothing. */
const prepared = new Map<string, { name: string; text: string }>();

function statementFor(write: CaseWrite): { name: string; text: string } {
  const needed = statementParts.filter((part) => part.needed(write));
  const shape = needed.map((part) => part.name).join('+');
  const known = prepared.get(shape);
  if (known) return known;
  const ctes = [appendingCtes, ...needed.map((part) => `${part.name} as (${part.sql})`)];
  // A division by zero is how a statement says: the draft was saved again since it was read.
  const drops = needed.some((part) => part.name === 'dropped_draft');
  const guard = drops ? ', (select 1 / count(*) from dropped_draft)' : '';
  const made = {
    name: `write-case-${prepared.size}`,
    text: `with ${ctes.join(', ')} select $2::text, $3::bigint${guard}`,
  };
  prepared.set(shape, made);
  return made;
}

export async function writeCase(client: ClientBase | Pool, write: CaseWrite): Promise<void> {
  const input = JSON.stringify({ ...write, facts: factRows(write.facts) });
  await client.query({ ...statementFor(write), values: [input, write.jurisdiction, write.id] });
}

/** The draft was saved again between reading and sending it. */
export function isDraftChanged(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '22012';
}
