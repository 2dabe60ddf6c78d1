/**
 * A case as its viewer may see it (contracts §3 `case`, with more for the pages): pure over what was loaded, so that
 * the answer to a step is ready before its commit. One file of view/ for each thing that is shown.
 */
import type { Actor } from '../../kernel/actor.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Receipt } from '../../kernel/ledger/signed-texts.ts';
import type { RuleContext } from '../../kernel/procedure/declaration.ts';
import { erasuresIn } from '../../kernel/procedure/record-facts.ts';
import { dutiesOf } from '../../kernel/procedure/rules.ts';
import type { FilingWarning } from './filing-warnings.ts';
import { type MaterialView, materialsOf, type NoticeView, noticeOf } from './handed-in.ts';
import type { OpenCase } from './open-case.ts';
import { isFull } from './personal-data.ts';
import { receiptsOf } from './receipts-of-case.ts';
import { type ClockView, clockViews, promisedUntil, remindersOf } from './view/clock-views.ts';
import { formOf, itemOfForm } from './view/form-of-case.ts';
import { type LaneView, lanesOf } from './view/lane-views.ts';
import { type LetterView, lettersOf } from './view/letter-views.ts';
import { type StepsInView, stepsInView } from './view/offered-steps.ts';
import { asFarAsItConcerns, withoutOtherParties } from './view/one-party-of-several.ts';
import { type PartyView, partiesOf } from './view/party-views.ts';
import { type RatingView, ratingsOf } from './view/ratings.ts';
import { type TimelineEntry, timelineOf } from './view/timeline.ts';
import { warningsForStaff, warningsOf } from './view/warnings.ts';
import { type Turn, turnsOf } from './view/whose-turn.ts';

export interface CaseView extends StepsInView {
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
  letters: LetterView[];
  licences: string[];
  waitingFor: Turn[];
  /** A code whose check digit does not fit, two different codes, an applicant refused for lying a short time ago. */
  warnings: FilingWarning[];
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
  ratings: RatingView[];
}

/** A draft may have been begun for another one. */
const channelOf = ({ channel, draft }: OpenCase['record']): string =>
  typeof draft?.channel === 'string' ? draft.channel : channel;

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
    officeName: directory.officeName(record.office, context.today),
    channel: channelOf(record),
    openedAt: record.openedAt.toISOString(),
    receivedOn: filed?.effectiveOn ?? null,
    parties: partiesOf(open, filed, full, viewer),
    relation: context.actor.party,
    clocks: clockViews(open),
    reminders: context.actor.party === null ? remindersOf(open) : [],
    timeline: timelineOf(open, context.actor, full),
    letters: lettersOf(open, viewer),
    licences: record.facts.flatMap(({ data }) =>
      typeof data.licenceId === 'string' ? [data.licenceId] : [],
    ),
    ...stepsInView(open, context),
    waitingFor: turnsOf(open, context, duties),
    warnings: full
      ? [...warningsOf(open), ...(context.actor.party === null ? warningsForStaff(open) : [])]
      : [],
    receipts: receiptsOf(open),
    lanes: lanesOf(open, context, duties, full && context.actor.party === null),
    form: full ? formOf(open) : {},
    formVersion: itemOfForm(open).version,
    materials: materialsOf(record, [...open.items.values()], open.item, formOf(open), promisedUntil(open)),
    notice: full ? noticeOf(record, terms) : null,
    erased: erasuresIn(record.facts).map(({ version, on, basis }) => ({ version, on, basis })),
    ratings: ratingsOf(record.facts),
  };
}
