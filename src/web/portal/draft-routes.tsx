/** Filing, one topic a page: each page saves what it was sent, right or wrong, before it goes anywhere. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Filing,
  type FilingWarning,
  filingWarnings,
  isSameName,
  type OpenCase,
} from '../../capabilities/cases/public.ts';
import { findDocuments } from '../../capabilities/documents/public.ts';
import { createLicences } from '../../capabilities/licences/public.ts';
import type { Actor } from '../../kernel/actor.ts';
import { futureDays } from '../../kernel/forms/future-days.ts';
import { validateForm } from '../../kernel/forms/validate-form.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import { signedIn } from '../../platform/http/access.ts';
import { Problem, type ProblemError } from '../../platform/http/problem.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Fault } from '../kit/parts.tsx';
import { ApplicantPage } from './applicant-page.tsx';
import { CaseWarnings } from './case-notice.tsx';
import { ChangedElsewhere } from './changed-elsewhere.tsx';
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
import { FormFields, fieldId } from './form-fields.tsx';
import { inputOf, MaterialsPage, mandateInput } from './materials-page.tsx';
import type { Portal } from './portal-sources.ts';
import { fieldOf, sentFields, valuesOf } from './read-form.ts';
import { type Received, receiveFiles } from './receive-files.ts';
import { findReturned, giveBack, nothingReturned, type Returned } from './returned-forms.ts';
import { agreeFault, materialAnchor, ReviewPage } from './review-page.tsx';
import { markInput, markOf, partAfter, type Saved, savePage } from './save-draft.ts';
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
  /** What was typed here while the page was saved elsewhere: shown instead of what is stored, which stands beside. */
  clash?: Received;
}

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
    return here
      ? show(here, toldBy(here, await findReturned(portal.platform, request)))
      : alreadySent(request, reply);
  });
  const posted = { ...options, config: { ...options.config, tokenInUpload: true as const } };
  app.post<{ Params: Params }>('/my/drafts/:caseNo/:slug', posted, async (request, reply) => {
    const here = await find(portal, request, reply);
    if (!here) return alreadySent(request, reply);
    // Only a page with files reads its token from an upload (receive-files.ts); the others have it in their fields.
    if (here.page.kind !== 'materials' && request.isMultipart()) throw shellProblem('session/csrf');
    return here.page.kind === 'review' ? submit(here) : save(here);
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

async function show(here: Here, told: Told) {
  const { portal, open, page, request, reply } = here;
  const { clash } = told;
  const stored = filingOf(open);
  const filing = clash ? { ...stored, ...partAfter(open, page, clash, signedIn(request)).part } : stored;
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
    mark: markOf(open, page),
    files: page.kind === 'materials',
    next: page.kind === 'review' ? '提交申请' : '保存并继续',
    sending: page.kind === 'review' ? '正在提交…' : page.kind === 'materials' ? '正在上传…' : undefined,
  };
  return sendPage(portal, request, reply, {
    title: `${page.title} - ${item.name}`,
    body: (
      <DraftFrame {...frame}>
        {clash && <ChangedElsewhere open={open} page={page} stored={stored} typed={filing} />}
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

/** Of the draft as it stands now: an address that is opened again tells what is wrong now, not what was. */
function toldBy(here: Here, returned: Returned): Told {
  const { open, page, request } = here;
  const look = fieldOf(request.query, 'look');
  if (returned !== nothingReturned) {
    const { faults, at, sent } = returned;
    const clash = faults.length === 0 ? { sent, files: [], refusals: [] } : undefined;
    return { faults, at: new Map(Object.entries(at)), ...(clash && { clash }) };
  }
  if (look === 'more') return { ...told([]), notice: '按您的选择，还有下面新出现的问题要回答。' };
  if (look === 'merged') {
    return { ...told([]), notice: '这一页刚才在另一个窗口也存过。两边交的都留下了，请看一遍再继续。' };
  }
  if (look === 'moved') {
    return { ...told([]), notice: '这份申请刚才在另一个窗口改过。下面是现在的内容，请再看一遍，然后提交。' };
  }
  if (look === 'agree') {
    return { faults: [agreeFault], at: new Map([['agree', agreeFault.message]]) };
  }
  if (look !== 'faults') return told([]);
  if (page.kind !== 'review') return told(errorsOnPage(here));
  return { faults: faultsWithPlaces(errorsOf(here), open.item, open.record.caseNo), at: new Map() };
}

const told = (errors: ProblemError[]): Told => ({
  faults: errors.map(({ pointer, message }) => ({ href: `#${fieldId(pointer)}`, message })),
  at: new Map(errors.map(({ pointer, message }) => [pointer, message])),
});

function lookAgain({ open, page, reply }: Here, look: 'faults' | 'more' | 'merged' | 'moved' | 'agree') {
  return reply.redirect(`${draftHref(open.record.caseNo, page.slug)}?look=${look}`, 303);
}

function errorsOf({ portal, open, request }: Here): ProblemError[] {
  return draftErrors(filingOf(open), open.item, signedIn(request), portal.platform.clock.today());
}

function errorsOnPage(here: Here): ProblemError[] {
  const { open, page, portal } = here;
  if (page.kind === 'applicant') {
    return errorsOf(here).filter(({ pointer }) => pointer.startsWith('/applicant'));
  }
  if (page.kind !== 'form') return [];
  const { form } = open.item;
  const answers = filingOf(open).form;
  const found = [
    ...validateForm(form, answers).errors,
    ...futureDays(form, answers, portal.platform.clock.today()),
  ];
  return found.filter(({ pointer }) => page.page.fields.includes(pointer.split('/')[1] ?? ''));
}

async function save(here: Here) {
  const { portal, open, page, request, reply } = here;
  const received: Received =
    page.kind === 'materials'
      ? await receiveFiles(portal.platform, request)
      : { sent: sentFields(request.body), files: [], refusals: [] };
  const saved = await savePage(portal, open, page, received, signedIn(request));
  if (!saved) return alreadySent(request, reply);
  const place = draftHref(open.record.caseNo, page.slug);
  if (saved === 'clash') return giveBack(portal.platform, request, reply, place, { sent: received.sent });
  const { refusals, sent } = received;
  if (refusals.length > 0) {
    return giveBack(portal.platform, request, reply, place, {
      faults: refusals.map(({ input, message }) => ({ href: anchorOf(input), message })),
      at: Object.fromEntries(refusals.map(({ input, message }) => [input, message])),
    });
  }
  return goOnOrStay({ ...here, open: saved.open }, saved, valuesOf(sent, '_then')[0] ?? 'next');
}

function goOnOrStay(here: Here, { fresh, merged }: Saved, then: string) {
  if (merged) return lookAgain(here, 'merged');
  if (then !== 'next') return goOn(here, then);
  if (fresh) return lookAgain(here, 'more');
  return errorsOnPage(here).length > 0 ? lookAgain(here, 'faults') : goOn(here, then);
}

const anchorOf = (input: string) =>
  materialAnchor(input === mandateInput ? 'mandate' : input.slice(inputOf('').length));

async function submit(here: Here) {
  const { portal, open, request, reply } = here;
  const { caseNo } = open.record;
  const then = fieldOf(request.body, '_then');
  if (then !== 'next') return goOn(here, then);
  // What she looked at is what is sent (decision 0058).
  const seen = fieldOf(request.body, markInput);
  if (seen !== '' && seen !== markOf(open, here.page)) return lookAgain(here, 'moved');
  if (errorsOf(here).length > 0) return lookAgain(here, 'faults');
  if (fieldOf(request.body, 'agree') !== 'yes') return lookAgain(here, 'agree');
  try {
    await portal.cases().take(open, signedIn(request), { step: 'submit', input: {} });
  } catch (problem) {
    if (!(problem instanceof Problem) || !problem.errors) throw problem;
    const faults = faultsWithPlaces(problem.errors, open.item, caseNo);
    return giveBack(portal.platform, request, reply, draftHref(caseNo, 'review'), { faults });
  }
  return reply.redirect(`/my/cases/${encodeURIComponent(caseNo)}/receipt`, 303);
}
