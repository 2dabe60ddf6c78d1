import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { projectFolder } from '../process/project-folder.ts';
import { StartFault } from '../process/start-fault.ts';

export interface Migration {
  number: number;
  name: string;
  sql: string;
  checksum: string;
}

export interface MigrationRun {
  /** Names of what was applied now, in order. */
  applied: string[];
}

/** Any number, as long as no other program takes the same advisory lock in this database. */
const LOCK = 7_261_001;

/**
 * Brings the database to the state of this program: our migrations, then the job queue's own. Runs as the owner.
 * Processes that start together wait for each other. Each migration is one transaction: it is there, or it is not.
 * `only` leaves the database at an earlier state, for data that were saved in it.
 */
export async function migrate(
  ownerUrl: string,
  {
    folder = join(projectFolder, 'migrations'),
    queue = true,
    only,
  }: { folder?: string; queue?: boolean; only?: ReadonlySet<number> } = {},
): Promise<MigrationRun> {
  const wanted = readMigrations(folder);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'mingchuang migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const landed = await readLanded(client);
    refuseEdited(wanted, landed);
    const applied: string[] = [];
    for (const migration of wanted) {
      if (landed.has(migration.number) || only?.has(migration.number) === false) continue;
      await apply(client, migration);
      applied.push(migration.name);
    }
    if (queue) await migrateQueue(client, ownerUrl);
    return { applied };
  } finally {
    await client.end();
  }
}

export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  const migrations = files.sort().map((file) => {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1];
    if (number === undefined) throw new StartFault(`迁移文件名应形如 0001_name.sql：${file}`);
    const sql = readFileSync(join(folder, file), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    return { number: Number(number), name: file.slice(0, -'.sql'.length), sql, checksum };
  });
  const twice = migrations.find((one, index) => migrations[index + 1]?.number === one.number);
  if (twice) throw new StartFault(`两个迁移文件编号相同：${String(twice.number).padStart(4, '0')}`);
  return migrations;
}

type Landed = Map<number, { name: string; checksum: string }>;

async function readLanded(client: pg.Client): Promise<Landed> {
  await client.query(`create schema if not exists platform;
    create table if not exists platform.migration (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
  const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
    'select number, name, checksum from platform.migration',
  );
  return new Map(rows.map((row) => [row.number, row]));
}

/** A migration that has landed is history: whoever edits it has two kinds of databases from then on. */
function refuseEdited(wanted: Migration[], landed: Landed): void {
  const known = new Map(wanted.map((migration) => [migration.number, migration]));
  for (const [number, { name, checksum }] of landed) {
    const file = known.get(number);
    if (file === undefined) {
      throw new StartFault(`数据库里有本程序没有的迁移 ${name}：数据库比程序新，请使用较新的程序。`);
    }
    if (file.checksum !== checksum) {
      throw new StartFault(
        `迁移 ${file.name} 落地之后被改动过。已落地的迁移不能修改：请恢复原文件，另加一个新的迁移。`,
      );
    }
  }
}

async function apply(client: pg.Client, { number, name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into platform.migration (number, name, checksum) values ($1, $2, $3)', [
      number,
      name,
      checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new StartFault(`迁移 ${name} 失败，已整体撤回：${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** The newest migration of the graphile-worker version in use; its tables hide their rows from all but their owner. */
export const QUEUE_VERSION = 19;

async function migrateQueue(client: pg.Client, ownerUrl: string): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(
    `select to_regclass('graphile_worker.migrations') is not null as exists`,
  );
  if (rows[0]?.exists) {
    const version = await client.query<{ id: number }>(
      'select max(id) as id from graphile_worker.migrations',
    );
    if ((version.rows[0]?.id ?? 0) >= QUEUE_VERSION) return;
  }
  await runMigrations({ connectionString: ownerUrl });
  await client.query(OPEN_QUEUE);
}

const OPEN_QUEUE = `
grant usage on schema graphile_worker to mingchuang_run;
grant select, insert, update, delete on all tables in schema graphile_worker to mingchuang_run;
grant usage on all sequences in schema graphile_worker to mingchuang_run;
do $$
declare hidden regclass;
begin
  for hidden in
    select c.oid from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
  loop
    execute format('drop policy if exists running_role on %s', hidden);
    execute format('create policy running_role on %s to mingchuang_run using (true) with check (true)', hidden);
  end loop;
end $$;
`;
