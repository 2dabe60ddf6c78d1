import { describe, expect, it } from 'vitest';
import { publishedCalendar } from './calendar.ts';
import { addWorkingDays, type DeadlineQuestion, deadline, workingDaysBetween } from './deadline.ts';

const calendar = publishedCalendar();
const due = (question: DeadlineQuestion) => deadline(calendar, question).due;
const working = (from: string, days: number, ...pauses: { from: string; to: string }[]) =>
  due({ from, days, unit: 'working', pauses });
const natural = (from: string, days: number) => due({ from, days, unit: 'natural' });

describe('a period of working days excludes the first day and every rest day (民法典 §201, 行政许可法 §82)', () => {
  it.each([
    ['2024-02-08', 5, '2024-02-21'],
    ['2024-02-02', 5, '2024-02-08'],
    ['2024-09-12', 20, '2024-10-16'],
    ['2025-01-24', 5, '2025-02-07'],
    ['2025-01-24', 20, '2025-02-27'],
    ['2025-04-25', 5, '2025-05-06'],
    ['2025-09-26', 5, '2025-10-10'],
    ['2025-09-26', 20, '2025-10-30'],
    ['2025-09-30', 10, '2025-10-21'],
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-02-13', 30, '2026-04-02'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-18', 20, '2026-10-22'],
    ['2026-09-24', 7, '2026-10-12'],
    ['2025-09-01', 45, '2025-11-07'],
    ['2025-09-01', 60, '2025-11-28'],
    ['2026-09-15', 20, '2026-10-19'],
    ['2026-09-15', 40, '2026-11-16'],
    ['2026-09-15', 7, '2026-09-23'],
    ['2026-09-23', 7, '2026-10-10'],
    ['2026-09-23', 20, '2026-10-28'],
    ['2025-04-28', 5, '2025-05-08'],
    ['2025-04-28', 10, '2025-05-15'],
    ['2026-01-05', 60, '2026-04-03'],
    ['2026-05-09', 1, '2026-05-11'],
    ['2026-05-10', 1, '2026-05-11'],
    ['2026-04-20', 20, '2026-05-20'],
  ])('%s + %i → %s', (from, days, expected) => {
    expect(working(from, days)).toBe(expected);
  });
});

describe('a period of natural days that ends on a rest day ends on the next day that is none (民法典 §203)', () => {
  it.each([
    ['2025-09-02', 30, '2025-10-09'],
    ['2025-11-03', 90, '2026-02-02'],
    ['2026-01-31', 15, '2026-02-24'],
    ['2026-07-05', 90, '2026-10-08'],
    ['2026-08-03', 60, '2026-10-08'],
  ])('%s + %i → %s', (from, days, expected) => {
    expect(natural(from, days)).toBe(expected);
  });

  it('does not roll over a make-up Saturday, which is a working day', () => {
    expect(natural('2026-05-08', 1)).toBe('2026-05-09');
  });
});

describe('excluded time takes the working days of (from, to] out of the period (行政许可法 §45)', () => {
  it('an expert review of 10 working days moves 05-20 to 06-03', () => {
    expect(working('2026-04-20', 20, { from: '2026-04-24', to: '2026-05-12' })).toBe('2026-06-03');
  });

  it('four working days after 03-02 move 03-19 to 03-25', () => {
    expect(working('2026-02-13', 20, { from: '2026-03-02', to: '2026-03-06' })).toBe('2026-03-25');
  });

  it('counts overlapping pauses once', () => {
    const one = { from: '2026-03-02', to: '2026-03-06' };
    const inside = { from: '2026-03-03', to: '2026-03-05' };
    expect(working('2026-02-13', 20, one, inside, one)).toBe('2026-03-25');
  });

  it('ignores what lies before the start, after the end, or is empty', () => {
    const before = { from: '2026-01-05', to: '2026-02-13' };
    const after = { from: '2026-03-19', to: '2026-04-30' };
    const empty = { from: '2026-03-02', to: '2026-03-02' };
    expect(working('2026-02-13', 20, before, after, empty)).toBe('2026-03-19');
  });
});

describe('provisional', () => {
  const isProvisional = (from: string, days: number, unit: 'working' | 'natural' = 'working') =>
    deadline(calendar, { from, days, unit }).provisional;

  it('is false up to the last day of the last published year', () => {
    expect(isProvisional('2026-12-30', 1)).toBe(false);
    expect(isProvisional('2026-12-01', 30, 'natural')).toBe(false);
  });

  it('is true as soon as a counted or rolled-over day lies in an unpublished year', () => {
    expect(isProvisional('2026-12-31', 1)).toBe(true);
    expect(isProvisional('2026-12-30', 20)).toBe(true);
    expect(isProvisional('2026-12-30', 2, 'natural')).toBe(true);
  });

  it('says so in the last line', () => {
    const { lines } = deadline(calendar, { from: '2026-12-21', days: 20, unit: 'working' });
    expect(lines.at(-1)).toMatchObject({ kind: 'provisional', from: '2027-01-01', to: '2027-01-19' });
  });
});

describe('the explanation', () => {
  it('tells each day of 2026-02-13 + 20 once, in order', () => {
    const { lines } = deadline(calendar, { from: '2026-02-13', days: 20, unit: 'working' });
    expect(lines.map(({ kind, from, to, days }) => [kind, from, to, days])).toEqual([
      ['start', '2026-02-13', '2026-02-13', 1],
      ['make-up', '2026-02-14', '2026-02-14', 1],
      ['holiday', '2026-02-15', '2026-02-23', 9],
      ['counted', '2026-02-24', '2026-02-27', 4],
      ['make-up', '2026-02-28', '2026-02-28', 1],
      ['weekend', '2026-03-01', '2026-03-01', 1],
      ['counted', '2026-03-02', '2026-03-06', 5],
      ['weekend', '2026-03-07', '2026-03-08', 2],
      ['counted', '2026-03-09', '2026-03-13', 5],
      ['weekend', '2026-03-14', '2026-03-15', 2],
      ['counted', '2026-03-16', '2026-03-19', 4],
      ['due', '2026-03-19', '2026-03-19', 1],
    ]);
  });

  it('shows a pause as one run with the working days it adds', () => {
    const pauses = [{ from: '2026-04-24', to: '2026-05-12' }];
    const { lines } = deadline(calendar, { from: '2026-04-20', days: 20, unit: 'working', pauses });
    const paused = lines.filter((line) => line.kind === 'pause');
    expect(paused).toMatchObject([{ from: '2026-04-25', to: '2026-05-12', days: 10 }]);
  });

  it('names the rest days that a natural-day period rolls over', () => {
    const { lines } = deadline(calendar, { from: '2025-09-02', days: 30, unit: 'natural' });
    expect(lines.find((line) => line.kind === 'roll')).toMatchObject({
      from: '2025-10-02',
      to: '2025-10-08',
      basis: '民法典第二百零三条第一款',
      text: expect.stringContaining('国庆节'),
    });
  });
});

describe('a bad call is refused with its place', () => {
  const base: DeadlineQuestion = { from: '2026-02-13', days: 20, unit: 'working' };
  it.each([
    [{ ...base, from: '2026-02-30' }, 'from', 'deadline/bad-day'],
    [{ ...base, days: 0 }, 'days', 'deadline/bad-length'],
    [{ ...base, days: 1.5 }, 'days', 'deadline/bad-length'],
    [{ ...base, pauses: [{ from: '2026-03-06', to: '2026-03-02' }] }, 'pauses', 'deadline/bad-pause'],
    [{ ...base, pauses: [{ from: '2026-03-06', to: 'tomorrow' }] }, 'pauses', 'deadline/bad-pause'],
    [
      { ...base, unit: 'natural' as const, pauses: [{ from: '2026-03-02', to: '2026-03-06' }] },
      'pauses',
      'deadline/pause-with-natural-days',
    ],
    [{ ...base, from: '1985-01-04' }, 'from', 'deadline/out-of-calendar'],
    [{ ...base, from: '2099-12-30' }, 'from', 'deadline/out-of-calendar'],
  ])('%o', (question, place, code) => {
    expect(() => deadline(calendar, question)).toThrow(expect.objectContaining({ place, code }));
  });
});

describe('counting between days', () => {
  it('is half-open and signed', () => {
    expect(workingDaysBetween(calendar, '2026-02-13', '2026-03-19')).toBe(20);
    expect(workingDaysBetween(calendar, '2026-03-19', '2026-02-13')).toBe(-20);
    expect(workingDaysBetween(calendar, '2026-05-09', '2026-05-09')).toBe(0);
  });

  it('adds forward and backward', () => {
    expect(addWorkingDays(calendar, '2026-02-13', 20)).toBe('2026-03-19');
    expect(addWorkingDays(calendar, '2026-02-13', 0)).toBe('2026-02-13');
    expect(addWorkingDays(calendar, '2026-03-19', -20)).toBe('2026-02-13');
    expect(addWorkingDays(calendar, '2026-05-10', -1)).toBe('2026-05-09');
  });
});
