import { addJob } from '../../platform/jobs/task.ts';
import type { Platform } from '../../platform/platform.ts';
import { faultForLog } from '../../platform/process/fault-for-log.ts';

/** The task that tells the parties what happened. */
export const telling = 'tell-applicants';

/** Wakes the queue soon after a step, at most once in a while; the recurring run tells what a crash left untold. */
export function createTelling({ pool, log }: Platform, pause = 300): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      addJob(pool, telling, {}, { key: telling }).catch((fault: Error) =>
        log.warn(faultForLog(fault), '消息任务未能排队'),
      );
    }, pause).unref();
  };
}
