import { describe, expect, it } from 'vitest';
import { publishedCalendar } from './calendar.ts';
import { addDays, daysBetween, isLegalDay, legalDayOf, weekday } from './legal-day.ts';
import { hoursAfter, latestDayBefore, monthsAfter, yearsAfter } from './periods.ts';

const calendar = publishedCalendar();

describe('a legal day is a day in Asia/Shanghai', () => {
  it('begins at 16:00 UTC of the day before', () => {
    expect(legalDayOf(new Date('2026-02-13T15:59:59.999Z'))).toBe('2026-02-13');
    expect(legalDayOf(new Date('2026-02-13T16:00:00.000Z'))).toBe('2026-02-14');
  });

  it('exists or does not', () => {
    expect(['2026-02-28', '2024-02-29'].every(isLegalDay)).toBe(true);
    expect(['2026-02-29', '2026-2-3', '2026-02-13T00', '', 20260213].some(isLegalDay)).toBe(false);
  });

  it('is counted without summer time', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(weekday('2026-02-14')).toBe(6);
  });
});

describe('months and years end on the corresponding day, or at the month end (民法典 §202)', () => {
  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-10-15', 3, '2026-01-15'],
    // 2026-02-15 is in the Spring Festival: rolled (§203).
    ['2025-11-15', 3, '2026-02-24'],
  ])('%s + %i months → %s', (from, months, expected) => {
    expect(monthsAfter(calendar, from, months)).toBe(expected);
  });

  it('a year from 02-29 ends on 02-28', () => {
    expect(yearsAfter(calendar, '2024-02-29', 1)).toBe('2025-02-28');
  });
});

describe('other periods', () => {
  it('hours begin at once and run through the night (民法典 §201 ¶2)', () => {
    expect(hoursAfter(new Date('2026-02-15T12:00:00Z'), 24).toISOString()).toBe('2026-02-16T12:00:00.000Z');
  });

  it('a hearing notice goes out seven working days before (行政许可法 §48)', () => {
    expect(latestDayBefore(calendar, { event: '2026-03-05', days: 7, unit: 'working' })).toBe('2026-02-25');
    expect(latestDayBefore(calendar, { event: '2026-03-31', days: 30, unit: 'natural' })).toBe('2026-03-01');
  });
});
