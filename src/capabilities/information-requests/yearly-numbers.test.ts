import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { calendar, settings } from '../../kernel/procedure/imagined-case.fixture.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import { answerKinds } from './answer-steps.ts';
import { type RequestStanding, standingOn } from './request-standing.ts';
import type { WithholdingGround } from './withholding-grounds.ts';
import { countedNumbers, definitions } from './yearly-numbers.ts';

type Happened = [kind: string, on: string, data?: JsonObject];

function request(...happened: Happened[]) {
  const facts = happened.map(
    ([kind, effectiveOn, data = {}], at): Fact => ({
      version: at + 1,
      kind,
      effectiveOn,
      recordedAt: `${effectiveOn}T02:00:00.000Z`,
      actor: { person: 'p', capacity: 'post' },
      basis: [],
      data,
    }),
  );
  return { caseNo: 'MC1', facts };
}

// The clocks of a request read nothing of the item: all their days come from the register of rules.
const item = { itemId: 'information-request' } as ItemTerms;
const on = (day: string, ...happened: Happened[]) =>
  standingOn(day, request(...happened), { calendar, settings, item });

const received: Happened[] = [
  ['submitted', '2026-03-02', { applicantKind: 'organization' }],
  ['confirmed', '2026-03-02'],
];

describe('where a request stands', () => {
  it('is due twenty working days after receipt and overdue the day after', () => {
    expect(on('2026-03-30', ...received)).toMatchObject({ due: '2026-03-30', overdue: false, ended: null });
    expect(on('2026-03-31', ...received).overdue).toBe(true);
  });
  it('is not due while a clarification is awaited, and not received before it is confirmed', () => {
    expect(
      on('2026-09-01', ...received, ['clarification-asked', '2026-03-04', { termDays: 9 }]).due,
    ).toBeNull();
    expect(on('2026-09-01', ['submitted', '2026-03-02'])).toMatchObject({ receivedOn: null, due: null });
  });
  it('stays in time or late for ever once answered', () => {
    const answered = (day: string): Happened[] => [...received, ['answered', day, { kind: 'disclosed' }]];
    expect(on('2026-12-31', ...answered('2026-03-30')).overdue).toBe(false);
    expect(on('2026-12-31', ...answered('2026-03-31')).overdue).toBe(true);
  });
  it('is seen as on the day asked for', () => {
    const late: Happened[] = [
      ...received,
      ['extended', '2026-03-20', { days: 20 }],
      ['withdrawn', '2026-04-02'],
    ];
    expect(on('2026-03-19', ...late)).toMatchObject({ due: '2026-03-30', extendedOn: null, ended: null });
    expect(on('2026-03-20', ...late)).toMatchObject({ due: '2026-04-28', extendedOn: '2026-03-20' });
    expect(on('2026-04-02', ...late).ended).toEqual({ how: 'withdrawn', on: '2026-04-02', answer: null });
  });
});

const year = { from: '2026-01-01', to: '2026-12-31' };
const standing = (changes: Partial<RequestStanding>): RequestStanding => ({
  caseNo: 'MC1',
  applicantKind: 'natural-person',
  receivedOn: '2026-03-02',
  due: '2026-03-30',
  ended: null,
  extendedOn: null,
  overdue: false,
  ...changes,
});

const day = fc
  .integer({ min: 0, max: 1095 })
  .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));

/** Any request as it stands on the last day of 2026: nothing of it lies later. */
const anyStanding = fc
  .record({
    receivedOn: fc.option(day),
    endedOn: fc.option(day),
    how: fc.constantFrom('answered' as const, 'abandoned' as const, 'withdrawn' as const),
    answer: fc.constantFrom(...Object.keys(answerKinds)),
    applicantKind: fc.constantFrom('natural-person' as const, 'organization' as const),
    overdue: fc.boolean(),
  })
  .map(({ receivedOn, endedOn, how, answer, applicantKind, overdue }) => {
    const got = receivedOn !== null && receivedOn <= year.to ? receivedOn : null;
    const isOver = endedOn !== null && endedOn <= year.to && (got === null || endedOn >= got);
    const isAnswer = how === 'answered' && got !== null;
    return standing({
      receivedOn: got,
      applicantKind,
      overdue: got !== null && overdue && (!isOver || isAnswer),
      ended: isOver
        ? {
            how: isAnswer || how !== 'answered' ? how : 'withdrawn',
            on: endedOn,
            answer: isAnswer ? answer : null,
          }
        : null,
    });
  });

describe('the numbers of the yearly report, 政府信息公开条例 50(2)', () => {
  const countOf = (requests: RequestStanding[], name: string) =>
    countedNumbers(requests, year).find(({ definition }) => definition === `information-requests/${name}`)
      ?.value;

  it('what came in went out or is carried forward', () => {
    fc.assert(
      fc.property(fc.array(anyStanding, { maxLength: 30 }), (requests) => {
        const value = (name: string) => countOf(requests, name) ?? Number.NaN;
        const answered = Object.keys(answerKinds).reduce((sum, kind) => sum + value(`answered-${kind}`), 0);
        expect(value('answered')).toBe(answered);
        expect(value('received') + value('carried-over')).toBe(
          answered + value('abandoned') + value('withdrawn') + value('carried-forward'),
        );
        expect(value('received')).toBe(value('received-natural-person') + value('received-organization'));
        expect(value('answered-in-time')).toBeLessThanOrEqual(answered);
      }),
    );
  });

  it('each carries its definition, its version and the cases behind it', () => {
    for (const number of countedNumbers([standing({}), standing({ caseNo: 'MC2' })], year)) {
      expect(number.cases).toHaveLength(number.value);
      expect(number).toMatchObject({ version: 1, basis: expect.stringContaining('第五十条') });
      expect(number.meaning).toMatch(/。$/);
    }
  });

  it('an answer of last year counts nowhere in this one; one carried over counts where it is answered', () => {
    const ended = (on: string) => ({ how: 'answered' as const, on, answer: 'disclosed' });
    const old = standing({ receivedOn: '2025-11-01', ended: ended('2025-12-31') });
    expect(countedNumbers([old], year).every(({ value }) => value === 0)).toBe(true);
    const over = standing({ receivedOn: '2025-12-20', ended: ended('2026-01-05') });
    expect(countOf([over], 'carried-over')).toBe(1);
    expect(countOf([over], 'answered-disclosed')).toBe(1);
    expect(countOf([over], 'received')).toBe(0);
  });

  it('what was withheld is split by its ground; an answer with two is in both, one without is told', () => {
    const answered = (answer: string, ...grounds: WithholdingGround[]) =>
      standing({ ended: { how: 'answered', on: '2026-03-20', answer, grounds } });
    const requests = [
      { ...answered('not-disclosed', 'secret', 'third-party'), caseNo: 'MC1' },
      { ...answered('not-disclosed'), caseNo: 'MC2' },
      { ...answered('partly-disclosed', 'third-party'), caseNo: 'MC3' },
      { ...answered('disclosed'), caseNo: 'MC4' },
    ];
    const casesOf = (name: string) =>
      countedNumbers(requests, year).find(({ definition }) => definition === `information-requests/${name}`)
        ?.cases;
    expect(casesOf('not-disclosed-because-secret')).toEqual(['MC1']);
    expect(casesOf('not-disclosed-because-third-party')).toEqual(['MC1']);
    expect(casesOf('not-disclosed-because-not-told')).toEqual(['MC2']);
    expect(casesOf('partly-disclosed-because-third-party')).toEqual(['MC3']);
    expect(casesOf('partly-disclosed-because-not-told')).toEqual([]);
    expect(casesOf('not-disclosed-because-not-information')).toBeUndefined();
  });

  it('no name is used twice', () => {
    expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
  });
});
