import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  /** The longest wait: work that can wait gets its turn all the same. */
  atMostMs: number;
  /** How long each look lasts. */
  lookMs: number;
  /** The share of a look in which the process may have been at work to count as quiet. */
  quietBelow: number;
}

const usual: Patience = { atMostMs: 2_000, lookMs: 50, quietBelow: 0.3 };

/** For work of this process that nobody waits for: answers once the process has little else to do. */
export async function whenQuiet({ atMostMs, lookMs, quietBelow }: Patience = usual): Promise<void> {
  const end = performance.now() + atMostMs;
  for (;;) {
    const before = performance.eventLoopUtilization();
    await sleep(lookMs);
    const { utilization } = performance.eventLoopUtilization(before);
    if (utilization < quietBelow || performance.now() >= end) return;
  }
}
