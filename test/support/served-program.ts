/** A program as one process of it serves: its own database and folder, real connections, people who are signed in. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Role } from '../../src/kernel/actor.ts';
import { createAccounts } from '../../src/platform/access/accounts.ts';
import { type Mode, readConfig } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import type { DocumentStore } from '../../src/platform/documents/document-store.ts';
import { openFolderStore } from '../../src/platform/documents/folder-store.ts';
import { createServer } from '../../src/platform/http/server.ts';
import { openLedgerKeys } from '../../src/platform/ledger/ledger-keys.ts';
import type { Capability, Platform } from '../../src/platform/platform.ts';
import { createProgramClock } from '../../src/platform/program-clock.ts';
import { cloneDatabase } from './test-database.ts';

export interface ServedProgram {
  app: FastifyInstance;
  platform: Platform;
  /** Headers with a session of an applicant, or of somebody who holds the role. Each `name` is another person. */
  signIn(role: Role, name?: string): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

export interface ServedProgramSettings {
  mode?: Mode;
  startAt?: string;
  documents?: (folder: string) => Promise<DocumentStore>;
}

const jurisdiction = 'mingchuan';

export async function serveProgram(
  capabilities: Capability[],
  { mode = 'demo', startAt, documents = openFolderStore }: ServedProgramSettings = {},
): Promise<ServedProgram> {
  const database = await cloneDatabase();
  const connections = openDatabase(database.url);
  const dataDir = await mkdtemp(join(tmpdir(), 'mingchuang-program-'));
  const clock = await createProgramClock({
    mode,
    pool: connections.pool,
    ...(startAt && { startAt: new Date(startAt) }),
  });
  const platform: Platform = {
    config: { ...readDemoConfig(dataDir), mode },
    pool: connections.pool,
    db: connections.db,
    jurisdiction,
    clock,
    documents: await documents(join(dataDir, 'documents')),
    ledgerKeys: openLedgerKeys(readDemoConfig(dataDir)),
    log: pino({ level: 'silent' }),
  };
  await seedPlace(platform);
  const app = await createServer(platform, capabilities);
  return {
    app,
    platform,
    signIn: (role, name = role) => signIn(app, platform, role, name),
    async close() {
      await app.close();
      await clock.stop();
      await connections.close();
      await database.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

function readDemoConfig(dataDir: string) {
  const reading = readConfig({ DATA_DIR: dataDir }, dataDir);
  if ('faults' in reading) throw new Error(reading.faults.map(({ message }) => message).join());
  return reading.config;
}

async function seedPlace({ pool }: Platform): Promise<void> {
  await pool.query(`insert into organisation.jurisdiction (id, name) values ($1, '明川经济开发区')`, [
    jurisdiction,
  ]);
  await pool.query(
    `insert into organisation.office (jurisdiction, id, name, kind, address, phone, hours, position)
     values ($1, 'hall', '政务服务中心', 'hall', '', '', '', 1)`,
    [jurisdiction],
  );
}

async function signIn(app: FastifyInstance, platform: Platform, role: Role, name: string) {
  const kind = role === 'applicant' ? 'applicant' : 'staff';
  const posts = kind === 'staff' ? [{ role, office: 'hall' }] : [];
  await createAccounts(platform, [{ username: name, passwordHash: '', name, kind, posts }]);
  const { rows } = await platform.pool.query<{ id: string }>(
    'select id from access.account where jurisdiction = $1 and username = $2',
    [jurisdiction, name],
  );
  const { token } = await app.sessions.open(rows[0]?.id ?? '', 'bearer', '127.0.0.1');
  return { authorization: `Bearer ${token}` };
}
