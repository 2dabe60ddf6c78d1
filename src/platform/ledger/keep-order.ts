/** The background work of the ledger, in one process of the installation: places for new facts, and a checkpoint every minute while there is news. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Logger } from 'pino';
import type { Checkpoint } from '../../kernel/ledger/signed-texts.ts';
import { faultForLog } from '../process/fault-for-log.ts';
import { type Ledger, LedgerChanged, makeCheckpoint } from './checkpoints.ts';
import { type Candidate, standForLeader } from './one-leader.ts';
import { placeFacts, readWatermark, type Watermark } from './place-facts.ts';
import { TreeBroken } from './tree-store.ts';

export interface OrderSettings {
  /** Called with every checkpoint that this process made by itself. */
  onCheckpoint?(checkpoint: Checkpoint): Promise<void>;
  checkpointEveryMs?: number;
  /** Between two looks: after news, and at most when there is none. */
  pauseMs?: { least: number; most: number };
}

const LOCK = 7_261_004;

export function keepOrder(
  ledger: Ledger & { log: Logger },
  { onCheckpoint, checkpointEveryMs = 60_000, pauseMs = { least: 15, most: 120 } }: OrderSettings = {},
): Candidate {
  const log = ledger.log.child({ part: 'ledger' });
  let signedAt = Number.NEGATIVE_INFINITY;
  let signedSize = -1;

  async function lead(client: PoolClient, signal: AbortSignal): Promise<void> {
    // Places are reckoned again after a crash, the same ones: nobody waits for their flush. Checkpoints are flushed, and
    // with them all the places they count.
    await client.query('set synchronous_commit = off');
    // To plan a round cost as much as to do it, and the plan is the same: looks into indexes.
    await client.query('set plan_cache_mode = force_generic_plan');
    let mark = await readWatermark(client);
    let pause = pauseMs.least;
    while (!signal.aborted) {
      const round = await placeFacts(client, mark);
      mark = round;
      await signIfDue(mark);
      if (round.more) continue;
      pause = round.placed > 0 ? pauseMs.least : Math.min(pause * 2, pauseMs.most);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  async function signIfDue({ size }: Watermark): Promise<void> {
    const now = performance.now();
    if (size === signedSize || now - signedAt < checkpointEveryMs) return;
    signedAt = now;
    try {
      const checkpoint = await makeCheckpoint(ledger);
      signedSize = size;
      if (checkpoint) await onCheckpoint?.(checkpoint);
    } catch (error) {
      // Without a checkpoint facts still get their places; what is wrong with the tree is for people to find out.
      report(error);
    }
  }

  function report(error: unknown): void {
    if (error instanceof LedgerChanged || error instanceof TreeBroken) {
      log.fatal({ why: error.message }, '账本与已签名的检查点不一致，停止签名：请运行 verify-ledger');
    } else {
      log.warn(faultForLog(error), '账本的排序中断，稍后继续');
    }
  }

  return standForLeader({ pool: ledger.pool, lock: LOCK, lead, failed: report });
}
