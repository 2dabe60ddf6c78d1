/**
 * Many granted cases at once, for an issuer: each goes through the same step `issue` as by hand, in her name and her post of
 * today, all or nothing by itself. What fails says why and keeps no other waiting.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { findActor } from '../../platform/access/find-actor.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { addJob, defineTask, type Task } from '../../platform/jobs/task.ts';
import type { Platform } from '../../platform/platform.ts';
import { faultForLog } from '../../platform/process/fault-for-log.ts';
import { createCases } from '../cases/public.ts';
import {
  type Batch,
  type BatchCase,
  findBatch,
  insertBatch,
  listCasesOf,
  settleCase,
  waitAgain,
} from './batch-store.ts';

export const mostInBatch = 500;

/** Enough to use the time in which one waits for the disk; more would only wait for the processor. */
const atOnce = 3;

export const issueBatch: Task = defineTask(
  'issue-batch',
  (payload) => {
    const { batchId } = payload as { batchId?: unknown };
    if (typeof batchId !== 'string') throw new Error('a batch has an id');
    return batchId;
  },
  async (platform, batchId, { signal }) => {
    const batch = await findBatch(platform, batchId);
    if (batch) await workThrough(platform, batch, signal);
  },
);

/** In the caller's transaction: the batch, its cases once each, and the job that works through them. */
export async function makeBatch(
  client: PoolClient,
  { jurisdiction, clock }: Platform,
  { accountId, personId }: Actor,
  caseNos: readonly string[],
): Promise<Batch> {
  const id = randomBytes(13).toString('hex');
  const batch = { id, account: accountId, person: personId, madeAt: clock.now() };
  await insertBatch(client, jurisdiction, batch, caseNos);
  await begin(client, id);
  return batch;
}

/** Tries again what failed. Returns how many those are. */
export async function retryBatch({ pool, jurisdiction }: Platform, { id }: Batch): Promise<number> {
  return inTransaction(pool, async (client) => {
    const waiting = await waitAgain(client, jurisdiction, id);
    if (waiting > 0) await begin(client, id);
    return waiting;
  });
}

const begin = (client: PoolClient, batchId: string) =>
  addJob(client, issueBatch.name, { batchId }, { queue: `batch-${batchId}` });

/** Everything in her worklist that waits for its certificate, the most urgent first. */
export async function waitingForIssue(platform: Platform, actor: Actor): Promise<string[]> {
  const cases = createCases(platform);
  const caseNos: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof cases.listWork>> = await cases.listWork(actor, {
      step: 'issue',
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    });
    caseNos.push(...page.items.map(({ caseNo }) => caseNo));
    cursor = page.next;
  } while (cursor !== null && caseNos.length < mostInBatch);
  return caseNos.slice(0, mostInBatch);
}

async function workThrough(platform: Platform, batch: Batch, signal: AbortSignal | undefined): Promise<void> {
  const waiting = (await listCasesOf(platform, batch.id)).filter(({ state }) => state === 'waiting');
  const actor = await findActor(platform, batch.account);
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      // The process stops: the job is given back, and goes on from here.
      signal?.throwIfAborted();
      await settleCase(platform, batch.id, await issueOne(platform, batch, actor, next.caseNo));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function issueOne(
  platform: Platform,
  batch: Batch,
  actor: Actor | undefined,
  caseNo: string,
): Promise<BatchCase> {
  const failed = (code: string, reason: string): BatchCase => ({ caseNo, state: 'failed', code, reason });
  try {
    const cases = createCases(platform);
    const open = actor && (await cases.find(caseNo, actor));
    if (!actor || !open) return failed('subject/unknown', '没有这个办件，或者它不归您制证。');
    // After a crash the same case is asked again and gets its first answer.
    const scope = {
      actor: batch.account,
      route: `POST /api/v1/licence-batches/${batch.id}`,
      key: caseNo,
      bodyDigest: emptyDigest,
    };
    await cases.take(open, actor, { step: 'issue', input: {} }, scope);
    return { caseNo, state: 'made', code: null, reason: null };
  } catch (fault) {
    if (fault instanceof Problem) {
      const { code, detail, title, needed } = fault;
      return failed(code, [detail ?? title, needed].filter(Boolean).join(''));
    }
    platform.log.error({ ...faultForLog(fault), caseNo }, '批量制证中的一件未能完成');
    return failed('server/fault', '系统出了差错，已经记录，可以重试。');
  }
}

const emptyDigest = createHash('sm3').update('{}').digest();
