/** Where a scanned code leads: the code on a document, which stays, and the code a holder shows, which lives two minutes. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LicenceVerification } from '../../capabilities/licences/public.ts';
import { createVerification, verifyAsked } from '../../capabilities/licences/public.ts';
import { guessingLimit } from '../../platform/http/rate-limits.ts';
import type { Portal } from '../portal/portal-sources.ts';
import { sendPage } from '../portal/send-page.tsx';
import { LicenceStyles } from './licence-styles.tsx';
import { Verification } from './verification.tsx';

const config = { access: { who: 'public' as const }, rateLimit: guessingLimit };

export function scanPageRoutes(app: FastifyInstance, portal: Portal): void {
  const { platform } = portal;

  app.get<{ Params: { licenceId: string } }>(
    '/v/:licenceId',
    { config, schema: { hide: true } },
    async (request, reply) =>
      show(portal, request, reply, await createVerification(platform).byId(request.params.licenceId)),
  );

  app.get<{ Params: { token: string } }>(
    '/s/:token',
    { config, schema: { hide: true } },
    async (request, reply) => {
      const { token } = request.params;
      const verification = await verifyAsked(platform, { kind: 'presentation', token });
      // The address is a key for two minutes: it goes into no cache, and no other site is told of it.
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      return show(portal, request, reply, verification, true);
    },
  );
}

/** 404 for what is in no register, so that nothing links to it as if it were. */
function show(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  verification: LicenceVerification,
  shown = false,
) {
  const { certificate } = verification;
  reply.header('x-robots-tag', 'noindex');
  return sendPage(portal, request, reply, {
    title: certificate ? `核验${certificate.name}` : '没有核验到证照',
    status: certificate ? 200 : 404,
    body: (
      <>
        <LicenceStyles />
        <Verification verification={verification} shown={shown} />
      </>
    ),
  });
}
