import type { Checkpoint } from '../../kernel/ledger/signed-texts.ts';
import { addJob } from '../../platform/jobs/task.ts';
import { findLatestCheckpoint, makeCheckpoint } from '../../platform/ledger/checkpoints.ts';
import type { Platform } from '../../platform/platform.ts';
import { showToWitnesses } from './show-to-witnesses.ts';

export interface CheckpointOnDemand {
  /** The ledger as it stands, signed; undefined when there is no fact at all. */
  now(): Promise<Checkpoint | undefined>;
  /** The latest checkpoint that covers a place, signed now when there is none; undefined: ask again in a moment. */
  covering(position: number): Promise<Checkpoint | undefined>;
}

const leastPauseMs = 1_000;

/** Anybody may ask for a proof; so checkpoints made for that are one a second at most in each process. */
export function checkpointsOnDemand(platform: Platform): CheckpointOnDemand {
  let signedAt = Number.NEGATIVE_INFINITY;

  async function now(): Promise<Checkpoint | undefined> {
    const checkpoint = await makeCheckpoint(platform);
    if (checkpoint) await wakeWitnesses(platform);
    return checkpoint;
  }

  return {
    now,
    async covering(position) {
      const latest = await findLatestCheckpoint(platform.pool);
      if (latest && latest.size > position) return latest;
      const asked = performance.now();
      if (asked - signedAt < leastPauseMs) return undefined;
      signedAt = asked;
      return now();
    },
  };
}

/** Soon, in whatever process; what can not be shown now is shown by the minute. */
export function wakeWitnesses({ pool, config }: Pick<Platform, 'pool' | 'config'>): Promise<void> {
  if (!config.witnesses) return Promise.resolve();
  return addJob(pool, showToWitnesses.name, {}, { key: showToWitnesses.name });
}
