/** A certificate as its holder shows it, and as whoever scans its code checks it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createLicences } from '../../capabilities/licences/public.ts';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { Trail } from '../kit/parts.tsx';
import type { Portal } from '../portal/portal-sources.ts';
import { sendPage } from '../portal/send-page.tsx';
import { LicenceCard } from './licence-card.tsx';
import { UnknownLicence, Verification } from './verification.tsx';

interface LicenceParams {
  licenceId: string;
}

export function licencePageRoutes(app: FastifyInstance, portal: Portal): void {
  const licences = createLicences(portal.platform);

  app.get<{ Params: LicenceParams }>(
    '/my/licences/:licenceId',
    { config: { access: { who: 'signed-in' } }, schema: { hide: true } },
    async (request, reply) => {
      const licence = await licences.findVisible(request.params.licenceId, signedIn(request));
      if (!licence) throw shellProblem('subject/unknown');
      return sendPage(portal, request, reply, {
        title: `${licence.name} ${licence.number}`,
        body: (
          <>
            <Styles />
            <Trail places={trailFor(request, licence.caseNo)} />
            <h1 className="no-print">{licence.name}</h1>
            <LicenceCard licence={licence} address={addressOf(request, licence.id)} />
            <p className="actions">
              <button className="button" type="button" data-print="" hidden>
                打印
              </button>
              <a href={`/v/${licence.id}`}>核验这份证照</a>
            </p>
            <p className="small quiet no-print">
              出示时请对方扫描二维码，在网页上核对内容和状态。打印件与网页不一致的，以网页为准。
            </p>
          </>
        ),
      });
    },
  );

  app.get<{ Params: LicenceParams }>(
    '/v/:licenceId',
    { config: { access: { who: 'public' } }, schema: { hide: true } },
    async (request, reply) => {
      const verified = await licences.verify(request.params.licenceId);
      reply.header('x-robots-tag', 'noindex');
      return sendPage(portal, request, reply, {
        title: verified ? `核验${verified.licence.name}` : '没有查到这份证照',
        status: verified ? 200 : 404,
        body: (
          <>
            <Styles />
            {verified ? (
              <Verification verified={verified} now={portal.platform.clock.now()} />
            ) : (
              <UnknownLicence />
            )}
          </>
        ),
      });
    },
  );
}

/** Lifted into the head when the page is rendered. */
function Styles() {
  return <link rel="stylesheet" href="/licences/licence.css" precedence="page" />;
}

function trailFor(request: FastifyRequest, caseNo: string) {
  if (request.actor?.kind === 'staff')
    return [{ href: `/desk/cases/${encodeURIComponent(caseNo)}`, name: caseNo }];
  return [
    { href: '/my', name: '我的办件' },
    { href: `/my/cases/${encodeURIComponent(caseNo)}`, name: caseNo },
  ];
}

/** Absolute, because it is read from paper by somebody else's phone. */
const addressOf = (request: FastifyRequest, id: string) => `${request.protocol}://${request.host}/v/${id}`;
