/** `/api/v1/hearings`: what is announced to the public, for everybody. */
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Platform } from '../../platform/platform.ts';
import { listAnnouncedHearings } from './announced-hearings.ts';

const day = Type.String({ format: 'date' });

const HearingsAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      itemName: Type.String(),
      applicant: Type.String({ description: '自然人的姓名不全部公开' }),
      officeName: Type.String(),
      phone: Type.String(),
      on: day,
      at: Type.String({ description: '时间，如 09:30' }),
      place: Type.String(),
      chair: Type.String(),
      docNo: Type.String(),
      announcedOn: day,
      standing: Type.String({ description: 'announced 待举行，held 已举行，cancelled 不再举行' }),
    }),
  ),
  next: Type.Null(),
});

export function hearingRoutes(app: FastifyInstance, platform: Platform): void {
  app.get(
    '/api/v1/hearings',
    {
      config: { access: { who: 'public' } },
      schema: { tags: ['hearings'], summary: '行政许可听证公告', response: { 200: HearingsAnswer } },
    },
    async () => ({ items: await listAnnouncedHearings(platform), next: null }),
  );
}
