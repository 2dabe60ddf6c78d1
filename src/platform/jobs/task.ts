/**
 * A task: what a job of the queue does. Its outcomes, and what happens next:
 * - it returns: the job is done and gone;
 * - it throws: the job waits (e, e², … up to e¹⁰ seconds) and is tried again, as often as its attempts allow (25 unless
 *   told, about three days);
 * - it throws the last time: the job stays, visible under `/api/v1/jobs?state=failed`, until somebody retries it;
 * - its process dies: another process gives the job back to the queue within seconds (`abandoned-jobs.ts`).
 * So a task may run more than once. Effects in the database go through `onceInTransaction`.
 *
 * Jobs run on real time, also in a demonstration. What falls due on the program's clock is settled by a recurring task,
 * and by `clock.onMove` when the clock is moved.
 */
import type { ClientBase, Pool } from 'pg';
import type { Platform } from '../platform.ts';

export interface JobRun {
  jobId: string;
  /** 1 the first time. */
  attempt: number;
  /** Aborts when the process stops and has waited long enough. */
  signal: AbortSignal | undefined;
}

export interface Task {
  name: string;
  run(platform: Platform, payload: unknown, job: JobRun): Promise<void>;
}

/** `readPayload` checks what was stored, perhaps by an older version of the program, and throws when it makes no sense. */
export function defineTask<P>(
  name: string,
  readPayload: (payload: unknown) => P,
  handler: (platform: Platform, payload: P, job: JobRun) => Promise<void>,
): Task {
  return { name, run: (platform, payload, job) => handler(platform, readPayload(payload), job) };
}

export interface Recurrence {
  task: string;
  /** Five crontab fields in UTC: `* * * * *` is every minute. */
  at: string;
}

export interface JobOptions {
  /** At most one waiting job has this key; another one with it replaces it. */
  key?: string;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  runAt?: Date;
  maxAttempts?: number;
}

/**
 * Puts a job into the queue, in the transaction of `database` when that is a client in one: the job exists if and only if
 * the transaction commits. Inside a larger statement the same is, with positional or named arguments,
 *
 *     select graphile_worker.add_job('issue-licence', json_build_object('caseId', c.id), max_attempts => 10) from c
 *
 * in a `with` branch too, as long as the outer query reads that branch: PostgreSQL skips a `select` nobody reads. For
 * many jobs in one call there is `graphile_worker.add_jobs`. The running role may call both.
 */
export async function addJob(
  database: Pool | ClientBase,
  task: string,
  payload: Record<string, unknown>,
  { key, queue, runAt, maxAttempts }: JobOptions = {},
): Promise<void> {
  await database.query(
    `select from graphile_worker.add_job($1, $2::json, queue_name => $3, run_at => $4, max_attempts => $5, job_key => $6)`,
    [task, JSON.stringify(payload), queue ?? null, runAt ?? null, maxAttempts ?? null, key ?? null],
  );
}
