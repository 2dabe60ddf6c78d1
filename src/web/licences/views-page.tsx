/** 陈述、申辩: before something is taken from her, the holder has her say (行政许可法 7). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createLicences, takeStep } from '../../capabilities/licences/public.ts';
import { signedIn } from '../../platform/http/access.ts';
import { Problem } from '../../platform/http/problem.ts';
import { type Fault, FaultSummary, Trail } from '../kit/parts.tsx';
import type { Portal } from '../portal/portal-sources.ts';
import { fieldOf } from '../portal/read-form.ts';
import { findReturned, giveBack } from '../portal/returned-forms.ts';
import { Csrf, sendPage } from '../portal/send-page.tsx';
import { type LicenceParams, licenceHref, seenOr404 } from './licence-page.tsx';

type LicenceRequest = FastifyRequest<{ Params: LicenceParams }>;

export function viewsPageRoutes(app: FastifyInstance, portal: Portal): void {
  const options = { config: { access: { who: ['applicant' as const] } }, schema: { hide: true } };
  const path = '/my/licences/:licenceId/views';

  app.get<{ Params: LicenceParams }>(path, options, async (request, reply) => {
    const { sent, faults } = await findReturned(portal.platform, request);
    return show(portal, request, reply, fieldOf(sent, 'views'), faults);
  });

  app.post<{ Params: LicenceParams }>(path, options, async (request, reply) => {
    const { shown } = await seenOr404(portal, request);
    const views = fieldOf(request.body, 'views');
    const back = (faults: Fault[]) =>
      giveBack(portal.platform, request, reply, licenceHref(shown.id, 'views'), {
        faults,
        sent: { views: [views] },
      });
    if (views === '') return back([{ href: '#views', message: '请写明您的意见。' }]);
    const step = { step: 'state-views', input: { views } };
    try {
      await takeStep(portal.platform, shown.id, signedIn(request), step);
    } catch (problem) {
      if (!(problem instanceof Problem) || !problem.errors) throw problem;
      return back(problem.errors.map(({ message }) => ({ href: '#views', message })));
    }
    return reply.redirect(licenceHref(shown.id), 303);
  });
}

async function show(
  portal: Portal,
  request: LicenceRequest,
  reply: FastifyReply,
  typed: string,
  faults: Fault[],
) {
  const seen = await seenOr404(portal, request);
  const { timeline, nextSteps, notNow } = createLicences(portal.platform).view(seen, signedIn(request));
  const refused = notNow.find(({ step }) => step === 'state-views');
  if (!nextSteps.some(({ step }) => step === 'state-views')) {
    throw new Problem({
      status: 409,
      code: refused?.code ?? 'step/not-from-here',
      title: '现在不用陈述、申辩',
      detail: refused?.why ?? '没有等您提出意见的处理。',
    });
  }
  const { shown } = seen;
  return sendPage(portal, request, reply, {
    title: '陈述、申辩',
    body: (
      <>
        <Trail
          places={[
            { href: '/my/licences', name: '我的证照' },
            { href: licenceHref(shown.id), name: shown.name },
          ]}
        />
        <h1>陈述、申辩</h1>
        <FaultSummary faults={faults} />
        <div className="note warning">
          <p>{timeline.findLast(({ step }) => step === 'propose-ending')?.note}</p>
        </div>
        <form method="post" action={licenceHref(shown.id, 'views')} noValidate>
          <Csrf request={request} />
          <div className={faults.length > 0 ? 'field wrong' : 'field'}>
            <label htmlFor="views">您的意见</label>
            <p className="hint">写明事实、理由和证据。行政机关应当听取，不会因为您申辩而加重处理。</p>
            <textarea id="views" name="views" maxLength={4000} defaultValue={typed} />
          </div>
          <p className="actions">
            <button type="submit" className="button">
              提交意见
            </button>
            <a href={licenceHref(shown.id)}>不了，回到证照</a>
          </p>
        </form>
      </>
    ),
  });
}
