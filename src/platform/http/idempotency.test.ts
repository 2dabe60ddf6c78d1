import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { answerOnce } from './idempotency.ts';

let made: TestDatabase;
let database: Database;
beforeAll(async () => {
  made = await cloneDatabase();
  database = openDatabase(made.url, { max: 4 });
});
afterAll(async () => {
  await database.close();
  await made.close();
});

test('many calls whose work asks the database by another connection do not wait for each other for ever', async () => {
  const { pool } = database;
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_empty, number) =>
      answerOnce({ pool, jurisdiction: 'nowhere' }, undefined, async () => {
        const { rows } = await pool.query('select $1::int as number, pg_sleep(0.01)', [number]);
        return { status: 200, body: rows[0].number };
      }),
    ),
  );
  expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: 24 }, (_empty, number) => number));
});
