import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readArrangement } from './arrangement.ts';
import { publishedCalendar, publishedVersion, withArrangement } from './calendar.ts';
import { deadline, workingDaysBetween } from './deadline.ts';
import { addDays, weekday } from './legal-day.ts';

const calendar = publishedCalendar();
const yearly = readYearlyFiles();

function readYearlyFiles() {
  const all = { holidays: new Set<string>(), workdays: new Set<string>() };
  for (let year = 2004; year <= 2026; year++) {
    const text = readFileSync(`node_modules/chinese-days/dist/years/${year}.json`, 'utf8');
    const file = JSON.parse(text) as Record<keyof typeof all, object>;
    for (const day of Object.keys(file.holidays)) all.holidays.add(day);
    for (const day of Object.keys(file.workdays)) all.workdays.add(day);
  }
  return all;
}

describe('the calendar of published arrangements', () => {
  it.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    expect(workingDaysBetween(calendar, `${year - 1}-12-31`, `${year}-12-31`)).toBe(count);
  });

  it.each([
    ['2024-02', '2024-01-31', '2024-02-29', 18],
    ['2024-10', '2024-09-30', '2024-10-31', 19],
    ['2025-01', '2024-12-31', '2025-01-31', 19],
    ['2025-10', '2025-09-30', '2025-10-31', 18],
    ['2026-02', '2026-01-31', '2026-02-28', 16],
    ['2026-10', '2026-09-30', '2026-10-31', 18],
  ])('%s: (%s, %s] has %i working days', (_month, from, to, count) => {
    expect(workingDaysBetween(calendar, from, to)).toBe(count);
  });

  it.each(
    '2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10'.split(
      ' ',
    ),
  )('%s is a make-up workday', (day) => {
    expect(calendar.isWorkday(day)).toBe(true);
    expect(calendar.nameOf(day)).toMatch(/调休$/);
  });

  it('agrees with the yearly files of its source on every day of every published year', () => {
    // The files, not the functions of the source: west of Greenwich those are a day off.
    for (let day = '2004-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
      const plain = weekday(day) >= 1 && weekday(day) <= 5;
      expect(calendar.isWorkday(day), day).toBe(
        yearly.workdays.has(day) || (plain && !yearly.holidays.has(day)),
      );
    }
  });

  it('names its source with the version that is installed', () => {
    const source = JSON.parse(readFileSync('node_modules/chinese-days/package.json', 'utf8')) as {
      version: string;
    };
    expect(publishedVersion).toBe(`chinese-days-${source.version}`);
  });

  it('knows 2004 to 2026 and nothing else as published', () => {
    const published = Array.from({ length: 100 }, (_, index) => 2000 + index).filter(calendar.isPublished);
    expect([published[0], published.at(-1), published.length]).toEqual([2004, 2026, 23]);
  });

  it('names festivals, and only them', () => {
    expect(calendar.nameOf('2026-02-17')).toBe('春节');
    expect(calendar.nameOf('2026-04-05')).toBe('清明节');
    expect(calendar.nameOf('2026-03-02')).toBeUndefined();
  });
});

describe('a year without a published arrangement has weekends and the days of 放假办法 §2', () => {
  it('2027: no make-up days, no 补假', () => {
    const off = [];
    for (let day = '2027-01-01'; day <= '2027-12-31'; day = addDays(day, 1)) {
      if (calendar.nameOf(day)) off.push(day);
      if ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
        expect(calendar.isWorkday(day), day).toBe(false);
    }
    expect(off).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-04-05',
      '2027-05-01',
      '2027-05-02',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ]);
    expect(workingDaysBetween(calendar, '2026-12-31', '2027-12-31')).toBe(261 - 7);
  });
});

describe('an imported arrangement', () => {
  const arrangement = readArrangement({
    year: 2027,
    papers: [],
    days: [
      { name: '元旦', date: '2026-12-27', isOffDay: false },
      { name: '元旦', date: '2027-01-01', isOffDay: true },
      { name: '元旦', date: '2027-01-04', isOffDay: true },
    ],
  });
  const extended = withArrangement(calendar, arrangement);

  it('publishes its year, reaches into December before it, and changes the version', () => {
    expect(extended.isPublished(2027)).toBe(true);
    expect(extended.isWorkday('2026-12-27')).toBe(true);
    expect(extended.isWorkday('2027-01-04')).toBe(false);
    expect(extended.isWorkday('2026-02-14')).toBe(true);
    expect(extended.version).toMatch(/^chinese-days-1\.5\.7\+2027-[0-9a-f]{8}$/);
  });

  it('leaves the calendar it was laid over as it was', () => {
    expect(calendar.isWorkday('2026-12-27')).toBe(false);
    expect(calendar.isPublished(2027)).toBe(false);
  });

  it('makes a provisional deadline a firm one', () => {
    const question = { from: '2026-12-25', days: 5, unit: 'working' as const };
    expect(deadline(calendar, question)).toMatchObject({ due: '2027-01-04', provisional: true });
    expect(deadline(extended, question)).toMatchObject({ due: '2026-12-31', provisional: false });
  });

  it('imported again is the same calendar, corrected is another', () => {
    expect(withArrangement(extended, { ...arrangement, days: arrangement.days.toReversed() }).version).toBe(
      extended.version,
    );
    const corrected = withArrangement(extended, { year: 2027, days: arrangement.days.slice(1) });
    expect(corrected.version).not.toBe(extended.version);
    expect(corrected.isWorkday('2026-12-27')).toBe(false);
    expect(corrected.isWorkday('2026-02-14')).toBe(true);
  });

  it('of a year that is known already changes no day of it', () => {
    const known = [...calendar.tables.days].filter(([, day]) => day.arrangement === 2026);
    const days = known.map(([date, { name, off }]) => ({ date, name, isOffDay: off }));
    const again = withArrangement(calendar, readArrangement({ year: 2026, days }));
    for (let day = '2025-12-01'; day <= '2027-01-31'; day = addDays(day, 1)) {
      expect(again.isWorkday(day), day).toBe(calendar.isWorkday(day));
      expect(again.nameOf(day), day).toBe(calendar.nameOf(day));
    }
  });

  it.each([
    [null, '对象'],
    [{ days: [] }, '年份'],
    [{ year: 2027, days: [] }, '不能视为已公布'],
    [{ year: 2027, days: [{ name: '元旦', date: '2027-02-30', isOffDay: true }] }, 'days[0]'],
    [{ year: 2027, days: [{ name: '元旦', date: '2025-01-01', isOffDay: true }] }, '不符'],
  ])('%o is refused in words', (json, words) => {
    expect(() => readArrangement(json)).toThrow(words);
  });
});
