import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishedCalendar } from './calendar.ts';
import { deadline, workingDaysBetween } from './deadline.ts';
import { addDays } from './legal-day.ts';

const calendar = publishedCalendar();
const day = fc.integer({ min: 0, max: 365 * 26 }).map((offset) => addDays('2004-01-01', offset));
const length = fc.integer({ min: 1, max: 120 });
const near = (from: string) =>
  fc
    .tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 0, max: 40 }))
    .map(([offset, span]) => ({ from: addDays(from, offset), to: addDays(from, offset + span) }));
const paused = day.chain((from) =>
  fc.record({
    from: fc.constant(from),
    days: length,
    pauses: fc.array(near(from), { maxLength: 5 }),
    more: near(from),
  }),
);

describe('laws of nature of a working-day deadline', () => {
  it('never falls on a rest day, natural days included', () => {
    fc.assert(
      fc.property(paused, ({ from, days, pauses }) => {
        expect(calendar.isWorkday(deadline(calendar, { from, days, unit: 'working', pauses }).due)).toBe(
          true,
        );
        expect(calendar.isWorkday(deadline(calendar, { from, days, unit: 'natural' }).due)).toBe(true);
      }),
    );
  });

  it('leaves exactly the asked number of unpaused working days, counted one by one', () => {
    fc.assert(
      fc.property(paused, ({ from, days, pauses }) => {
        const { due } = deadline(calendar, { from, days, unit: 'working', pauses });
        let counted = 0;
        for (let on = addDays(from, 1); on <= due; on = addDays(on, 1)) {
          const out = pauses.some((pause) => pause.from < on && on <= pause.to);
          if (calendar.isWorkday(on) && !out) counted++;
        }
        expect(counted).toBe(days);
      }),
    );
  });

  it('its explanation covers every day once and its counted days add up', () => {
    fc.assert(
      fc.property(paused, ({ from, days, pauses }) => {
        const { due, lines } = deadline(calendar, { from, days, unit: 'working', pauses });
        const runs = lines.filter((line) => !['due', 'provisional'].includes(line.kind));
        for (const [index, run] of runs.entries()) {
          expect(runs[index + 1]?.from ?? addDays(due, 1)).toBe(addDays(run.to, 1));
        }
        const counted = runs.filter((run) => run.kind === 'counted' || run.kind === 'make-up');
        expect(counted.reduce((sum, run) => sum + run.days, 0)).toBe(days);
      }),
    );
  });

  it('does not depend on the order of the pauses', () => {
    fc.assert(
      fc.property(paused, ({ from, days, pauses }) => {
        const forward = deadline(calendar, { from, days, unit: 'working', pauses });
        expect(deadline(calendar, { from, days, unit: 'working', pauses: pauses.toReversed() })).toEqual(
          forward,
        );
      }),
    );
  });

  it('one more pause never shortens it', () => {
    fc.assert(
      fc.property(paused, ({ from, days, pauses, more }) => {
        const before = deadline(calendar, { from, days, unit: 'working', pauses }).due;
        const after = deadline(calendar, { from, days, unit: 'working', pauses: [...pauses, more] }).due;
        expect(after >= before).toBe(true);
      }),
    );
  });

  it('grows with the number of days and with the start', () => {
    fc.assert(
      fc.property(
        day,
        length,
        fc.constantFrom('working' as const, 'natural' as const),
        (from, days, unit) => {
          const { due } = deadline(calendar, { from, days, unit });
          const longer = deadline(calendar, { from, days: days + 1, unit }).due;
          expect(unit === 'working' ? longer > due : longer >= due).toBe(true);
          expect(deadline(calendar, { from: addDays(from, 1), days, unit }).due >= due).toBe(true);
        },
      ),
    );
  });

  it('is undone by counting back', () => {
    fc.assert(
      fc.property(day, length, (from, days) => {
        const { due } = deadline(calendar, { from, days, unit: 'working' });
        expect(workingDaysBetween(calendar, from, due)).toBe(days);
      }),
    );
  });
});
