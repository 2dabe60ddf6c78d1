/** 亮证 and consent at the counter: the holder makes a code, whoever she shows it to may act on it for a while. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { signedIn } from '../../platform/http/access.ts';
import { Problem } from '../../platform/http/problem.ts';
import { registerProblemCodes } from '../../platform/http/problem-codes.ts';
import { guessingLimit } from '../../platform/http/rate-limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { sessionKeyOf } from '../../platform/process/session-key.ts';
import { invalid } from '../cases/public.ts';
import { giveConsent } from './consents.ts';
import { LicenceSummary, summaryOf } from './licence-schema.ts';
import { createLicences } from './licences.ts';
import { isHolder } from './open-licence.ts';
import { presentationLastsMs, presentationToken, readPresentation } from './presentation.ts';

const Path = Type.Object({ licenceId: Type.String() });
const Presented = Type.Object({
  token: Type.String(),
  address: Type.String({ description: '二维码的内容' }),
  expiresAt: Type.String({ format: 'date-time' }),
});
const ConsentBody = Type.Object(
  { presentation: Type.String({ title: '亮证二维码', minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
);
const Consent = Type.Object({
  consentId: Type.String(),
  expiresAt: Type.String({ format: 'date-time' }),
  licence: LicenceSummary,
});

const notHolder = {
  code: 'licence/not-holder',
  status: 403,
  title: '只有持证人可以亮证',
  meaning: '亮证的二维码由持证人自己在手机上出示。',
};

/** What a clerk scans is the whole address; what she types may be the token alone. */
const tokenIn = (scanned: string): string => scanned.trim().split('/').at(-1) ?? '';

const addressOfToken = (request: FastifyRequest, token: string) =>
  `${request.protocol}://${request.host}/s/${token}`;

export function presentationRoutes(app: FastifyInstance, platform: Platform): void {
  registerProblemCodes([notHolder]);
  const licences = createLicences(platform);
  const key = sessionKeyOf(platform.config);
  const tags = ['licences'];

  app.post<{ Params: Static<typeof Path> }>(
    '/api/v1/licences/:licenceId/presentations',
    {
      config: {
        access: { who: 'signed-in' },
        visible: async (request) => {
          const { licenceId } = request.params as Static<typeof Path>;
          return request.actor !== undefined && (await licences.see(licenceId, request.actor)) !== undefined;
        },
      },
      schema: { tags, summary: '亮证：两分钟有效的二维码', params: Path, response: { 201: Presented } },
    },
    async (request, reply) => {
      const licence = await licences.find(request.params.licenceId);
      if (!licence || !isHolder(licence, signedIn(request))) {
        throw new Problem({ ...notHolder, detail: notHolder.meaning });
      }
      const now = new Date();
      const token = presentationToken(key, licence.id, now);
      return reply.code(201).send({
        token,
        address: addressOfToken(request, token),
        expiresAt: new Date(now.getTime() + presentationLastsMs).toISOString(),
      });
    },
  );

  app.post<{ Body: Static<typeof ConsentBody> }>(
    '/api/v1/licence-consents',
    {
      config: { access: { who: ['clerk'] }, rateLimit: guessingLimit },
      schema: {
        tags,
        summary: '持证人在窗口出示二维码，同意取用这份证照',
        body: ConsentBody,
        response: { 201: Consent },
      },
    },
    async (request, reply) => {
      const read = readPresentation(key, tokenIn(request.body.presentation), new Date());
      const licence = 'fault' in read ? undefined : await licences.find(read.licenceId);
      if ('fault' in read || !licence) {
        const expired = 'fault' in read && read.fault === 'expired';
        const message = expired
          ? '这个二维码已经过期，请持证人刷新以后重新出示。'
          : '这不是亮证的二维码，请扫描持证人手机上的二维码。';
        const code = expired ? 'presentation/expired' : 'presentation/unreadable';
        throw invalid([{ pointer: '/presentation', code, message }]);
      }
      const { id, expiresAt } = await giveConsent(platform, licence.id, signedIn(request));
      return reply.code(201).send({
        consentId: id,
        expiresAt: expiresAt.toISOString(),
        licence: summaryOf(licence, platform.clock.today()),
      });
    },
  );
}
