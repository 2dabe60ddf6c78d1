import type { Calendar } from './calendar.ts';
import { CalendarRangeFault } from './calendar-index.ts';
import { type DeadlineLine, explain } from './deadline-lines.ts';
import { dayAt, dayNumber, isLegalDay, type LegalDay, yearOf } from './legal-day.ts';
import { type Interval, type Pause, unionOf } from './pauses.ts';

export type Unit = 'working' | 'natural';

export interface DeadlineQuestion {
  /** The day of the trigger. It is not counted (民法典 §201 ¶1). */
  from: LegalDay;
  /** At least 1. */
  days: number;
  unit: Unit;
  /** Working days only; overlapping pauses are a union. */
  pauses?: readonly Pause[];
}

export interface Deadline {
  /** The last day of the period, until 24:00 or close of business (民法典 §203 ¶2). */
  due: LegalDay;
  /** True when a counted or rolled-over day, or the last day, lies in a year without a published arrangement. */
  provisional: boolean;
  lines: DeadlineLine[];
}

/** A question that has no answer; `place` is the member of the question that is wrong, `message` is Chinese. */
export class DeadlineInputFault extends Error {
  readonly code: string;
  readonly place: 'from' | 'days' | 'unit' | 'pauses' | 'rule';

  constructor(place: DeadlineInputFault['place'], code: string, message: string) {
    super(message);
    this.place = place;
    this.code = code;
  }
}

/** Far beyond any limit of law; it keeps an explanation readable and a careless call cheap. */
export const longestPeriod = 3660;

/** When a period ends and why. Throws DeadlineInputFault on a bad call. */
export function deadline(calendar: Calendar, question: DeadlineQuestion): Deadline {
  check(question);
  return withinCalendar(() => {
    const start = dayNumber(question.from);
    const pauses = unionOf(question.pauses ?? [], start);
    const raw =
      question.unit === 'natural'
        ? start + question.days
        : countWorkingDays(calendar, start, question.days, pauses);
    // Only natural days roll: a working-day period cannot end on a rest day.
    const due = nextWorkday(calendar, raw);
    const provisional = firstUnpublishedYear(calendar, start + 1, due) !== undefined;
    const { days, unit } = question;
    return {
      due: dayAt(due),
      provisional,
      // Most callers want the day alone; a board of thousands must not pay for explanations nobody opens.
      get lines() {
        return explain(calendar, { start, raw, due, pauses, days, unit });
      },
    };
  });
}

/** Working days in (from, to]; negative when `to` is earlier than `from`. */
export function workingDaysBetween(calendar: Calendar, from: LegalDay, to: LegalDay): number {
  const { index } = calendar;
  return index.workdaysThrough(dayNumber(to)) - index.workdaysThrough(dayNumber(from));
}

/** The n-th working day after `from`; with n = 0 the day itself, with a negative n the n-th before it. */
export function addWorkingDays(calendar: Calendar, from: LegalDay, days: number): LegalDay {
  if (days === 0) return from;
  const { index } = calendar;
  const start = dayNumber(from);
  const total = days > 0 ? index.workdaysThrough(start) : index.workdaysThrough(start - 1) + 1;
  return dayAt(index.workday(total + days));
}

/** 民法典 §203 ¶1: a period whose last day is a rest day ends on the next day that is none. */
export function nextWorkday(calendar: Calendar, day: number): number {
  return calendar.index.isWorkday(day)
    ? day
    : calendar.index.workday(calendar.index.workdaysThrough(day) + 1);
}

/** The first year of (start, end] without a published arrangement, if there is one. */
export function firstUnpublishedYear(calendar: Calendar, first: number, last: number): number | undefined {
  const end = yearOf(dayAt(last));
  for (let year = yearOf(dayAt(first)); year <= end; year++) if (!calendar.isPublished(year)) return year;
  return undefined;
}

/** Runs a computation; leaving the calendar's years is the asker's mistake, not a fault of the program. */
export function withinCalendar<T>(compute: () => T): T {
  try {
    return compute();
  } catch (fault) {
    if (fault instanceof CalendarRangeFault) {
      throw new DeadlineInputFault('from', 'deadline/out-of-calendar', `期间超出日历范围。${fault.message}`);
    }
    throw fault;
  }
}

/** Jumps from pause to pause; between two of them the running totals give the day at once. */
function countWorkingDays(
  calendar: Calendar,
  start: number,
  days: number,
  pauses: readonly Interval[],
): number {
  const { index } = calendar;
  let cursor = start;
  let left = days;
  for (const pause of pauses) {
    const available = index.workdaysThrough(pause.from) - index.workdaysThrough(cursor);
    if (available >= left) break;
    left -= available;
    cursor = pause.to;
  }
  return index.workday(index.workdaysThrough(cursor) + left);
}

function check({ from, days, unit, pauses = [] }: DeadlineQuestion): void {
  if (!isLegalDay(from))
    throw new DeadlineInputFault('from', 'deadline/bad-day', '起算日应为有效日期，形如2026-02-13。');
  if (!Number.isInteger(days) || days < 1 || days > longestPeriod) {
    throw new DeadlineInputFault('days', 'deadline/bad-length', `天数应为1至${longestPeriod}之间的整数。`);
  }
  if (unit !== 'working' && unit !== 'natural') {
    throw new DeadlineInputFault(
      'unit',
      'deadline/bad-unit',
      '单位应为working（工作日）或natural（自然日）。',
    );
  }
  for (const pause of pauses) checkPause(pause);
  if (unit === 'natural' && pauses.length > 0) {
    // No law suspends a natural-day limit in days counted one by one; guessing a meaning would invent one.
    throw new DeadlineInputFault(
      'pauses',
      'deadline/pause-with-natural-days',
      '自然日期间不能扣除时间；扣除只适用于工作日期间。',
    );
  }
}

function checkPause({ from, to }: Pause): void {
  if (!isLegalDay(from) || !isLegalDay(to)) {
    throw new DeadlineInputFault(
      'pauses',
      'deadline/bad-pause',
      '扣除时间应为两个有效日期，形如2026-03-02..2026-03-06。',
    );
  }
  if (to < from) {
    throw new DeadlineInputFault('pauses', 'deadline/bad-pause', `扣除时间的结束日${to}早于开始日${from}。`);
  }
}
