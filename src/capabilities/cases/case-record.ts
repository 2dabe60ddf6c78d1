/** A case as loaded: its row, its facts with their payloads, its draft. One round trip. */
import type { Pool } from 'pg';
import type { JsonObject } from '../../kernel/json.ts';
import type { EarlierMisconduct } from '../../kernel/procedure/declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { inBatches } from '../../platform/database/in-batches.ts';

export interface Party {
  id: string;
  kind: 'natural-person' | 'organization';
  name: string;
  idType: string;
  idNumber: string;
}

export interface CaseRow {
  id: number;
  caseNo: string;
  procedure: string;
  procedureVersion: number;
  itemId: string;
  itemVersion: number;
  itemName: string;
  authority: string;
  office: string;
  channel: string;
  applicantParty: string;
  agentParty: string | null;
  filedByAccount: string;
  applicantName: string;
  openedAt: Date;
  status: string;
  version: number;
  due: string | null;
  paused: boolean;
}

/** A fact with what stands beside it: its hash and its payload ({} once lawfully erased). */
export interface RecordedFact extends Fact {
  hash: string;
  payload: JsonObject;
}

export interface CaseRecord extends CaseRow {
  applicant: Party;
  agent: Party | null;
  facts: RecordedFact[];
  /** Of the same applicant for the same item; null where there is none. */
  earlierMisconduct?: EarlierMisconduct[] | null;
  draft: JsonObject | null;
  /** Counts the savings of the draft: what is sent is what was last saved. */
  draftRevision: number;
}

const columns = `
  c.id, c.case_no as "caseNo", c.procedure, c.procedure_version as "procedureVersion", c.item_id as "itemId",
  c.item_version as "itemVersion", c.item_name as "itemName", c.authority, c.office, c.channel,
  c.applicant_party as "applicantParty", c.agent_party as "agentParty", c.filed_by_account as "filedByAccount",
  c.applicant_name as "applicantName", c.opened_at as "openedAt", c.status, c.version, c.due, c.paused`;

const party = (alias: string, name: string) =>
  `json_build_object('id', ${alias}.id, 'kind', ${alias}.kind, 'name', ${name},
     'idType', ${alias}.id_type, 'idNumber', ${alias}.id_number)`;

const loading = `
  select ${columns}, ${party('a', 'c.applicant_name')} as applicant, -- as she named herself in this case
    case when g.id is null then null else ${party('g', 'g.name')} end as agent,
    (select json_agg(json_build_object('ground', e.ground, 'on', e.found_on, 'until', e.barred_until) order by e.found_on)
     from cases.earlier_misconduct e
     where e.jurisdiction = c.jurisdiction and e.party = c.applicant_party and e.item_id = c.item_id
       and e.case_id <> c.id) as "earlierMisconduct",
    d.content as draft, coalesce(d.revision, 0) as "draftRevision",
    (select json_agg(json_build_object(
        'version', f.version, 'kind', f.kind, 'effectiveOn', f.effective_on,
        'recordedAt', to_char(f.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'actor', f.actor, 'basis', f.basis, 'data', f.data, 'hash', encode(f.hash, 'hex'),
        'payload', coalesce(p.payload, '{}')) order by f.version)
     from ledger.fact f
     left join ledger.payload p using (jurisdiction, subject_type, subject_id, version)
     where f.jurisdiction = c.jurisdiction and f.subject_type = 'case' and f.subject_id = c.id::text) as facts
  from cases.current c
  join cases.party a on a.jurisdiction = c.jurisdiction and a.id = c.applicant_party
  left join cases.party g on g.jurisdiction = c.jurisdiction and g.id = c.agent_party
  left join cases.draft d on d.jurisdiction = c.jurisdiction and d.case_id = c.id
  where c.jurisdiction = $1 and c.id = any($2::bigint[])`;

export type FindCaseRecord = (id: number) => Promise<CaseRecord | undefined>;

/** Cases asked for at the same moment come with one round trip. */
export function createCaseReader(pool: Pool, jurisdiction: string): FindCaseRecord {
  return inBatches(
    async (ids: readonly number[]) => {
      const { rows } = await pool.query<CaseRecord>({
        name: 'load-cases',
        text: loading,
        values: [jurisdiction, [...new Set(ids)]],
      });
      const found = new Map(rows.map((row) => [Number(row.id), row]));
      return ids.map((id) => {
        const row = found.get(id);
        return row && { ...row, id, facts: row.facts ?? [] };
      });
    },
    { most: 32, atOnce: 2 },
  );
}
