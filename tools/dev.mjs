/** `npm run dev`: builds and starts, and does so again whenever a source changes. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..');
const QUIET_MS = 200;
let server;
let timer;
let restarting = Promise.resolve();

start();
for (const folder of ['src', 'migrations']) {
  watch(join(project, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      restarting = restarting.then(restart);
    }, QUIET_MS);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    await stop(signal);
    process.exit(0);
  });
}

async function restart() {
  const build = spawnSync(process.execPath, [join(project, 'tools/build.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // A source that does not build leaves the last good server running.
  if (build.status !== 0) return;
  await stop('SIGTERM');
  start();
}

function start() {
  server = spawn(process.execPath, ['--enable-source-maps', join(project, 'dist/main.js')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
}

async function stop(signal) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill(signal);
  await once(server, 'exit');
}
