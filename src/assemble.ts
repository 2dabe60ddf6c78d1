import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { capabilities } from './capabilities.ts';
import type { Config } from './platform/config.ts';
import { openDatabase } from './platform/database/database.ts';
import { openFolderStore } from './platform/documents/folder-store.ts';
import { createServer } from './platform/http/server.ts';
import { openLedgerKeys } from './platform/ledger/ledger-keys.ts';
import type { Capability, Platform } from './platform/platform.ts';
import { createProgramClock } from './platform/program-clock.ts';

export interface Assembled {
  platform: Platform;
  /** Ready for `inject`; nothing listens yet. */
  app: FastifyInstance;
  close(): Promise<void>;
}

export interface AssembleOptions {
  /** A migrated database, as the running role. */
  databaseUrl: string;
  log: Logger;
  capabilities?: Capability[];
}

/** The district of this installation. */
export const JURISDICTION = 'mingchuan';
const SEED_LOCK = 7_261_003;

/** One process out of its parts, short of listening: for the server and for tests. */
export async function assemble(config: Config, options: AssembleOptions): Promise<Assembled> {
  const { platform, close } = await assemblePlatform(config, options);
  try {
    const app = await createServer(platform, options.capabilities ?? capabilities);
    return {
      platform,
      app,
      async close() {
        await app.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The same without HTTP, for commands. Standing and demonstration data are there when it answers. */
export async function assemblePlatform(
  config: Config,
  { databaseUrl, log, capabilities: chosen = capabilities }: AssembleOptions,
): Promise<{ platform: Platform; close(): Promise<void> }> {
  const { pool, db, close } = openDatabase(databaseUrl);
  try {
    const clock = await createProgramClock({ mode: config.mode, startAt: config.startsAt, pool });
    const documents = await openFolderStore(join(config.dataDir, 'documents'));
    const ledgerKeys = openLedgerKeys(config);
    const platform: Platform = {
      config,
      pool,
      db,
      jurisdiction: JURISDICTION,
      clock,
      documents,
      ledgerKeys,
      log,
    };
    await seed(platform, chosen);
    return {
      platform,
      async close() {
        await clock.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Processes that start together seed one after the other; the second finds everything there. */
async function seed(platform: Platform, chosen: Capability[]): Promise<void> {
  await holding(platform.pool, SEED_LOCK, async () => {
    for (const capability of chosen) await capability.seed?.(platform);
  });
}

async function holding(pool: Pool, lock: number, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]);
    client.release();
  }
}
