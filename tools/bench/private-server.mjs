/** A server of the bench's own: its own folder, its own cluster with full durability, a port that was free. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..', '..');
const patienceMs = 120_000;

/** The environment of this run: nothing of the caller's own installation may leak in. */
export function environmentOf(folder) {
  const { DATABASE_URL, MINGCHUANG_NOW, HOST, ...rest } = process.env;
  return {
    ...rest,
    NODE_ENV: 'production',
    MINGCHUANG_MODE: 'demo',
    DATA_DIR: join(folder, 'data'),
    PORT: '0',
  };
}

/** Starts it and waits for the first answer; `startedIn` is the time until then in milliseconds. */
export async function startServer(folder, { profile } = {}) {
  const before = performance.now();
  const errors = join(folder, 'server.log');
  const options = ['--enable-source-maps', ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])];
  const child = spawn(process.execPath, [...options, join(project, 'dist/main.js')], {
    cwd: project,
    env: environmentOf(folder),
    stdio: ['ignore', 'pipe', openSync(errors, 'a')],
  });
  const address = await addressOf(child, errors);
  const answer = await fetch(`${address}/readyz`);
  await answer.text();
  return {
    address,
    pid: child.pid,
    startedIn: performance.now() - before,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function addressOf(child, errors) {
  return new Promise((found, failed) => {
    let said = '';
    const fail = (why) =>
      failed(new Error(`the server did not start (${why}):\n${readFileSync(errors, 'utf8')}`));
    const timer = setTimeout(() => fail('no answer'), patienceMs);
    child.stdout.on('data', (text) => {
      said += text;
      const address = /(http:\/\/[^\s/]+)\//.exec(said)?.[1];
      if (!address) return;
      clearTimeout(timer);
      found(address);
    });
    child.on('exit', (code) => fail(`exit ${code}`));
  });
}
