import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { type InboxKey, onceInTransaction } from './once-in-transaction.ts';

let database: TestDatabase;
let owner: Database;
let running: Database;

beforeEach(async () => {
  database = await cloneDatabase();
  owner = openDatabase(database.ownerUrl, { max: 1 });
  running = openDatabase(database.url);
  await owner.pool.query(
    'create table platform.effect (what text); grant select, insert on platform.effect to public',
  );
});
afterEach(async () => {
  await owner.close();
  await running.close();
  await database.close();
});

const key: InboxKey = {
  jurisdiction: 'mingchuan',
  reaction: 'notify-applicant',
  subjectType: 'case',
  subjectId: '42',
  version: 7,
};

const effects = async () => (await running.pool.query('select what from platform.effect')).rows.length;
const done = async () => (await running.pool.query('select from platform.inbox')).rows.length;
const write =
  (what: string) => async (client: { query(sql: string, values: string[]): Promise<unknown> }) => {
    await client.query('insert into platform.effect values ($1)', [what]);
  };

test('delivered twice, the effect happens once', async () => {
  expect(await onceInTransaction(running.pool, key, write('first'))).toBe(true);
  expect(await onceInTransaction(running.pool, key, write('second'))).toBe(false);
  expect([await effects(), await done()]).toEqual([1, 1]);
});

test('delivered by twelve workers at once, the effect happens once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => onceInTransaction(running.pool, key, write(`${index}`))),
  );
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await effects()).toBe(1);
});

test('an effect that fails leaves nothing, and the next delivery does it', async () => {
  const fails = onceInTransaction(running.pool, key, async (client) => {
    await write('half')(client);
    throw new Error('no connection to the seal store');
  });
  await expect(fails).rejects.toThrow('no connection to the seal store');
  expect([await effects(), await done()]).toEqual([0, 0]);
  expect(await onceInTransaction(running.pool, key, write('whole'))).toBe(true);
  expect(await effects()).toBe(1);
});

test('when the first of two at once fails, the second takes over', async () => {
  const underWay = Promise.withResolvers<void>();
  const first = onceInTransaction(running.pool, key, async (client) => {
    await write('half')(client);
    underWay.resolve();
    await new Promise((resolve) => setTimeout(resolve, 50));
    throw new Error('lost');
  });
  const refused = expect(first).rejects.toThrow('lost');
  await underWay.promise;
  expect(await onceInTransaction(running.pool, key, write('whole'))).toBe(true);
  await refused;
  expect([await effects(), await done()]).toEqual([1, 1]);
});

test('other facts and other reactions are other keys', async () => {
  await onceInTransaction(running.pool, key, write('a'));
  await onceInTransaction(running.pool, { ...key, version: 8 }, write('b'));
  await onceInTransaction(running.pool, { ...key, reaction: 'hand-over' }, write('c'));
  expect(await effects()).toBe(3);
});

test('the running role cannot forget what was done', async () => {
  await onceInTransaction(running.pool, key, write('a'));
  await expect(running.pool.query('delete from platform.inbox')).rejects.toThrow(/permission denied/);
});
