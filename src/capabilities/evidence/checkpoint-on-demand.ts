import type { Checkpoint } from '../../kernel/ledger/signed-texts.ts';
import { findLatestCheckpoint, makeCheckpoint } from '../../platform/ledger/checkpoints.ts';
import type { Platform } from '../../platform/platform.ts';

export interface CheckpointOnDemand {
  /** The latest checkpoint that covers a place, signed now when there is none; undefined: ask again in a moment. */
  covering(position: number): Promise<Checkpoint | undefined>;
}

const leastPauseMs = 1_000;

/** Anybody may ask for a proof; so checkpoints made for that are one a second at most in each process. */
export function checkpointsOnDemand(platform: Platform): CheckpointOnDemand {
  let signedAt = Number.NEGATIVE_INFINITY;
  return {
    async covering(position) {
      const latest = await findLatestCheckpoint(platform.pool);
      if (latest && latest.size > position) return latest;
      const now = performance.now();
      if (now - signedAt < leastPauseMs) return undefined;
      signedAt = now;
      return makeCheckpoint(platform);
    },
  };
}
