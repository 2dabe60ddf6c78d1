/** `/api/v1/partners`: which other systems may call, admitted and ended by an administrator. */
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { signedIn } from '../http/access.ts';
import { shellProblem } from '../http/problem-codes.ts';
import type { Platform } from '../platform.ts';
import { type AdmittedPartner, createPartners } from './partners.ts';

const Admission = Type.Object(
  {
    name: Type.String({ title: '系统名称', minLength: 2, maxLength: 100 }),
    legalBases: Type.Array(Type.String({ title: '法律依据', minLength: 4, maxLength: 100 }), {
      title: '不经持证人出示即可查询的法律依据',
      maxItems: 20,
      default: [],
    }),
  },
  { additionalProperties: false },
);
const Answer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  legalBases: Type.Array(Type.String()),
  admittedAt: Type.String({ format: 'date-time' }),
  endedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
const Admitted = Type.Object({
  ...Answer.properties,
  token: Type.String({ description: '只在这里出现一次' }),
});
const Path = Type.Object({ id: Type.String() });

export function usePartnerRoutes(app: FastifyInstance, platform: Platform): void {
  const partners = createPartners(platform);
  const config = { access: { who: ['admin' as const] } };
  const tags = ['operations'];

  app.get(
    '/api/v1/partners',
    {
      config,
      schema: {
        tags,
        summary: '合作系统',
        response: { 200: Type.Object({ items: Type.Array(Answer), next: Type.Null() }) },
      },
    },
    async () => ({ items: (await partners.list()).map(answerOf), next: null }),
  );

  app.post<{ Body: Static<typeof Admission> }>(
    '/api/v1/partners',
    { config, schema: { tags, summary: '登记一个合作系统', body: Admission, response: { 201: Admitted } } },
    async (request, reply) => {
      const { name, legalBases } = request.body;
      const { partner, token } = await partners.admit(name, legalBases, signedIn(request).personId);
      return reply.code(201).send({ ...answerOf(partner), token });
    },
  );

  app.delete<{ Params: Static<typeof Path> }>(
    '/api/v1/partners/:id',
    { config, schema: { tags, summary: '停止一个合作系统', params: Path, response: { 204: Type.Null() } } },
    async (request, reply) => {
      if (!(await partners.end(request.params.id))) throw shellProblem('subject/unknown');
      return reply.code(204).send(null);
    },
  );
}

function answerOf({ id, name, legalBases, admittedAt, endedAt }: AdmittedPartner): Static<typeof Answer> {
  return {
    id,
    name,
    legalBases,
    admittedAt: admittedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
