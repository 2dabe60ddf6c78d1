import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../database/in-transaction.ts';

/** One effect of one reaction: what it does (`notify-applicant`) because of which fact of which subject. */
export interface InboxKey {
  jurisdiction: string;
  reaction: string;
  subjectType: string;
  subjectId: string;
  /** The version of the subject whose fact is reacted to. */
  version: number;
}

/**
 * Has `effect` happen exactly once for `key`, however often and by however many workers it is delivered. Everything the
 * effect writes through its client is committed with the inbox row or not at all; it must not reach outside the database.
 * False when it had happened before. A duplicate that comes while the first is under way waits for it, and takes over
 * when the first fails.
 */
export async function onceInTransaction(
  pool: Pool,
  key: InboxKey,
  effect: (client: PoolClient) => Promise<void>,
): Promise<boolean> {
  const [isFirst = false] = await onceEach(pool, [key], async (client, [first]) => {
    if (first) await effect(client);
  });
  return isFirst;
}

/**
 * The same for many at once, by one transaction: `effect` is told for which of the keys it has not happened yet, in
 * their order, and they are returned. No key stands twice.
 */
export async function onceEach(
  pool: Pool,
  keys: readonly InboxKey[],
  effect: (client: PoolClient, isFirst: readonly boolean[]) => Promise<void>,
): Promise<boolean[]> {
  return inTransaction(pool, async (client) => {
    const claimed = await claim(client, keys);
    const isFirst = keys.map((key) => claimed.has(nameOf(key)));
    await effect(client, isFirst);
    return isFirst;
  });
}

async function claim(client: PoolClient, keys: readonly InboxKey[]): Promise<Set<string>> {
  const { rows } = await client.query<InboxKey>(
    `insert into platform.inbox (jurisdiction, reaction, subject_type, subject_id, version)
     select jurisdiction, reaction, "subjectType", "subjectId", version
     from jsonb_to_recordset($1)
       as r(jurisdiction text, reaction text, "subjectType" text, "subjectId" text, version int)
     order by 1, 2, 3, 4, 5
     on conflict do nothing
     returning jurisdiction, reaction, subject_type as "subjectType", subject_id as "subjectId", version`,
    [JSON.stringify(keys)],
  );
  return new Set(rows.map(nameOf));
}

function nameOf({ jurisdiction, reaction, subjectType, subjectId, version }: InboxKey): string {
  return JSON.stringify([jurisdiction, reaction, subjectType, subjectId, version]);
}
