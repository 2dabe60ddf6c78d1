/** `/api/v1/filings`: what was put on record, for everybody. */
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Platform } from '../../platform/platform.ts';
import { listPublishedFilings } from './published-filings.ts';

export const filingsBefore = Type.Object({
  cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
});

const FilingsAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      number: Type.String({ description: '备案编号' }),
      itemName: Type.String(),
      officeName: Type.String(),
      filedOn: Type.String({ format: 'date' }),
      content: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});

export function filingRoutes(app: FastifyInstance, platform: Platform): void {
  app.get<{ Querystring: { cursor?: string } }>(
    '/api/v1/filings',
    {
      config: { access: { who: 'public' } },
      schema: {
        tags: ['filings'],
        summary: '备案公布',
        querystring: filingsBefore,
        response: { 200: FilingsAnswer },
      },
    },
    async ({ query }) => listPublishedFilings(platform, query.cursor),
  );
}
