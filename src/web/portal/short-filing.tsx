/** Filing on one page, for procedures that keep no drafts: a few questions, and it is sent. */
import { createHash, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Filing } from '../../capabilities/cases/public.ts';
import type { FileableItem } from '../../capabilities/catalogue/public.ts';
import { signedIn } from '../../platform/http/access.ts';
import type { IdempotencyScope } from '../../platform/http/idempotency.ts';
import { Problem, type ProblemError } from '../../platform/http/problem.ts';
import { type Fault, FaultSummary, Pair, Pairs, Trail } from '../kit/parts.tsx';
import { idTypes } from './applicant-page.tsx';
import { draftErrors, firstFiling } from './draft.ts';
import { FormFields, fieldId } from './form-fields.tsx';
import { FormReadOut } from './form-read-out.tsx';
import { itemHref } from './item-list.tsx';
import { caseHref } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { fieldOf, type Sent, sentFields } from './read-form.ts';
import { findReturned, giveBack, type Returned } from './returned-forms.ts';
import { ApplicantReadOut } from './review-page.tsx';
import { newlyAsked } from './save-draft.ts';
import { Csrf, sendPage } from './send-page.tsx';
import { askedForm, fieldAt, isContact, readFiling, withoutPhone } from './short-form.ts';

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

/** Everything is in order: it is read once more before it is sent. */
const toCheck = '请从头读一遍，没有要改的再提交。';

interface Shown {
  filing: Filing;
  sent: Sent;
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
  const shown = { filing, sent, key, faults, at: new Map(Object.entries(at)), ...(notice && { notice }) };
  return notice === toCheck
    ? showToCheck(portal, request, reply, item, shown)
    : show(portal, request, reply, item, shown);
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
  if (fieldOf(sent, '_then') === 'edit') return back({});
  if (newlyAsked(item.form, filing.form, Object.keys(item.form.properties), sent)) {
    return back({ notice: '按您的选择，还有下面新出现的问题要回答。' });
  }
  const found = draftErrors(filing, item, actor, portal.platform.clock.today());
  // Without a telephone nothing can stand in for another contact: it is the telephone that is asked for.
  const errors = found.filter(
    ({ pointer }) => filing.applicant.phone !== '' || !isContact(fieldAt(item, pointer)),
  );
  if (errors.length > 0) return back(faultsOf(errors));
  if (fieldOf(sent, '_checked') !== 'yes') return back({ notice: toCheck });
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

function show(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  item: FileableItem,
  { filing, key, faults, at, notice }: Shown,
) {
  const asked = askedForm(item, filing);
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
            form={asked.form}
            page={{ title: '', fields: asked.fields }}
            answers={withoutPhone(item, filing)}
            faults={at}
          />
          <p className="actions">
            <button type="submit" className="button">
              下一步：检查
            </button>
            <a href={itemHref(item.itemId)}>先不提交，再看看指南</a>
          </p>
        </form>
      </>
    ),
  });
}

function showToCheck(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  item: FileableItem,
  { filing, sent, key, notice }: Shown,
) {
  const carried = Object.entries(sent).filter(([name]) => !['_key', '_then', '_checked'].includes(name));
  return sendPage(portal, request, reply, {
    title: `检查并提交 - ${item.name}`,
    body: (
      <>
        <p className="who">{item.name}</p>
        <h1>检查并提交</h1>
        <p>{notice}</p>
        <ApplicantReadOut applicant={filing.applicant} />
        <FormReadOut form={item.form} answers={filing.form} fields={askedForm(item, filing).fields} />
        <form method="post" action={`${itemHref(item.itemId)}/apply`} noValidate>
          <Csrf request={request} />
          <input type="hidden" name="_key" value={key} />
          <input type="hidden" name="_checked" value="yes" />
          {carried.flatMap(([name, values]) =>
            values.map((value) => <input key={name + value} type="hidden" name={name} value={value} />),
          )}
          <p className="actions">
            <button type="submit" className="button" data-sending="正在提交…">
              确认提交
            </button>
            <button type="submit" className="link-button" name="_then" value="edit">
              返回修改
            </button>
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
