#!/usr/bin/env node
/** `npx mingchuang …`: finds the right Node and a current build, then hands over to dist/cli.js. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findNode, NODE_MAJOR } from '../tools/find-node.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const cli = join(project, 'dist', 'cli.js');

if (findNode(project) === undefined || !isBuilt()) {
  const prepared = spawnSync(process.execPath, [join(project, 'tools', 'prepare.mjs'), 'server'], {
    stdio: ['ignore', 2, 2],
  });
  if (prepared.status !== 0) process.exit(1);
}
if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) await import(pathToFileURL(cli).href);
else handOver(findNode(project));

function handOver(node) {
  const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; it decides when to end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (status, signal) => process.exit(signal ? 1 : status));
}

/** By times alone, to start fast; tools/build.mjs then compares contents. */
function isBuilt() {
  const built = timeOf(join(project, 'dist', '.server.json'));
  return (
    built > 0 && built >= timeOf(join(project, 'package-lock.json')) && built >= newest(join(project, 'src'))
  );
}

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : timeOf(path));
  }
  return latest;
}

function timeOf(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? found.mtimeMs : 0;
}
