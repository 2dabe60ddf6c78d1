/** Before one begins: how long it takes, what to have at hand, and drafts that are waiting. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CaseSummary } from '../../capabilities/cases/public.ts';
import type { FileableItem } from '../../capabilities/catalogue/public.ts';
import type { FormValue } from '../../kernel/forms/form-schema.ts';
import { signedIn } from '../../platform/http/access.ts';
import { Problem } from '../../platform/http/problem.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { momentInWords } from '../kit/day-words.ts';
import { type Fault, FaultSummary, Trail } from '../kit/parts.tsx';
import { continueHref, draftHref, draftPagesOf, firstFiling } from './draft.ts';
import { neededMaterials, readGuideAnswers } from './guide-answers.ts';
import { itemHref, limitInWords } from './item-list.tsx';
import type { Portal } from './portal-sources.ts';
import { fieldOf, sentFields, valuesOf } from './read-form.ts';
import { findReturned, giveBack } from './returned-forms.ts';
import { Csrf, sendPage } from './send-page.tsx';
import { caseNoOf, sendShortFiling, shortProcedureOf, showShortFiling } from './short-filing.tsx';
import { type HeldLicence, licencesToChoose, WhichLicence } from './wallet-choice.tsx';

interface Params {
  itemId: string;
}

export function applyRoutes(app: FastifyInstance, portal: Portal): void {
  const options = { config: { access: { who: ['applicant' as const] } }, schema: { hide: true } };

  app.get<{ Params: Params }>('/items/:itemId/apply', options, async (request, reply) => {
    const item = await getFileable(portal, request.params.itemId);
    if (shortProcedureOf(portal, item)) return showShortFiling(portal, request, reply, item);
    const { items: drafts } = await portal
      .cases()
      .listCases(signedIn(request), { status: 'draft', item: item.itemId, limit: 5 });
    return showStart(portal, request, reply, item, drafts);
  });

  app.post<{ Params: Params }>('/items/:itemId/apply', options, async (request, reply) => {
    const item = await getFileable(portal, request.params.itemId);
    const procedure = shortProcedureOf(portal, item);
    if (procedure) return sendShortFiling(portal, request, reply, item, procedure);
    const actor = signedIn(request);
    const answers = formAnswers(item, readGuideAnswers(item, sentFields(request.body)));
    const licenceId = fieldOf(request.body, 'licence');
    const back = (faults: Fault[]) =>
      giveBack(portal.platform, request, reply, `${itemHref(item.itemId)}/apply`, {
        faults,
        sent: sentFields(request.body),
      });
    if (item.business && licenceId === '') return back([chooseOne(item)]);
    try {
      const filing = { ...firstFiling(item, actor, answers), ...(item.business && { licenceId }) };
      const { body } = await portal.cases().file(filing, item, actor);
      return reply.redirect(draftHref(caseNoOf(body), 'applicant'), 303);
    } catch (problem) {
      // The certificate was renewed, ended or taken up by another case since the page was drawn.
      if (!(problem instanceof Problem) || !problem.errors) throw problem;
      return back(problem.errors.map(({ message }) => ({ href: '#licence', message })));
    }
  });
}

const chooseOne = (item: FileableItem): Fault => ({
  href: '#licence',
  message: `请选择要${item.business?.kind === 'change' ? '变更' : '延续'}的证照。`,
});

async function showStart(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  item: FileableItem,
  drafts: CaseSummary[],
) {
  const today = portal.platform.clock.today();
  const { faults, sent } = await findReturned(portal.platform, request);
  const given = faults.length > 0 ? sent : sentFields(request.query);
  return sendPage(portal, request, reply, {
    title: `办理${item.name}`,
    body: (
      <Start
        item={item}
        drafts={drafts}
        answers={readGuideAnswers(item, given)}
        choice={await licencesToChoose(portal, signedIn(request), item)}
        chosen={valuesOf(given, 'licence')[0] ?? ''}
        faults={faults}
        request={request}
        today={today}
      />
    ),
  });
}

async function getFileable({ catalogue }: Portal, itemId: string): Promise<FileableItem> {
  const item = await catalogue.findItem(itemId);
  if (!item) throw shellProblem('subject/unknown');
  if (item.fileable) return item;
  throw new Problem({
    status: 409,
    code: 'item/guide-only',
    title: '这个事项还不能在网上办',
    detail: `“${item.name}”目前只有办事指南，请按指南到窗口办理。`,
  });
}

/** Of the questionnaire's answers only those that are fields of the form. */
function formAnswers(item: FileableItem, answers: FormValue): FormValue {
  return Object.fromEntries(
    Object.entries(answers).filter(([name]) => Object.hasOwn(item.form.properties, name)),
  );
}

interface StartProps {
  item: FileableItem;
  drafts: CaseSummary[];
  answers: FormValue;
  /** Of an item about an existing certificate, those it can be about. */
  choice: HeldLicence[];
  chosen: string;
  faults: Fault[];
  request: FastifyRequest;
  today: string;
}

function Start({ item, drafts, answers, choice, chosen, faults, request, today }: StartProps) {
  const needed = neededMaterials(item, answers).filter((one) => one.needed !== 'no');
  return (
    <>
      <Trail
        places={[
          { href: '/', name: '首页' },
          { href: itemHref(item.itemId), name: item.name },
        ]}
      />
      <h1>办理{item.name}</h1>
      <FaultSummary faults={faults} />
      {drafts.length > 0 && (
        <div className="note">
          <h2>您有没填完的申请</h2>
          <ul>
            {drafts.map(({ caseNo, updatedAt }) => (
              <li key={caseNo}>
                <a href={continueHref(caseNo)}>接着填</a>{' '}
                <span className="quiet">{momentInWords(updatedAt, today)} 存的</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="lead">
        一共 {draftPagesOf(item).length} 步，每一步都会自动存好，随时可以停下来，以后接着填。
      </p>
      {needed.length > 0 && (
        <>
          <h2>请先备好这些材料的电子版</h2>
          <ul>
            {needed.map(({ material, needed: sure }) => (
              <li key={material.materialCode}>
                {material.name}
                {material.licenceTypes && <span className="quiet">（有电子证照的不用准备）</span>}
                {sure === 'unknown' && <span className="quiet">（{material.whenText ?? '视情况'}）</span>}
                {material.deferral && (
                  <span className="quiet">（可以受理后 {limitInWords(material.deferral)}内补交）</span>
                )}
              </li>
            ))}
          </ul>
          <p>手机拍照也可以，文字要看得清。</p>
        </>
      )}
      <form method="post" action={`${itemHref(item.itemId)}/apply`}>
        <Csrf request={request} />
        {item.business && <WhichLicence item={item} choice={choice} chosen={chosen} today={today} />}
        {Object.entries(answers).flatMap(([name, answer]) =>
          [answer].flat().map((one) => {
            const value = typeof one === 'boolean' ? (one ? 'yes' : 'no') : String(one);
            return <input key={name + value} type="hidden" name={name} value={value} />;
          }),
        )}
        {!(item.business && choice.length === 0) && (
          <p className="actions">
            <button type="submit" className={drafts.length > 0 ? 'button second' : 'button'}>
              {drafts.length > 0 ? '另填一份新的' : '开始填写'}
            </button>
          </p>
        )}
      </form>
    </>
  );
}
