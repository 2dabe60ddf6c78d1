import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { withOption } from '../../src/platform/database/database.ts';
import {
  embeddedUrl,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres.ts';
import { migrate } from '../../src/platform/database/migrate.ts';

export interface TestDatabase {
  /** As the running role, like the program. */
  url: string;
  /** As the owner, for what the program itself may not do. */
  ownerUrl: string;
  close(): Promise<void>;
}

/** Addresses in which `DATABASE` stands for the name of a database. */
interface TestServer {
  url: string;
  ownerUrl: string;
}

let made = 0;

/** A migrated, empty database of the caller's own, on the server of the run (or of DATABASE_URL). */
export async function cloneDatabase(): Promise<TestDatabase> {
  const run = runFolder();
  const server = await oneServer(run);
  const name = `${prefixOf(run)}_${process.pid}_${++made}`;
  await asOwner(server, (client) => client.query(`create database ${name} template ${templateOf(run)}`));
  return {
    url: server.url.replace('DATABASE', name),
    ownerUrl: server.ownerUrl.replace('DATABASE', name),
    close: () => asOwner(server, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/**
 * As if the database were away: its connections are cut off and it takes no new ones, until the answer is called.
 */
export async function shutDatabase(name: string): Promise<() => Promise<void>> {
  const server = await oneServer(runFolder());
  await asOwner(server, async (client) => {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  });
  return () => asOwner(server, (client) => client.query(`alter database ${name} allow_connections true`));
}

/** For a server that outlives the run: removes what the run made there. */
export async function dropTestDatabases(run: string): Promise<void> {
  if (!process.env.DATABASE_URL || !existsSync(serverFile(run))) return;
  const server: TestServer = JSON.parse(readFileSync(serverFile(run), 'utf8'));
  await asOwner(server, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefixOf(run)],
    );
    for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
  });
}

/** The first worker that needs the server prepares it; the others wait for its file. */
async function oneServer(run: string): Promise<TestServer> {
  while (!existsSync(serverFile(run))) {
    if (existsSync(join(run, 'locks', 'failed'))) throw new Error('The test database could not be made');
    if (takeLock(join(run, 'locks', 'server'))) await prepare(run);
    else await sleep(20);
  }
  return JSON.parse(readFileSync(serverFile(run), 'utf8'));
}

async function prepare(run: string): Promise<void> {
  try {
    const server = await startServer(run);
    await asOwner(server, (client) => client.query(`create database ${templateOf(run)}`));
    await migrate(server.ownerUrl.replace('DATABASE', templateOf(run)));
    if (server.password) {
      const { password } = server;
      await asOwner(server, (client) =>
        client.query(`alter role mingchuang_run login password '${password}'`),
      );
    }
    writeFileSync(`${serverFile(run)}.new`, JSON.stringify(server));
    renameSync(`${serverFile(run)}.new`, serverFile(run));
  } catch (error) {
    writeFileSync(join(run, 'locks', 'failed'), '');
    throw error;
  }
}

async function startServer(run: string): Promise<TestServer & { password?: string }> {
  const given = process.env.DATABASE_URL;
  if (given) {
    const ownerUrl = given.replace(/\/[^/?]*(\?|$)/, '/DATABASE$1');
    return { ownerUrl, url: withOption(ownerUrl, '-c role=mingchuang_run') };
  }
  const log = pino({ level: 'silent' });
  const postgres = await startEmbeddedPostgres({ dataDir: join(run, 'data'), durable: false, log });
  return {
    ownerUrl: embeddedUrl(postgres, 'owner', { database: 'DATABASE' }),
    url: embeddedUrl(postgres, 'running', { database: 'DATABASE' }),
    password: postgres.place.runPassword,
  };
}

async function asOwner(server: TestServer, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server.ownerUrl.replace('DATABASE', 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function takeLock(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function runFolder(): string {
  const folder = process.env.MINGCHUANG_TEST_RUN;
  if (!folder) throw new Error('Tests with a database run under vitest with test/support/global-setup.ts');
  return folder;
}

/** mkdtemp ends the folder's name in letters of both cases, which an unquoted name in SQL would fold. */
function prefixOf(run: string): string {
  return `mingchuang_test_${Buffer.from(run.slice(-6)).toString('hex')}`;
}

function templateOf(run: string): string {
  return `${prefixOf(run)}_template`;
}

function serverFile(run: string): string {
  return join(run, 'server.json');
}
