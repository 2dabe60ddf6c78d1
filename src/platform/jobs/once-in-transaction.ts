import type { Pool, PoolClient } from 'pg';

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
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const isFirst = await claim(client, key);
    if (isFirst) await effect(client);
    await client.query('commit');
    return isFirst;
  } catch (fault) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw fault;
  } finally {
    client.release(broken);
  }
}

async function claim(client: PoolClient, key: InboxKey): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into platform.inbox (jurisdiction, reaction, subject_type, subject_id, version)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [key.jurisdiction, key.reaction, key.subjectType, key.subjectId, key.version],
  );
  return rowCount === 1;
}
