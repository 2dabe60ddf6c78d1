/**
 * A process that is killed leaves its jobs locked, and the queue itself would wait four hours before it gives them to
 * somebody else. So every runner holds an advisory lock under its id for as long as it is connected, and every runner
 * looks from time to time for jobs whose holder's lock is free: their process is gone.
 */
import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';

/** Longer than a runner may need between its first job and its lock. */
const graceInterval = '5 seconds';
const lookEveryMs = 5_000;

export interface SignOfLife {
  stop(): Promise<void>;
}

/** Shows that the runner `runnerId` lives, and gives back what dead ones left, until stopped. */
export function keepSignOfLife(pool: Pool, log: Logger, runnerId: string): SignOfLife {
  let held: PoolClient | undefined;
  let isLooking = false;
  let under: Promise<void> = Promise.resolve();

  const look = async () => {
    held ??= await holdLock(pool, runnerId, (lost) => {
      if (held === lost) held = undefined;
    });
    const released = await releaseAbandoned(pool);
    if (released > 0) log.warn({ runners: released }, 'gave back jobs of runners that are gone');
  };
  // One at a time: a second look during a long wait for a connection would wait for the first one's lock ever after.
  const lookOnce = () => {
    if (isLooking) return;
    isLooking = true;
    under = look()
      .catch((fault: Error) => log.warn({ kind: fault.name }, 'cannot look after abandoned jobs now'))
      .finally(() => {
        isLooking = false;
      });
  };
  lookOnce();
  const timer = setInterval(lookOnce, lookEveryMs);

  return {
    async stop() {
      clearInterval(timer);
      await under;
      if (held) releaseOnce(held);
    },
  };
}

const released = new WeakSet<PoolClient>();

/** A connection may be lost in the moment in which it is given back: twice would be an error that nobody hears. */
function releaseOnce(client: PoolClient): void {
  if (released.has(client)) return;
  released.add(client);
  client.release(true);
}

async function holdLock(pool: Pool, runnerId: string, whenLost: (client: PoolClient) => void) {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [runnerId]);
  } catch (fault) {
    client.release(true);
    throw fault;
  }
  client.once('error', () => {
    whenLost(client);
    releaseOnce(client);
  });
  return client;
}

/** How many dead runners' jobs went back to the queue. */
export async function releaseAbandoned(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ dead: number }>(
    `with holders as (
       select distinct locked_by from graphile_worker._private_jobs
       where locked_by is not null and locked_at < now() - $1::interval),
     dead as materialized (
       select array_agg(locked_by) as ids from holders
       where pg_try_advisory_xact_lock(hashtextextended(locked_by, 0)))
     select coalesce(cardinality(ids), 0) as dead, graphile_worker.force_unlock_workers(ids) from dead`,
    [graceInterval],
  );
  return rows[0]?.dead ?? 0;
}
