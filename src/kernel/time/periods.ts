import type { Calendar } from './calendar.ts';
import { addWorkingDays, nextWorkday, type Unit, withinCalendar } from './deadline.ts';
import { addDays, dayAt, dayNumber, type LegalDay } from './legal-day.ts';

/**
 * The last day of a period of months: the corresponding day of the month it ends in, or that month's end
 * (民法典 §202), moved past rest days (§203 ¶1). One month from 01-31 ends on 02-28 or 02-29.
 */
export function monthsAfter(calendar: Calendar, from: LegalDay, months: number): LegalDay {
  return withinCalendar(() => dayAt(nextWorkday(calendar, dayNumber(correspondingDay(from, months)))));
}

/** The same for years: one year from 02-29 ends on 02-28. */
export function yearsAfter(calendar: Calendar, from: LegalDay, years: number): LegalDay {
  return monthsAfter(calendar, from, years * 12);
}

/**
 * The last day of a bar of years (民法典 §201, 202). It does not roll past rest days: nothing has to be done on it, and
 * rolling would only bar for longer than the law says.
 */
export function lastDayOfBar(from: LegalDay, years: number): LegalDay {
  return correspondingDay(from, years * 12);
}

/** Hours begin at once and run through nights and holidays (民法典 §201 ¶2). */
export function hoursAfter(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * 3_600_000);
}

/**
 * The last day on which something that must be done `days` before an event can be done (a hearing notice,
 * 行政许可法 §48(1); an application for renewal, §50). The day of the event is not counted; nothing rolls,
 * because rolling forward would shorten what the law guarantees.
 */
export function latestDayBefore(
  calendar: Calendar,
  question: { event: LegalDay; days: number; unit: Unit },
): LegalDay {
  const { event, days, unit } = question;
  return unit === 'natural'
    ? addDays(event, -days)
    : withinCalendar(() => addWorkingDays(calendar, event, -days));
}

function correspondingDay(from: LegalDay, months: number): LegalDay {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return `${lastOfMonth.toISOString().slice(0, 8)}${String(Math.min(day, lastOfMonth.getUTCDate())).padStart(2, '0')}`;
}
