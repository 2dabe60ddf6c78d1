/** Where the hearing of a case stands and who takes part, read from its facts alone. */
import { type ClockReading, readClocks } from '../../kernel/procedure/clocks.ts';
import type { RuleContext, State } from '../../kernel/procedure/declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { factsOf, lastFact } from '../../kernel/procedure/fold.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';
import type { Calendar } from '../../kernel/time/calendar.ts';
import { addWorkingDays } from '../../kernel/time/deadline.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { latestDayBefore } from '../../kernel/time/periods.ts';
import { hearingClocks } from './hearing-clocks.ts';

/** Undefined where no hearing was ever called for. */
export function hearingStanding({ lanes }: State): string | undefined {
  return lanes.hearing?.main;
}

/** It is settled that there will be one, and it has no signed record yet. */
export function isHearingPending(state: State): boolean {
  return ['required', 'scheduled', 'held'].includes(hearingStanding(state) ?? '');
}

/** Each one told of the right, and where she stands with it. */
export function rightsTold({ lanes }: State): Record<string, string> {
  return lanes['hearing-right'] ?? {};
}

export function applicantOf(state: State): string {
  return String(lastFact(state, 'submitted')?.data.applicant ?? '');
}

/** Everybody who takes part: the applicant and the interested parties, in the order in which they were named. */
export function participants(state: State): string[] {
  const named = factsOf(state, 'interested-party-named').map((fact) => String(fact.data.party));
  return [...new Set([applicantOf(state), ...named])];
}

export function scheduledHearing(state: State): Fact | undefined {
  return lastFact(state, 'hearing-scheduled');
}

/** The last day on which this person may ask for a hearing; undefined when she was never told. */
export function lastDayToAsk(context: RuleContext, party: string): LegalDay | undefined {
  return clockOf(context, 'hearing-request', party)?.due;
}

/** The last day on which a requested hearing can be held in time; undefined for one on the authority's own motion. */
export function lastDayToHold(context: RuleContext): LegalDay | undefined {
  return clockOf(context, 'hearing', null)?.due;
}

function clockOf(context: RuleContext, name: string, of: string | null): ClockReading | undefined {
  return readClocks(hearingClocks, context.state.facts, context).find(
    (clock) => clock.name === name && clock.of === of,
  );
}

const notice = () => getRule('XK-48-1');

/** The last day on which a hearing on this day can still be notified. */
export function lastDayOfNotice(calendar: Calendar, on: LegalDay): LegalDay {
  const { days, unit } = notice();
  return latestDayBefore(calendar, { event: on, days, unit });
}

/** The first day for which a notice given today is in time. */
export function earliestHearing(calendar: Calendar, today: LegalDay): LegalDay {
  const day = addWorkingDays(calendar, today, notice().days);
  return lastDayOfNotice(calendar, day) >= today ? day : addWorkingDays(calendar, day, 1);
}

/** The challenge of the chair that nobody has settled yet. */
export function openChallenge(state: State): Fact | undefined {
  const last = lastFact(state, 'chair-challenged', 'challenge-settled');
  return last?.kind === 'chair-challenged' ? last : undefined;
}

/** The chair as last appointed; undefined where there is none or the name was lawfully erased. */
export function chairOf({ state, evidence }: RuleContext): string | undefined {
  for (const fact of state.facts.toReversed()) {
    if (fact.kind !== 'hearing-scheduled' && fact.kind !== 'challenge-settled') continue;
    const chair = evidence?.payloadOf(fact).chair;
    if (typeof chair === 'string') return chair;
  }
  return undefined;
}

/** Names of those who reviewed the application, second officers included, as far as they are still known. */
export function reviewersOf({ state, evidence }: RuleContext): string[] {
  return factsOf(state, 'reviewed').flatMap((fact) => {
    const second = evidence?.payloadOf(fact).secondOfficer;
    const reviewer = evidence?.personName(fact.actor.person);
    return [reviewer, second].flatMap((name) => (typeof name === 'string' ? [nameKey(name)] : []));
  });
}

/** Two spellings of one name: blanks do not tell people apart. */
export const nameKey = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '');
