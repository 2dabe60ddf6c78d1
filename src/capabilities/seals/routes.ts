/** `/api/v1/seals`: the seals, their life and their uses. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ClientBase, Pool } from 'pg';
import Type, { type Static } from 'typebox';
import type { Role } from '../../kernel/actor.ts';
import { toPem } from '../../kernel/x509/pem.ts';
import { signedIn } from '../../platform/http/access.ts';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { createOrganisation } from '../organisation/public.ts';
import { applicationSchema, type SealApplication } from './application-steps.ts';
import { prepareApplication, previewPicture } from './apply-for-seal.ts';
import { ensureDemonstrationSeals } from './demonstration-seals.ts';
import { invalid, registerSealProblems } from './problems.ts';
import { sealKeysOf } from './seal-keys-of.ts';
import type { sealKinds } from './seal-kinds.ts';
import { findMade, findPicture, findSeal, listSeals, type SealRecord } from './seal-store.ts';
import { prepareStep, type SealStepRequest } from './take-seal-step.ts';
import { listUses, UseEntry } from './uses.ts';
import { SealAnswer, SealSummary, summaryOf, viewSeal } from './view-seal.ts';

/** Who keeps seals, who uses them, and who watches over both. */
const readers: Role[] = [
  ...(['sealer', 'certificates', 'issuer', 'clerk', 'reviewer', 'approver', 'head'] as const),
  ...(['auditor', 'supervisor', 'hall', 'legal', 'leader'] as const),
];
const applicants: Role[] = ['sealer', 'certificates', 'head'];
const keepers: Role[] = ['sealer', 'head'];

const Path = Type.Object({ sealId: Type.String() });
type SealPath = { Params: Static<typeof Path> };
const next = Type.Union([Type.String(), Type.Null()]);
const limit = Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 100 });

const ListQuery = Type.Object({
  authority: Type.Optional(Type.String({ title: '机关', maxLength: 40 })),
  limit,
  cursor: Type.Optional(Type.String({ title: '接着哪一条之后', pattern: '^[0-9]{14}$' })),
});
const UsesQuery = Type.Object({
  limit,
  cursor: Type.Optional(Type.String({ title: '接着哪一条之后', pattern: '^[0-9TZ:.-]{24}_[0-9a-f]{32}$' })),
});
const StepBody = Type.Object(
  {
    step: Type.String({ title: '步骤', maxLength: 60 }),
    input: Type.Optional(Type.Unknown()),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
const PreviewQuery = Type.Object({
  name: Type.String({ title: '印文', minLength: 1, maxLength: 40 }),
  kind: Type.Enum(['official', 'approval', 'certificate'] satisfies (keyof typeof sealKinds)[], {
    title: '印章种类',
  }),
});

/** The seal that `visible` found for this request. */
const seen = new WeakMap<FastifyRequest, SealRecord>();

export function sealRoutes(app: FastifyInstance, platform: Platform): void {
  registerSealProblems();
  const { pool, jurisdiction, clock } = platform;
  const organisation = createOrganisation(platform);
  const tags = ['seals'];
  const visible = async (request: FastifyRequest) => {
    const { sealId } = request.params as Static<typeof Path>;
    const seal = /^\d{14}$/.test(sealId) ? await findSeal(pool, jurisdiction, sealId) : undefined;
    if (seal && request.actor?.kind === 'staff') seen.set(request, seal);
    return seen.has(request);
  };
  const reading = { access: { who: readers }, visible };
  const sealOf = (request: FastifyRequest) => {
    const seal = seen.get(request);
    if (!seal) throw shellProblem('subject/unknown');
    return seal;
  };
  const view = async (id: string, request: FastifyRequest, database: Pool | ClientBase = pool) => {
    const seal = await findSeal(database, jurisdiction, id);
    if (!seal) throw shellProblem('subject/unknown');
    return viewSeal(platform, await organisation.directory(), seal, signedIn(request), database);
  };

  app.get<{ Querystring: Static<typeof ListQuery> }>(
    '/api/v1/seals',
    {
      config: { access: { who: readers } },
      schema: {
        tags,
        summary: '电子印章',
        querystring: ListQuery,
        response: { 200: Type.Object({ items: Type.Array(SealSummary), next }) },
      },
    },
    async ({ query }) => {
      await ensureDemonstrationSeals(platform);
      const directory = await organisation.directory();
      const rows = await listSeals(pool, jurisdiction, {
        limit: query.limit,
        ...(query.cursor !== undefined && { after: query.cursor }),
        ...(query.authority !== undefined && { authority: query.authority }),
      });
      const items = rows.map((row) => ({
        ...summaryOf(row, directory, clock.now()),
        uses: row.uses,
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      }));
      return { items, next: items.length === query.limit ? (items.at(-1)?.sealId ?? null) : null };
    },
  );

  app.post<{ Body: SealApplication }>(
    '/api/v1/seals',
    {
      config: { access: { who: applicants } },
      schema: { tags, summary: '申请制作印章', body: applicationSchema, response: { 201: SealAnswer } },
    },
    async (request, reply) => {
      const write = await prepareApplication(platform, signedIn(request), request.body);
      const answer = await answerOnce(platform, idempotencyScope(request), async (client) => ({
        status: 201,
        body: await view(await write(client), request, client),
      }));
      return reply.code(answer.status).send(answer.body);
    },
  );

  app.get<{ Querystring: Static<typeof PreviewQuery> }>(
    '/api/v1/seal-pictures',
    {
      config: { access: { who: applicants } },
      schema: { tags, summary: '预览由系统刻制的印模', querystring: PreviewQuery },
    },
    async ({ query }, reply) => {
      const picture = previewPicture(query.name, query.kind);
      if ('refusal' in picture) {
        throw invalid([{ pointer: '/name', code: 'input/rule', message: picture.refusal, in: 'query' }]);
      }
      return reply.type('image/png').send(picture.png);
    },
  );

  app.get(
    '/api/v1/seal-certificates',
    {
      config: { access: { who: 'public' } },
      schema: { tags, summary: '核验电子印章用的根证书和签发机构证书（PEM）' },
    },
    async (_request, reply) => {
      const { trusted } = await sealKeysOf(platform);
      return reply
        .type('application/x-pem-file')
        .header('content-disposition', 'attachment; filename="seal-certificates.pem"')
        .send(trusted.map((certificate) => toPem('CERTIFICATE', certificate)).join(''));
    },
  );

  app.get<SealPath>(
    '/api/v1/seals/:sealId',
    { config: reading, schema: { tags, summary: '一枚印章', params: Path, response: { 200: SealAnswer } } },
    async (request) => view(sealOf(request).id, request),
  );

  app.get<SealPath>(
    '/api/v1/seals/:sealId/picture',
    { config: reading, schema: { tags, summary: '印模', params: Path } },
    async (request, reply) => {
      const picture = await findPicture(pool, jurisdiction, sealOf(request).id);
      if (!picture) throw shellProblem('subject/unknown');
      return reply.type('image/png').header('cache-control', 'private, max-age=3600').send(picture);
    },
  );

  app.get<SealPath>(
    '/api/v1/seals/:sealId/file',
    { config: reading, schema: { tags, summary: '印章文件（GB/T 38540 的 SESeal）', params: Path } },
    async (request, reply) => {
      const { id } = sealOf(request);
      const made = await findMade(pool, jurisdiction, id);
      if (!made) throw shellProblem('subject/unknown', { detail: '印章还没有制作。' });
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${id}.esl"`)
        .send(made.sealFile);
    },
  );

  app.get<SealPath & { Querystring: Static<typeof UsesQuery> }>(
    '/api/v1/seals/:sealId/uses',
    {
      config: reading,
      schema: {
        tags,
        summary: '用印记录',
        params: Path,
        querystring: UsesQuery,
        response: { 200: Type.Object({ items: Type.Array(UseEntry), next }) },
      },
    },
    async (request) => {
      const [at = '', id = ''] = request.query.cursor?.split('_') ?? [];
      const items = await listUses(pool, jurisdiction, await organisation.directory(), {
        sealId: sealOf(request).id,
        before: request.query.cursor === undefined ? undefined : { at, id },
        limit: request.query.limit,
      });
      const last = items.length === request.query.limit ? items.at(-1) : undefined;
      return { items, next: last ? `${last.usedAt}_${last.useId}` : null };
    },
  );

  app.post<SealPath & { Body: SealStepRequest }>(
    '/api/v1/seals/:sealId/steps',
    {
      config: { access: { who: keepers }, visible },
      schema: {
        tags,
        summary: '办理印章的一个步骤',
        params: Path,
        body: StepBody,
        response: { 200: SealAnswer },
      },
    },
    async (request) => {
      const seal = sealOf(request);
      const directory = await organisation.directory();
      const answer = await answerOnce(platform, idempotencyScope(request), async (client) => {
        // Inside, because the same key again must not ask the rules again; making a seal is rare, and nothing waits for it.
        const write = await prepareStep(platform, directory, seal, signedIn(request), request.body);
        await write(client);
        return { status: 200, body: await view(seal.id, request, client) };
      });
      return answer.body;
    },
  );
}
