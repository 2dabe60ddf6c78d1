import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, openSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from './place.ts';
import { type ClusterOptions, serverSettings } from './settings.ts';

export interface Postmaster {
  pid: number;
  port: number;
  status: 'starting' | 'ready' | 'stopping';
}

/** The live postmaster of this cluster by its pid file; a file left by a killed one counts as none. */
export function findPostmaster(place: Place): Postmaster | undefined {
  const lines = readLines(join(place.cluster, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgres(pid)) return undefined;
  if (lines[1] !== realpathSync(place.cluster) && lines[1] !== place.cluster) return undefined;
  const status = lines[7]?.trim();
  return {
    pid,
    port: Number(lines[3]),
    status: status === 'ready' || status === 'stopping' ? status : 'starting',
  };
}

/**
 * Starts one and returns it while it still may be recovering. Detached: Ctrl-C reaches this process alone,
 * which then lets requests finish before the database goes.
 */
export function spawnPostmaster(binaries: string, place: Place, options: ClusterOptions): ChildProcess {
  removeMisleadingPidFile(place);
  const log = openSync(place.logFile, logIsLong(place.logFile) ? 'w' : 'a', 0o600);
  if (place.user) chownSync(place.logFile, place.user.uid, place.user.gid);
  const child = spawn(
    join(binaries, 'bin', 'postgres'),
    ['-D', place.cluster, ...serverSettings(place, options)],
    { cwd: '/', detached: true, stdio: ['ignore', log, log], env: { LC_ALL: 'C' }, ...place.user },
  );
  closeSync(log);
  child.unref();
  return child;
}

/** What the last attempt to start left in the log, for telling why it failed. */
export function lastWords(place: Place): string {
  return readLines(place.logFile).slice(-12).join('\n');
}

/** `fast` ends sessions in order, `smart` waits for them to leave; a postmaster that does not end is told to quit at once. */
export async function stopPostmaster(place: Place, how: 'fast' | 'smart'): Promise<void> {
  const running = findPostmaster(place);
  if (running === undefined) return;
  signal(running.pid, how === 'fast' ? 'SIGINT' : 'SIGTERM');
  if (how === 'smart' || (await hasEnded(place, running.pid, 30_000))) return;
  signal(running.pid, 'SIGQUIT');
  await hasEnded(place, running.pid, 10_000);
}

/**
 * Resolves when the postmaster is gone, whether it is our child or an adopted one. Waiting holds this process: when the
 * database dies its connections go with it, and a process with nothing left to wait for would end instead of starting
 * it again.
 */
export async function ended(pid: number, child: ChildProcess | undefined, until: AbortSignal): Promise<void> {
  if (!child) {
    while (isPostgres(pid)) await sleep(500, undefined, { signal: until });
    return;
  }
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  try {
    await once(child, 'exit', { signal: until });
  } finally {
    child.unref();
  }
}

async function hasEnded(place: Place, pid: number, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (isPostgres(pid) || findPostmaster(place) !== undefined) {
    if (performance.now() > until) return false;
    await sleep(10);
  }
  return true;
}

/** PostgreSQL trusts the number alone; after a restart of the machine it may belong to another live program. */
function removeMisleadingPidFile(place: Place): void {
  const file = join(place.cluster, 'postmaster.pid');
  const pid = Number(readLines(file)[0]);
  if (pid > 0 && isAlive(pid) && !isPostgres(pid)) rmSync(file, { force: true });
}

function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return isAlive(pid);
  // A process that ended but was not yet waited for has an empty command line.
  const program = readLines(`/proc/${pid}/cmdline`)[0]?.split('\0')[0] ?? '';
  return program.endsWith('postgres');
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal.
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}

function logIsLong(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000;
}
