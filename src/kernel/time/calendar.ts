import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { type Arrangement, arrangementDigest } from './arrangement.ts';
import { type CalendarIndex, type CalendarTables, indexDays, type SpecialDay } from './calendar-index.ts';
import { dayNumber, type LegalDay, yearOf } from './legal-day.ts';

export interface Calendar {
  /** Changes whenever any day may have changed; frozen into facts beside what was computed from it. */
  version: string;
  isWorkday(day: LegalDay): boolean;
  /** False when the year's arrangement is not known: then weekends and the statutory days only. */
  isPublished(year: number): boolean;
  /** The festival on a day off, `…调休` on a make-up workday, undefined on other days. */
  nameOf(day: LegalDay): string | undefined;
  /** Counting by day number; see `calendar-index.ts`. */
  index: CalendarIndex;
  tables: CalendarTables;
}

/** The package.json of the data source pins this version exactly; a test compares the two. */
export const publishedVersion = 'chinese-days-1.5.7';

let built: Calendar | undefined;

/** The calendar of the arrangements published for 2004 to 2026. Built once (some 10 ms), then shared. */
export function publishedCalendar(): Calendar {
  built ??= buildCalendar(publishedTables());
  return built;
}

function buildCalendar(tables: CalendarTables): Calendar {
  const index = indexDays(tables);
  return {
    version: tables.version,
    isWorkday: (day) => index.isWorkday(dayNumber(day)),
    isPublished: (year) => tables.publishedYears.has(year),
    nameOf: (day) => index.nameOf(dayNumber(day)),
    index,
    tables,
  };
}

/**
 * Lays a published arrangement over a calendar: its year becomes published, and what an earlier arrangement of
 * the same year said is gone. The version names the year and a digest of the content, so the same import
 * twice is the same calendar, and a corrected one is another.
 */
export function withArrangement(calendar: Calendar, arrangement: Arrangement): Calendar {
  const { tables } = calendar;
  const { year } = arrangement;
  const days = new Map([...tables.days].filter(([, day]) => day.arrangement !== year));
  for (const day of arrangement.days)
    days.set(day.date, { name: day.name, off: day.isOffDay, arrangement: year });
  const layers = tables.version.split('+').filter((layer) => !layer.startsWith(`${year}-`));
  return buildCalendar({
    version: [...layers, `${year}-${arrangementDigest(arrangement)}`].join('+'),
    days,
    publishedYears: new Set(tables.publishedYears).add(year),
  });
}

function publishedTables(): CalendarTables {
  const days = new Map<LegalDay, SpecialDay>();
  for (const [day, entry] of Object.entries(published.holidays)) days.set(day, specialDay(day, entry, true));
  for (const [day, entry] of Object.entries(published.workdays)) days.set(day, specialDay(day, entry, false));
  // A stray day of the next year's arrangement (2006-12-31) does not publish a year; its National Day does.
  const nationalDays = Object.keys(published.holidays).filter((day) => day.endsWith('-10-01'));
  return { version: publishedVersion, days, publishedYears: new Set(nationalDays.map(yearOf)) };
}

/** An entry reads `Tomb-sweeping Day,清明,1`. */
function specialDay(day: LegalDay, entry: string, off: boolean): SpecialDay {
  const short = entry.split(',')[1] ?? entry;
  const name = ['清明', '端午', '中秋'].includes(short) ? `${short}节` : short;
  const inDecember = name === '元旦' && day.slice(5, 7) === '12';
  return { name, off, arrangement: yearOf(day) + (inDecember ? 1 : 0) };
}
