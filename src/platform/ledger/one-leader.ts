/** Work that exactly one process of the installation does at a time: whoever holds a lock of the database, by a connection of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

export interface Candidate {
  /** Leads no more, or never will. Waits for the work to end. */
  stop(): Promise<void>;
}

export interface Leadership {
  pool: Pool;
  /** Number of the advisory lock. */
  lock: number;
  /**
   * Runs while this process leads. What it does under the lock goes through `client`: a connection that is lost loses
   * the lock, and the work fails with it. It may return at any time, and must once the signal is aborted.
   */
  lead(client: PoolClient, signal: AbortSignal): Promise<void>;
  /** A leader that failed; it stands again after a while. */
  failed(error: unknown): void;
  /** How long until it is asked again who leads. */
  patienceMs?: number;
}

export function standForLeader({ pool, lock, lead, failed, patienceMs = 1_000 }: Leadership): Candidate {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function campaign(): Promise<void> {
    while (!signal.aborted) {
      await leadIfFirst().catch((error: unknown) => {
        if (!signal.aborted) failed(error);
      });
      await sleep(patienceMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async function leadIfFirst(): Promise<void> {
    const client = await pool.connect();
    let leads = false;
    try {
      const { rows } = await client.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [
        lock,
      ]);
      leads = rows[0]?.leads === true;
      if (leads) await lead(client, signal);
    } finally {
      // Closing the connection gives the lock back, whatever state the work left it in.
      client.release(leads);
    }
  }

  const done = campaign();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
