import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { StartFault } from '../../process/start-fault.ts';
import {
  DATABASE,
  type EmbeddedPostgres,
  embeddedUrl,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
  whenEnded,
} from './embedded-postgres.ts';

/** The embedded cluster in the hands of one server: nobody else may serve from it, and it is started again when it dies. */
export interface KeptPostgres {
  postgres: EmbeddedPostgres;
  stop(): Promise<void>;
}

const SERVER = 'mingchuang server';
/** Session lock in the database `postgres`: ends with the process that holds it, however that ends. */
const SERVER_LOCK = 7_261_002;
const SLOWEST_RESTART_MS = 10_000;

export async function keepEmbeddedPostgres(dataDir: string, log: Logger): Promise<KeptPostgres> {
  const options = { dataDir, log, durable: true };
  const stopping = new AbortController();
  let postgres = await startEmbeddedPostgres(options);
  let lock = await takeServerLock(postgres);
  log.info({ pid: postgres.pid }, postgres.adopted ? '已接管正在运行的 PostgreSQL' : 'PostgreSQL 已启动');
  await makeDatabase(lock);

  const keeping = keep().catch((error) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    postgres,
    async stop() {
      stopping.abort();
      await keeping;
      await lock.end().catch(() => undefined);
      await stopEmbeddedPostgres(postgres);
    },
  };

  async function keep(): Promise<void> {
    for (;;) {
      await whenEnded(postgres, stopping.signal);
      log.error({ pid: postgres.pid }, 'PostgreSQL 意外结束，正在重新启动');
      await restart();
      log.warn({ pid: postgres.pid }, 'PostgreSQL 已重新启动');
    }
  }

  async function restart(): Promise<void> {
    for (let pause = 100; ; pause = Math.min(pause * 2, SLOWEST_RESTART_MS)) {
      stopping.signal.throwIfAborted();
      try {
        postgres = await startEmbeddedPostgres({ ...options, keepPort: true });
        lock = await takeServerLock(postgres);
        return;
      } catch (error) {
        log.error(error, 'PostgreSQL 没有启动，稍后再试');
        await sleep(pause, undefined, { signal: stopping.signal });
      }
    }
  }
}

/** True while a server serves from this cluster; commands then leave it running. */
export async function isServed(client: pg.Client): Promise<boolean> {
  return (await findHolder(client)) !== undefined;
}

async function takeServerLock(postgres: EmbeddedPostgres): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: embeddedUrl(postgres, 'owner', { database: 'postgres' }),
    application_name: `${SERVER} ${process.pid}`,
  });
  client.on('error', () => undefined);
  await client.connect();
  // The session of a server that was killed a moment ago may not have noticed yet.
  for (let attempt = 0; attempt < 30; attempt++) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      SERVER_LOCK,
    ]);
    if (rows[0]?.taken) return client;
    const holder = await findHolder(client);
    if (holder !== undefined && isAlive(holder)) break;
    await sleep(100);
  }
  const holder = await findHolder(client);
  await client.end();
  throw new StartFault(
    `${postgres.place.dataDir} 正由另一个明窗服务使用（进程号 ${holder ?? '未知'}）。请先停止它，或用 DATA_DIR 另设数据文件夹。`,
  );
}

async function findHolder(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ application_name: string }>(
    `select a.application_name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objid = $1`,
    [SERVER_LOCK],
  );
  const pid = rows[0]?.application_name.slice(SERVER.length);
  return pid === undefined ? undefined : Number(pid);
}

export async function makeDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`create database ${DATABASE}`);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
