/** `/api/v1/ledger`: keys, checkpoints and proofs, for everybody (contracts §3). */
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import type { Static } from 'typebox';
import type { Checkpoint } from '../../kernel/ledger/signed-texts.ts';
import { registerProblemCodes, shellProblem } from '../../platform/http/problem-codes.ts';
import {
  countPlaced,
  findCheckpoint,
  findLatestCheckpoint,
  listCheckpoints,
} from '../../platform/ledger/checkpoints.ts';
import { listLedgerKeys } from '../../platform/ledger/ledger-keys.ts';
import { findPlace, proveConsistency, proveInclusion } from '../../platform/ledger/proofs.ts';
import type { Platform } from '../../platform/platform.ts';
import type { CheckpointOnDemand } from './checkpoint-on-demand.ts';
import { listCosignatures } from './cosignatures.ts';
import { factNamed } from './fact-named.ts';
import {
  CheckpointPath,
  CheckpointsAnswer,
  CheckpointsQuery,
  ConsistencyAnswer,
  ConsistencyQuery,
  CosignedCheckpointAnswer,
  InclusionAnswer,
  InclusionQuery,
  KeysAnswer,
  WaitingAnswer,
} from './ledger-schemas.ts';
import { ledgerProblem, ledgerProblems } from './problems.ts';
import { publicKeyPem } from './public-key-pem.ts';
import { listTimeStamps } from './time-stamps.ts';

const config = { access: { who: 'public' as const } };
const tags = ['ledger'];

export function ledgerRoutes(app: FastifyInstance, platform: Platform, onDemand: CheckpointOnDemand): void {
  registerProblemCodes(Object.values(ledgerProblems));
  keyRoute(app, platform);
  checkpointRoutes(app, platform, onDemand);
  proofRoutes(app, platform, onDemand);
}

function keyRoute(app: FastifyInstance, { pool }: Platform): void {
  app.get(
    '/api/v1/ledger/keys',
    { config, schema: { tags, summary: '账本的公钥和有效期', response: { 200: KeysAnswer } } },
    async () => {
      const keys = await listLedgerKeys(pool);
      const items = keys.map((key) => ({ ...key, algorithm: 'SM2/SM3', pem: publicKeyPem(key.publicKey) }));
      return { items, next: null };
    },
  );
}

function checkpointRoutes(app: FastifyInstance, { pool }: Platform, onDemand: CheckpointOnDemand): void {
  app.get<{ Querystring: Static<typeof CheckpointsQuery> }>(
    '/api/v1/ledger/checkpoints',
    {
      config,
      schema: {
        tags,
        summary: '检查点，新的在前',
        querystring: CheckpointsQuery,
        response: { 200: CheckpointsAnswer },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
      const items = await listCheckpoints(pool, before, limit);
      const last = items.length === limit ? items.at(-1) : undefined;
      return { items, next: last ? String(last.size) : null };
    },
  );
  app.get(
    '/api/v1/ledger/checkpoints/latest',
    { config, schema: { tags, summary: '最新的检查点', response: { 200: CosignedCheckpointAnswer } } },
    async () => {
      const checkpoint = await findLatestCheckpoint(pool);
      if (!checkpoint) throw ledgerProblem('unknownCheckpoint', '账本还没有签过检查点。');
      return withWord(pool, checkpoint);
    },
  );
  app.get<{ Params: Static<typeof CheckpointPath> }>(
    '/api/v1/ledger/checkpoints/:size',
    {
      config,
      schema: {
        tags,
        summary: '一个检查点',
        params: CheckpointPath,
        response: { 200: CosignedCheckpointAnswer },
      },
    },
    async ({ params }) => {
      const checkpoint = await findCheckpoint(pool, params.size);
      if (!checkpoint) throw ledgerProblem('unknownCheckpoint');
      return withWord(pool, checkpoint);
    },
  );
  app.post(
    '/api/v1/ledger/checkpoints',
    {
      config: { access: { who: ['supervisor', 'auditor', 'admin'] } },
      schema: {
        tags,
        summary: '现在就签一个检查点；没有新的事实时是最新的那个',
        response: { 200: CosignedCheckpointAnswer },
      },
    },
    async () => {
      const checkpoint = await onDemand.now();
      if (!checkpoint) throw ledgerProblem('unknownCheckpoint', '账本里还没有事实，没有可以签的。');
      return withWord(pool, checkpoint);
    },
  );
}

/** A checkpoint is worth what others remember of it. */
async function withWord(pool: Pool, checkpoint: Checkpoint) {
  const { size } = checkpoint;
  return {
    ...checkpoint,
    cosignatures: await listCosignatures(pool, size),
    timeStamps: await listTimeStamps(pool, size),
  };
}

function proofRoutes(app: FastifyInstance, platform: Platform, onDemand: CheckpointOnDemand): void {
  const { pool } = platform;
  app.get<{ Querystring: Static<typeof InclusionQuery> }>(
    '/api/v1/ledger/proofs/inclusion',
    {
      config,
      schema: {
        tags,
        summary: '证明一条事实在账本里；还没有位置时答 202',
        querystring: InclusionQuery,
        response: { 200: InclusionAnswer, 202: WaitingAnswer },
      },
    },
    async ({ query }, reply) => {
      const place = await findPlace(pool, await factNamed(platform, query));
      if (!place) throw ledgerProblem('unknownFact');
      const size =
        place === 'waiting' ? undefined : (query.size ?? (await onDemand.covering(place.position))?.size);
      if (place === 'waiting' || size === undefined) {
        const message = '这条事实刚刚写入，还没有排定位置，请稍后再取。';
        return reply.code(202).header('retry-after', '1').send({ status: 'waiting', message });
      }
      await refuseBeyond(size);
      if (place.position >= size) {
        const needed = `size 至少为 ${place.position + 1}`;
        throw ledgerProblem('outsideTree', `这条事实排在第 ${place.position + 1} 条。`, needed);
      }
      return proveInclusion(pool, place, size);
    },
  );
  app.get<{ Querystring: Static<typeof ConsistencyQuery> }>(
    '/api/v1/ledger/proofs/consistency',
    {
      config,
      schema: {
        tags,
        summary: '证明较小的账本是较大的账本的开头',
        querystring: ConsistencyQuery,
        response: { 200: ConsistencyAnswer },
      },
    },
    async ({ query: { from, to } }) => {
      if (from > to) {
        const message = '应不大于 to';
        throw shellProblem('input/invalid', {
          errors: [{ pointer: '/from', code: 'proof/order', message, in: 'query' }],
        });
      }
      await refuseBeyond(to);
      return proveConsistency(pool, from, to);
    },
  );

  async function refuseBeyond(size: number): Promise<void> {
    const placed = await countPlaced(pool);
    if (size > placed) throw ledgerProblem('outsideTree', `账本现在有 ${placed} 条事实。`);
  }
}
