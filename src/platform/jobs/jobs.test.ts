import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedProgram, serveProgram } from '../../../test/support/served-program.ts';
import { shutDatabase } from '../../../test/support/test-database.ts';
import { releaseAbandoned } from './abandoned-jobs.ts';
import { jobs } from './job-routes.ts';
import { type JobRunner, type JobRunnerSettings, startJobs } from './job-runner.ts';
import { addJob, defineTask } from './task.ts';

let program: ServedProgram;
let runners: JobRunner[] = [];

beforeEach(async () => {
  program = await serveProgram([jobs]);
});
afterEach(async () => {
  for (const runner of runners) await runner.stop();
  runners = [];
  await program.close();
});

async function start(settings: JobRunnerSettings): Promise<JobRunner> {
  const runner = await startJobs(program.platform, settings);
  runners.push(runner);
  return runner;
}

function readSubject(payload: unknown): string {
  if (typeof payload === 'object' && payload !== null && 'subject' in payload) return String(payload.subject);
  throw new TypeError('A payload without a subject');
}

test('the running role puts jobs into the queue and works them off', async () => {
  const seen: string[] = [];
  const greet = defineTask('greet', readSubject, async (_, subject) => {
    seen.push(subject);
  });
  await start({ tasks: [greet] });
  await addJob(program.platform.pool, 'greet', { subject: 'A' });
  await program.platform.pool.query(
    `with fact as (select 'B' as id),
     queued as (select graphile_worker.add_job('greet', json_build_object('subject', fact.id)) from fact)
     select count(*) from queued`,
  );
  await expect.poll(() => seen.toSorted()).toEqual(['A', 'B']);
});

test('a job added in a transaction that is rolled back never runs', async () => {
  const client = await program.platform.pool.connect();
  await client.query('begin');
  await addJob(client, 'greet', { subject: 'A' });
  await client.query('rollback');
  client.release();
  const headers = await program.signIn('admin');
  expect((await program.app.inject({ url: '/api/v1/jobs', headers })).json()).toEqual({
    items: [],
    next: null,
  });
});

test('a job that keeps failing stays visible with its reason, and runs again when somebody says so', async () => {
  let works = false;
  let runs = 0;
  const seal = defineTask('seal', readSubject, async () => {
    runs += 1;
    if (!works) throw new Error('seal key store not reachable');
  });
  await start({ tasks: [seal] });
  await addJob(program.platform.pool, 'seal', { subject: 'A' }, { maxAttempts: 1 });
  const headers = await program.signIn('admin');
  const failed = async () =>
    (await program.app.inject({ url: '/api/v1/jobs?state=failed', headers })).json().items;
  await expect.poll(async () => (await failed()).length).toBe(1);
  const [job] = await failed();
  expect(job).toMatchObject({
    task: 'seal',
    state: 'failed',
    attempts: 1,
    lastError: 'seal key store not reachable',
  });
  expect((await program.app.inject('/metrics')).body).toContain('jobs{state="failed"} 1');

  works = true;
  const url = `/api/v1/jobs/${job.id}/retry`;
  const retried = await program.app.inject({ method: 'POST', url, headers });
  expect(retried.statusCode).toBe(200);
  await expect.poll(() => runs).toBe(2);
  await expect
    .poll(async () => (await program.app.inject({ method: 'POST', url, headers })).json())
    .toMatchObject({ status: 404, code: 'subject/unknown' });
});

test('a failed job is tried again by itself', async () => {
  const attempts: number[] = [];
  const unsure = defineTask('unsure', readSubject, async (_, __, { attempt }) => {
    attempts.push(attempt);
    if (attempt === 1) throw new Error('not yet');
  });
  await start({ tasks: [unsure] });
  await addJob(program.platform.pool, 'unsure', { subject: 'A' });
  await expect.poll(() => attempts, { timeout: 15_000 }).toEqual([1, 2]);
});

test('the list goes from page to page, newest first, by state', async () => {
  for (const subject of ['A', 'B', 'C']) await addJob(program.platform.pool, 'later', { subject });
  const headers = await program.signIn('admin');
  const get = async (query: string) =>
    (await program.app.inject({ url: `/api/v1/jobs?${query}`, headers })).json();
  const first = await get('limit=2&state=queued');
  expect(first.items).toHaveLength(2);
  const second = await get(`limit=2&state=queued&cursor=${first.next}`);
  expect(second.items).toHaveLength(1);
  expect(second.next).toBeNull();
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
  expect(await get('state=failed')).toEqual({ items: [], next: null });
});

test('a running job cannot be retried, and stopping waits for it', async () => {
  let finished = false;
  const mayEnd = Promise.withResolvers<void>();
  const slow = defineTask('slow', readSubject, async () => {
    await mayEnd.promise;
    finished = true;
  });
  const runner = await start({ tasks: [slow] });
  await addJob(program.platform.pool, 'slow', { subject: 'A' });
  const headers = await program.signIn('admin');
  const running = async () =>
    (await program.app.inject({ url: '/api/v1/jobs?state=running', headers })).json().items;
  await expect.poll(async () => (await running()).length).toBe(1);
  const [{ id }] = await running();
  const retried = await program.app.inject({ method: 'POST', url: `/api/v1/jobs/${id}/retry`, headers });
  expect(retried.json()).toMatchObject({ status: 409, code: 'job/running' });
  const stopped = runner.stop();
  expect(finished).toBe(false);
  mayEnd.resolve();
  await stopped;
  runners = [];
  expect(finished).toBe(true);
});

test('jobs of a process that was killed go back to the queue, those of a living one do not', async () => {
  const { pool } = program.platform;
  await addJob(pool, 'seal', { subject: 'of the dead' });
  await addJob(pool, 'seal', { subject: 'of the living' });
  await pool.query(
    `update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', attempts = 1,
       locked_by = case payload ->> 'subject' when 'of the dead' then 'pool-dead' else 'pool-living' end`,
  );
  const living = await pool.connect();
  await living.query(`select pg_advisory_lock(hashtextextended('pool-living', 0))`);
  expect(await releaseAbandoned(pool)).toBe(1);
  expect(await releaseAbandoned(pool)).toBe(0);
  const { rows } = await pool.query(
    `select payload ->> 'subject' as subject from graphile_worker._private_jobs where locked_by is null`,
  );
  expect(rows).toEqual([{ subject: 'of the dead' }]);
  living.release(true);
});

test('a runner shows its sign of life while it works', async () => {
  const { pool } = program.platform;
  const mayEnd = Promise.withResolvers<void>();
  const hold = defineTask('hold', readSubject, () => mayEnd.promise);
  await start({ tasks: [hold] });
  await addJob(pool, 'hold', { subject: 'A' });
  const free = async () => {
    const { rows } = await pool.query<{ free: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended(locked_by, 0)) as free
       from graphile_worker._private_jobs where locked_by is not null`,
    );
    return rows[0]?.free;
  };
  await expect.poll(free).toBe(false);
  mayEnd.resolve();
});

test('a database that goes away as a job ends is the end of no process: what comes later is done', async () => {
  const { pool } = program.platform;
  const { rows } = await pool.query<{ name: string }>('select current_database() as name');
  let open: (() => Promise<void>) | undefined;
  const fall = defineTask('fall', readSubject, async () => {
    open ??= await shutDatabase(rows[0]?.name ?? '');
  });
  const greeted: string[] = [];
  const greet = defineTask('greet', readSubject, async (_, subject) => {
    greeted.push(subject);
  });
  await start({ tasks: [fall, greet], restartAfterMs: 200 });
  await addJob(pool, 'fall', { subject: 'A' });
  await expect.poll(() => open).toBeDefined();
  await sleep(300);
  await open?.();
  await addJob(pool, 'greet', { subject: 'B' });
  await expect.poll(() => greeted, { timeout: 15_000 }).toEqual(['B']);
});

test('a recurrence of an unknown task is a fault at the start', async () => {
  await expect(
    startJobs(program.platform, { tasks: [], recurring: [{ task: 'x', at: '* * * * *' }] }),
  ).rejects.toThrow(/No task is called x/);
});

test('only administrators look at the queue', async () => {
  const headers = await program.signIn('leader');
  expect((await program.app.inject({ url: '/api/v1/jobs', headers })).statusCode).toBe(403);
});
