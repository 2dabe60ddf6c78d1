import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { StartFault } from '../../process/start-fault.ts';
import { findBinaries } from './binaries.ts';
import { makeCluster, OWNER } from './cluster.ts';
import { changePort, findPlace, outsideFolder, type Place, takePlace } from './place.ts';
import { ended, findPostmaster, lastWords, spawnPostmaster, stopPostmaster } from './postmaster.ts';
import type { ClusterOptions } from './settings.ts';

export const DATABASE = 'mingchuang';
const RUNNING_ROLE = 'mingchuang_run';

/** A running embedded cluster. URLs name its unix socket; `tcp` ones are for programs outside. */
export interface EmbeddedPostgres {
  place: Place;
  pid: number;
  /** It was running already: left by a killed server, or in use by another process. */
  adopted: boolean;
  child: ChildProcess | undefined;
}

export interface EmbeddedOptions extends ClusterOptions {
  dataDir: string;
  log: Logger;
  /** Others hold the address already: where the port is taken it is waited for, not changed. */
  keepPort?: boolean;
}

/** Makes the cluster on the first call, then starts it or adopts the one that is running already. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  let place = await takePlace(resolve(options.dataDir), options.log);
  const binaries = findBinaries(place.user, outsideFolder, options.log);
  if (await makeCluster(binaries, place, options)) options.log.info('数据库已初始化');
  for (let patience = 200; patience > 0; patience--) {
    const running = findPostmaster(place);
    if (running) {
      const status = await settle(place, running.pid, options.log);
      if (status === 'ready') {
        return { place: { ...place, port: running.port }, pid: running.pid, adopted: true, child: undefined };
      }
      continue;
    }
    const child = spawnPostmaster(binaries, place, options);
    const pid = await beReady(place, child, options.log);
    if (pid !== undefined) return { place, pid, adopted: false, child };
    const why = lastWords(place);
    const portIsTaken = /Address already in use|could not create any TCP/.test(why);
    if (portIsTaken && !options.keepPort) place = await changePort(place);
    // Sessions of a killed postmaster need a moment to notice; a second starter may have been quicker.
    else if (portIsTaken || /shared memory|already exists/.test(why)) await sleep(100);
    else throw new StartFault(`PostgreSQL 没有启动。日志 ${place.logFile}：\n${why}`);
  }
  throw new StartFault(`PostgreSQL 没有启动。日志 ${place.logFile}：\n${lastWords(place)}`);
}

/** The cluster of `dataDir` if it is running and takes connections. */
export function findEmbeddedPostgres(dataDir: string): EmbeddedPostgres | undefined {
  const place = findPlace(resolve(dataDir));
  const running = place && findPostmaster(place);
  if (place === undefined || running?.status !== 'ready') return undefined;
  return { place: { ...place, port: running.port }, pid: running.pid, adopted: true, child: undefined };
}

/** Ends when the postmaster has ended; a postmaster that is recovering is waited for as long as it lives. */
export function whenEnded(postgres: EmbeddedPostgres, until: AbortSignal): Promise<void> {
  return ended(postgres.pid, postgres.child, until);
}

export async function stopEmbeddedPostgres(
  postgres: EmbeddedPostgres,
  how: 'fast' | 'smart' = 'fast',
): Promise<void> {
  await stopPostmaster(postgres.place, how);
}

/** A connection URI over the unix socket, or over 127.0.0.1 for other programs. */
export function embeddedUrl(
  { place }: EmbeddedPostgres,
  role: 'owner' | 'running',
  { database = DATABASE, over = 'socket' }: { database?: string; over?: 'socket' | 'tcp' } = {},
): string {
  const [user, password] =
    role === 'owner' ? [OWNER, place.ownerPassword] : [RUNNING_ROLE, place.runPassword];
  if (over === 'tcp') return `postgresql://${user}:${password}@127.0.0.1:${place.port}/${database}`;
  return `postgresql://${user}:${password}@/${database}?host=${encodeURIComponent(place.sockets)}&port=${place.port}`;
}

async function beReady(place: Place, child: ChildProcess, log: Logger): Promise<number | undefined> {
  const { pid } = child;
  if (pid === undefined) return undefined;
  const tell = slowness(log);
  while (child.exitCode === null && child.signalCode === null) {
    const running = findPostmaster(place);
    if (running?.pid === pid && running.status === 'ready') return pid;
    tell();
    await sleep(5);
  }
  return undefined;
}

async function settle(place: Place, pid: number, log: Logger): Promise<'ready' | 'gone'> {
  const tell = slowness(log);
  for (;;) {
    const running = findPostmaster(place);
    if (running?.pid !== pid) return 'gone';
    if (running.status === 'ready') {
      if (await answers(place, running.port)) return 'ready';
      log.warn('找到的 PostgreSQL 不应答，先停止再启动');
      await stopPostmaster(place, 'fast');
      return 'gone';
    }
    tell();
    await sleep(20);
  }
}

async function answers(place: Place, port: number): Promise<boolean> {
  const postgres = { place: { ...place, port }, pid: 0, adopted: true, child: undefined };
  const client = new pg.Client({
    connectionString: embeddedUrl(postgres, 'owner', { database: 'postgres' }),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Recovery after a crash may take minutes with a long log: say so every ten seconds instead of giving up. */
function slowness(log: Logger): () => void {
  let next = performance.now() + 10_000;
  return () => {
    if (performance.now() < next) return;
    next = performance.now() + 10_000;
    log.info('数据库正在恢复，请稍候');
  };
}
