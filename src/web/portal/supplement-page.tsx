/** Handing in later what was promised, or what is still missing, while the case waits: no notice is needed for it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { signedIn } from '../../platform/http/access.ts';
import { Problem } from '../../platform/http/problem.ts';
import { promisedInWords } from '../kit/day-words.ts';
import { type Fault, FaultSummary, Trail } from '../kit/parts.tsx';
import { refuseUnlessOffered } from './case-steps.tsx';
import { lackingMaterials, uploadsOf } from './correction.ts';
import { FileEntry, inputOf } from './materials-page.tsx';
import { type CaseParams, caseHref, getOwnCase, myTrail } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { receiveFiles } from './receive-files.ts';
import { findReturned, giveBack, type Returned } from './returned-forms.ts';
import { Csrf, sendPage } from './send-page.tsx';

type CaseRequest = FastifyRequest<{ Params: CaseParams }>;

export function supplementRoutes(app: FastifyInstance, portal: Portal): void {
  const options = { config: { access: { who: ['applicant' as const] } }, schema: { hide: true } };
  const path = '/my/cases/:caseNo/supplement';
  app.get<{ Params: CaseParams }>(path, options, async (request, reply) =>
    show(portal, request, reply, await findReturned(portal.platform, request)),
  );
  const posted = { ...options, config: { ...options.config, tokenInUpload: true as const } };
  app.post<{ Params: CaseParams }>(path, posted, async (request, reply) => {
    const open = await getOwnCase(portal, request);
    const view = portal.cases().view(open, signedIn(request));
    refuseUnlessOffered(view, 'supplement');
    const received = await receiveFiles(portal.platform, request);
    const place = caseHref(open.record.caseNo, 'supplement');
    const back = (faults: Fault[]) => giveBack(portal.platform, request, reply, place, { faults });
    const materials = uploadsOf(
      lackingMaterials(view).map(({ materialCode }) => materialCode),
      received,
    );
    const refused = received.refusals.map(({ input, message }) => ({ href: `#${idOf(input)}`, message }));
    if (materials.length === 0) {
      const nothing = { href: '', message: '请至少选一个文件。' };
      return back(refused.length > 0 ? refused : [nothing]);
    }
    try {
      await portal.cases().take(open, signedIn(request), { step: 'supplement', input: { materials } });
    } catch (problem) {
      if (!(problem instanceof Problem) || !problem.errors) throw problem;
      return back(problem.errors.map(({ message }) => ({ href: '', message })));
    }
    if (refused.length > 0) return back(refused);
    return reply.redirect(`${caseHref(open.record.caseNo)}?done=supplement`, 303);
  });
}

const idOf = (input: string) => input.replaceAll('.', '-');

async function show(portal: Portal, request: CaseRequest, reply: FastifyReply, { faults }: Returned) {
  const view = portal.cases().view(await getOwnCase(portal, request), signedIn(request));
  refuseUnlessOffered(view, 'supplement');
  const { caseNo } = view;
  const lacking = lackingMaterials(view);
  return sendPage(portal, request, reply, {
    title: '补交材料',
    body: (
      <>
        <Trail places={[...myTrail, { href: caseHref(caseNo), name: view.itemName }]} />
        <h1>补交材料</h1>
        <FaultSummary faults={faults} />
        {lacking.length === 0 ? (
          <p>材料都已经交了，没有要补交的。</p>
        ) : (
          <form
            method="post"
            action={caseHref(caseNo, 'supplement')}
            encType="multipart/form-data"
            noValidate
          >
            <Csrf request={request} />
            <p>
              这些材料还没有交。可以分几次交；补交不影响办理时限。可以传
              PDF、OFD、图片、docx、xlsx，每个不超过 20 MB。
            </p>
            <h2 className="unseen">还没有交的材料</h2>
            <ol className="materials">
              {lacking.map(({ materialCode, name, deferred, promisedUntil }) => (
                <li key={materialCode}>
                  <h3>
                    {name}{' '}
                    {deferred && (
                      <span className="tag amber">
                        {promisedInWords(promisedUntil, portal.platform.clock.today())}
                      </span>
                    )}
                  </h3>
                  <FileEntry
                    id={idOf(inputOf(materialCode))}
                    name={inputOf(materialCode)}
                    label="选择文件"
                    of={name}
                    fault={faults.find(({ href }) => href === `#${idOf(inputOf(materialCode))}`)?.message}
                  />
                </li>
              ))}
            </ol>
            <p className="actions">
              <button type="submit" className="button" data-sending="正在上传…">
                提交补交的材料
              </button>
              <a href={caseHref(caseNo)}>先不交，回到办件</a>
            </p>
          </form>
        )}
      </>
    ),
  });
}
