/** A witness over HTTP: takes checkpoints, cosigns them, and shows everybody what it saw and what it refused. */
import fastify, { type FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { type CosignAnswer, createCosigner, type WitnessTrust } from './cosign.ts';
import { renderWitnessPage, witnessStyle } from './witness-page.ts';
import type { WitnessStore } from './witness-store.ts';

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const size = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const short = Type.String({ maxLength: 400 });
const OfferBody = Type.Object({
  checkpoint: Type.Object({ size, root: hash, at: short, keyId: short, signature: short }),
  consistency: Type.Optional(
    Type.Object({ from: size, to: size, path: Type.Array(hash, { maxItems: 128 }) }),
  ),
  keys: Type.Optional(
    Type.Array(
      Type.Object({
        keyId: short,
        publicKey: Type.String({ pattern: '^04[0-9a-f]{128}$' }),
        validFrom: short,
        endorsedBy: Type.Union([short, Type.Null()]),
        endorsement: Type.Union([short, Type.Null()]),
      }),
      { maxItems: 200 },
    ),
  ),
});
const ListQuery = Type.Object({
  ledger: Type.Optional(short),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 100 }),
  cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
});

type Refusal = Extract<CosignAnswer, { refusal: string }>['refusal'];

const refusals: Record<Refusal, { status: number; title: string; detail: string }> = {
  'unknown-ledger': {
    status: 403,
    title: '不认识这个账本',
    detail: '检查点的密钥不是本见证方所见证的账本的，也没有得到它的背书。',
  },
  'bad-signature': { status: 422, title: '签名无效', detail: '检查点的签名与它的内容不符。' },
  'proof-needed': {
    status: 409,
    title: '需要一致性证明',
    detail: '请附上从 size 到这个检查点的一致性证明。',
  },
  older: { status: 409, title: '检查点已经过时', detail: '本见证方已经见过更大的检查点。' },
  fork: {
    status: 409,
    title: '拒绝：账本分叉',
    detail: '同样的条数有两个不同的树根，都由账本的密钥签名。两个检查点都已留存。',
  },
  rollback: {
    status: 409,
    title: '拒绝：账本回退',
    detail: '签名时间更晚，条数却比见过的少：账本被退回到较早的状态，或者恢复了旧的备份。证据已留存。',
  },
  inconsistent: {
    status: 409,
    title: '拒绝：不是同一部账本的延续',
    detail: '所附的证明不能表明它延续了见过的检查点。证据已留存。',
  },
};

export function createWitnessServer(store: WitnessStore, trust: WitnessTrust): FastifyInstance {
  const app = fastify({ bodyLimit: 64 * 1024 });
  const cosigner = createCosigner(store, trust);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': "default-src 'none';style-src 'self'",
      'x-content-type-options': 'nosniff',
    });
  });

  app.post<{ Body: Static<typeof OfferBody> }>(
    '/checkpoints',
    { schema: { body: OfferBody } },
    async ({ body }, reply) => {
      const answer = await cosigner.offer(body);
      if (!('refusal' in answer)) return answer;
      const { status, title, detail } = refusals[answer.refusal];
      return reply
        .code(status)
        .type('application/problem+json')
        .send({
          ...{ type: 'about:blank', status, title, detail, code: `witness/${answer.refusal}` },
          ...(answer.size === undefined ? {} : { size: answer.size }),
        });
    },
  );

  app.get<{ Querystring: Static<typeof ListQuery> }>(
    '/checkpoints',
    { schema: { querystring: ListQuery } },
    async ({ query: { ledger, limit, cursor } }) => {
      const items = await store.list(ledger, Number(cursor ?? Number.MAX_SAFE_INTEGER), limit);
      const last = items.length === limit ? items.at(-1) : undefined;
      return { items, next: last ? String(last.checkpoint.size) : null };
    },
  );

  app.get('/keys', async () => {
    const { keyId, publicKey } = store.key;
    return { items: [{ keyId, publicKey, algorithm: 'SM2/SM3' }], next: null };
  });
  app.get('/refused', async () => ({ items: store.refused(), next: null }));
  app.get('/witness.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(witnessStyle));
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(renderWitnessPage(store)));
  return app;
}
