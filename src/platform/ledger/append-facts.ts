/**
 * Appending to the ledger: facts, payloads and the notice by which the order learns of them (place-facts.ts) in one
 * statement, refused as a whole when a version is already taken.
 */
import type { ClientBase, Pool } from 'pg';
import { DatabaseError } from 'pg';
import type { SealedFact } from '../../kernel/ledger/seal-facts.ts';

/**
 * CTEs that append the facts in `$1->'facts'` (jurisdiction in `$1->>'jurisdiction'`), for statements that write
 * projections with them.
 */
export const appendingCtes = `
  appended as (
    select * from jsonb_populate_recordset(null::ledger.appended, $1::jsonb -> 'facts')
  ),
  facts as (
    insert into ledger.fact (jurisdiction, subject_type, subject_id, version, kind, effective_on, recorded_at, actor,
                             basis, data, payload_digest, previous, hash)
    select $1::jsonb ->> 'jurisdiction', subject_type, subject_id, version, kind, effective_on, recorded_at, actor,
           basis, data, decode(payload_digest, 'hex'), decode(previous, 'hex'), decode(hash, 'hex')
    from appended
  ),
  payloads as (
    insert into ledger.payload (jurisdiction, subject_type, subject_id, version, salt, payload)
    select $1::jsonb ->> 'jurisdiction', subject_type, subject_id, version, decode(salt, 'hex'), payload
    from appended
  ),
  arrivals as (
    insert into ledger.arrival (jurisdiction, subject_type, subject_id, version)
    select $1::jsonb ->> 'jurisdiction', subject_type, subject_id, version from appended
  )`;

export function factRows(sealed: readonly SealedFact[]) {
  return sealed.map(({ envelope, hash, salt, payload }) => ({
    subject_type: envelope.subjectType,
    subject_id: envelope.subjectId,
    version: envelope.version,
    kind: envelope.kind,
    effective_on: envelope.effectiveOn,
    recorded_at: envelope.recordedAt,
    actor: envelope.actor,
    basis: envelope.basis,
    data: envelope.data,
    payload_digest: envelope.payloadDigest,
    previous: envelope.previous,
    hash,
    salt: Buffer.from(salt).toString('hex'),
    payload,
  }));
}

/** Appends alone, without projections. Throws a database error for which `isVersionTaken` is true on a conflict. */
export async function appendFacts(
  client: ClientBase | Pool,
  jurisdiction: string,
  sealed: readonly SealedFact[],
): Promise<void> {
  await client.query(`with ${appendingCtes} select 1`, [
    JSON.stringify({ jurisdiction, facts: factRows(sealed) }),
  ]);
}

/** Somebody else appended this version first; which of the two tables notices is PostgreSQL's choice. */
export function isVersionTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'fact_pkey', 'payload_pkey');
}

/** Two statements waited for each other and PostgreSQL let this one go: nothing of it was written, it may be repeated. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '40P01';
}

export function isUniqueViolation(error: unknown, ...constraints: string[]): boolean {
  return (
    error instanceof DatabaseError && error.code === '23505' && constraints.includes(error.constraint ?? '')
  );
}
