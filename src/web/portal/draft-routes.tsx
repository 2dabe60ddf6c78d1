/** Filing, one topic a page: each page saves what it was sent, right or wrong, before it goes anywhere. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Filing,
  type FilingWarning,
  filingWarnings,
  isSameName,
  type OpenCase,
  tidyFiling,
} from '../../capabilities/cases/public.ts';
import { findDocuments } from '../../capabilities/documents/public.ts';
import { createLicences } from '../../capabilities/licences/public.ts';
import type { Actor } from '../../kernel/actor.ts';
import { applicableAnswers, isAsked } from '../../kernel/forms/conditions.ts';
import { futureDays } from '../../kernel/forms/future-days.ts';
import { validateForm } from '../../kernel/forms/validate-form.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import { signedIn } from '../../platform/http/access.ts';
import { Problem, type ProblemError } from '../../platform/http/problem.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Fault } from '../kit/parts.tsx';
import { ApplicantPage, readApplicant } from './applicant-page.tsx';
import { CaseWarnings } from './case-notice.tsx';
import {
  type DraftPage,
  draftErrors,
  draftHref,
  draftPagesOf,
  faultsWithPlaces,
  filingOf,
  firstOpenPage,
} from './draft.ts';
import { DraftFrame } from './draft-frame.tsx';
import { withPageAnswers } from './form-answers.ts';
import { FormFields, fieldId } from './form-fields.tsx';
import { inputOf, MaterialsPage, mandateInput, materialsAfter } from './materials-page.tsx';
import type { Portal } from './portal-sources.ts';
import { fieldOf, type Sent, sentFields, valuesOf } from './read-form.ts';
import { receiveFiles } from './receive-files.ts';
import { agreeFault, materialAnchor, ReviewPage } from './review-page.tsx';
import { sendPage } from './send-page.tsx';
import { inWords, licencesForMaterials } from './wallet-choice.tsx';

interface Params {
  caseNo: string;
  slug: string;
}

/** A draft on one of its pages. */
interface Here {
  portal: Portal;
  open: OpenCase;
  page: DraftPage;
  request: FastifyRequest<{ Params: Params }>;
  reply: FastifyReply;
}

/** What a page shows beside the answers. */
interface Told {
  faults: Fault[];
  /** The same at their fields. */
  at: ReadonlyMap<string, string>;
  notice?: string;
}

const nothingWrong: Told = { faults: [], at: new Map() };

export function draftRoutes(app: FastifyInstance, portal: Portal): void {
  const options = { config: { access: { who: ['applicant' as const] } }, schema: { hide: true } };
  app.get<{ Params: Pick<Params, 'caseNo'> }>('/my/drafts/:caseNo', options, async (request, reply) => {
    const open = await portal.cases().find(request.params.caseNo, signedIn(request));
    if (!open) throw shellProblem('subject/unknown');
    if (open.record.status !== 'draft') return alreadySent(request, reply);
    const errors = draftErrors(filingOf(open), open.item, signedIn(request), portal.platform.clock.today());
    return reply.redirect(draftHref(request.params.caseNo, firstOpenPage(errors, open.item)), 303);
  });
  app.get<{ Params: Params }>('/my/drafts/:caseNo/:slug', options, async (request, reply) => {
    const here = await find(portal, request, reply);
    return here ? show(here, nothingWrong) : alreadySent(request, reply);
  });
  app.post<{ Params: Params }>('/my/drafts/:caseNo/:slug', options, async (request, reply) => {
    const here = await find(portal, request, reply);
    if (!here) return alreadySent(request, reply);
    switch (here.page.kind) {
      case 'applicant':
        return saveApplicant(here);
      case 'form':
        return saveForm(here, here.page);
      case 'materials':
        return saveMaterials(here);
      case 'review':
        return submit(here);
    }
  });
}

/** Undefined for a case that was a draft once: its pages are behind one, as after a second press of the button. */
async function find(
  portal: Portal,
  request: Here['request'],
  reply: FastifyReply,
): Promise<Here | undefined> {
  const { caseNo, slug } = request.params;
  const open = await portal.cases().find(caseNo, signedIn(request));
  if (!open) throw shellProblem('subject/unknown');
  if (open.record.status !== 'draft') return undefined;
  const page = draftPagesOf(open.item).find((one) => one.slug === slug);
  if (!page) throw shellProblem('subject/unknown');
  return { portal, open, page, request, reply };
}

function alreadySent(request: FastifyRequest<{ Params: Pick<Params, 'caseNo'> }>, reply: FastifyReply) {
  return reply.redirect(`/my/cases/${encodeURIComponent(request.params.caseNo)}`, 303);
}

async function show(here: Here, told: Told, status = 200) {
  const { portal, open, page, request, reply } = here;
  const filing = filingOf(open);
  const { item } = open;
  const names =
    page.kind === 'materials' || page.kind === 'review' ? await namesOf(portal, filing) : new Map();
  const held =
    page.kind === 'materials' ? await licencesForMaterials(portal, signedIn(request), item, filing) : [];
  const frame = {
    request,
    open,
    here: page,
    faults: told.faults,
    notice: told.notice,
    files: page.kind === 'materials',
    next: page.kind === 'review' ? '提交申请' : '保存并继续',
    sending: page.kind === 'review' ? '正在提交…' : page.kind === 'materials' ? '正在上传…' : undefined,
  };
  return sendPage(portal, request, reply, {
    title: `${page.title} - ${item.name}`,
    status,
    body: (
      <DraftFrame {...frame}>
        {(page.kind === 'applicant' || page.kind === 'review') && (
          <CaseWarnings warnings={placedWarnings(here, filing)} />
        )}
        {page.kind === 'applicant' && (
          <ApplicantPage applicant={filing.applicant} actor={signedIn(request)} faults={told.at} />
        )}
        {page.kind === 'form' && (
          <>
            {page.page.description && <p>{page.page.description}</p>}
            <FormFields form={item.form} page={page.page} answers={filing.form} faults={told.at} />
          </>
        )}
        {page.kind === 'materials' && (
          <MaterialsPage item={item} filing={filing} names={names} held={held} faults={told.at} />
        )}
        {page.kind === 'review' && <ReviewPage item={item} filing={filing} names={names} faults={told.at} />}
      </DraftFrame>
    ),
  });
}

/** Each leads to its field, which may stand on another page. */
function placedWarnings({ open, request }: Here, filing: Filing) {
  const warnings = [...ownNumberOtherName(filing, signedIn(request)), ...filingWarnings(filing, open.item)];
  const places = faultsWithPlaces(warnings, open.item, open.record.caseNo);
  return warnings.map((warning, at) => ({ ...warning, href: places[at]?.href }));
}

/** Of the account's own number only: of another's, whose it is would be told to a stranger. */
function ownNumberOtherName({ applicant }: Filing, { principal }: Actor): FilingWarning[] {
  if (!principal || applicant.name === '' || isSameName(applicant.name, principal.name)) return [];
  const isOwn = applicant.idType === principal.idType && tidyCode(applicant.idNumber) === principal.idNumber;
  if (!isOwn) return [];
  const message = `这是您自己账号的证件号码，登记的名称是“${principal.name}”，与填写的“${applicant.name}”不同，请核对号码和名称。`;
  return [{ pointer: '/applicant/idNumber', message }];
}

async function namesOf({ platform }: Portal, filing: Filing): Promise<Map<string, string>> {
  const ids = filing.materials.flatMap(({ documentId }) => documentId ?? []);
  const mandate = filing.applicant.agent?.mandateDocumentId;
  const found = await findDocuments(platform.pool, platform.jurisdiction, mandate ? [...ids, mandate] : ids);
  return new Map([
    ...found.map(({ id, name }): [string, string] => [id, name]),
    ...(await taken(platform, filing)),
  ]);
}

/** The certificates a filing names, in words. */
async function taken(platform: Portal['platform'], filing: Filing): Promise<[string, string][]> {
  const ids = [...filing.materials.flatMap(({ licenceId }) => licenceId ?? []), filing.licenceId ?? ''];
  const found = await Promise.all(ids.filter(Boolean).map((id) => createLicences(platform).find(id)));
  return found.flatMap((licence): [string, string][] => (licence ? [[licence.id, inWords(licence)]] : []));
}

/** Where the button pressed leads. */
function goOn({ open, page, reply }: Here, then: string) {
  const { caseNo } = open.record;
  const pages = draftPagesOf(open.item);
  const at = pages.findIndex(({ slug }) => slug === page.slug);
  const named = pages.find(({ slug }) => slug === then);
  const aim = named ?? (then === 'back' ? pages[at - 1] : then === 'stay' ? page : pages[at + 1]);
  return reply.redirect(then === 'later' || !aim ? '/my' : draftHref(caseNo, aim.slug), 303);
}

async function change(here: Here, part: Partial<Pick<Filing, 'applicant' | 'form' | 'materials'>>) {
  const { portal, open, request } = here;
  const kept = tidyFiling(part, open.item);
  await portal.cases().changeDraft(open, signedIn(request), kept);
  return {
    ...here,
    open: { ...open, record: { ...open.record, draft: { ...open.record.draft, ...asStored(kept) } } },
  };
}

/** As it will come back from the database. */
const asStored = (part: object) => JSON.parse(JSON.stringify(part));

async function saveApplicant(here: Here) {
  const sent = sentFields(here.request.body);
  const { applicant, fresh } = readApplicant(sent, signedIn(here.request));
  const mandate = filingOf(here.open).applicant.agent?.mandateDocumentId;
  if (applicant.agent && mandate) applicant.agent.mandateDocumentId = mandate;
  const saved = await change(here, { applicant });
  const then = fieldOf(here.request.body, '_then');
  if (then !== 'next') return goOn(saved, then);
  if (fresh) return show(saved, { ...nothingWrong, notice: '按您的选择，请再填写下面新出现的几项。' });
  const errors = errorsOf(saved).filter(({ pointer }) => pointer.startsWith('/applicant'));
  return errors.length > 0 ? show(saved, told(errors), 422) : goOn(saved, then);
}

function errorsOf({ portal, open, request }: Here): ProblemError[] {
  return draftErrors(filingOf(open), open.item, signedIn(request), portal.platform.clock.today());
}

const told = (errors: ProblemError[]): Told => ({
  faults: errors.map(({ pointer, message }) => ({ href: `#${fieldId(pointer)}`, message })),
  at: new Map(errors.map(({ pointer, message }) => [pointer, message])),
});

async function saveForm(here: Here, { page }: Extract<DraftPage, { kind: 'form' }>) {
  const { form } = here.open.item;
  const sent = sentFields(here.request.body);
  const answers = applicableAnswers(form, withPageAnswers(form, page, filingOf(here.open).form, sent));
  const saved = await change(here, { form: answers });
  const then = fieldOf(here.request.body, '_then');
  if (then !== 'next') return goOn(saved, then);
  if (newlyAsked(saved, page.fields, sent)) {
    return show(saved, { ...nothingWrong, notice: '按您的选择，还有下面新出现的问题要回答。' });
  }
  const today = saved.portal.platform.clock.today();
  const found = [...validateForm(form, answers).errors, ...futureDays(form, answers, today)];
  const errors = found.filter(({ pointer }) => page.fields.includes(pointer.split('/')[1] ?? ''));
  return errors.length > 0 ? show(saved, told(errors), 422) : goOn(saved, then);
}

/** Questions that an answer of this very page has opened, so that they were not on it when it was sent. */
function newlyAsked({ open }: Here, fields: string[], sent: Sent): boolean {
  const { form } = open.item;
  const before = new Set((valuesOf(sent, '_asked')[0] ?? '').split(' '));
  const answers = filingOf(open).form;
  return fields.some((name) => {
    const field = form.properties[name];
    return (
      field?.['x-when'] !== undefined &&
      isAsked(field, answers) &&
      !before.has(name) &&
      !Object.hasOwn(answers, name)
    );
  });
}

async function saveMaterials(here: Here) {
  const { portal, open, request } = here;
  const received = await receiveFiles(portal.platform, request);
  const { applicant, materials } = filingOf(open);
  const mandate = received.files.findLast(({ input }) => input === mandateInput)?.documentId;
  const saved = await change(here, {
    materials: materialsAfter(materials, open.item, received),
    ...(mandate && applicant.agent
      ? { applicant: { ...applicant, agent: { ...applicant.agent, mandateDocumentId: mandate } } }
      : {}),
  });
  if (received.refusals.length > 0) {
    return show(
      saved,
      {
        faults: received.refusals.map(({ input, message }) => ({ href: anchorOf(input), message })),
        at: new Map(received.refusals.map(({ input, message }) => [input, message])),
      },
      422,
    );
  }
  return goOn(saved, valuesOf(received.sent, '_then')[0] ?? 'next');
}

const anchorOf = (input: string) =>
  materialAnchor(input === mandateInput ? 'mandate' : input.slice(inputOf('').length));

async function submit(here: Here) {
  const { portal, open, request, reply } = here;
  const { caseNo } = open.record;
  const then = fieldOf(request.body, '_then');
  if (then !== 'next') return goOn(here, then);
  const errors = errorsOf(here);
  if (errors.length > 0) return refuse(here, errors);
  if (fieldOf(request.body, 'agree') !== 'yes') {
    return show(here, { faults: [agreeFault], at: new Map([['agree', agreeFault.message]]) }, 422);
  }
  try {
    await portal.cases().take(open, signedIn(request), { step: 'submit', input: {} });
  } catch (problem) {
    if (!(problem instanceof Problem) || !problem.errors) throw problem;
    return refuse(here, problem.errors);
  }
  return reply.redirect(`/my/cases/${encodeURIComponent(caseNo)}/receipt`, 303);
}

function refuse(here: Here, errors: ProblemError[]) {
  const { item, record } = here.open;
  return show(here, { faults: faultsWithPlaces(errors, item, record.caseNo), at: new Map() }, 422);
}
