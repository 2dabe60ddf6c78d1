/**
 * Who may be killed: two web processes, a worker and PostgreSQL, each of which can be started again as it was. A database
 * that was given is somebody else's to kill.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import {
  embeddedUrl,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres.ts';
import { openFolderStore } from '../../src/platform/documents/folder-store.ts';
import { projectFolder } from '../../src/platform/process/project-folder.ts';

const database = 'campaign';

export async function startMembers(folder, log, givenDatabase) {
  spawnSync(process.execPath, [join(projectFolder, 'tools/build.mjs'), 'server'], {
    stdio: ['ignore', 2, 2],
  });
  const postgres = givenDatabase === undefined ? new Postgres(folder, log) : undefined;
  await postgres?.start();
  const databaseUrl = givenDatabase ?? (await postgres.makeDatabase());
  const environment = {
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, 'data'),
    MINGCHUANG_MODE: 'demo',
    MINGCHUANG_NOW: '2026-03-02T09:00:00+08:00',
  };
  const web = [];
  for (const name of ['web-1', 'web-2'])
    web.push(await Program.named(name, { ...environment, MINGCHUANG_ROLE: 'web' }));
  const worker = await Program.named('worker', { ...environment, MINGCHUANG_ROLE: 'worker' });
  // One after the other: the first makes the tables and the demonstration.
  for (const program of [...web, worker]) await program.start();
  return {
    web,
    victims: [...web, worker, ...(postgres ? [postgres] : [])],
    databaseUrl,
    documents: await openFolderStore(join(folder, 'data', 'documents')),
    async stop() {
      await Promise.all([...web, worker].map((program) => program.kill()));
      await postgres?.stop();
    },
  };
}

class Program {
  #environment;
  #log;
  #child;

  constructor(name, environment, port) {
    this.name = name;
    this.#log = join(environment.DATA_DIR, `${name}.log`);
    this.address = `http://127.0.0.1:${port}`;
    this.#environment = { ...environment, PORT: String(port) };
  }

  /** On a port that it keeps over its lives. */
  static async named(name, environment) {
    return new Program(name, environment, await freePort());
  }

  async start() {
    const child = spawn(process.execPath, ['--enable-source-maps', join(projectFolder, 'dist/main.js')], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let complaint = '';
    const log = createWriteStream(this.#log, { flags: 'a' });
    child.stderr.pipe(log);
    child.stderr.on('data', (said) => {
      complaint = `${complaint}${said}`.slice(-3_000);
    });
    for await (const said of child.stdout) {
      if (!String(said).includes('已就绪')) continue;
      child.stdout.resume();
      return;
    }
    // PostgreSQL may have been killed a moment ago.
    if (/连不上|ECONNREFUSED|starting up|shutting down|terminat/i.test(complaint)) return this.start();
    throw new Error(`${this.name} did not start: ${complaint}`);
  }

  async kill() {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

class Postgres {
  name = 'postgresql';
  #options;
  #running;

  constructor(folder, log) {
    this.#options = { dataDir: join(folder, 'cluster'), durable: true, log };
  }

  async start() {
    this.#running = await startEmbeddedPostgres(this.#options);
  }

  /** The postmaster; its backends notice and end, whatever they were at. */
  async kill() {
    process.kill(this.#running.pid, 'SIGKILL');
    if (this.#running.child) await ended(this.#running.child);
  }

  async stop() {
    if (this.#running) await stopEmbeddedPostgres(this.#running);
  }

  async makeDatabase() {
    const client = new pg.Client(embeddedUrl(this.#running, 'owner', { database: 'postgres' }));
    await client.connect();
    await client.query(`create database ${database}`);
    await client.end();
    return embeddedUrl(this.#running, 'owner', { database });
  }
}

async function ended(child) {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

function freePort() {
  return new Promise((answer, refuse) => {
    const probe = createServer();
    probe.once('error', refuse);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => answer(port));
    });
  });
}
