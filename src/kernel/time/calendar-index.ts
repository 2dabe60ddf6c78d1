import { dayNumber, type LegalDay, weekdayAt } from './legal-day.ts';
import { statutoryHolidays } from './statutory-holidays.ts';

/** The years a calendar answers for. Later ones need lunar tables nobody has published. */
const firstYear = 2000;
const lastYear = 2099;

const first = dayNumber(`${firstYear}-01-01`);
const last = dayNumber(`${lastYear}-12-31`);

/** A day outside firstYear … lastYear. */
export class CalendarRangeFault extends RangeError {}

/** A day that is not simply a weekday worked or a weekend off. */
export interface SpecialDay {
  name: string;
  off: boolean;
  /** The year whose arrangement names the day: 2018-12-29 was worked by the arrangement for 2019. */
  arrangement: number;
}

/** What a calendar is built from. A calendar is a pure value of its tables. */
export interface CalendarTables {
  version: string;
  days: ReadonlyMap<LegalDay, SpecialDay>;
  publishedYears: ReadonlySet<number>;
}

/**
 * Days by number, with running totals: the n-th working day after any day is one look-up, whatever n is.
 * Every function throws CalendarRangeFault outside the years above.
 */
export interface CalendarIndex {
  isWorkday(day: number): boolean;
  nameOf(day: number): string | undefined;
  /** Working days from the calendar's first day up to and including this one. */
  workdaysThrough(day: number): number;
  /** The day on which `workdaysThrough` first reaches this total. */
  workday(total: number): number;
}

export function indexDays(tables: CalendarTables): CalendarIndex {
  const names = namesByDay(tables);
  const totals = new Int32Array(last - first + 1);
  const workdays: number[] = [];
  for (let day = first; day <= last; day++) {
    if (isWork(day, names)) workdays.push(day);
    totals[day - first] = workdays.length;
  }
  const totalAt = (day: number): number => {
    const total = totals[day - first];
    if (total === undefined) throw outside();
    return total;
  };
  return {
    workdaysThrough: totalAt,
    isWorkday: (day) => totalAt(day) > (day === first ? 0 : totalAt(day - 1)),
    nameOf: (day) => {
      const named = names.get(day);
      return named && (named.off ? named.name : `${named.name}调休`);
    },
    workday: (total) => {
      const day = workdays[total - 1];
      if (day === undefined) throw outside();
      return day;
    },
  };
}

function outside(): CalendarRangeFault {
  return new CalendarRangeFault(`日历只覆盖${firstYear}年至${lastYear}年。`);
}

function isWork(day: number, names: Map<number, NamedDay>): boolean {
  const named = names.get(day);
  if (named) return !named.off;
  const weekday = weekdayAt(day);
  return weekday !== 0 && weekday !== 6;
}

type NamedDay = Pick<SpecialDay, 'name' | 'off'>;

/**
 * Special days: the published ones as they are; for every other year only the days of 放假办法 §2, without
 * make-up days and without 补假 (§6), since nobody can know yet on which working day they will be given.
 */
function namesByDay(tables: CalendarTables): Map<number, NamedDay> {
  const names = new Map<number, NamedDay>();
  const put = (day: LegalDay, name: string, off: boolean) => names.set(dayNumber(day), { name, off });
  for (let year = firstYear; year <= lastYear; year++) {
    if (tables.publishedYears.has(year)) continue;
    for (const [day, name] of statutoryHolidays(year)) put(day, name, true);
  }
  for (const [day, { name, off }] of tables.days) put(day, name, off);
  return names;
}
