/** `/api/v1/filing-checks`: what the counter should look at again, while the applicant is still there. Nothing is kept. */
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Platform } from '../../platform/platform.ts';
import { createCatalogue } from '../catalogue/public.ts';
import { filingWarnings } from './filing-warnings.ts';
import { numbersUnderOtherNames } from './number-under-other-name.ts';

const text = Type.String({ maxLength: 200 });
const person = { name: text, idType: text, idNumber: text };
const Body = Type.Object(
  {
    itemId: Type.String({ title: '事项', maxLength: 120 }),
    applicant: Type.Object({ ...person, agent: Type.Optional(Type.Object(person)) }, { title: '申请人' }),
    form: Type.Record(Type.String(), Type.Unknown(), { title: '申请表', maxProperties: 500 }),
  },
  { additionalProperties: false },
);
const Answer = Type.Object({
  warnings: Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() })),
});

export function filingCheckRoutes(app: FastifyInstance, platform: Platform): void {
  const catalogue = createCatalogue(platform);
  app.post<{ Body: Static<typeof Body> }>(
    '/api/v1/filing-checks',
    {
      config: { access: { who: ['clerk', 'disclosure'] } },
      schema: {
        tags: ['cases'],
        summary: '收件时的核对提示（不保存，不影响提交）',
        body: Body,
        response: { 200: Answer },
      },
    },
    async ({ body }) => {
      const item = await catalogue.findItem(body.itemId);
      const own = item?.fileable ? filingWarnings(body, item) : [];
      return { warnings: [...(await numbersUnderOtherNames(platform, body)), ...own] };
    },
  );
}
