import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/database/database.ts';
import { migrate, readMigrations } from '../../src/platform/database/migrate.ts';
import { projectFolder } from '../../src/platform/process/project-folder.ts';
import { cloneDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let folder: string;
let owner: pg.Client;

beforeEach(async () => {
  database = await cloneDatabase();
  folder = mkdtempSync(join(tmpdir(), 'mingchuang-migrations-'));
  cpSync(join(projectFolder, 'migrations'), folder, { recursive: true });
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
});

afterEach(async () => {
  await owner.end();
  await database.close();
  rmSync(folder, { recursive: true });
});

describe('migrations', () => {
  test('land once, in order, and are recorded', async () => {
    writeFileSync(join(folder, '9001_first.sql'), 'create table platform.trial (id integer)');
    writeFileSync(join(folder, '9002_second.sql'), 'alter table platform.trial add column name text');
    expect((await migrate(database.ownerUrl, { folder })).applied).toEqual(['9001_first', '9002_second']);
    expect((await migrate(database.ownerUrl, { folder })).applied).toEqual([]);
  });

  test('that fail leave nothing behind, and those before them stay', async () => {
    writeFileSync(join(folder, '9001_good.sql'), 'create table platform.good (id integer)');
    writeFileSync(join(folder, '9002_bad.sql'), 'create table platform.half (id integer); select nonsense');
    await expect(migrate(database.ownerUrl, { folder })).rejects.toThrow(/9002_bad.*nonsense/);
    expect(await tables()).toContain('good');
    expect(await tables()).not.toContain('half');
  });

  test('that were edited after landing are refused in words', async () => {
    writeFileSync(join(folder, '9001_trial.sql'), 'create table platform.trial (id integer)');
    await migrate(database.ownerUrl, { folder });
    writeFileSync(join(folder, '9001_trial.sql'), 'create table platform.trial (id bigint)');
    await expect(migrate(database.ownerUrl, { folder })).rejects.toThrow(/9001_trial 落地之后被改动过/);
  });

  test('of a newer program are refused in words', async () => {
    writeFileSync(join(folder, '9001_newer.sql'), 'create table platform.newer (id integer)');
    await migrate(database.ownerUrl, { folder });
    await expect(migrate(database.ownerUrl)).rejects.toThrow(/数据库比程序新/);
  });

  test('by several processes at once wait for each other', async () => {
    writeFileSync(
      join(folder, '9001_slow.sql'),
      'create table platform.slow (id integer); select pg_sleep(0.2)',
    );
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.ownerUrl, { folder })));
    expect(runs.flatMap((run) => run.applied)).toEqual(['9001_slow']);
  });

  test('carry numbers of their own', () => {
    writeFileSync(join(folder, '0001_again.sql'), 'select 1');
    expect(() => readMigrations(folder)).toThrow(/编号相同：0001/);
  });
});

describe('the running role', () => {
  test('makes no tables and sees no others than it was granted', async () => {
    await owner.query('create table platform.secret (id integer)');
    const { pool, close } = openDatabase(database.url);
    await expect(pool.query('create table platform.mine (id integer)')).rejects.toThrow(/permission denied/);
    await expect(pool.query('create table public.mine (id integer)')).rejects.toThrow(/permission denied/);
    await expect(pool.query('select * from platform.secret')).rejects.toThrow(/permission denied/);
    await close();
  });

  test('works the job queue', async () => {
    const { pool, close } = openDatabase(database.url);
    await pool.query(`select graphile_worker.add_job('anything')`);
    const { rows } = await pool.query('select task_identifier from graphile_worker.jobs');
    expect(rows).toEqual([{ task_identifier: 'anything' }]);
    await close();
  });
});

describe('a connection', () => {
  test('gives legal days as text, exact counts as numbers, and lives in Beijing time', async () => {
    const { pool, close } = openDatabase(database.url);
    const { rows } = await pool.query(
      `select date '2026-03-19' as day, array[date '2026-03-19'] as days, 9007199254740991 as count, 9007199254740993 as more,
              array[1::bigint] as counts, timestamptz '2026-03-19 23:59:59+00' as instant,
              (timestamptz '2026-03-19 23:59:59+00')::date as legal_day`,
    );
    expect(rows).toEqual([
      {
        day: '2026-03-19',
        days: ['2026-03-19'],
        count: 9007199254740991,
        more: '9007199254740993',
        counts: [1],
        instant: new Date('2026-03-19T23:59:59Z'),
        legal_day: '2026-03-20',
      },
    ]);
    await close();
  });
});

async function tables(): Promise<string[]> {
  const { rows } = await owner.query<{ tablename: string }>(
    `select tablename from pg_tables where schemaname = 'platform'`,
  );
  return rows.map((row) => row.tablename);
}
