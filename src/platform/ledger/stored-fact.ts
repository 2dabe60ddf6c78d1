/** One fact as it was hashed, for whoever wants to check it elsewhere. */
import type { Pool } from 'pg';
import type { JsonObject } from '../../kernel/json.ts';
import type { Envelope } from '../../kernel/ledger/envelope.ts';

export interface StoredFact {
  envelope: Envelope;
  /** Null once it was erased. */
  payload: { salt: string; content: JsonObject } | null;
}

export async function findStoredFact(
  pool: Pool,
  subject: { jurisdiction: string; type: string; id: string },
  version: number,
): Promise<StoredFact | undefined> {
  const { rows } = await pool.query<Envelope & { salt: string | null; payload: JsonObject | null }>(
    `select f.jurisdiction, f.subject_type as "subjectType", f.subject_id as "subjectId", f.version, f.kind,
       f.effective_on::text as "effectiveOn",
       to_char(f.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
       f.actor, f.basis, f.data, encode(f.payload_digest, 'hex') as "payloadDigest",
       encode(f.previous, 'hex') as previous, encode(p.salt, 'hex') as salt, p.payload
     from ledger.fact f left join ledger.payload p using (jurisdiction, subject_type, subject_id, version)
     where f.jurisdiction = $1 and f.subject_type = $2 and f.subject_id = $3 and f.version = $4`,
    [subject.jurisdiction, subject.type, subject.id, version],
  );
  const row = rows[0];
  if (!row) return undefined;
  const { salt, payload, ...envelope } = row;
  return { envelope, payload: salt === null || payload === null ? null : { salt, content: payload } };
}
