/** The shell over a database of its own, with the capabilities a test names; requests are injected, nothing listens. */
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { organisation } from '../../src/capabilities/organisation/public.ts';
import type { Mode } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { createServer } from '../../src/platform/http/server.ts';
import { openLedgerKeys } from '../../src/platform/ledger/ledger-keys.ts';
import type { Capability, Platform } from '../../src/platform/platform.ts';
import { createProgramClock } from '../../src/platform/program-clock.ts';
import { cloneDatabase } from '../support/test-database.ts';

export interface Served {
  app: FastifyInstance;
  pool: Pool;
  platform: Platform;
  signIn(username: string): Promise<{ authorization: string }>;
  /** A second process on the same database: it has remembered nothing. */
  otherProcess(): Promise<FastifyInstance>;
  close(): Promise<void>;
}

export async function serve(capabilities: Capability[] = [], mode: Mode = 'demo'): Promise<Served> {
  const database = await cloneDatabase();
  const { pool, db, close } = openDatabase(database.url);
  const platform: Platform = {
    config: {
      mode,
      port: 0,
      host: '127.0.0.1',
      address: 'http://127.0.0.1',
      dataDir: '',
      ledgerKeyFile: '',
      sealKeyStore: '',
    },
    pool,
    db,
    jurisdiction: 'mingchuan',
    clock: await createProgramClock({ mode: 'production', pool }),
    documents: { put: refuse, get: refuse, has: refuse, list: refuseAll, remove: refuse },
    ledgerKeys: openLedgerKeys({ mode, ledgerKeyFile: '' }),
    log: pino({ level: 'silent' }),
  };
  await organisation.seed?.({ ...platform, config: { ...platform.config, mode: 'demo' } });
  const app = await createServer(platform, [organisation, ...capabilities]);
  const others: FastifyInstance[] = [];
  return {
    app,
    pool,
    platform,
    async signIn(username) {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/v1/sessions',
        payload: { username, password: 'mingchuang' },
      });
      return { authorization: `Bearer ${answer.json().token}` };
    },
    async otherProcess() {
      const other = await createServer(platform, capabilities);
      others.push(other);
      return other;
    },
    async close() {
      for (const process of [app, ...others]) await process.close();
      await close();
      await database.close();
    },
  };
}

async function* refuseAll() {
  yield await refuse();
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('These tests store no documents'));
}
