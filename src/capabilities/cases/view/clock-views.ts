/** The clocks of a case as they are shown, each day of a count included for whoever asks why. */
import type { Basis } from '../../../kernel/basis.ts';
import { type ClockReading, type Light, lightOf } from '../../../kernel/procedure/clocks.ts';
import { workingDaysBetween } from '../../../kernel/time/deadline.ts';
import type { DeadlineLine } from '../../../kernel/time/deadline-lines.ts';
import { legalDayOf } from '../../../kernel/time/legal-day.ts';
import { clocksToday, type OpenCase } from '../open-case.ts';

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

export function clockViews(open: OpenCase): ClockView[] {
  return limitsOf(open).map((clock) => clockView(clock, open));
}

export const limitsOf = (open: OpenCase) => clocksToday(open).filter(({ reminder }) => !reminder);

/** What the office reminds itself of, for those who work there. */
export const remindersOf = (open: OpenCase): ClockView[] =>
  clocksToday(open)
    .filter(({ reminder, stoppedOn }) => reminder && stoppedOn === null)
    .map((clock) => clockView(clock, open));

/** One clock with every day of its count explained. */
export function explainClock(open: OpenCase, name: string): ExplainedClock | undefined {
  const clock = clocksToday(open).find((one) => one.name === name || `${one.name}:${one.of}` === name);
  return clock && { ...clockView(clock, open), lines: clock.lines };
}

/** By when a material that was promised is owed, where its procedure has a clock for that. */
export function promisedUntil(open: OpenCase): (materialCode: string) => string | undefined {
  const owed = clocksToday(open).filter(({ outlives, stoppedOn }) => outlives && stoppedOn === null);
  return (code) => owed.find(({ of }) => of === code)?.due;
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
