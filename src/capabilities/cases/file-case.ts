/** Opening a case: filed at once, or kept as a draft and sent later. */
import type { Pool, PoolClient } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Application, ConcernedLicence } from '../../kernel/procedure/application.ts';
import type { Procedure, RuleContext, StepActor } from '../../kernel/procedure/declaration.ts';
import { capacityAmong } from '../../kernel/procedure/rules.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { Answer, IdempotencyScope } from '../../platform/http/idempotency.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import { isDeadlock, isUniqueViolation, isVersionTaken } from '../../platform/ledger/append-facts.ts';
import type { FileableItem } from '../catalogue/public.ts';
import { appendToCase } from './append-to-case.ts';
import { factActorOf, stepActorOf } from './case-context.ts';
import { caseNumber } from './case-number.ts';
import type { CaseRecord, Party } from './case-record.ts';
import { type Naming, namesNothing, takenFrom } from './certificate-desk.ts';
import {
  type DraftChange,
  documentsIn,
  draftContent,
  type Filing,
  filingErrors,
  kindErrors,
} from './filing.ts';
import { foreignDocumentErrors } from './foreign-documents.ts';
import { findFirstAnswer } from './idempotent-answers.ts';
import { type CaseParts, contextOf, moduleOf, type OpenCase, openRecord } from './open-case.ts';
import { type ResolvedParties, resolveParties } from './parties.ts';
import { forbidden, invalid } from './problems.ts';
import { tidyFiling } from './tidy-filing.ts';
import { viewCase } from './view-case.ts';
import type { NewCaseRow } from './write-case.ts';

const tries = 6;

export async function fileCase(
  parts: CaseParts,
  filing: Filing,
  item: FileableItem,
  actor: Actor,
  scope?: IdempotencyScope,
): Promise<Answer> {
  const { pool, jurisdiction } = parts.platform;
  const tidied = tidyFiling(filing, item);
  for (let round = 0; round < tries; round++) {
    const earlier = await findFirstAnswer(pool, jurisdiction, scope);
    if (earlier) return earlier;
    try {
      const after = await openCase(parts, tidied, item, actor, scope);
      const body = viewCase(after, actor, contextOf(after, stepActorOf(after, actor)));
      return { status: 201, body };
    } catch (error) {
      // Somebody filed for the same party, with the same key or with the same certificate at the same moment: look again.
      const passing = isUniqueViolation(
        error,
        'party_jurisdiction_id_type_id_number_key',
        'idempotency_pkey',
      );
      if (!passing && !isVersionTaken(error)) throw error;
    }
  }
  throw new Error('the case could not be recorded');
}

async function openCase(
  parts: CaseParts,
  filing: Filing,
  item: FileableItem,
  actor: Actor,
  scope: IdempotencyScope | undefined,
): Promise<OpenCase> {
  const draft = filing.draft === true;
  const blank = await openRecord(parts, blankRecord(parts, filing, item, actor));
  const { opening } = blank.declaration;
  const asked = contextOf(blank, filerOf(actor, null));
  const capacity = capacityAmong(opening.who, asked);
  if (!capacity) throw forbidden('提交申请', opening.who, asked);
  const errors = draft
    ? draftErrors(filing, blank.declaration, actor)
    : filingErrors(filing, item, actor, legalDayOf(blank.now));
  if (errors.length > 0) throw invalid(errors);
  const naming = namingOf(filing, item, actor);
  const concerned = await refuseForeignThings(parts, filing, naming);
  const { pool, jurisdiction } = parts.platform;
  const [parties, id] = await Promise.all([
    resolveParties(pool, jurisdiction, filing, actor),
    parts.nextId(),
  ]);
  const open = { ...blank, record: namedRecord(blank, id, parties) };
  const filer = filerOf(actor, parties);
  const context = contextOf(open, filer);
  const by = factActorOf(filer, capacity, parties.applicant.id);
  const facts = opening.facts(context, applicationOf(filing, parties, draft, concerned));
  const recordedAt = open.now.toISOString();
  const source = { jurisdiction, record: open.record, context, input: {}, facts, by, recordedAt };
  return appendToCase(parts, open, {
    facts,
    actor: by,
    effect: draft || namesNothing(naming) ? undefined : await parts.certificates.note(naming, source),
    answerFor: { scope, actor, status: 201 },
    parties,
    opened: openedRow(open.record),
    draft: draft ? { put: draftContent(filing) } : 'keep',
  });
}

/** A draft may lack anything, but it must be one that can be sent, by the one who keeps it. */
function draftErrors(filing: Filing, procedure: Procedure, actor: Actor): ProblemError[] {
  const refused = (message: string) => [{ pointer: '/draft', code: 'draft/not-here', message }];
  if (actor.kind === 'staff') return refused('窗口收件请直接提交，不存草稿。');
  if (!procedure.steps.some((step) => step.sendsDraft)) return refused('这类申请不存草稿，请直接提交。');
  return kindErrors(filing);
}

/** Whoever files from an applicant's account is the applicant, or her agent when the case is somebody else's. */
function filerOf(actor: Actor, parties: ResolvedParties | null): StepActor {
  const party = actor.kind === 'applicant' ? (parties?.agent ? 'agent' : 'applicant') : null;
  return { personId: actor.personId, name: actor.name, posts: actor.posts, party, system: false };
}

function namingOf(filing: Filing, item: FileableItem, actor: Actor): Naming {
  const { idType, idNumber } = filing.applicant;
  return {
    actor,
    applicant: { idType, idNumber: tidyCode(idNumber) },
    item,
    taken: takenFrom(filing.materials),
    ...(filing.licenceId ? { concerns: { licenceId: filing.licenceId, pointer: '/licenceId' } } : {}),
  };
}

async function refuseForeignThings(
  parts: CaseParts,
  filing: Filing,
  naming: Naming,
): Promise<ConcernedLicence | undefined> {
  const { faults, concerned } = namesNothing(naming)
    ? { faults: [], concerned: undefined }
    : await parts.certificates.look(naming);
  const errors = [...(await foreignDocumentErrors(parts, naming.actor, documentsIn(filing))), ...faults];
  if (errors.length > 0) throw invalid(errors);
  return concerned;
}

/**
 * Replaces parts of a draft; undefined when it was sent meanwhile, or changed since `seen` where the caller names the
 * revision she has looked at. The draft is no fact: its version stays. The case's row
 * is locked, so that a draft is either changed before it is sent or not at all. `database` is the transaction of a caller
 * who has one: a second connection taken while she holds hers would leave none for anybody once all callers do so.
 */
export async function changeDraft(
  { platform }: CaseParts,
  open: OpenCase,
  change: DraftChange,
  database: Pool | PoolClient,
  seen?: number,
): Promise<OpenCase | undefined> {
  const { version: _version, ...changed } = tidyFiling(change, open.item);
  const { rows } = await database.query<{ content: JsonObject; revision: number }>(
    `with standing as (
       select 1 from cases.current where jurisdiction = $1 and id = $2 and status = 'draft' for update
     )
     update cases.draft set content = content || $3::jsonb, revision = revision + 1, saved_at = $4
     where jurisdiction = $1 and case_id = $2 and exists (select from standing) and revision = coalesce($5, revision)
     returning content, revision`,
    [
      platform.jurisdiction,
      open.record.id,
      JSON.stringify(changed),
      platform.clock.now().toISOString(),
      seen ?? null,
    ],
  );
  const saved = rows[0];
  if (!saved) return undefined;
  return {
    ...open,
    record: { ...open.record, draft: saved.content, draftRevision: saved.revision },
  };
}

/** Does it again when the draft is being sent at this very moment, which the database may end as a deadlock. */
export async function pastDeadlocks<T>(work: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await work();
    } catch (error) {
      if (!isDeadlock(error) || round === tries) throw error;
    }
  }
}

/** The draft's content was checked against the filing's schema whenever it was saved. */
function filingInDraft({ record, item }: OpenCase): Filing {
  return tidyFiling(record.draft as unknown as Filing, item);
}

/** Everything that keeps the draft from being sent; the same as for any filing. */
export function sentDraftErrors(open: OpenCase, { today }: RuleContext, actor: Actor): ProblemError[] {
  return filingErrors(filingInDraft(open), open.item, actor, today);
}

/** The facts of a draft that is sent now. What it names was the filer's when it was put in; it is looked at again. */
export async function factsOfSentDraft(parts: CaseParts, open: OpenCase, asked: RuleContext, actor: Actor) {
  const filing = filingInDraft(open);
  const { pool, jurisdiction } = parts.platform;
  const naming = namingOf(filing, open.item, actor);
  const concerned = await refuseForeignThings(parts, filing, naming);
  const parties = await resolveParties(pool, jurisdiction, filing, actor);
  const facts = open.declaration.opening.facts(asked, applicationOf(filing, parties, false, concerned));
  return { facts, parties, naming };
}

function applicationOf(
  filing: Filing,
  parties: ResolvedParties,
  draft: boolean,
  concerned: ConcernedLicence | undefined,
): Application {
  const mandate = filing.applicant.agent?.mandateDocumentId;
  return {
    channel: filing.channel,
    draft,
    ...(filing.signedMail ? { signedMail: true } : {}),
    ...(filing.receivedOn ? { receivedOn: filing.receivedOn, receivedReason: filing.reason ?? '' } : {}),
    applicantParty: parties.applicant.id,
    agentParty: parties.agent?.id ?? null,
    applicantKind: parties.applicant.kind,
    materials: filing.materials,
    ...(mandate ? { mandateDocumentId: mandate } : {}),
    ...(concerned ? { licence: concerned } : {}),
    applicant: JSON.parse(JSON.stringify(filing.applicant)),
    form: JSON.parse(JSON.stringify(filing.form)),
  };
}

const nobody: Party = { id: '', kind: 'natural-person', name: '', idType: '', idNumber: '' };

/** The case before it has a number and parties: enough to ask who may file it. */
function blankRecord(parts: CaseParts, filing: Filing, item: FileableItem, actor: Actor): CaseRecord {
  const { declaration } = moduleOf(parts, filing.procedure ?? 'licensing');
  return {
    id: 0,
    caseNo: '',
    procedure: declaration.id,
    procedureVersion: declaration.version,
    itemId: item.itemId,
    itemVersion: item.version,
    itemName: item.name,
    authority: item.authority,
    office: item.office,
    channel: filing.channel,
    applicantParty: '',
    agentParty: null,
    filedByAccount: actor.accountId,
    applicantName: '',
    openedAt: parts.platform.clock.now(),
    status: 'draft',
    version: 0,
    due: null,
    paused: false,
    applicant: nobody,
    agent: null,
    facts: [],
    draft: null,
    draftRevision: 0,
  };
}

function namedRecord(
  { record, settings, now }: OpenCase,
  id: number,
  { applicant, agent }: ResolvedParties,
): CaseRecord {
  return {
    ...record,
    id,
    caseNo: caseNumber(settings.caseNoPrefix, legalDayOf(now), id),
    applicant,
    agent,
    applicantParty: applicant.id,
    agentParty: agent?.id ?? null,
    applicantName: applicant.name,
  };
}

function openedRow(record: CaseRecord): NewCaseRow {
  const { caseNo, procedure, itemId } = record;
  return {
    caseNo,
    procedure,
    itemId,
    channel: record.channel,
    filedByAccount: record.filedByAccount,
    openedAt: record.openedAt.toISOString(),
  };
}
