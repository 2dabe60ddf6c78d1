/** What an applicant does with a case that is under way: rate it, withdraw it, answer a question in words. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import type { CaseView, OpenCase } from '../../capabilities/cases/public.ts';
import { signedIn } from '../../platform/http/access.ts';
import { Problem } from '../../platform/http/problem.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { type Fault, FaultSummary, Trail } from '../kit/parts.tsx';
import { waitedFor } from './case-page.tsx';
import { deliveryPage } from './delivery-page.tsx';
import { Choice } from './form-fields.tsx';
import { hearingPages } from './hearing-pages.tsx';
import { type CaseParams, caseHref, getOpenCase, myTrail } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { fieldOf, sentFields, valuesOf } from './read-form.ts';
import { findReturned, giveBack } from './returned-forms.ts';
import { Csrf, sendPage } from './send-page.tsx';
import { whyNotNow } from './why-not-now.ts';

type CaseRequest = FastifyRequest<{ Params: CaseParams }>;

const options = { config: { access: { who: ['applicant' as const] } }, schema: { hide: true } };

export function caseStepRoutes(app: FastifyInstance, portal: Portal): void {
  for (const page of [
    ratePage,
    withdrawPage,
    urgePage,
    deliveryPage,
    ...hearingPages,
    ...Object.keys(questions).map(answerPage),
  ]) {
    const path = `/my/cases/:caseNo/${page.path}`;
    app.get<{ Params: CaseParams }>(path, options, async (request, reply) => {
      const { faults, sent } = await findReturned(portal.platform, request);
      return show(portal, request, reply, page, faults, sent);
    });
    app.post<{ Params: CaseParams }>(path, options, async (request, reply) => {
      const sent = sentFields(request.body);
      const { input, faults } = page.read(sent);
      const open = await getOpenCase(portal, request);
      const { caseNo, status } = open.record;
      const back = (told: Fault[]) =>
        giveBack(portal.platform, request, reply, caseHref(caseNo, page.path), { faults: told, sent });
      if (faults.length > 0) return back(faults);
      try {
        await portal.cases().take(open, signedIn(request), { step: page.step, input });
      } catch (problem) {
        if (!(problem instanceof Problem) || !problem.errors) throw problem;
        return back(problem.errors.map(({ message }) => ({ href: '', message })));
      }
      return reply.redirect(status === 'draft' ? '/my' : `${caseHref(caseNo)}?done=${page.step}`, 303);
    });
  }
}

export type Typed = Record<string, string[]>;

export interface StepPage {
  path: string;
  step: string;
  title: string;
  button: string;
  /** The same of a draft, which was never sent. */
  draft?: { title: string; button: string; back: string };
  read(typed: Typed): { input: object; faults: Fault[] };
  body(props: { typed: Typed; faults: Fault[]; view: CaseView; open: OpenCase }): ReactNode;
}

async function show(
  portal: Portal,
  request: CaseRequest,
  reply: FastifyReply,
  page: StepPage,
  faults: Fault[],
  typed: Typed,
) {
  const open = await getOpenCase(portal, request);
  const view = portal.cases().view(open, signedIn(request));
  refuseUnlessOffered(view, page.step);
  const isDraft = view.status === 'draft' && page.draft !== undefined;
  const { title, button, back } = isDraft && page.draft ? page.draft : { ...page, back: '不了，回到办件' };
  return sendPage(portal, request, reply, {
    title,
    body: (
      <>
        <Trail places={[...myTrail, { href: caseHref(view.caseNo), name: view.itemName }]} />
        <h1>{title}</h1>
        <FaultSummary faults={faults} />
        <form method="post" action={caseHref(view.caseNo, page.path)} noValidate>
          <Csrf request={request} />
          {page.body({ typed, faults, view, open })}
          <p className="actions">
            <button type="submit" className="button">
              {button}
            </button>
            <a href={isDraft ? '/my' : caseHref(view.caseNo)}>{back}</a>
          </p>
        </form>
      </>
    ),
  });
}

/** A page whose step is not open says why, as the rule says it. */
export function refuseUnlessOffered(view: CaseView, step: string): void {
  if (view.nextSteps.some((offered) => offered.step === step)) return;
  const refused = view.notNow.find((one) => one.step === step);
  if (!refused) throw shellProblem('subject/unknown');
  const { code, label } = refused;
  throw new Problem({ status: 409, code, title: `现在不能${label}`, ...whyNotNow(view, refused) });
}

const grades = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'];
const tags = ['办得快', '说得清', '态度好', '跑得少', '等得久', '没说清', '让我多跑', '材料太多'];

const ratePage: StepPage = {
  path: 'rate',
  step: 'rate',
  title: '评价这次办理',
  button: '提交评价',
  read(typed) {
    const grade = Number(fieldOf(typed, 'grade'));
    const comment = fieldOf(typed, 'comment').slice(0, 2000);
    const chosen = valuesOf(typed, 'tags').filter((tag) => tags.includes(tag));
    return {
      input: { grade, ...(chosen.length > 0 && { tags: chosen }), ...(comment !== '' && { comment }) },
      faults: grade >= 1 && grade <= 5 ? [] : [{ href: '#grade-5', message: '请选择一个满意程度。' }],
    };
  },
  body: ({ typed, faults, view }) => (
    <>
      {view.ratings.length > 0 && <p>您已经评价过一次，可以追加评价一次。</p>}
      <fieldset className={faults.length > 0 ? 'field wrong' : 'field'}>
        <legend>总的来说，您满意吗</legend>
        <div className="grades">
          {grades.map((name, at) => (
            <Choice
              key={name}
              type="radio"
              id={`grade-${5 - at}`}
              name="grade"
              value={String(5 - at)}
              label={name}
              checked={fieldOf(typed, 'grade') === String(5 - at)}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="field">
        <legend>
          哪里好，哪里不好<span className="quiet">（可不选）</span>
        </legend>
        <div className="two">
          {tags.map((tag) => (
            <Choice
              key={tag}
              type="checkbox"
              id={`tag-${tag}`}
              name="tags"
              value={tag}
              label={tag}
              checked={valuesOf(typed, 'tags').includes(tag)}
            />
          ))}
        </div>
      </fieldset>
      <div className="field">
        <label htmlFor="comment">
          想说的话<span className="quiet">（可不填）</span>
        </label>
        <p className="hint" id="comment-hint">
          评价写进办理过程，办理部门和监督人员都看得到。
        </p>
        <textarea
          id="comment"
          name="comment"
          maxLength={2000}
          defaultValue={fieldOf(typed, 'comment')}
          aria-describedby="comment-hint"
        />
      </div>
    </>
  ),
};

const withdrawPage: StepPage = {
  path: 'withdraw',
  step: 'withdraw',
  title: '撤回申请',
  button: '确定撤回',
  draft: { title: '删除草稿', button: '删除这份草稿', back: '不删，回到我的办件' },
  read(typed) {
    const reasons = fieldOf(typed, 'reasons').slice(0, 1000);
    return { input: reasons === '' ? {} : { reasons }, faults: [] };
  },
  body: ({ typed, view }) => (
    <>
      <div className="note warning">
        <p>
          {view.status === 'draft' ? (
            <>
              删除以后，<b>填好的内容不能恢复</b>。没有提交过，不影响以后再申请。
            </>
          ) : (
            <>
              撤回以后，<b>这次办理就终止了，不能恢复</b>。需要时可以重新申请，时限从新的申请算起。
            </>
          )}
        </p>
      </div>
      <div className="field" hidden={view.status === 'draft'}>
        <label htmlFor="reasons">
          为什么撤回<span className="quiet">（可不填）</span>
        </label>
        <textarea id="reasons" name="reasons" maxLength={1000} defaultValue={fieldOf(typed, 'reasons')} />
      </div>
    </>
  ),
};

const urgePage: StepPage = {
  path: 'urge',
  step: 'urge',
  title: '催一下',
  button: '提醒他们',
  read(typed) {
    const text = fieldOf(typed, 'text').slice(0, 1000);
    return { input: text === '' ? {} : { text }, faults: [] };
  },
  body: ({ typed, view }) => (
    <>
      <p>{waitedFor(view)}会在待办里看到您的提醒。办理的期限不会因此改变；一天可以提醒一次。</p>
      <div className="field">
        <label htmlFor="text">
          想说的话<span className="quiet">（可不填）</span>
        </label>
        <textarea id="text" name="text" maxLength={1000} defaultValue={fieldOf(typed, 'text')} />
      </div>
    </>
  ),
};

/** Steps that want one text: of an information request, for example. */
const questions: Record<string, { title: string; label: string; hint: string }> = {
  clarify: {
    title: '补充说明',
    label: '您要补充的内容',
    hint: '请写明信息的名称、文号，或便于查找的其他特征。',
  },
  'state-views': {
    title: '陈述、申辩',
    label: '您的意见',
    hint: '行政机关应当听取。有证据的，请写明是什么，可以当面提交。',
  },
  'give-reasons': { title: '说明理由', label: '您的理由', hint: '请说明申请的数量、频次为什么是合理的。' },
};

function answerPage(step: string): StepPage {
  const { title = '', label = '', hint = '' } = questions[step] ?? {};
  return {
    path: `answer/${step}`,
    step,
    title,
    button: '提交',
    read(typed) {
      const text = fieldOf(typed, 'text').slice(0, 4000);
      return { input: { text }, faults: text === '' ? [{ href: '#text', message: `请填写${label}。` }] : [] };
    },
    body: ({ typed, faults }) => (
      <div className={faults.length > 0 ? 'field wrong' : 'field'}>
        <label htmlFor="text">{label}</label>
        <p className="hint" id="text-hint">
          {hint}
        </p>
        <textarea
          id="text"
          name="text"
          maxLength={4000}
          defaultValue={fieldOf(typed, 'text')}
          aria-describedby="text-hint"
        />
      </div>
    ),
  };
}
