import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config, Mode } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { prepareDatabase } from '../../src/platform/database/prepare-database.ts';
import { createLog } from '../../src/platform/process/log.ts';
import { cloneDatabase, type TestDatabase } from '../support/test-database.ts';

// An owner who is no superuser, as on a managed PostgreSQL.
const OWNER = 'mingchuang_test_owner';
const log = createLog('silent');
let database: TestDatabase;
let name: string;
let databaseUrl: string;

beforeEach(async () => {
  database = await cloneDatabase();
  name = `mingchuang_test_given_${process.pid}_${Date.now()}`;
  databaseUrl = database.ownerUrl.replace(/\/\/[^@]*@\/[^?]*/, `//${OWNER}:owner@/${name}`);
  await asSuperuser(`do $$ begin create role ${OWNER} login createrole password 'owner';
    exception when duplicate_object then null; end $$`);
  // The role belongs to the whole server and came with the template: a second owner is granted it by hand.
  await asSuperuser(`grant mingchuang_run to ${OWNER} with admin option`);
  await asSuperuser(`create database ${name} owner ${OWNER}`);
});

afterEach(async () => {
  await asSuperuser(`drop database ${name} with (force)`);
  await database.close();
});

describe.runIf(process.env.DATABASE_URL === undefined)('a database given by DATABASE_URL', () => {
  test('is migrated by its owner and used as the running role, by a login of its own', async () => {
    const { url } = await prepareDatabase(config('production'), log);
    const { pool, close } = openDatabase(url);
    const { rows } = await pool.query('select session_user, current_user, current_setting($1) as zone', [
      'timezone',
    ]);
    const login = expect.stringMatching(/^mingchuang_run_[0-9a-f]{12}$/);
    expect(rows).toEqual([{ session_user: login, current_user: 'mingchuang_run', zone: 'Asia/Shanghai' }]);
    await close();
  });

  test('gives nobody the owner’s rights who takes the running role off', async () => {
    const { url } = await prepareDatabase(config('production'), log);
    for (const off of ['set role none', 'reset role', 'reset all', `set role ${OWNER}`]) {
      for (const attempt of [
        'delete from ledger.fact',
        'drop table ledger.fact',
        'truncate ledger.payload',
      ]) {
        await expect(query(url, `${off}; ${attempt}`), `${off}; ${attempt}`).rejects.toThrow(
          /permission denied|must be owner/,
        );
      }
    }
  });

  test('is entered by every process that shares the secret, and by one with a new secret', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => prepareDatabase(config('production'), log)));
    expect(one?.url).toBe(other?.url);
    const changed = await prepareDatabase({ ...config('production'), sessionKey: 'n'.repeat(32) }, log);
    expect(changed.url).not.toBe(one?.url);
    expect(await query(changed.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(query(one?.url ?? '', 'select 1')).rejects.toThrow(/authentication/);
  });

  test('runs by a login that was given, unless that one could become the owner', async () => {
    await prepareDatabase(config('production'), log);
    const given = { ...config('production'), runningDatabaseUrl: databaseUrl };
    await expect(prepareDatabase(given, log)).rejects.toThrow(/所有者的权限/);
    await asSuperuser(`create role ${name}_run login password 'run'`);
    given.runningDatabaseUrl = databaseUrl.replace(`${OWNER}:owner`, `${name}_run:run`);
    await expect(prepareDatabase(given, log)).rejects.toThrow(/不属于 mingchuang_run/);
    await asSuperuser(`grant mingchuang_run to ${name}_run`);
    const { url } = await prepareDatabase(given, log);
    expect(await query(url, 'select session_user')).toEqual([{ session_user: `${name}_run` }]);
    await asSuperuser(`drop role ${name}_run`);
  });

  test('that is empty becomes a demonstration and may be one again', async () => {
    await prepareDatabase(config('demo'), log);
    await prepareDatabase(config('demo'), log);
  });

  test('that holds tables of somebody else is refused by a demonstration', async () => {
    await asOwner('create table theirs (id integer)');
    await expect(prepareDatabase(config('demo'), log)).rejects.toThrow(/演示模式拒绝/);
    expect(await asOwner(`select to_regnamespace('platform') as made`)).toEqual([{ made: null }]);
  });

  test('of a demonstration is refused by production, and the other way round', async () => {
    await prepareDatabase(config('demo'), log);
    await expect(prepareDatabase(config('production'), log)).rejects.toThrow(/不能用于正式运行/);
    await asOwner(`update platform.installation set mode = 'production'`);
    await expect(prepareDatabase(config('demo'), log)).rejects.toThrow(/演示模式拒绝/);
  });

  test('that nobody answers is told in words', async () => {
    const unreachable = { ...config('demo'), databaseUrl: 'postgresql://owner@127.0.0.1:1/none' };
    await expect(prepareDatabase(unreachable, log)).rejects.toThrow(/连不上 DATABASE_URL/);
  });
});

describe('the running role and the ledger', () => {
  test('facts and payloads can be read and appended, never changed or removed', async () => {
    const { pool, close } = openDatabase(database.url);
    const { rows } = await pool.query(
      `select privilege, bool_or(has_table_privilege(t, privilege)) as granted
       from unnest(array['ledger.fact', 'ledger.payload']) t,
            unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) privilege
       group by privilege order by privilege`,
    );
    expect(rows.map(({ privilege, granted }) => [privilege, granted])).toEqual([
      ['DELETE', false],
      ['INSERT', true],
      ['SELECT', true],
      ['TRUNCATE', false],
      ['UPDATE', false],
    ]);
    for (const attempt of [
      'update ledger.fact set version = 0',
      'delete from ledger.fact',
      'truncate ledger.fact',
    ]) {
      await expect(pool.query(attempt)).rejects.toThrow(/permission denied/);
    }
    await close();
  });

  test('no column of the ledger can be changed either, and nobody else may write', async () => {
    const client = new pg.Client(database.ownerUrl);
    await client.connect();
    const { rows } = await client.query(
      `select grantee, table_name, column_name, privilege_type from information_schema.column_privileges
       where table_schema = 'ledger' and table_name in ('fact', 'payload')
         and privilege_type = 'UPDATE' and grantee in ('mingchuang_run', 'PUBLIC')`,
    );
    await client.end();
    expect(rows).toEqual([]);
  });
});

function config(mode: Mode): Config {
  const folder = '/nonexistent';
  return {
    mode,
    host: '127.0.0.1',
    port: 0,
    address: 'http://127.0.0.1',
    dataDir: folder,
    databaseUrl,
    sessionKey: 's'.repeat(32),
    ledgerKeyFile: join(folder, 'ledger.json'),
    sealKeyStore: join(folder, 'seals'),
  };
}

function asOwner(sql: string): Promise<unknown[]> {
  return query(databaseUrl, sql);
}

function asSuperuser(sql: string): Promise<unknown[]> {
  return query(database.ownerUrl, sql);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
