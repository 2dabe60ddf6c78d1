import pg from 'pg';
import type { Mode } from '../config.ts';
import { StartFault } from '../process/start-fault.ts';

const STARTER_LOCK = 7_261_016;

/** Of processes that start together one prepares the database; the others find it as a whole, or as it was. */
export async function preparingAlone<Prepared>(
  ownerUrl: string,
  prepare: () => Promise<Prepared>,
): Promise<Prepared> {
  const client = await connect(ownerUrl);
  try {
    await client.query('select pg_advisory_lock($1)', [STARTER_LOCK]);
    return await prepare();
  } finally {
    await client.end();
  }
}

/** Runs before anything is written: a demonstration puts known passwords into the database it is given. */
export async function refuseForeignDatabase(ownerUrl: string, mode: Mode): Promise<void> {
  const client = await connect(ownerUrl);
  try {
    await refuseOldServer(client);
    if (await isHalfRestored(client)) {
      throw new StartFault('这个数据库上的恢复没有做完，数据不完整：请再运行一次 npx mingchuang restore。');
    }
    const made = await findMode(client);
    if (made === mode) return;
    if (made === 'demo') {
      throw new StartFault('这个数据库是演示用的（口令人人知道），不能用于正式运行：请换一个空的数据库。');
    }
    if (made === 'production') {
      throw new StartFault('这个数据库属于正式运行的系统，演示模式拒绝使用它。');
    }
    if (mode === 'demo' && (await hasTables(client))) {
      throw new StartFault('DATABASE_URL 指向的数据库不是空的，也不是演示模式建立的：演示模式拒绝使用它。');
    }
  } finally {
    await client.end();
  }
}

/** Remembers which mode made this database. Runs after the migrations. */
export async function recordInstallation(ownerUrl: string, mode: Mode): Promise<void> {
  const client = await connect(ownerUrl);
  try {
    await client.query('insert into platform.installation (mode) values ($1) on conflict do nothing', [mode]);
  } finally {
    await client.end();
  }
}

/** A schema of this name stands in a database for as long as a restore into it has not ended. */
export const RESTORE_MARK = 'restore_under_way';

export async function isHalfRestored(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('select to_regnamespace($1) is not null as there', [
    RESTORE_MARK,
  ]);
  return rows[0]?.there === true;
}

async function connect(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new StartFault(
      `连不上 DATABASE_URL 指明的数据库：${error instanceof Error ? error.message : error}`,
    );
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  const version = rows[0]?.server_version ?? '';
  if (Number.parseInt(version, 10) < 15) {
    throw new StartFault(`PostgreSQL 需要 15 或更新的版本，现在是 ${version}。`);
  }
}

async function findMode(client: pg.Client): Promise<Mode | undefined> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('platform.installation') is not null as there`,
  );
  if (!rows[0]?.there) return undefined;
  const installation = await client.query<{ mode: Mode }>('select mode from platform.installation');
  return installation.rows[0]?.mode;
}

/** Of anybody; what an extension brings does not count. */
export async function hasTables(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
       and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     limit 1`,
  );
  return (rowCount ?? 0) > 0;
}
