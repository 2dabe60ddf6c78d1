/**
 * A case as its viewer may see it (contracts §3 `case`, with more for the pages): pure over what was loaded, so that
 * the answer to a step is ready before its commit.
 */
import type { Actor } from '../../kernel/actor.ts';
import type { Basis } from '../../kernel/basis.ts';
import { type FormSchema, fieldsInOrder } from '../../kernel/forms/form-schema.ts';
import { validateForm } from '../../kernel/forms/validate-form.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Receipt } from '../../kernel/ledger/signed-texts.ts';
import { ERASED, maskIdentified } from '../../kernel/masking.ts';
import { type ClockReading, type Light, lightOf } from '../../kernel/procedure/clocks.ts';
import type { RuleContext } from '../../kernel/procedure/declaration.ts';
import { declarationOf, type Erasure, erasuresIn } from '../../kernel/procedure/record-facts.ts';
import { dutiesOf, offersFor } from '../../kernel/procedure/rules.ts';
import { workingDaysBetween } from '../../kernel/time/deadline.ts';
import type { DeadlineLine } from '../../kernel/time/deadline-lines.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { RecordedFact } from './case-record.ts';
import { documentsNamedIn, type MaterialView, materialsOf, type NoticeView, noticeOf } from './handed-in.ts';
import { clocksOf, type OpenCase } from './open-case.ts';
import { isFull, mayKnowLetter } from './personal-data.ts';
import { receiptsOf } from './receipts-of-case.ts';

export interface ClockView {
  name: string;
  /** The office or party it is for, where there are several clocks of one name. */
  of: string | null;
  label: string;
  rule: string;
  basis: Basis[];
  against: 'agency' | 'applicant' | 'outside';
  startedOn: string;
  stoppedOn: string | null;
  /** It ended without anybody acting in time: for the one-time notice, the case counts as accepted. */
  ranOut: boolean;
  due: string;
  light: Light;
  /** Working days from today to `due`; negative when overdue. Null once stopped. */
  daysLeft: number | null;
  provisional: boolean;
  pauses: { from: string; to: string | null }[];
  extendedDays: number;
  days: number;
  unit: 'working' | 'natural';
}

export interface ExplainedClock extends ClockView {
  lines: DeadlineLine[];
}

export interface TimelineEntry {
  version: number;
  step: string;
  label: string;
  effectiveOn: string;
  recordedAt: string;
  /** Display name. */
  actor: string;
  office: string | null;
  basis: Basis[];
  note: string;
  /** Documents that the step named: handed in, answered with. */
  documents: string[];
  hash: string;
}

export interface OfferedStep {
  step: string;
  label: string;
  hint: string;
  /** JSON Schema 2020-12; closed lists carry `x-labels`. */
  input: JsonObject;
  lane?: string;
  aside: boolean;
  /** Kinds of letters it may make, by their names. */
  letters: string[];
}

export interface PartyView {
  role: 'applicant' | 'agent';
  kind: 'natural-person' | 'organization';
  name: string;
  idType: string;
  idNumber: string;
  phone?: string;
  /** An agent without an authorisation on file. */
  mandate?: 'document' | 'unverified';
}

export interface CaseView {
  id: string;
  caseNo: string;
  procedure: string;
  itemId: string;
  itemVersion: number;
  itemName: string;
  projectType: 'immediate' | 'promised';
  status: string;
  statusLabel: string;
  version: number;
  authority: string;
  authorityName: string;
  office: string;
  officeName: string;
  channel: string;
  openedAt: string;
  receivedOn: string | null;
  parties: PartyView[];
  /** The viewer's own relation: null for staff. */
  relation: 'applicant' | 'agent' | null;
  clocks: ClockView[];
  timeline: TimelineEntry[];
  letters: { id: string; kind: string; name: string; docNo: string; on: string }[];
  licences: string[];
  nextSteps: OfferedStep[];
  notNow: { step: string; label: string; code: string; why: string; needed: string; basis: Basis[] }[];
  /** Whose turn it is: posts with an open step. */
  waitingFor: { role: string; office: string; officeName: string; step: string; stepLabel: string }[];
  /** What is unusual though possible, for staff to look at: a code whose check digit does not fit, two different codes. */
  warnings: { pointer: string; message: string }[];
  /** For filing, decisions and whatever made a letter: what the ledger recorded, signed. */
  receipts: Receipt[];
  lanes: {
    lane: string;
    label: string;
    instance: string;
    instanceLabel: string;
    state: string;
    stateLabel: string;
  }[];
  form: JsonObject;
  materials: MaterialView[];
  /** The last one-time notice, while and after it is answered. */
  notice: NoticeView | null;
  /** Facts whose words and documents were lawfully erased. */
  erased: { version: number; on: string; basis: string }[];
  /** The rating given, if any. */
  ratings: { grade: number; comment: string | null; on: string; followUp: boolean }[];
}

export function viewCase(open: OpenCase, viewer: Actor, context: RuleContext): CaseView {
  const { record, module, terms, directory } = open;
  const { declaration } = module;
  const officeName = (id: string) => directory.offices.get(id)?.name ?? id;
  const full = isFull(open, viewer);
  const filed = record.facts.findLast((fact) => fact.kind === 'submitted');
  return {
    id: String(record.id),
    caseNo: record.caseNo,
    procedure: record.procedure,
    itemId: record.itemId,
    itemVersion: record.itemVersion,
    itemName: terms.name,
    projectType: terms.projectType,
    status: record.status,
    statusLabel: declaration.headlines[record.status] ?? record.status,
    version: record.version,
    authority: record.authority,
    authorityName: directory.authorities.get(record.authority)?.name ?? record.authority,
    office: record.office,
    officeName: officeName(record.office),
    channel: record.channel,
    openedAt: record.openedAt.toISOString(),
    receivedOn: filed?.effectiveOn ?? null,
    parties: partiesOf(open, filed, full),
    relation: context.actor.party,
    clocks: clockViews(open),
    timeline: record.facts.map((fact) =>
      timelineEntry(fact, open, full, context.actor.party !== null, officeName),
    ),
    letters: lettersOf(open, viewer),
    licences: record.facts.flatMap(({ data }) =>
      typeof data.licenceId === 'string' ? [data.licenceId] : [],
    ),
    ...offered(open, context),
    waitingFor: dutiesOf(declaration, context).map(({ role, office, step }) => ({
      role,
      office,
      officeName: officeName(office),
      step,
      stepLabel: declaration.steps.find((one) => one.name === step)?.label ?? step,
    })),
    warnings: full ? warningsOf(open) : [],
    receipts: receiptsOf(open, viewer),
    lanes: lanesOf(open, context, officeName),
    form: full ? formOf(open) : {},
    materials: materialsOf(record, open.item, formOf(open)),
    notice: full ? noticeOf(record, terms) : null,
    erased: erasuresIn(record.facts).map(({ version, on, basis }) => ({ version, on, basis })),
    ratings: ratingsOf(record.facts),
  };
}

function clockViews(open: OpenCase): ClockView[] {
  return clocksOf(open).map((clock) => clockView(clock, open));
}

/** One clock with every day of its count explained. */
export function explainClock(open: OpenCase, name: string): ExplainedClock | undefined {
  const clock = clocksOf(open).find((one) => one.name === name || `${one.name}:${one.of}` === name);
  return clock && { ...clockView(clock, open), lines: clock.lines };
}

function clockView(clock: ClockReading, { now, calendar, settings }: OpenCase): ClockView {
  const today = legalDayOf(now);
  return {
    name: clock.name,
    of: clock.of,
    label: clock.label,
    rule: clock.rule,
    basis: clock.basis,
    against: clock.against,
    startedOn: clock.startedOn,
    stoppedOn: clock.stoppedOn,
    ranOut: clock.ranOut,
    due: clock.due,
    light: lightOf(clock, today, calendar, settings.warnWithinDays),
    daysLeft: clock.stoppedOn === null ? workingDaysBetween(calendar, today, clock.due) : null,
    provisional: clock.provisional,
    pauses: clock.pauses.map(({ from, to }) => ({ from, to })),
    extendedDays: clock.extendedDays,
    days: clock.days,
    unit: clock.unit,
  };
}

function timelineEntry(
  fact: RecordedFact,
  { record, module, directory }: OpenCase,
  full: boolean,
  viewerIsParty: boolean,
  officeName: (id: string) => string,
): TimelineEntry {
  const declared = declarationOf(module.declaration, fact.kind);
  const shown = full && !(viewerIsParty && declared?.internal);
  const { capacity, person, office } = fact.actor;
  const applicant = full ? record.applicant.name : maskIdentified(record.applicant).name;
  const named = {
    system: '系统',
    post: directory.personNames.get(person) ?? '工作人员',
    applicant,
    agent: `${applicant}（代理人）`,
    partner: '合作系统',
    device: '设备',
  };
  return {
    version: fact.version,
    step: declared?.step ?? fact.kind,
    label: declared?.label ?? fact.kind,
    effectiveOn: fact.effectiveOn,
    recordedAt: fact.recordedAt,
    actor: named[capacity],
    office: office ? officeName(office) : null,
    basis: fact.basis,
    note: noteOf(fact, erasuresIn(record.facts), () =>
      module.describe(fact, shown ? fact.payload : {}, officeName),
    ),
    documents: shown ? documentsNamedIn([fact]) : [],
    hash: fact.hash,
  };
}

/** Where the words were erased, the entry says so instead of leaving a gap. */
function noteOf(fact: RecordedFact, erasures: Erasure[], described: () => string): string {
  if (fact.kind === 'payload-erased') {
    return `第 ${fact.data.version} 条的内容已依法删除（${fact.data.basis}）`;
  }
  const erased = erasures.find(({ version }) => version === fact.version);
  return erased ? `内容已依法删除（${erased.basis}）` : described();
}

function lettersOf(open: OpenCase, viewer: Actor): CaseView['letters'] {
  const { record, item } = open;
  const names: Record<string, string> = Object.fromEntries(
    Object.entries(item.letters).map(([kind, letter]) => [kind, letter.name]),
  );
  return record.facts.flatMap((fact) => {
    const { data, effectiveOn, recordedAt } = fact;
    const letter = data.letter;
    if (letter === null || typeof letter !== 'object' || Array.isArray(letter)) return [];
    if (!mayKnowLetter(open, fact, viewer)) return [];
    const kind = String(letter.kind);
    // A letter bears the day it was made; deemed acceptance takes effect earlier.
    const on =
      legalDayOf(new Date(recordedAt)) > effectiveOn ? legalDayOf(new Date(recordedAt)) : effectiveOn;
    return [{ id: String(letter.id), kind, name: names[kind] ?? kind, docNo: String(letter.docNo), on }];
  });
}

function offered(open: OpenCase, context: RuleContext): Pick<CaseView, 'nextSteps' | 'notNow'> {
  const nextSteps: OfferedStep[] = [];
  const notNow: CaseView['notNow'] = [];
  for (const { step, capacity, refusal } of offersFor(open.module.declaration, context)) {
    const { name, label } = step;
    if (refusal) {
      const { code, reason, needed, basis } = refusal;
      notNow.push({ step: name, label, code, why: reason, needed, basis });
      continue;
    }
    nextSteps.push({
      step: name,
      label,
      hint: step.hint,
      input: JSON.parse(JSON.stringify(step.input)) as JsonObject,
      ...(capacity.instance ? { lane: capacity.instance } : {}),
      aside: step.aside === true,
      letters: lettersMadeBy(step.letterKinds ?? [step.letter?.(context, undefined)], open),
    });
  }
  return { nextSteps, notNow };
}

function lettersMadeBy(kinds: (string | undefined)[], { terms }: OpenCase): string[] {
  return kinds.flatMap((kind) => (kind === undefined ? [] : (terms.letters[kind] ?? [])));
}

function lanesOf(
  { module }: OpenCase,
  { state }: RuleContext,
  officeName: (id: string) => string,
): CaseView['lanes'] {
  return Object.entries(module.declaration.lanes).flatMap(([lane, declared]) =>
    Object.entries(state.lanes[lane] ?? {}).map(([instance, standing]) => ({
      lane,
      label: declared.label,
      instance,
      instanceLabel: declared.per === 'office' ? officeName(instance) : declared.label,
      state: standing,
      stateLabel: declared.states[standing] ?? standing,
    })),
  );
}

function partiesOf(open: OpenCase, filed: RecordedFact | undefined, full: boolean): PartyView[] {
  const { record } = open;
  const given = (filed?.payload.applicant ?? open.record.draft?.applicant ?? {}) as JsonObject;
  const givenAgent = (given.agent ?? {}) as JsonObject;
  const views: PartyView[] = [
    {
      role: 'applicant',
      ...identityOf(record.applicant),
      ...(typeof given.phone === 'string' ? { phone: given.phone } : {}),
    },
  ];
  if (record.agent) {
    views.push({
      role: 'agent',
      ...identityOf(record.agent),
      // As she was named in this case; the party's own row may have been made by another filing.
      ...(typeof givenAgent.name === 'string' ? { name: givenAgent.name } : {}),
      ...(typeof givenAgent.phone === 'string' ? { phone: givenAgent.phone } : {}),
      mandate: givenAgent.mandateDocumentId ? 'document' : 'unverified',
    });
  }
  return full ? views : views.map(maskIdentified);
}

function identityOf({ kind, name, idType, idNumber }: OpenCase['record']['applicant']) {
  // The database puts a stand-in that is nobody's number (migrations/0115_erasure.sql).
  return { kind, name, idType, idNumber: name === ERASED ? ERASED : idNumber };
}

/** The form as it stands: as filed, or as last corrected. */
export function formOf({ record }: OpenCase): JsonObject {
  const last = record.facts.findLast((fact) => fact.payload.form !== undefined);
  const form = last?.payload.form ?? record.draft?.form ?? {};
  return form as JsonObject;
}

/** Nothing here stops anybody: a genuine code may fail its check digit, and an agent may act for another company. */
function warningsOf(open: OpenCase): CaseView['warnings'] {
  const form = formOf(open);
  const unusual = validateForm(open.item.form, form).warnings;
  const { idType, idNumber, name } = open.record.applicant;
  const other =
    idType === 'credit-code'
      ? creditCodesIn(open.item.form, form).filter(({ code }) => code !== idNumber)
      : [];
  return [
    ...unusual.map(({ pointer, message }) => ({ pointer: `/form${pointer}`, message })),
    ...other.map(({ pointer, code }) => ({
      pointer,
      message: `申请表中的统一社会信用代码 ${code} 与申请人“${name}”的 ${idNumber} 不一致，请核对。`,
    })),
  ];
}

function creditCodesIn(form: FormSchema, answers: JsonObject): { pointer: string; code: string }[] {
  return fieldsInOrder(form).flatMap(([name, field]) => {
    const value = answers[name];
    const isCode = 'x-element' in field && field['x-element'] === 'organization.credit-code';
    return isCode && typeof value === 'string' ? [{ pointer: `/form/${name}`, code: tidyCode(value) }] : [];
  });
}

function ratingsOf(facts: readonly RecordedFact[]): CaseView['ratings'] {
  return facts
    .filter((fact) => fact.kind === 'rated')
    .map(({ data, payload, effectiveOn }) => ({
      grade: Number(data.grade),
      comment: typeof payload.comment === 'string' ? payload.comment : null,
      on: effectiveOn,
      followUp: data.followUp === true,
    }));
}
