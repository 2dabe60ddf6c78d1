import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../test/support/test-database.ts';
import { type Database, openDatabase } from './database/database.ts';
import { createProgramClock, type ProgramClock } from './program-clock.ts';

let database: TestDatabase;
let opened: Database[] = [];
let clocks: ProgramClock[] = [];

beforeEach(async () => {
  database = await cloneDatabase();
});

afterEach(async () => {
  for (const clock of clocks) await clock.stop();
  for (const { close } of opened) await close();
  opened = [];
  clocks = [];
  await database.close();
});

/** A process: its own connections, its own clock. */
async function startProcess(startAt?: string, mode: 'demo' | 'production' = 'demo') {
  const connections = openDatabase(database.url, { max: 4 });
  opened.push(connections);
  const clock = await createProgramClock({
    mode,
    pool: connections.pool,
    ...(startAt && { startAt: new Date(startAt) }),
  });
  clocks.push(clock);
  return clock;
}

const hour = 60 * 60 * 1000;
const spring = '2026-02-13T01:00:00Z';
const hoursAfter = (clock: ProgramClock, since: string) =>
  Math.floor((clock.now().getTime() - Date.parse(since)) / hour);

test('a demonstration without a stored offset shows real time', async () => {
  const clock = await startProcess();
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1000);
});

test('MINGCHUANG_NOW may lie in the past, and the clock runs on from there', async () => {
  const clock = await startProcess(spring);
  const first = clock.now().getTime();
  expect(hoursAfter(clock, spring)).toBe(0);
  await new Promise((done) => setTimeout(done, 20));
  expect(clock.now().getTime()).toBeGreaterThan(first);
});

test('the legal day is the day in Shanghai', async () => {
  const clock = await startProcess('2026-02-13T16:30:00Z');
  expect(clock.today()).toBe('2026-02-14');
});

test('a move goes forward only', async () => {
  const clock = await startProcess(spring);
  expect(await clock.moveTo(new Date('2026-02-13T03:00:00Z'))).toBe(true);
  expect(hoursAfter(clock, spring)).toBe(2);
  expect(await clock.moveTo(new Date('2026-02-13T02:59:59Z'))).toBe(false);
  expect(hoursAfter(clock, spring)).toBe(2);
});

test('a clock that was never set cannot be moved behind real time', async () => {
  const clock = await startProcess();
  expect(await clock.moveTo(new Date(Date.now() - hour))).toBe(false);
  expect(await clock.moveTo(new Date(Date.now() + hour))).toBe(true);
});

test('a restart goes on where the clock was, with the same MINGCHUANG_NOW or without', async () => {
  const before = await startProcess(spring);
  await before.moveTo(new Date('2026-02-13T06:00:00Z'));
  await before.stop();
  expect(hoursAfter(await startProcess(spring), spring)).toBe(5);
  expect(hoursAfter(await startProcess(), spring)).toBe(5);
});

test('a later MINGCHUANG_NOW moves the clock forward at the start', async () => {
  await startProcess(spring);
  expect(hoursAfter(await startProcess('2026-02-13T04:00:00Z'), spring)).toBe(3);
});

test('the other process follows', async () => {
  const web = await startProcess(spring);
  const worker = await startProcess();
  await web.moveTo(new Date('2026-02-13T08:00:00Z'));
  await expect.poll(() => hoursAfter(worker, spring), { timeout: 1000 }).toBe(7);
  await worker.moveTo(new Date('2026-02-13T09:00:00Z'));
  await expect.poll(() => hoursAfter(web, spring), { timeout: 1000 }).toBe(8);
});

test('a process whose connection broke follows again', async () => {
  const web = await startProcess(spring);
  const worker = await startProcess();
  await opened[0]?.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query like '%program_clock%' and pid <> pg_backend_pid()`,
  );
  await web.moveTo(new Date('2026-02-13T08:00:00Z'));
  await expect.poll(() => hoursAfter(worker, spring), { timeout: 5000 }).toBe(7);
  expect(hoursAfter(web, spring)).toBe(7);
});

test('of two processes moving at once the later moment stands', async () => {
  const web = await startProcess(spring);
  const worker = await startProcess();
  const hours = Array.from({ length: 20 }, (_, index) => index + 1);
  await Promise.all(
    hours.map((n) =>
      (n % 2 ? web : worker).moveTo(new Date(Date.parse(spring) + ((n * 7) % 20) * hour + hour)),
    ),
  );
  await expect.poll(() => [web, worker].map((clock) => hoursAfter(clock, spring))).toEqual([20, 20]);
});

test('what is due after a move has happened when the move answers', async () => {
  const clock = await startProcess(spring);
  const happened: string[] = [];
  clock.onMove(async () => {
    await new Promise((done) => setTimeout(done, 10));
    happened.push(clock.now().toISOString().slice(0, 13));
  });
  await clock.moveTo(new Date('2026-02-20T01:00:00Z'));
  expect(happened).toEqual(['2026-02-20T01']);
  await clock.moveTo(new Date('2026-02-19T01:00:00Z'));
  expect(happened).toHaveLength(1);
});

test('production knows real time only', async () => {
  const demo = await startProcess(spring);
  await demo.moveTo(new Date('2030-01-01T00:00:00Z'));
  const clock = await startProcess(spring, 'production');
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1000);
  await expect(clock.moveTo(new Date('2031-01-01T00:00:00Z'))).rejects.toThrow(/cannot be moved/);
});
