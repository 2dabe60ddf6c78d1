/** A ledger of its own for a test: facts of no procedure, with keys in memory. */
import { randomBytes } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import pg from 'pg';
import { sealFacts } from '../../src/kernel/ledger/seal-facts.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { appendFacts } from '../../src/platform/ledger/append-facts.ts';
import type { Ledger } from '../../src/platform/ledger/checkpoints.ts';
import { type LedgerKeys, newKey, registerLedgerKeys } from '../../src/platform/ledger/ledger-keys.ts';
import { placeFacts, readWatermark } from '../../src/platform/ledger/place-facts.ts';
import { signingKey } from '../../src/platform/ledger/sm2.ts';
import { cloneDatabase } from './test-database.ts';

export const jurisdiction = 'mingchuan';

export interface SampleLedger extends Ledger {
  /** As the owner: who may do anything to the database. */
  owner: Pool;
  /** As the running role. */
  url: string;
  /** Gives every waiting fact its place. */
  place(): Promise<void>;
  close(): Promise<void>;
}

export async function openSampleLedger(keys: LedgerKeys = sampleKeys()): Promise<SampleLedger> {
  const database = await cloneDatabase();
  const { pool, close } = openDatabase(database.url);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
  await registerLedgerKeys(pool, keys, new Date('2026-03-02T01:00:00.000Z'));
  let now = Date.parse('2026-03-02T01:00:00.000Z');
  return {
    pool,
    owner,
    url: database.url,
    clock: {
      now() {
        now += 1_000;
        return new Date(now);
      },
    },
    ledgerKeys: keys,
    place: () => placeAll(pool, owner),
    async close() {
      await close();
      await owner.end();
      await database.close();
    },
  };
}

/** Gives every waiting fact its place. Transactions of other tests on the same server hold it up for a moment. */
export async function placeAll(pool: Pool, owner: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    let mark = await readWatermark(client);
    while ((await countWaiting(owner)) > 0) mark = await placeFacts(client, mark);
  } finally {
    client.release();
  }
}

export function sampleKeys(): LedgerKeys {
  const key = newKey();
  return { signing: () => signingKey(key.privateKey), filed: () => [key] };
}

/** Facts behind those that a stream has; `head` is where it ended. Returns where it ends now. */
export async function appendSamples(
  client: ClientBase | Pool,
  subjectId: string,
  count: number,
  head: { version: number; hash: string | null } = { version: 0, hash: null },
) {
  const facts = Array.from({ length: count }, (_none, at) => ({
    kind: 'noted',
    effectiveOn: '2026-03-02',
    basis: [{ kind: 'internal' as const, ref: '示例' }],
    data: { number: head.version + at + 1 },
    payload: { text: `第 ${head.version + at + 1} 条，${subjectId}` },
  }));
  const stream = { jurisdiction, subjectType: 'case', subjectId };
  const actor = { person: 'p1', capacity: 'post' as const };
  const salts = facts.map(() => randomBytes(32));
  const sealed = sealFacts(stream, head, facts, actor, '2026-03-02T01:00:00.000Z', salts);
  await appendFacts(client, jurisdiction, sealed);
  return { version: head.version + count, hash: sealed.at(-1)?.hash ?? head.hash };
}

/** Facts that have no place. */
export async function countWaiting(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>(
    `select (select count(*) from ledger.fact)::integer - (select count(*) from ledger.sequence)::integer as waiting`,
  );
  return rows[0]?.waiting ?? 0;
}

/** What is wrong with the order, seen by counting: nothing, when each fact has one place and places have no gap. */
export async function faultsOfOrder(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{
    facts: number;
    places: number;
    distinct: number;
    last: number;
    strange: number;
  }>(
    `select (select count(*) from ledger.fact)::integer as facts, count(*)::integer as places,
       count(distinct (s.jurisdiction, s.subject_type, s.subject_id, s.version))::integer as distinct,
       coalesce(max(position) + 1, 0)::integer as last,
       count(*) filter (where f.hash is distinct from s.hash)::integer as strange
     from ledger.sequence s left join ledger.fact f using (jurisdiction, subject_type, subject_id, version)`,
  );
  const { facts = -1, places = -1, distinct = -1, last = -1, strange = -1 } = rows[0] ?? {};
  return [
    ...(facts === places ? [] : [`${facts} facts, ${places} places`]),
    ...(distinct === places ? [] : [`${places - distinct} doubled`]),
    ...(last === places ? [] : [`${last - places} gaps`]),
    ...(strange === 0 ? [] : [`${strange} places of other facts`]),
  ];
}
