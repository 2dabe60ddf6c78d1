/**
 * A case as its viewer may see it (contracts §3 `case`, with more for the pages): pure over what was loaded, so that
 * the answer to a step is ready before its commit.
 */
import type { Actor } from '../../kernel/actor.ts';
import type { Basis } from '../../kernel/basis.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Receipt } from '../../kernel/ledger/signed-texts.ts';
import { ERASED, maskIdentified } from '../../kernel/masking.ts';
import { type ClockReading, type Light, lightOf } from '../../kernel/procedure/clocks.ts';
import type { Procedure, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { Duty } from '../../kernel/procedure/duties.ts';
import { factDeclared } from '../../kernel/procedure/fold.ts';
import { mainLaneOf } from '../../kernel/procedure/outline.ts';
import { erasuresIn } from '../../kernel/procedure/record-facts.ts';
import { dutiesOf, inCapacity, offersFor } from '../../kernel/procedure/rules.ts';
import { isStandingStep } from '../../kernel/procedure/standing/standing-steps.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { workingDaysBetween } from '../../kernel/time/deadline.ts';
import type { DeadlineLine } from '../../kernel/time/deadline-lines.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { partyOf } from './case-context.ts';
import type { CaseRecord, RecordedFact } from './case-record.ts';
import { contactPhoneOf } from './contact-phone.ts';
import { factInWords } from './fact-words.ts';
import { filingWarnings } from './filing-warnings.ts';
import { documentsNamedIn, type MaterialView, materialsOf, type NoticeView, noticeOf } from './handed-in.ts';
import { involvedParties, partyNamed } from './involved-parties.ts';
import { offeredInput } from './offered-input.ts';
import { asOf, clocksOf, type OpenCase } from './open-case.ts';
import { concerns, isFull, isOpenToApplicant, mayKnowLetter } from './personal-data.ts';
import { receiptsOf } from './receipts-of-case.ts';

export interface ClockView {
  name: string;
  /** The office or party it is for, where there are several clocks of one name. */
  of: string | null;
  /** The office by name, where it is a lane's own clock: never the case's. */
  laneName: string | null;
  label: string;
  rule: string;
  basis: Basis[];
  against: 'agency' | 'applicant' | 'outside';
  startedOn: string;
  stoppedOn: string | null;
  /** It ended without anybody acting in time: for the one-time notice, the case counts as accepted. */
  ranOut: boolean;
  /** It stopped without being met, and starts anew with what follows. */
  voided: boolean;
  due: string;
  light: Light;
  /** It limits something that need not happen: its end passes quietly. */
  mayLapse: boolean;
  /** Working days from today to `due`; negative when overdue. Null once stopped, or passed quietly. */
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
  /** The id of the office for which she acted, and its name on that day. */
  office: string | null;
  officeName: string | null;
  /** The office in whose lane it happened; null for what is about the case. */
  lane: string | null;
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
  /** The lane's office by name. */
  laneName?: string;
  aside: boolean;
  /** Staff enter what a party says or hands in: the step is the party's own too. */
  onBehalf: boolean;
  /** Kinds of letters it may make, by their names. */
  letters: string[];
  /** What to have read before, in this case; it stops nobody. */
  cautions: string[];
}

export interface StepNotNow {
  step: string;
  label: string;
  lane?: string;
  laneName?: string;
  code: string;
  why: string;
  needed: string;
  basis: Basis[];
}

/** Where one instance of a lane stands, and with whom. */
export interface LaneView {
  lane: string;
  label: string;
  /** What the lane has an instance for, where it has several. */
  per: 'office' | 'party' | null;
  instance: string;
  instanceLabel: string;
  state: string;
  stateLabel: string;
  /** It is concluded: nothing is waited for. */
  over: boolean;
  /** The day of the fact by which it came to stand so. */
  since: string;
  /** Name of the officer who has it; null while anybody at the post may take it. */
  officer: string | null;
  /** When it was last urged, while nothing has come of it. */
  urgedOn: string | null;
  /** What is peculiar there now, in a few words (a special procedure); null when nothing is. */
  note: string | null;
}

export interface PartyView {
  role: 'applicant' | 'agent' | 'interested-party';
  kind: 'natural-person' | 'organization';
  name: string;
  idType: string;
  idNumber: string;
  phone?: string;
  address?: string;
  /** An agent without an authorisation on file. */
  mandate?: 'document' | 'unverified';
}

export interface CaseView {
  id: string;
  caseNo: string;
  procedure: string;
  procedureVersion: number;
  itemId: string;
  itemVersion: number;
  itemName: string;
  projectType: 'immediate' | 'promised';
  /** What comes of it: a document, the decision alone, or a filing (备案). */
  result: 'document' | 'decision' | 'filing';
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
  /** The viewer's own relation: null for staff. An interested party is shown what concerns her and nothing else. */
  relation: 'applicant' | 'agent' | 'interested-party' | null;
  clocks: ClockView[];
  /** Of the office to itself: no limits of the case. */
  reminders: ClockView[];
  timeline: TimelineEntry[];
  /** `to` where it went to one of several parties or to a third one; null for staff who see masks, and for parties. */
  letters: { id: string; kind: string; name: string; docNo: string; on: string; to: string | null }[];
  licences: string[];
  nextSteps: OfferedStep[];
  notNow: StepNotNow[];
  /** Whose turn it is: posts with an open step. */
  waitingFor: {
    role: string;
    office: string;
    officeName: string;
    step: string;
    stepLabel: string;
    officer: string | null;
    urgedOn: string | null;
  }[];
  /** What is unusual though possible, for staff to look at: a code whose check digit does not fit, two different codes. */
  warnings: { pointer: string; message: string }[];
  /** For filing and decisions: what the ledger recorded, signed. */
  receipts: Receipt[];
  lanes: LaneView[];
  form: JsonObject;
  /** The item version under which the form was filled in; the case may go by a later one. */
  formVersion: number;
  materials: MaterialView[];
  /** The last one-time notice, while and after it is answered. */
  notice: NoticeView | null;
  /** Facts whose words and documents were lawfully erased. */
  erased: { version: number; on: string; basis: string }[];
  /** The rating given, if any. */
  ratings: { grade: number; comment: string | null; on: string; followUp: boolean }[];
}

export function viewCase(open: OpenCase, viewer: Actor, context: RuleContext): CaseView {
  const whole = wholeView(open, viewer, context);
  const { party, partyId = '' } = context.actor;
  if (party === null) return whole;
  return party === 'interested-party'
    ? asFarAsItConcerns(whole, open, partyId)
    : withoutOtherParties(whole, open);
}

function wholeView(open: OpenCase, viewer: Actor, context: RuleContext): CaseView {
  const { record, declaration, terms, directory } = open;
  const officeName = (id: string) => directory.officeName(id, context.today);
  const duties = dutiesOf(declaration, context);
  const full = isFull(open, viewer);
  const filed = record.facts.findLast((fact) => fact.kind === 'submitted');
  return {
    id: String(record.id),
    caseNo: record.caseNo,
    procedure: record.procedure,
    procedureVersion: record.procedureVersion,
    itemId: record.itemId,
    itemVersion: record.itemVersion,
    itemName: terms.name,
    projectType: terms.projectType,
    result: terms.nature ?? (terms.hasResultDocument ? 'document' : 'decision'),
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
    parties: partiesOf(open, filed, full, viewer),
    relation: context.actor.party,
    clocks: clockViews(open),
    reminders: context.actor.party === null ? remindersOf(open) : [],
    timeline: record.facts.map((fact) =>
      timelineEntry(fact, open, full, isToldTo(context.actor, open, fact, full)),
    ),
    letters: lettersOf(open, viewer),
    licences: record.facts.flatMap(({ data }) =>
      typeof data.licenceId === 'string' ? [data.licenceId] : [],
    ),
    ...offered(open, context),
    waitingFor: duties.map(({ role, office, step, officer, urgedOn }) => ({
      role,
      office,
      officeName: officeName(office),
      step,
      stepLabel: declaration.steps.find((one) => one.name === step)?.label ?? step,
      officer: personName(open, officer),
      urgedOn: urgedOn ?? null,
    })),
    warnings: full
      ? [...warningsOf(open), ...(context.actor.party === null ? warningsForStaff(open) : [])]
      : [],
    receipts: receiptsOf(open),
    lanes: lanesOf(open, context, duties, full && context.actor.party === null),
    form: full ? formOf(open) : {},
    formVersion: asOf(open, formFact(open)?.version ?? record.version).item.version,
    materials: materialsOf(record, [...open.items.values()], open.item, formOf(open), promisedUntil(open)),
    notice: full ? noticeOf(record, terms) : null,
    erased: erasuresIn(record.facts).map(({ version, on, basis }) => ({ version, on, basis })),
    ratings: ratingsOf(record.facts),
  };
}

/** What is said to another party and what she says is hers; the applicant sees what becomes of it, which is shared. */
function withoutOtherParties(whole: CaseView, open: OpenCase): CaseView {
  const { record, declaration } = open;
  const others = new Set(involvedParties(declaration, record).map(({ id }) => id));
  if (others.size === 0) return whole;
  const theirs = new Set(
    record.facts.flatMap((fact) =>
      others.has(String(fact.data.party)) && !isOpenToApplicant(open, fact) ? [fact.version] : [],
    ),
  );
  return {
    ...whole,
    clocks: whole.clocks.filter(({ of }) => of === null || !others.has(of)),
    timeline: whole.timeline.filter(({ version }) => !theirs.has(version)),
    lanes: whole.lanes.filter(({ instance }) => !others.has(instance)),
  };
}

/** Whether the words of a fact are for this viewer. */
function isToldTo(
  { party, partyId = '' }: RuleContext['actor'],
  open: OpenCase,
  fact: RecordedFact,
  full: boolean,
): boolean {
  if (party === 'interested-party') return concerns(open, fact, partyId);
  return full && (party === null || isOpenToApplicant(open, fact));
}

/** 行政许可法 36, 47: the matter, what was said to her, what all parties know; not what the applicant handed in. */
function asFarAsItConcerns(whole: CaseView, open: OpenCase, partyId: string): CaseView {
  const known = new Set(
    open.record.facts.filter((fact) => concerns(open, fact, partyId)).map(({ version }) => version),
  );
  const clocks = limitsOf(open);
  const mainLane = mainLaneOf(open.declaration);
  return {
    ...whole,
    parties: [
      ...whole.parties.filter(({ role }) => role === 'applicant'),
      ...involvedViews(open)
        .filter(({ id }) => id === partyId)
        .map(({ view }) => view),
    ],
    clocks: whole.clocks.filter((_clock, at) => clocks[at]?.shared || clocks[at]?.of === partyId),
    timeline: whole.timeline.filter(({ version }) => known.has(version)),
    licences: [],
    receipts: [],
    lanes: whole.lanes.filter(({ lane, instance, per }) =>
      per === null ? lane !== mainLane : per === 'party' && instance === partyId,
    ),
    warnings: [],
    form: {},
    materials: [],
    notice: null,
    ratings: [],
  };
}

/** By when a material that was promised is owed, where its procedure has a clock for that. */
function promisedUntil(open: OpenCase): (materialCode: string) => string | undefined {
  const owed = clocksOf(open).filter(({ outlives, stoppedOn }) => outlives && stoppedOn === null);
  return (code) => owed.find(({ of }) => of === code)?.due;
}

function clockViews(open: OpenCase): ClockView[] {
  return limitsOf(open).map((clock) => clockView(clock, open));
}

const limitsOf = (open: OpenCase) => clocksOf(open).filter(({ reminder }) => !reminder);

/** What the office reminds itself of, for those who work there. */
const remindersOf = (open: OpenCase): ClockView[] =>
  clocksOf(open)
    .filter(({ reminder, stoppedOn }) => reminder && stoppedOn === null)
    .map((clock) => clockView(clock, open));

/** One clock with every day of its count explained. */
export function explainClock(open: OpenCase, name: string): ExplainedClock | undefined {
  const clock = clocksOf(open).find((one) => one.name === name || `${one.name}:${one.of}` === name);
  return clock && { ...clockView(clock, open), lines: clock.lines };
}

function clockView(clock: ClockReading, { now, calendar, settings, directory }: OpenCase): ClockView {
  const today = legalDayOf(now);
  const isOver = clock.stoppedOn !== null || (clock.mayLapse && today > clock.due);
  return {
    name: clock.name,
    of: clock.of,
    laneName: clock.lane === null || clock.of === null ? null : directory.officeName(clock.of, today),
    label: clock.label,
    rule: clock.rule,
    basis: clock.basis,
    against: clock.against,
    startedOn: clock.startedOn,
    stoppedOn: clock.stoppedOn,
    ranOut: clock.ranOut,
    voided: clock.voided,
    due: clock.due,
    light: lightOf(clock, today, calendar, settings.warnWithinDays),
    mayLapse: clock.mayLapse,
    daysLeft: isOver ? null : workingDaysBetween(calendar, today, clock.due),
    provisional: clock.provisional,
    pauses: clock.pauses.map(({ from, to }) => ({ from, to })),
    extendedDays: clock.extendedDays,
    days: clock.days,
    unit: clock.unit,
  };
}

function timelineEntry(fact: RecordedFact, open: OpenCase, full: boolean, shown: boolean): TimelineEntry {
  const { record, declaration, directory } = open;
  const declared = factDeclared(declaration, fact.kind);
  const { capacity, person, office, standsInFor, principal } = fact.actor;
  const applicant = full ? record.applicant.name : maskIdentified(record.applicant).name;
  const named = {
    system: '系统',
    post: `${directory.personNames.get(person) ?? '工作人员'}${
      standsInFor ? `（代${directory.personNames.get(standsInFor) ?? '同事'}）` : ''
    }`,
    applicant,
    agent: `${applicant}（代理人）`,
    'interested-party': (shown && partyNamed(record, principal)) || '利害关系人',
    partner: '合作系统',
    device: '设备',
  };
  return {
    version: fact.version,
    step: stepBehind(fact, declaration),
    label: declared?.label ?? fact.kind,
    effectiveOn: fact.effectiveOn,
    recordedAt: fact.recordedAt,
    actor: named[capacity],
    office: office ?? null,
    officeName: office ? directory.officeName(office, legalDayOf(new Date(fact.recordedAt))) : null,
    lane: laneOf(fact),
    basis: fact.basis,
    note: erasedNote(fact, record.facts) ?? factInWords(open, fact, shown ? fact.payload : {}),
    documents: shown ? documentsNamedIn([fact]) : [],
    hash: fact.hash,
  };
}

/** Where the words were erased, the entry says so instead of leaving a gap. */
function erasedNote(fact: RecordedFact, facts: readonly RecordedFact[]): string | undefined {
  if (fact.kind === 'payload-erased') {
    return `第 ${fact.data.version} 条的内容已依法删除，依据：${fact.data.basis}`;
  }
  const erased = erasuresIn(facts).find(({ version }) => version === fact.version);
  return erased && `内容已依法删除，依据：${erased.basis}`;
}

/** What is filed at once is filed by `file`; a draft was kept by it and is sent by a step of its own. */
function stepBehind(fact: RecordedFact, declaration: Procedure): string {
  const step = factDeclared(declaration, fact.kind)?.step ?? fact.kind;
  const sends = declaration.steps.find((one) => one.sendsDraft);
  return fact.kind === 'submitted' && fact.version > 1 && sends ? sends.name : step;
}

function lettersOf(open: OpenCase, viewer: Actor): CaseView['letters'] {
  const { record, item } = open;
  const names: Record<string, string> = Object.fromEntries(
    Object.entries(item.letters).map(([kind, letter]) => [kind, letter.name]),
  );
  const namesParties = viewer.kind === 'staff' && isFull(open, viewer);
  return record.facts.flatMap((fact) => {
    const { data, effectiveOn, recordedAt } = fact;
    const letter = data.letter;
    if (letter === null || typeof letter !== 'object' || Array.isArray(letter)) return [];
    if (!mayKnowLetter(open, fact, viewer)) return [];
    const kind = String(letter.kind);
    // A letter bears the day it was made; deemed acceptance takes effect earlier.
    const on =
      legalDayOf(new Date(recordedAt)) > effectiveOn ? legalDayOf(new Date(recordedAt)) : effectiveOn;
    const to = (namesParties && partyNamed(record, data.party)) || null;
    return [{ id: String(letter.id), kind, name: names[kind] ?? kind, docNo: String(letter.docNo), on, to }];
  });
}

/** What concerns an office's lane carries its office. */
const laneOf = ({ data }: RecordedFact) => (typeof data.office === 'string' ? data.office : null);

const personName = ({ directory }: OpenCase, id: string | undefined) =>
  id === undefined ? null : (directory.personNames.get(id) ?? '一位同事');

function offered(open: OpenCase, asked: RuleContext): Pick<CaseView, 'nextSteps' | 'notNow'> {
  const nextSteps: OfferedStep[] = [];
  const notNow: CaseView['notNow'] = [];
  for (const { step, capacity, refusal } of offersFor(open.declaration, asked)) {
    const { name, label } = step;
    const context = inCapacity(asked, capacity);
    const { instance } = capacity;
    const lane = instance
      ? { lane: instance, laneName: open.directory.officeName(instance, asked.today) }
      : {};
    if (refusal) {
      const { code, reason, needed, basis } = refusal;
      notNow.push({ step: name, label, ...lane, code, why: reason, needed, basis });
      continue;
    }
    nextSteps.push({
      step: name,
      label,
      hint: step.hint,
      input: offeredInput(open, step, context),
      ...lane,
      aside: step.aside === true,
      onBehalf: asked.actor.party === null && isOfAParty(step),
      letters: lettersMadeBy(step.letterKinds ?? [step.letter?.(context, undefined)], open),
      cautions: step.cautions?.(context, (id) => open.directory.officeName(id, asked.today)) ?? [],
    });
  }
  return { nextSteps, notNow };
}

/** Whoever urges does so in her own name, whoever else may. */
const isOfAParty = (step: StepDeclaration) => !isStandingStep(step) && step.who.some((who) => 'party' in who);

function lettersMadeBy(kinds: (string | undefined)[], { terms }: OpenCase): string[] {
  return kinds.flatMap((kind) => (kind === undefined ? [] : (terms.letters[kind] ?? [])));
}

function lanesOf(
  open: OpenCase,
  { state, today }: RuleContext,
  duties: readonly Duty[],
  withNames: boolean,
): LaneView[] {
  const { module, declaration, directory, record } = open;
  return Object.entries(declaration.lanes).flatMap(([lane, declared]) =>
    Object.entries(state.lanes[lane] ?? {}).map(([instance, standing]) => {
      const since = record.facts.find(({ version }) => version === state.movedAt[lane]?.[instance]);
      const duty = duties.find((one) => one.instance === instance && isOfLane(declaration, one, lane));
      return {
        lane,
        label: declared.label,
        per: declared.per ?? null,
        instance,
        instanceLabel:
          declared.per === 'office'
            ? directory.officeName(instance, today)
            : (withNames && declared.per === 'party' && partyNamed(record, instance)) || declared.label,
        state: standing,
        stateLabel: declared.states[standing] ?? standing,
        over: declared.ends.includes(standing),
        since: since?.effectiveOn ?? '',
        officer: personName(open, duty?.officer),
        urgedOn: duty?.urgedOn ?? null,
        note: module.laneNote?.(state, lane, instance) ?? null,
      };
    }),
  );
}

const isOfLane = (declaration: Procedure, duty: Duty, lane: string) =>
  declaration.steps.some((step) => step.name === duty.step && step.lane === lane);

function partiesOf(
  open: OpenCase,
  filed: RecordedFact | undefined,
  full: boolean,
  viewer: Actor,
): PartyView[] {
  const { record } = open;
  const given = (filed?.payload.applicant ?? open.record.draft?.applicant ?? {}) as JsonObject;
  const phone = contactPhoneOf(record);
  const givenAgent = (given.agent ?? {}) as JsonObject;
  const views: PartyView[] = [
    {
      role: 'applicant',
      ...identityOf(record.applicant),
      ...(phone === undefined ? {} : { phone }),
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
  if (!full) return views.map(maskIdentified);
  // Who else is a party is for those who handle the case; the other side meets her at the hearing.
  return partyOf(record, viewer) === null
    ? [...views, ...involvedViews(open).map(({ view }) => view)]
    : views;
}

function involvedViews({ declaration, record }: OpenCase): { id: string; view: PartyView }[] {
  return involvedParties(declaration, record).map(({ id, role, kind, name, identity, phone, address }) => ({
    id,
    view: {
      role,
      kind,
      name: name || '（已依法删除）',
      idType: identity?.idType ?? 'other',
      idNumber: identity?.idNumber ?? '',
      ...(phone ? { phone } : {}),
      ...(address ? { address } : {}),
    },
  }));
}

function identityOf({ kind, name, idType, idNumber }: OpenCase['record']['applicant']) {
  // The database puts a stand-in that is nobody's number (migrations/0115_erasure.sql).
  return { kind, name, idType, idNumber: name === ERASED ? ERASED : idNumber };
}

/** The form as it stands: as filed, or as last corrected. */
export function formOf(open: OpenCase): JsonObject {
  const form = formFact(open)?.payload.form ?? open.record.draft?.form ?? {};
  return form as JsonObject;
}

const formFact = ({ record }: OpenCase) => record.facts.findLast((fact) => fact.payload.form !== undefined);

/** By the form as it stood when it was filled in. */
function warningsOf(open: OpenCase): CaseView['warnings'] {
  const { item } = asOf(open, formFact(open)?.version ?? open.record.version);
  const { applicant, agent } = open.record;
  return filingWarnings({ applicant: { ...applicant, ...(agent && { agent }) }, form: formOf(open) }, item);
}

/** 行政许可法 34 ¶3: two officers check on the spot. Whoever holds no post here may be one all the same; somebody has to ask. */
function warningsForStaff({ record }: OpenCase): CaseView['warnings'] {
  return [...foundBefore(record), ...appliedEarly(record), ...unknownOfficers(record)];
}

/** 行政许可法 78, 79. */
function foundBefore({ earlierMisconduct }: CaseRecord): CaseView['warnings'] {
  return (earlierMisconduct ?? []).map(({ ground, on, until }) => {
    const { what, article } = misconduct[ground];
    const result = until === null ? '，请仔细核对材料' : `；至${chineseDate(until)}（含当日）不得再次申请`;
    return {
      pointer: '/applicant',
      message: `这个申请人曾于 ${chineseDate(on)}${what}${result}（行政许可法${article}）。`,
    };
  });
}

/** 行政许可法 50 ¶1, "unless otherwise provided": the rule is a setting, so nobody is refused by it alone. */
function appliedEarly({ facts }: CaseRecord): CaseView['warnings'] {
  const licence = facts.find(({ kind }) => kind === 'submitted')?.data.licence;
  const opensOn =
    licence !== null && typeof licence === 'object' && !Array.isArray(licence) ? licence.opensOn : undefined;
  return typeof opensOn === 'string'
    ? [
        {
          pointer: '/licenceId',
          message: `按本区设置的期间，这份证照自${chineseDate(opensOn)}起才申请延续（依据未核验）。是否现在受理，请核对规定。`,
        },
      ]
    : [];
}

const misconduct = {
  'false-materials': {
    what: '因隐瞒情况或者提供虚假材料，同一事项被不予受理',
    article: '第七十八条',
  },
  fraud: { what: '被撤销以欺骗、贿赂等不正当手段取得的同一许可', article: '第七十九条' },
} as const;

function unknownOfficers({ facts }: CaseRecord): CaseView['warnings'] {
  return facts.flatMap(({ kind, data, payload }) => {
    const isUnknown =
      kind === 'reviewed' && payload.secondOfficer !== undefined && data.secondOfficer === undefined;
    if (!isUnknown) return [];
    const message = `现场核查的共同核查人员“${String(payload.secondOfficer)}”不在机构人员名录中，请核实其是否为工作人员（行政许可法第三十四条第三款）。`;
    return [{ pointer: '', message }];
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
