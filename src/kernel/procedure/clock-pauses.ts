/** What is excluded from a clock, read from the pairs of facts between which time does not count. */
import type { JsonObject } from '../json.ts';
import type { Calendar } from '../time/calendar.ts';
import { addWorkingDays } from '../time/deadline.ts';
import type { LegalDay } from '../time/legal-day.ts';
import type { PauseDeclaration } from './clock-declaration.ts';
import type { Fact } from './fact.ts';
import { handOverOf, versionMoveOf } from './standing/standing-facts.ts';

export interface ClockPause {
  from: LegalDay;
  /** Null while the pause lasts; then it is reckoned up to its announced end. */
  to: LegalDay | null;
  announcedUntil: LegalDay;
  /** Whose pause it is: an office, a third party. */
  of: string;
}

/** Every pause of these pairs; a stop of the clock ends what still lasts. */
export function pausesOf(
  pairs: readonly PauseDeclaration[],
  facts: readonly Fact[],
  calendar: Calendar,
  stoppedOn: LegalDay | undefined,
): ClockPause[] {
  return pairs.flatMap((pair) => {
    const pauses = pausesIn(pair, facts, calendar);
    return stoppedOn ? pauses.map((pause) => ({ ...pause, to: pause.to ?? stoppedOn })) : pauses;
  });
}

function pausesIn(pair: PauseDeclaration, facts: readonly Fact[], calendar: Calendar): ClockPause[] {
  const pauses: ClockPause[] = [];
  const open = (key: string) => pauses.filter((pause) => pause.of === key && pause.to === null);
  const end = (key: string, on: LegalDay) => {
    for (const pause of open(key)) pause.to = on;
  };
  for (const fact of facts) {
    if (fact.kind === pair.from) {
      const announcedUntil = addWorkingDays(calendar, fact.effectiveOn, pair.announcedDays(fact));
      pauses.push({ from: fact.effectiveOn, to: null, announcedUntil, of: pair.of(fact) });
    }
    if (pair.to.includes(fact.kind)) end(pair.of(fact), fact.effectiveOn);
    if (!isOfOffices(pair, fact)) continue;
    const over = handOverOf(fact);
    if (over) for (const pause of open(keyOf(pair, fact, over.from))) pause.of = keyOf(pair, fact, over.to);
    for (const { instance } of versionMoveOf(fact)?.leaves ?? []) {
      end(keyOf(pair, fact, instance), fact.effectiveOn);
    }
  }
  return pauses;
}

/** A pause of the case itself (a hearing) lasts, whichever office comes or leaves. */
const isOfOffices = (pair: PauseDeclaration, fact: Fact) =>
  pair.of(about(fact, { office: 'one' })) !== pair.of(about(fact, { office: 'another' }));

/** What the pair would call a pause of this office. */
const keyOf = (pair: PauseDeclaration, fact: Fact, office: string) => pair.of(about(fact, { office }));

export const about = (fact: Fact, data: JsonObject): Fact => ({ ...fact, data });

/** Of a pause that began before the run, what reaches into it. */
export function within(pause: ClockPause, start: LegalDay): ClockPause[] {
  if (pause.from >= start) return [pause];
  if (pause.to !== null && pause.to <= start) return [];
  return pause.to === null && pause.announcedUntil <= start ? [] : [{ ...pause, from: start }];
}

/**
 * Those that count: 行政许可法 45 and 政府信息公开条例 33 ¶3 leave time out of a limit that is running. One that had ended
 * before a pause began has no time left to leave out, and stays overdue. `dueOn` is the last day as it was known on a day.
 */
export function begunInTime(
  pauses: readonly ClockPause[],
  dueOn: (day: LegalDay, earlier: readonly ClockPause[]) => LegalDay,
): ClockPause[] {
  const counted: ClockPause[] = [];
  for (const pause of pauses.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const standsStill = counted.some(({ to }) => to === null || to >= pause.from);
    if (standsStill || dueOn(pause.from, counted) >= pause.from) counted.push(pause);
  }
  return counted;
}
