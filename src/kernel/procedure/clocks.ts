/**
 * Clocks are folded from facts over a calendar: nothing about a due date is stored that a recomputation would not
 * give again. Pauses and extensions belong to clocks and never block another lane.
 */
import type { Basis } from '../basis.ts';
import type { JsonObject } from '../json.ts';
import type { Calendar } from '../time/calendar.ts';
import { type Deadline, deadline, workingDaysBetween } from '../time/deadline.ts';
import type { DeadlineLine } from '../time/deadline-lines.ts';
import type { LegalDay } from '../time/legal-day.ts';
import type { Pause } from '../time/pauses.ts';
import type { ClockDeclaration } from './clock-declaration.ts';
import { begunInTime, type ClockPause, pausesOf, within } from './clock-pauses.ts';
import { type Run, runsOf } from './clock-runs.ts';
import type { EarlierTerms, RuleContext } from './declaration.ts';
import type { Fact } from './fact.ts';
import type { ItemTerms, Limit } from './item-terms.ts';
import type { Settings } from './settings.ts';
import { settingsAt, termsAt } from './versions.ts';

export type Light = 'normal' | 'warning' | 'overdue' | 'paused' | 'stopped';

export interface ClockReading {
  name: string;
  /** Which of several clocks of this name: the office or party it is for; null where there is one. */
  of: string | null;
  /** The lane whose instance `of` it is, for a lane's own clock; null for a clock of the case. */
  lane: string | null;
  label: string;
  rule: string;
  basis: Basis[];
  against: ClockDeclaration['against'];
  mayLapse: boolean;
  /** Every party of the case sees it. */
  shared: boolean;
  /** It goes on when the case is closed. */
  outlives: boolean;
  /** The office reminds itself; no limit of the case. */
  reminder: boolean;
  startedOn: LegalDay;
  stoppedOn: LegalDay | null;
  /** Nobody met it: it ran out, and what law attaches to that took effect. Then it stopped on `due`. */
  ranOut: boolean;
  /** It stopped without being met, and starts anew with what follows. */
  voided: boolean;
  due: LegalDay;
  provisional: boolean;
  /** Those that began before the limit had ended. `to` is null while one lasts; then `due` counts it up to its announced end. */
  pauses: ClockPause[];
  extendedDays: number;
  days: number;
  unit: Limit['unit'];
  /** Worked out when it is read. */
  readonly lines: DeadlineLine[];
  /** What `system` does on the day after `due`. */
  onExpiry: { step: string; input: JsonObject } | null;
}

export interface ClockInputs {
  calendar: Calendar;
  /**
   * For whoever looks at a clock that still stands when its pause was announced to be over: it stands until somebody
   * resumes it, so no day up to this one counts. Rows and rules go by facts alone, which no day changes, and leave it out.
   */
  seenOn?: LegalDay;
  settings: Settings;
  item: ItemTerms;
  earlierTerms?: readonly EarlierTerms[];
}

/** The latest run of every clock that has started, stopped ones included. */
export function readClocks(
  clocks: readonly ClockDeclaration[],
  facts: readonly Fact[],
  inputs: ClockInputs,
): ClockReading[] {
  return clocks.flatMap((declared) => {
    if (declared.applies && !declared.applies(inputs.item, inputs.settings)) return [];
    return runsOf(declared, facts).flatMap((run) => {
      const reading = readRun(declared, run, inputs);
      return reading ? [reading] : [];
    });
  });
}

function readRun(declared: ClockDeclaration, run: Run, inputs: ClockInputs): ClockReading | undefined {
  const { of, start, stop, before, during } = run;
  const { calendar, item } = inputs;
  const settings = settingsAt(inputs.settings, start);
  const terms = termsAt(inputs, start.version);
  const limit = declared.limit(terms, settings, start, of ?? '');
  if (!limit) return undefined;
  const daysAdded = (facts: readonly Fact[]) =>
    facts.reduce((sum, fact) => sum + (declared.extendedBy?.(fact) ?? 0), 0);
  const asked = pausesOf(declared.pausedBy ?? [], [...before, ...during], calendar, stop?.effectiveOn)
    .filter((pause) => declared.lane === undefined || pause.of === of)
    .flatMap((pause) => within(pause, start.effectiveOn))
    .map((pause) =>
      lastsBeyond(pause, inputs.seenOn) ? { ...pause, announcedUntil: inputs.seenOn } : pause,
    );
  const pauses = begunInTime(asked, (on, earlier) => {
    const known = during.filter(({ effectiveOn }) => effectiveOn <= on);
    return dueOf(calendar, start.effectiveOn, limit, daysAdded(known), earlier).due;
  });
  const extendedDays = daysAdded(during);
  const answer =
    limit.endsOn === undefined
      ? dueOf(calendar, start.effectiveOn, limit, extendedDays, pauses)
      : { due: limit.endsOn, provisional: false, lines: fixedLines(start.effectiveOn, limit.endsOn) };
  const { onExpiry } = declared;
  const ranOut = stop !== undefined && onExpiry !== undefined && stop.actor.capacity === 'system';
  return {
    name: declared.name,
    of,
    lane: declared.lane ?? null,
    label: (of !== null && declared.labelOf?.(terms, of)) || declared.label,
    rule: limit.rule,
    basis: limit.basis,
    against: declared.against,
    mayLapse: declared.mayLapse === true,
    shared: declared.shared === true,
    outlives: declared.outlives === true,
    reminder: declared.reminder === true,
    startedOn: start.effectiveOn,
    stoppedOn: ranOut ? answer.due : (stop?.effectiveOn ?? null),
    ranOut,
    voided: stop !== undefined && declared.voidedBy?.includes(stop.kind) === true,
    due: answer.due,
    provisional: answer.provisional,
    pauses,
    extendedDays,
    days: limit.days,
    unit: limit.unit,
    get lines() {
      return answer.lines;
    },
    onExpiry: onExpiry?.when(item, settings)
      ? { step: onExpiry.step, input: onExpiry.input?.(of ?? '') ?? {} }
      : null,
  };
}

/** Whether somebody announced an earlier end than `today` and has not resumed. */
export function lastsBeyond<Day extends LegalDay | undefined>(
  { to, announcedUntil }: ClockPause,
  today: Day,
): today is Day & LegalDay {
  return to === null && today !== undefined && announcedUntil < today;
}

function dueOf(
  calendar: Calendar,
  from: LegalDay,
  limit: Limit,
  extendedDays: number,
  pauses: readonly ClockPause[],
): Deadline {
  const excluded: Pause[] = pauses.map((pause) => ({
    from: pause.from,
    to: pause.to ?? pause.announcedUntil,
  }));
  // 民法典 203 rolls natural days; law names pauses for working-day limits only.
  return deadline(calendar, {
    from,
    days: limit.days + extendedDays,
    unit: limit.unit,
    ...(limit.unit === 'working' ? { pauses: excluded } : {}),
  });
}

function fixedLines(from: LegalDay, due: LegalDay): DeadlineLine[] {
  return [
    { kind: 'start', from, to: from, days: 1, text: `${from}开始` },
    { kind: 'due', from: due, to: due, days: 1, text: `最后一日为${due}，是固定的日期，不因休息日顺延` },
  ];
}

/**
 * The light as a person sees it on `today`. Never by colour alone: it is a word. A limit of somebody outside warns in its
 * second half at the earliest: one of three days would otherwise be amber from the minute it was set.
 */
export function lightOf(
  clock: ClockReading,
  today: LegalDay,
  calendar: Calendar,
  warnWithinDays: number,
): Light {
  if (clock.stoppedOn !== null) return 'stopped';
  if (isPaused(clock)) return 'paused';
  if (today > clock.due) return clock.mayLapse ? 'stopped' : 'overdue';
  const half = clock.against === 'agency' ? warnWithinDays : Math.floor(clock.days / 2);
  const warnsWithin = Math.min(warnWithinDays, half);
  return workingDaysBetween(calendar, today, clock.due) <= warnsWithin ? 'warning' : 'normal';
}

/** The clocks that ran out before `today` and to which law or a local rule attaches a step by the system; oldest first. */
export function expiredClocks(clocks: readonly ClockReading[], today: LegalDay): ClockReading[] {
  return clocks
    .filter((clock) => clock.onExpiry !== null && clock.stoppedOn === null && today > clock.due)
    .filter((clock) => !isPaused(clock))
    .sort((one, other) => (one.due < other.due ? -1 : 1));
}

/** Whether something is excluded from the clock right now: then it cannot run out. */
export function isPaused(clock: ClockReading): boolean {
  return clock.pauses.some((pause) => pause.to === null);
}

/**
 * The day on which a limit ran out, for what law attaches to that: whenever the program comes to see it, it takes effect
 * then. Today while there is no such limit.
 */
export function lastDayOf(
  name: string,
  clocks: readonly ClockDeclaration[],
  context: ClockInputs & Pick<RuleContext, 'state' | 'today'>,
  of: string | null = null,
): LegalDay {
  const read = readClocks(
    clocks.filter((clock) => clock.name === name),
    context.state.facts,
    context,
  );
  return read.find((clock) => of === null || clock.of === of)?.due ?? context.today;
}
