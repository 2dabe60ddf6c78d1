/** Works off the queue in this process. Any number of processes may do so on the same database. */
import { EventEmitter } from 'node:events';
import {
  parseCronItems,
  Logger as QueueLogger,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type { Logger } from 'pino';
import type { Platform } from '../platform.ts';
import { keepSignOfLife, type SignOfLife } from './abandoned-jobs.ts';
import type { Recurrence, Task } from './task.ts';

export interface JobRunner {
  /** Takes no more jobs and waits for those under way, for at most some seconds; what is left is tried again later. */
  stop(): Promise<void>;
}

export interface JobRunnerSettings {
  tasks: readonly Task[];
  recurring?: readonly Recurrence[];
  /** Jobs at a time in this process. */
  concurrency?: number;
  restartAfterMs?: number;
}

/** The first start must succeed. A runner that gives up later, because the database is away, is started again. */
export async function startJobs(platform: Platform, settings: JobRunnerSettings): Promise<JobRunner> {
  refuseUnknown(settings);
  const log = platform.log.child({ part: 'jobs' });
  const { restartAfterMs = 5_000 } = settings;
  let running: RunnerUnderWay | undefined = await startRunner(platform, settings, log);
  let restart: NodeJS.Timeout | undefined;
  let stopped = false;

  const watch = ({ ended }: RunnerUnderWay) => {
    void ended.then(() => {
      running = undefined;
      restartLater();
    });
  };
  const restartLater = () => {
    if (stopped) return;
    log.error({ againInMs: restartAfterMs }, 'the job runner ended by itself');
    restart = setTimeout(() => {
      startRunner(platform, settings, log).then((next) => {
        running = next;
        if (stopped) void next.stop();
        else watch(next);
      }, restartLater);
    }, restartAfterMs);
  };
  watch(running);
  return {
    async stop() {
      stopped = true;
      clearTimeout(restart);
      await running?.stop();
    },
  };
}

interface RunnerUnderWay {
  /** Resolves when it has ended, asked to or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

async function startRunner(
  platform: Platform,
  { tasks, recurring = [], concurrency = 2 }: JobRunnerSettings,
  log: Logger,
): Promise<RunnerUnderWay> {
  const events: WorkerEvents = new EventEmitter();
  let life: SignOfLife | undefined;
  events.on('pool:create', ({ workerPool }) => {
    life = keepSignOfLife(platform.pool, log, workerPool.id);
  });
  reportFailures(events, log);
  const runner = await run({
    pgPool: platform.pool,
    concurrency,
    taskList: taskListOf(platform, tasks),
    parsedCronItems: cronOf(recurring),
    noHandleSignals: true, // the process decides when it stops, and in which order
    // Noting an outcome one by one, the queue waits for nobody: a database that goes away at that moment would be a
    // rejection nobody hears, and the end of the process. In batches it ends the runner, which is started again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    events,
    logger: queueLogger(log),
  });
  const ended = runner.promise.catch(() => undefined).then(() => life?.stop());
  return {
    ended,
    async stop() {
      await runner.stop().catch(() => undefined); // it may be ending by itself
      await ended;
    },
  };
}

function refuseUnknown({ tasks, recurring = [] }: JobRunnerSettings): void {
  const names = new Set(tasks.map(({ name }) => name));
  if (names.size !== tasks.length) throw new Error('Two tasks have the same name.');
  const unknown = recurring.find(({ task }) => !names.has(task));
  if (unknown) throw new Error(`No task is called ${unknown.task}, which should recur.`);
}

function taskListOf(platform: Platform, tasks: readonly Task[]): TaskList {
  return Object.fromEntries(
    tasks.map(({ name, run: work }) => [
      name,
      (payload: unknown, { job, abortSignal }) =>
        work(platform, payload, { jobId: job.id, attempt: job.attempts, signal: abortSignal }),
    ]),
  );
}

/** One waiting job a recurrence at most: after a long stop there is one run to catch up, not thousands. */
function cronOf(recurring: readonly Recurrence[]) {
  return parseCronItems(
    recurring.map(({ task, at }) => ({
      task,
      match: at,
      identifier: task,
      options: { jobKey: task, jobKeyMode: 'preserve_run_at', maxAttempts: 3 },
    })),
  );
}

/** Messages of errors may quote data of a case, so logs get the kind of error and where it arose. */
function reportFailures(events: WorkerEvents, log: Logger): void {
  events.on('job:error', ({ job, error }) => {
    const place =
      error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
    const { id, task_identifier: task, attempts, max_attempts: of } = job;
    const kind = error instanceof Error ? error.name : typeof error;
    log[attempts >= of ? 'error' : 'warn']({ job: id, task, attempts, of, kind, place }, 'job failed');
  });
}

function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message, meta) => {
    if (meta?.failure || level === 'info' || level === 'debug') return; // failures: see reportFailures
    log[level === 'error' ? 'error' : 'warn']({ queue: message.split('\n')[0] }, 'job queue');
  });
}
