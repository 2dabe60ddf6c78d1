/** Requests as the ledger holds them: the facts of each, for the register and the yearly numbers. */
import type { Actor } from '../../kernel/actor.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';

export interface StoredRequest {
  id: number;
  caseNo: string;
  status: string;
  itemVersion: number;
  filedOn: LegalDay;
  facts: Fact[];
  /** What is asked for, in the applicant's words; null once erased. */
  subject: string | null;
}

export interface RequestQuery {
  from?: LegalDay;
  to?: LegalDay;
  status?: string;
  /** Only requests before this one. */
  beforeId?: number;
  /** Absent: all. */
  limit?: number;
}

const facts = `(select json_agg(json_build_object(
    'version', f.version, 'kind', f.kind, 'effectiveOn', f.effective_on,
    'recordedAt', to_char(f.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'actor', f.actor, 'basis', f.basis, 'data', f.data) order by f.version)
  from ledger.fact f
  where f.jurisdiction = r.jurisdiction and f.subject_type = 'case' and f.subject_id = r.id::text)`;

const subject = `(select p.payload -> 'form' ->> 'description' from ledger.fact f
  join ledger.payload p using (jurisdiction, subject_type, subject_id, version)
  where f.jurisdiction = r.jurisdiction and f.subject_type = 'case' and f.subject_id = r.id::text
    and f.kind = 'submitted')`;

/** Newest first. A request has the day on which it was received; until that is confirmed, the day of filing. */
export async function listStoredRequests(
  { pool, jurisdiction }: Platform,
  viewer: Actor,
  { from, to, status, beforeId, limit }: RequestQuery,
): Promise<StoredRequest[]> {
  const { rows } = await pool.query<StoredRequest>(
    `select r.id, r.case_no as "caseNo", r.status, r.item_version as "itemVersion", r.filed_day as "filedOn",
       ${facts} as facts, ${subject} as subject
     from (
       select c.*, days.filed_day from cases.current c
       cross join lateral (
         select min(f.effective_on) filter (where f.kind = 'submitted') as filed_day,
           min(f.effective_on) filter (where f.kind = 'confirmed') as received
         from ledger.fact f
         where f.jurisdiction = c.jurisdiction and f.subject_type = 'case' and f.subject_id = c.id::text
       ) days
       where c.jurisdiction = $1 and c.item_id = 'information-request' and c.procedure = 'information-request'
         and ($2::text[] is null or c.office = any($2))
         and ($3::date is null or coalesce(days.received, days.filed_day) >= $3)
         and ($4::date is null or coalesce(days.received, days.filed_day) <= $4)
         and ($5::text is null or c.status = $5)
         and ($6::bigint is null or c.id < $6)
       order by c.id desc limit $7
     ) r order by r.id desc`,
    [
      jurisdiction,
      officesOf(viewer),
      from ?? null,
      to ?? null,
      status ?? null,
      beforeId ?? null,
      limit ?? null,
    ],
  );
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** Supervisors watch all offices; disclosure posts keep the register of their own. */
function officesOf({ posts }: Actor): string[] | null {
  if (posts.some(({ role }) => role === 'supervisor')) return null;
  return posts
    .filter(({ role }) => role === 'disclosure' || role === 'head-disclosure')
    .map(({ office }) => office);
}
