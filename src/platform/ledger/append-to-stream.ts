import { randomBytes } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { type Head, type Stream, sealFacts } from '../../kernel/ledger/seal-facts.ts';
import type { FactActor, NewFact } from '../../kernel/procedure/fact.ts';
import { appendFacts, isVersionTaken } from './append-facts.ts';

const tries = 20;

const queues = new Map<string, Promise<void>>();

/**
 * Appends to the end of a stream, wherever that is: for facts that no rule decides (a reading, a note). Within a process
 * one after the other, so that a busy stream does not quarrel with itself.
 */
export function appendToStream(
  pool: Pool,
  stream: Stream,
  facts: readonly NewFact[],
  actor: FactActor,
  recordedAt: Date,
): Promise<void> {
  const key = JSON.stringify(stream);
  const turn = (queues.get(key) ?? Promise.resolve()).then(() =>
    appendAtEnd(pool, stream, facts, actor, recordedAt),
  );
  const settled = turn.catch(() => undefined);
  queues.set(key, settled);
  void settled.then(() => {
    if (queues.get(key) === settled) queues.delete(key);
  });
  return turn;
}

async function appendAtEnd(
  pool: Pool,
  stream: Stream,
  facts: readonly NewFact[],
  actor: FactActor,
  recordedAt: Date,
): Promise<void> {
  for (let round = 1; ; round++) {
    const head = await headOf(pool, stream);
    const salts = facts.map(() => randomBytes(32));
    const sealed = sealFacts(stream, head, facts, actor, recordedAt.toISOString(), salts);
    try {
      await appendFacts(pool, stream.jurisdiction, sealed);
      return;
    } catch (error) {
      // Somebody appended at the same moment: go behind it.
      if (!isVersionTaken(error) || round === tries) throw error;
    }
  }
}

/** The same within the caller's transaction, together with what it writes besides; a second writer waits for its end. */
export async function appendInTransaction(
  client: ClientBase,
  stream: Stream,
  facts: readonly NewFact[],
  actor: FactActor,
  recordedAt: Date,
): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [JSON.stringify(stream)]);
  const head = await headOf(client, stream);
  const salts = facts.map(() => randomBytes(32));
  const sealed = sealFacts(stream, head, facts, actor, recordedAt.toISOString(), salts);
  await appendFacts(client, stream.jurisdiction, sealed);
}

async function headOf(
  pool: Pool | ClientBase,
  { jurisdiction, subjectType, subjectId }: Stream,
): Promise<Head> {
  const { rows } = await pool.query<Head>(
    `select version, encode(hash, 'hex') as hash from ledger.fact
     where jurisdiction = $1 and subject_type = $2 and subject_id = $3 order by version desc limit 1`,
    [jurisdiction, subjectType, subjectId],
  );
  return rows[0] ?? { version: 0, hash: null };
}
