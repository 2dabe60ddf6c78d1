/** Filing on one page, for procedures that keep no drafts: a few questions, and it is sent. */
import { createHash, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Filing } from '../../capabilities/cases/public.ts';
import type { FileableItem } from '../../capabilities/catalogue/public.ts';
import { applicableAnswers } from '../../kernel/forms/conditions.ts';
import { signedIn } from '../../platform/http/access.ts';
import type { IdempotencyScope } from '../../platform/http/idempotency.ts';
import { Problem, type ProblemError } from '../../platform/http/problem.ts';
import { type Fault, FaultSummary, Pair, Pairs, Trail } from '../kit/parts.tsx';
import { idTypes } from './applicant-page.tsx';
import { draftErrors, firstFiling } from './draft.ts';
import { withPageAnswers } from './form-answers.ts';
import { FormFields, fieldId } from './form-fields.tsx';
import { itemHref } from './item-list.tsx';
import { caseHref } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { fieldOf, type Sent, sentFields, valuesOf } from './read-form.ts';
import { findReturned, giveBack, type Returned } from './returned-forms.ts';
import { newlyAsked } from './save-draft.ts';
import { Csrf, sendPage } from './send-page.tsx';

/** The procedure's id when the item's filing is sent at once; undefined for one that is drafted page by page. */
export function shortProcedureOf(portal: Portal, item: FileableItem): string | undefined {
  const { procedure: id = 'licensing', name } = item;
  const module = portal.cases().findProcedure(id);
  if (!module) {
    throw new Problem({
      status: 409,
      code: 'item/guide-only',
      title: '这个事项还不能在网上办',
      detail: `“${name}”目前请按指南到窗口办理。`,
    });
  }
  return 'drafted' in module.declaration.facts ? undefined : id;
}

interface Shown {
  filing: Filing;
  key: string;
  faults: Fault[];
  at: ReadonlyMap<string, string>;
  notice?: string;
}

export async function showShortFiling(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  item: FileableItem,
) {
  const first = firstFiling(item, signedIn(request), {});
  const { sent, faults, at, notice } = await findReturned(portal.platform, request);
  const key = fieldOf(sent, '_key') || randomUUID();
  const filing = Object.keys(sent).length > 0 ? readFiling(item, first, sent, '') : first;
  const shown = { filing, key, faults, at: new Map(Object.entries(at)), ...(notice && { notice }) };
  return show(portal, request, reply, item, shown);
}

export async function sendShortFiling(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  item: FileableItem,
  procedure: string,
) {
  const actor = signedIn(request);
  const sent = sentFields(request.body);
  const filing = readFiling(item, firstFiling(item, actor, {}), sent, procedure);
  const key = fieldOf(request.body, '_key').slice(0, 100) || randomUUID();
  const back = (returned: Partial<Returned>) =>
    giveBack(portal.platform, request, reply, `${itemHref(item.itemId)}/apply`, { sent, ...returned });
  if (newlyAsked(item.form, filing.form, Object.keys(item.form.properties), sent)) {
    return back({ notice: '按您的选择，还有下面新出现的问题要回答。' });
  }
  const errors = draftErrors(filing, item, actor, portal.platform.clock.today());
  if (errors.length > 0) return back(faultsOf(errors));
  try {
    const { body } = await portal.cases().file(filing, item, actor, scopeOf(request, key));
    return reply.redirect(caseHref(caseNoOf(body), 'receipt'), 303);
  } catch (problem) {
    if (!(problem instanceof Problem) || !problem.errors) throw problem;
    return back(faultsOf(problem.errors));
  }
}

function faultsOf(errors: ProblemError[]): Pick<Returned, 'faults' | 'at'> {
  const placed = errors.map(({ pointer, message }) => ({ at: pointer.replace(/^\/form/, ''), message }));
  return {
    faults: placed.map(({ at, message }) => ({ href: `#${fieldId(at)}`, message })),
    at: Object.fromEntries(placed.map(({ at, message }) => [at, message])),
  };
}

export function caseNoOf(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'caseNo' in body) return String(body.caseNo);
  throw new Error('a filed case has no number');
}

/** The page carries a key of its own, so that a button pressed twice files once. */
function scopeOf(request: FastifyRequest, key: string): IdempotencyScope {
  return {
    actor: signedIn(request).accountId,
    route: `POST ${request.url.split('?', 1)[0]}`,
    key,
    bodyDigest: createHash('sm3').update(JSON.stringify(request.body)).digest(),
  };
}

function readFiling(item: FileableItem, first: Filing, sent: Sent, procedure: string): Filing {
  const { draft: _draft, ...rest } = first;
  const page = { title: '', fields: item.form['x-order'] };
  const form = applicableAnswers(item.form, withPageAnswers(item.form, page, {}, sent));
  const phone = (valuesOf(sent, '_phone')[0] ?? '').trim();
  return { ...rest, procedure, form, applicant: { ...rest.applicant, phone } };
}

function show(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  item: FileableItem,
  { filing, key, faults, at, notice }: Shown,
) {
  return sendPage(portal, request, reply, {
    title: item.name,
    body: (
      <>
        <Trail
          places={[
            { href: '/', name: '首页' },
            { href: itemHref(item.itemId), name: '指南' },
          ]}
        />
        <h1>{item.name}</h1>
        <FaultSummary faults={faults} />
        {notice && (
          <p className="note" role="status">
            {notice}
          </p>
        )}
        <form method="post" action={`${itemHref(item.itemId)}/apply`} noValidate>
          <Csrf request={request} />
          <input type="hidden" name="_key" value={key} />
          <Self filing={filing} fault={at.get('/applicant/phone')} />
          <FormFields
            form={item.form}
            page={{ title: '', fields: item.form['x-order'] }}
            answers={filing.form}
            faults={at}
          />
          <p className="actions">
            <button type="submit" className="button" data-sending="正在提交…">
              提交
            </button>
            <a href={itemHref(item.itemId)}>先不提交，再看看指南</a>
          </p>
        </form>
      </>
    ),
  });
}

function Self({ filing: { applicant }, fault }: { filing: Filing; fault: string | undefined }) {
  const id = fieldId('/applicant/phone');
  return (
    <>
      <Pairs>
        <Pair name="申请人">{applicant.name}</Pair>
        <Pair name={idTypes[applicant.idType]}>{applicant.idNumber}</Pair>
      </Pairs>
      <div className={fault ? 'field wrong' : 'field'}>
        <label htmlFor={id}>联系电话</label>
        {fault && (
          <p className="fault" id={`${id}-fault`}>
            {fault}
          </p>
        )}
        <input
          id={id}
          name="_phone"
          type="tel"
          autoComplete="tel"
          maxLength={32}
          defaultValue={applicant.phone}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
        />
      </div>
    </>
  );
}
