import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  findEmbeddedPostgres,
  stopEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres.ts';
import { projectFolder } from '../../src/platform/process/project-folder.ts';

type Server = ChildProcessByStdio<null, Readable, Readable>;

let folder: string;
let server: Server;
let address: string;

beforeAll(async () => {
  spawnSync(process.execPath, [join(projectFolder, 'tools/build.mjs'), 'server'], { stdio: 'inherit' });
  folder = mkdtempSync(join(tmpdir(), 'mingchuang-server-'));
  chmodSync(folder, 0o711);
  server = launch({});
  address = await readyAddress(server);
});

afterAll(async () => {
  server.kill('SIGKILL');
  const postgres = findEmbeddedPostgres(join(folder, 'data'));
  if (postgres) await stopEmbeddedPostgres(postgres);
  rmSync(folder, { recursive: true, force: true });
});

test('says where it answers, and answers there', async () => {
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect((await fetch(`${address}healthz`)).status).toBe(200);
});

test('a port in use is told in words', async () => {
  const second = launch({ DATA_DIR: join(folder, 'other'), PORT: new URL(address).port });
  expect(await failure(second)).toContain(`${new URL(address).port} 已被占用`);
});

test('a folder in use is told in words', async () => {
  expect(await failure(launch({}))).toContain(`进程号 ${server.pid}`);
});

test('production without its secrets names all three and starts nothing', async () => {
  const complaint = await failure(launch({ MINGCHUANG_MODE: 'production', DATA_DIR: join(folder, 'none') }));
  for (const name of ['SESSION_KEY', 'LEDGER_KEY', 'SEAL_KEYS'])
    expect(complaint).toContain(`MINGCHUANG_${name}`);
  expect(findEmbeddedPostgres(join(folder, 'none'))).toBeUndefined();
});

test('key files of production that cannot be read are named together', async () => {
  const complaint = await failure(
    launch({
      MINGCHUANG_MODE: 'production',
      MINGCHUANG_SESSION_KEY: 'k'.repeat(32),
      MINGCHUANG_LEDGER_KEY: join(folder, 'no-ledger-key'),
      MINGCHUANG_SEAL_KEYS: join(folder, 'no-seals'),
    }),
  );
  expect(complaint).toContain('no-ledger-key');
  expect(complaint).toContain('no-seals');
});

test('commands find the database of the running server', () => {
  const running = command('database-url');
  expect(running.status).toBe(0);
  expect(running.stdout.trim()).toMatch(
    /^postgresql:\/\/mingchuang_run:[0-9a-f]+@127\.0\.0\.1:\d+\/mingchuang$/,
  );
  expect(command('database-url', '--owner').stdout).toMatch(/^postgresql:\/\/mingchuang:/);
  expect(command('database-url', '--everything').status).toBe(2);
});

test('no command, an unknown one and one without its file are bad calls, told in words', () => {
  expect(command().status).toBe(2);
  const lacking = command('import-organisation');
  expect([lacking.status, lacking.stdout]).toEqual([
    2,
    expect.stringContaining('import-organisation 文件.json'),
  ]);
  const unknown = command('divine');
  expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('没有“divine”这个命令')]);
});

test('SIGTERM stops the server and its database, with exit code 0', async () => {
  server.kill('SIGTERM');
  const [status] = await once(server, 'exit');
  expect(status).toBe(0);
  expect(findEmbeddedPostgres(join(folder, 'data'))).toBeUndefined();
  const stopped = command('database-url');
  expect([stopped.status, stopped.stderr]).toEqual([1, expect.stringContaining('没有运行')]);
});

function launch(variables: Record<string, string>): Server {
  return spawn(process.execPath, [join(projectFolder, 'dist/main.js')], {
    env: environment(variables),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function readyAddress(child: Server): Promise<string> {
  const complaint = text(child.stderr);
  for await (const said of child.stdout) {
    const found = /明窗已就绪：(\S+)/.exec(String(said));
    if (found?.[1]) return found[1];
  }
  throw new Error(`The server did not start: ${await complaint}`);
}

async function failure(child: Server): Promise<string> {
  const [complaint, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(status).toBe(1);
  return complaint;
}

function command(...args: string[]) {
  return spawnSync(process.execPath, [join(projectFolder, 'dist/cli.js'), ...args], {
    env: environment({}),
    encoding: 'utf8',
  });
}

function environment(variables: Record<string, string>): Record<string, string> {
  const own = { PATH: process.env.PATH ?? '', DATA_DIR: join(folder, 'data'), PORT: '0' };
  return { ...own, ...variables };
}
