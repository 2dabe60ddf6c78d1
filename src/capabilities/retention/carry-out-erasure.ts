import { inTransaction } from '../../platform/database/in-transaction.ts';
import { defineTask, type Task } from '../../platform/jobs/task.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases } from '../cases/public.ts';
import { removeContentsLater } from '../documents/public.ts';
import { dropPackage } from './archived-cases.ts';
import {
  basisOf,
  carryOutErasure,
  closeErasure,
  type ErasureOrderRow,
  findErasure,
} from './erasure-orders.ts';

/**
 * Erases what an approved order names, case by case. Interrupted, it goes on where it was: a case that is done already has
 * nothing left to erase.
 */
export const carryOutErasures: Task = defineTask(carryOutErasure, readOrder, async (platform, { id }) => {
  const order = await findErasure(platform.pool, platform.jurisdiction, id);
  if (order?.status !== 'approved') return;
  for (let undone = await nextUndone(platform, id); undone; undone = await nextUndone(platform, id)) {
    await eraseOne(platform, order, undone);
  }
  await inTransaction(platform.pool, (client) => closeErasure(platform, client, order));
});

interface Undone {
  caseId: number;
  versions: number[] | null;
}

async function nextUndone({ pool, jurisdiction }: Platform, id: string): Promise<Undone | undefined> {
  const { rows } = await pool.query<Undone>(
    `select case_id as "caseId", versions from retention.erasure_case
     where jurisdiction = $1 and order_id = $2 and done_at is null order by case_id limit 1`,
    [jurisdiction, id],
  );
  return rows[0];
}

async function eraseOne(
  platform: Platform,
  order: ErasureOrderRow,
  { caseId, versions }: Undone,
): Promise<void> {
  if (!order.decidedBy) throw new Error(`nobody decided erasure order ${order.id}`);
  await createCases(platform).erase(caseId, {
    versions: versions ?? 'all',
    basis: basisOf(order),
    actor: order.decidedBy,
    decidedIn: `erasure/${order.id}`,
  });
  const { pool, jurisdiction, clock } = platform;
  await inTransaction(pool, async (client) => {
    // A package holds the same words. Destroyed, it is gone for good; otherwise the next batch packs what is left.
    const destroyedOn = order.ground === 'retention-ended' ? clock.today() : null;
    const content = await dropPackage(client, jurisdiction, caseId, destroyedOn);
    if (content) await removeContentsLater(client, [content]);
    await client.query(
      `update retention.erasure_case set done_at = $4 where jurisdiction = $1 and order_id = $2 and case_id = $3`,
      [jurisdiction, order.id, caseId, clock.now()],
    );
  });
}

function readOrder(payload: unknown): { id: string } {
  if (typeof payload === 'object' && payload !== null && 'id' in payload && typeof payload.id === 'string') {
    return { id: payload.id };
  }
  throw new Error('The job names no erasure order.');
}
