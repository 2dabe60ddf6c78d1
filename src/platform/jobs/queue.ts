/** The queue as a person looks at it. */
import type { Pool, PoolClient } from 'pg';

export type JobState = 'queued' | 'running' | 'retrying' | 'failed';

export interface Job {
  id: string;
  task: string;
  state: JobState;
  attempts: number;
  maxAttempts: number;
  lastError: string | undefined;
  /** When it is tried next; real time. */
  runAt: Date;
  createdAt: Date;
}

/** `failed`: the last attempt is used up, nothing happens until somebody retries. */
const stateColumn = `case when locked_at is not null then 'running'
  when attempts >= max_attempts then 'failed' when attempts > 0 then 'retrying' else 'queued' end`;
const columns = `id, task_identifier, ${stateColumn} as state, attempts, max_attempts, last_error, run_at, created_at`;

export interface JobsQuery {
  state?: JobState;
  /** Jobs older than the one with this id. */
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listJobs(pool: Pool, { state, before, limit }: JobsQuery): Promise<Job[]> {
  const { rows } = await pool.query<Row>(
    `select * from (select ${columns} from graphile_worker.jobs) as job
     where ($1::text is null or state = $1) and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [state ?? null, before ?? null, limit],
  );
  return rows.map(readRow);
}

export async function findJob(database: Pool | PoolClient, id: string): Promise<Job | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined;
  const { rows } = await database.query<Row>(`select ${columns} from graphile_worker.jobs where id = $1`, [
    id,
  ]);
  return rows[0] && readRow(rows[0]);
}

/** Runs the job again at once, with all its attempts. False when it is running or no longer there. */
export async function retryJob(database: Pool | PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `with ready as (
       select from graphile_worker.reschedule_jobs(array[$1::bigint], run_at => now(), attempts => 0))
     select pg_notify('jobs:insert', '{"r":0,"count":1}') from ready`, // or an idle runner would look only after seconds
    [id],
  );
  return rowCount === 1;
}

export async function countJobs(pool: Pool): Promise<Record<JobState, number>> {
  const { rows } = await pool.query<{ state: JobState; count: number }>(
    `select ${stateColumn} as state, count(*)::integer as count from graphile_worker.jobs group by 1`,
  );
  const counts: Record<JobState, number> = { queued: 0, running: 0, retrying: 0, failed: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

interface Row {
  id: string | number;
  task_identifier: string;
  state: JobState;
  attempts: number;
  max_attempts: number;
  last_error: string | null;
  run_at: Date;
  created_at: Date;
}

function readRow(row: Row): Job {
  return {
    id: String(row.id),
    task: row.task_identifier,
    state: row.state,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    lastError: row.last_error ?? undefined,
    runAt: row.run_at,
    createdAt: row.created_at,
  };
}
