/** `/api/v1/licence-batches`: certificates for many granted cases at once, and how far that is. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { signedIn } from '../../platform/http/access.ts';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { Problem } from '../../platform/http/problem.ts';
import { registerProblemCodes, shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import {
  type Batch,
  type BatchCounts,
  countCases,
  findBatch,
  listBatches,
  listCasesOf,
} from './batch-store.ts';
import { makeBatch, mostInBatch, retryBatch, waitingForIssue } from './issue-batch.ts';

const Body = Type.Object(
  {
    caseNos: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
        title: '办件编号',
        minItems: 1,
        maxItems: mostInBatch,
        description: '没有时是待办中等待制证的全部办件',
      }),
    ),
  },
  { additionalProperties: false },
);
const summary = {
  batchId: Type.String(),
  madeAt: Type.String({ format: 'date-time' }),
  total: Type.Integer(),
  made: Type.Integer(),
  failed: Type.Integer(),
  waiting: Type.Integer(),
};
const Summary = Type.Object(summary);
const Whole = Type.Object({
  ...summary,
  cases: Type.Array(
    Type.Object({
      caseNo: Type.String(),
      state: Type.String({ enum: ['waiting', 'made', 'failed'] }),
      code: Type.Union([Type.String(), Type.Null()]),
      reason: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});
export type BatchSummary = Static<typeof Summary>;
export type BatchWhole = Static<typeof Whole>;

const Path = Type.Object({ batchId: Type.String() });
const tags = ['licences'];

const nothingWaits = {
  code: 'batch/nothing-waits',
  status: 409,
  title: '没有等待制证的办件',
  meaning: '您的待办里现在没有等待制证的办件。',
};

export function batchRoutes(app: FastifyInstance, platform: Platform): void {
  registerProblemCodes([nothingWaits]);
  const config = { access: { who: ['issuer' as const] } };

  app.post<{ Body: Static<typeof Body> }>(
    '/api/v1/licence-batches',
    { config, schema: { tags, summary: '批量制证', body: Body, response: { 201: Summary } } },
    async (request, reply) => {
      const actor = signedIn(request);
      const { status, body } = await answerOnce(platform, idempotencyScope(request), async (client) => {
        const wanted = [...new Set(request.body.caseNos ?? (await waitingForIssue(platform, actor)))];
        const { meaning, ...problem } = nothingWaits;
        if (wanted.length === 0) throw new Problem({ ...problem, detail: meaning });
        const batch = await makeBatch(client, platform, actor, wanted);
        return { status: 201, body: counted(batch, { waiting: wanted.length, made: 0, failed: 0 }) };
      });
      return reply.code(status).send(body as Static<typeof Summary>);
    },
  );

  app.get(
    '/api/v1/licence-batches',
    {
      config,
      schema: {
        tags,
        summary: '自己的批量制证，最近的在前',
        response: { 200: Type.Object({ items: Type.Array(Summary), next: Type.Null() }) },
      },
    },
    async (request) => {
      const batches = await listBatches(platform, signedIn(request).accountId);
      return { items: await Promise.all(batches.map((batch) => summaryOf(platform, batch))), next: null };
    },
  );

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/licence-batches/:batchId',
    { config, schema: { tags, summary: '批量制证的进度', params: Path, response: { 200: Whole } } },
    async (request) => wholeOf(platform, await ownBatch(platform, request)),
  );

  app.post<{ Params: Static<typeof Path> }>(
    '/api/v1/licence-batches/:batchId/retries',
    { config, schema: { tags, summary: '重试没有制成的', params: Path, response: { 200: Whole } } },
    async (request) => {
      const batch = await ownBatch(platform, request);
      await retryBatch(platform, batch);
      return wholeOf(platform, batch);
    },
  );
}

async function ownBatch(
  platform: Platform,
  request: FastifyRequest<{ Params: Static<typeof Path> }>,
): Promise<Batch> {
  const batch = await findBatch(platform, request.params.batchId);
  if (batch?.account !== signedIn(request).accountId) throw shellProblem('subject/unknown');
  return batch;
}

function counted(batch: Batch, counts: BatchCounts): Static<typeof Summary> {
  const total = counts.made + counts.failed + counts.waiting;
  return { batchId: batch.id, madeAt: batch.madeAt.toISOString(), total, ...counts };
}

const summaryOf = async (platform: Platform, batch: Batch) =>
  counted(batch, await countCases(platform, batch.id));

async function wholeOf(platform: Platform, batch: Batch): Promise<Static<typeof Whole>> {
  return { ...(await summaryOf(platform, batch)), cases: await listCasesOf(platform, batch.id) };
}
