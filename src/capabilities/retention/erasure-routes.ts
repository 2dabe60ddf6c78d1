/** `/api/v1/erasures`: lawful erasure is proposed by one person and decided by another; what is gone is gone. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Actor, Role } from '../../kernel/actor.ts';
import type { FactActor } from '../../kernel/procedure/fact.ts';
import { signedIn } from '../../platform/http/access.ts';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { registerProblemCodes } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { decideErasure, findErasure, lockErasure, proposeErasure } from './erasure-orders.ts';
import { objections, objectionToDecision } from './erasure-rules.ts';
import { DecisionBody, List, ListQuery, Order, Path, ProposalBody } from './erasure-schema.ts';
import { readProposal, refused } from './read-proposal.ts';
import { viewErasure, viewErasures } from './view-erasures.ts';

const proposers: Role[] = ['archivist', 'legal'];
const readers: Role[] = [...proposers, 'leader', 'auditor'];

export function erasureRoutes(app: FastifyInstance, platform: Platform): void {
  registerProblemCodes(
    Object.entries(objections).map(([code, meaning]) => ({ code, status: 409, title: '不能删除', meaning })),
  );
  const { pool, jurisdiction } = platform;
  const tags = ['retention'];
  const visible = async ({ params }: FastifyRequest) => {
    const { id } = params as Static<typeof Path>;
    return (await findErasure(pool, jurisdiction, id)) !== undefined;
  };

  app.post<{ Body: Static<typeof ProposalBody> }>(
    '/api/v1/erasures',
    {
      config: { access: { who: proposers } },
      schema: {
        tags,
        summary: '提出依法删除',
        description: '批准以后内容立即删除，不能恢复。',
        body: ProposalBody,
        response: { 201: Order },
      },
    },
    async (request, reply) => {
      const actor = signedIn(request);
      const proposal = await readProposal(platform, request.body);
      const answer = await answerOnce(platform, idempotencyScope(request), async (client) => ({
        status: 201,
        body: { id: await proposeErasure(platform, client, proposal, postOf(actor, proposers)) },
      }));
      const proposed = answer.body as { id: string };
      return reply.code(201).send(await viewErasure(platform, proposed.id));
    },
  );

  app.get<{ Querystring: Static<typeof ListQuery> }>(
    '/api/v1/erasures',
    {
      config: { access: { who: readers } },
      schema: { tags, summary: '依法删除的申请和决定', querystring: ListQuery, response: { 200: List } },
    },
    async ({ query }) => viewErasures(platform, query),
  );

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/erasures/:id',
    {
      config: { access: { who: readers }, visible },
      schema: { tags, summary: '一份依法删除的申请', params: Path, response: { 200: Order } },
    },
    async ({ params }) => viewErasure(platform, params.id),
  );

  app.post<{ Params: Static<typeof Path>; Body: Static<typeof DecisionBody> }>(
    '/api/v1/erasures/:id/decision',
    {
      config: { access: { who: ['leader'] }, visible },
      schema: {
        tags,
        summary: '决定是否删除',
        description: '批准以后内容立即删除，不能恢复。提出的人不能自己批准。',
        params: Path,
        body: DecisionBody,
        response: { 200: Order },
      },
    },
    async (request) => {
      const actor = signedIn(request);
      const { outcome, reasons: why } = request.body;
      await answerOnce(platform, idempotencyScope(request), async (client) => {
        const order = await lockErasure(client, jurisdiction, request.params.id);
        const objection = objectionToDecision(order, actor.personId);
        if (objection) throw refused(objection);
        await decideErasure(
          platform,
          client,
          order,
          { approve: outcome === 'approve', reasons: why },
          postOf(actor, ['leader']),
        );
        return { status: 200, body: {} };
      });
      return viewErasure(platform, request.params.id);
    },
  );
}

/** In the post that lets her: this stands in the facts. */
function postOf(actor: Actor, allowed: readonly Role[]): FactActor {
  const post = actor.posts.find(({ role }) => allowed.includes(role));
  if (!post) throw new Error('the route let in somebody without the post');
  return { person: actor.personId, capacity: 'post', role: post.role, office: post.office };
}
