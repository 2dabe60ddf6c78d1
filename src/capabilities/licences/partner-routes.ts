/** `/api/v1/partner/…`: certificates for other systems, and for the holder who read them. */
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { callingPartner, signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { LicenceSummary, registeredSchema, summaryOf } from './licence-schema.ts';
import { createLicences } from './licences.ts';
import { isHolder } from './open-licence.ts';
import { answerQuery, listReadings, type PartnerQuery } from './partner-queries.ts';
import { registeredAs } from './register-state.ts';

const Query = Type.Object(
  {
    holder: Type.Object(
      {
        idType: Type.String({ title: '证件类型', maxLength: 40 }),
        idNumber: Type.String({ title: '证件号码', minLength: 4, maxLength: 64 }),
      },
      { additionalProperties: false, title: '持证人' },
    ),
    type: Type.Optional(Type.String({ title: '证照类型', maxLength: 64 })),
    purpose: Type.String({ title: '用途', minLength: 4, maxLength: 200 }),
    authorisation: Type.Union(
      [
        Type.Object(
          {
            kind: Type.Literal('presentation'),
            token: Type.String({ title: '二维码里的凭据', minLength: 1, maxLength: 500 }),
          },
          { additionalProperties: false },
        ),
        Type.Object(
          {
            kind: Type.Literal('law'),
            basis: Type.String({ title: '法律依据', minLength: 4, maxLength: 100 }),
          },
          { additionalProperties: false },
        ),
      ],
      { title: '授权：持证人出示的二维码，或者登记过的法律依据' },
    ),
  },
  { additionalProperties: false },
);

const Answer = Type.Object({
  queryId: Type.String(),
  items: Type.Array(
    Type.Object({
      ...LicenceSummary.properties,
      fields: Type.Array(Type.Object({ title: Type.String(), value: Type.String() })),
      registered: registeredSchema,
    }),
  ),
  next: Type.Null(),
});

const Path = Type.Object({ licenceId: Type.String() });
const Readings = Type.Object({
  items: Type.Array(
    Type.Object({
      reader: Type.String(),
      purpose: Type.String(),
      authorisation: Type.String(),
      readAt: Type.String({ format: 'date-time' }),
    }),
  ),
  next: Type.Null(),
});

export function partnerRoutes(app: FastifyInstance, platform: Platform): void {
  const licences = createLicences(platform);

  app.post<{ Body: PartnerQuery }>(
    '/api/v1/partner/licence-queries',
    {
      config: { access: { who: 'partner' } },
      schema: {
        tags: ['partners'],
        summary: '按持证人查询电子证照；每次查询都留痕，持证人可以看到',
        body: Query,
        response: { 200: Answer },
      },
    },
    async (request) => {
      const { queryId, found } = await answerQuery(platform, callingPartner(request), request.body);
      const today = platform.clock.today();
      const items = found.map(({ licence, facts }) => ({
        ...summaryOf(licence, today),
        fields: licence.data.fields,
        registered: registeredAs(facts, licence, today),
      }));
      return { queryId, items, next: null } satisfies Static<typeof Answer>;
    },
  );

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/licences/:licenceId/readings',
    {
      config: {
        access: { who: 'signed-in' },
        visible: async (request) => {
          const { licenceId } = request.params as Static<typeof Path>;
          return request.actor !== undefined && (await licences.see(licenceId, request.actor)) !== undefined;
        },
      },
      schema: {
        tags: ['licences'],
        summary: '哪些系统查过自己的证照',
        params: Path,
        response: { 200: Readings },
      },
    },
    async (request) => {
      const licence = await licences.find(request.params.licenceId);
      if (!licence || !isHolder(licence, signedIn(request))) throw shellProblem('access/forbidden');
      const found = await listReadings(platform, licence.id);
      return { items: found.map((one) => ({ ...one, readAt: one.readAt.toISOString() })), next: null };
    },
  );
}
