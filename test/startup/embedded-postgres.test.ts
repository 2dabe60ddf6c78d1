import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  embeddedUrl,
  findEmbeddedPostgres,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres.ts';
import { createLog } from '../../src/platform/process/log.ts';

type Server = ChildProcessByStdio<null, Readable, Readable>;

// One durable cluster for the file: what is tested is what happens to it when processes die.
let folder: string;
let servers: Server[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingchuang-embedded-'));
  chmodSync(folder, 0o711);
});

afterEach(async () => {
  for (const server of servers) await end(server, 'SIGTERM');
  servers = [];
});

afterAll(async () => {
  const postgres = findEmbeddedPostgres(folder);
  if (postgres) await stopEmbeddedPostgres(postgres);
  rmSync(folder, { recursive: true, force: true });
});

test('a server starts the database and takes it down again, with the data left in place', async () => {
  const server = await serve();
  expect(server).toMatchObject({ adopted: false });
  await inDatabase('create table kept as select 42 as answer');
  await end(server.process, 'SIGTERM');
  expect(findEmbeddedPostgres(folder)).toBeUndefined();
  await serve();
  expect(await inDatabase('select answer from kept')).toEqual([{ answer: 42 }]);
});

test('port and passwords stay the same and are for the owner alone', async () => {
  const before = readFileSync(join(folder, 'postgres.json'), 'utf8');
  await serve();
  expect(readFileSync(join(folder, 'postgres.json'), 'utf8')).toBe(before);
  expect(statSync(join(folder, 'postgres.json')).mode & 0o777).toBe(0o600);
});

test('the database answers on its TCP address too', async () => {
  await serve();
  const postgres = findEmbeddedPostgres(folder);
  if (!postgres) throw new Error('not running');
  const client = new pg.Client(embeddedUrl(postgres, 'owner', { over: 'tcp' }));
  await client.connect();
  const { rows } = await client.query('select current_user, current_setting($1) as fsync', ['fsync']);
  await client.end();
  expect(rows).toEqual([{ current_user: 'mingchuang', fsync: 'on' }]);
});

test('a killed server leaves the database running, and the next server adopts it', async () => {
  const killed = await serve();
  await end(killed.process, 'SIGKILL');
  const next = await serve();
  expect(next).toMatchObject({ adopted: true, pid: killed.pid });
});

test('a second server on the same folder is told who uses it', async () => {
  const first = await serve();
  const second = launch();
  const [complaint, [status]] = await Promise.all([text(second.stderr), once(second, 'exit')]);
  expect(status).toBe(1);
  expect(complaint).toContain(`进程号 ${first.process.pid}`);
  expect(await inDatabase('select 1 as still')).toEqual([{ still: 1 }]);
});

test('a killed database is started again by its server', async () => {
  const server = await serve();
  await inDatabase('create table survives as select 7 as answer');
  process.kill(server.pid, 'SIGKILL');
  const restarted = await waitFor(() => {
    const found = findEmbeddedPostgres(folder);
    return found && found.pid !== server.pid ? found : undefined;
  });
  expect(restarted.pid).not.toBe(server.pid);
  expect(server.process.exitCode).toBeNull();
  expect(await inDatabase('select answer from survives')).toEqual([{ answer: 7 }]);
});

test('server and database killed together recover at the next start', async () => {
  const killed = await serve();
  await inDatabase('create table durable as select 9 as answer');
  killed.process.kill('SIGKILL');
  process.kill(killed.pid, 'SIGKILL');
  const next = await serve();
  expect(next.adopted).toBe(false);
  expect(await inDatabase('select answer from durable')).toEqual([{ answer: 9 }]);
});

test('a command that started the database finds it adopted when a server comes meanwhile', async () => {
  const log = createLog('silent');
  const borrowed = await startEmbeddedPostgres({ dataDir: folder, log, durable: true });
  const server = await serve();
  expect(server).toMatchObject({ adopted: true, pid: borrowed.pid });
});

async function serve(): Promise<{ process: Server; pid: number; adopted: boolean }> {
  const child = launch();
  const said = await Promise.race([
    once(child.stdout, 'data').then(([line]) => String(line)),
    once(child, 'exit').then(() => undefined),
  ]);
  if (said === undefined) throw new Error(`The server did not start: ${await text(child.stderr)}`);
  return { process: child, ...JSON.parse(said) };
}

function launch(): Server {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'keep-database.fixture.ts'), folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  servers.push(child);
  return child;
}

async function end(child: Server, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function inDatabase(sql: string): Promise<unknown[]> {
  const postgres = await waitFor(() => findEmbeddedPostgres(folder));
  const client = new pg.Client(embeddedUrl(postgres, 'owner'));
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Nearly as long as a test has: a busy machine may need a while for a recovery. */
async function waitFor<T>(look: () => T | undefined): Promise<T> {
  for (let attempt = 0; attempt < 2_700; attempt++) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(20);
  }
  throw new Error('It did not happen');
}
