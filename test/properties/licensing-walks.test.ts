/** Laws of nature of licensing: no due day is a day of rest; rows changed step by step equal rows made anew. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween, type Projection, project } from '../../src/capabilities/cases/projection.ts';
import { earliestHearing } from '../../src/capabilities/licensing/hearing-standing.ts';
import { filing, immediate, jointLicence, licence } from '../../src/capabilities/licensing/items.fixture.ts';
import { licensing } from '../../src/capabilities/licensing/licensing.ts';
import type { JsonObject } from '../../src/kernel/json.ts';
import type { StepActor } from '../../src/kernel/procedure/declaration.ts';
import {
  applicant,
  at,
  calendar,
  clerk,
  ImaginedCase,
  issuer,
} from '../../src/kernel/procedure/imagined-case.fixture.ts';
import { addWorkingDays } from '../../src/kernel/time/deadline.ts';

const people: StepActor[] = [
  applicant,
  clerk,
  issuer,
  at('reviewer'),
  at('reviewer', 'fire'),
  at('reviewer', 'planning'),
  at('approver'),
  at('head'),
];

/** A lawful input for every step; `pick` varies it. */
function inputFor(step: string, pick: number, made: ImaginedCase, day: string): JsonObject {
  const materials = [{ materialCode: 'plan', documentId: 'd1' }];
  const inputs: Record<string, JsonObject> = {
    'notify-once': { items: [pick % 2 ? { materialCode: 'plan', text: '缺图' } : { text: '说明' }] },
    correct:
      pick % 2 ? { materials, answers: [] } : { materials: [], answers: [{ item: 0, text: '已说明' }] },
    'refuse-acceptance': { ground: 'no-licence-needed', reasons: '不需要' },
    review: { conclusion: pick % 3 ? 'agree' : 'disagree', opinion: '意见' },
    'send-back': { to: pick % 2 ? 'materials' : 'review', reasons: '再看', ...officeOf(pick, made) },
    suspend: { reason: 'hearing', days: (pick % 10) + 1, notice: '听证' },
    extend: { days: (pick % 10) + 1, reasons: '复杂' },
    decide: { outcome: pick % 2 ? 'grant' : 'deny', reasons: '理由' },
    deliver: { method: 'window' },
    'choose-delivery': { method: 'collection' },
    'record-signature': { signedOn: day, receiver: '甲' },
    rate: { grade: (pick % 5) + 1 },
    supplement: { materials },
    ...hearingInputs(pick, made, day),
  };
  return inputs[step] ?? {};
}

function hearingInputs(pick: number, made: ImaginedCase, day: string): Record<string, JsonObject> {
  const plan = {
    on: earliestHearing(calendar, day),
    at: '09:30',
    place: '会议室',
    chair: '主持人',
    openness: 'public',
    announce: true,
    reasons: '理由',
  };
  const name = `利害关系人${made.facts.length}`;
  return {
    'tell-hearing-right': {
      reasons: '相邻',
      parties: [{ kind: 'natural-person', name, phone: '13900000000' }],
    },
    'require-hearing': { ground: 'public-interest', reasons: '公众关注', days: (pick % 20) + 1 },
    'schedule-hearing': plan,
    'reschedule-hearing': plan,
    'request-hearing': { party: 'p1' },
    'waive-hearing': { party: 'p1' },
    'withdraw-hearing-request': { party: 'p1' },
    'state-views': { party: 'p1', text: '意见' },
    'challenge-chair': { party: 'p1', reasons: '亲属' },
    'settle-challenge':
      pick % 2 ? { outcome: 'keep', reasons: '否' } : { outcome: 'replace', chair: '又一人', reasons: '是' },
    'record-hearing': {
      attendees: [{ name: '甲', standing: 'applicant' }],
      review: '意见',
      statements: '意见',
    },
  };
}

function officeOf(pick: number, made: ImaginedCase): JsonObject {
  const office = made.item.reviewOffices[pick % 4];
  return office === undefined ? {} : { office };
}

const walks = fc.record({
  item: fc.constantFrom(licence, jointLicence, filing, immediate),
  moves: fc.array(fc.record({ who: fc.nat(), which: fc.nat(), days: fc.nat(6), pick: fc.nat(1000) }), {
    minLength: 1,
    maxLength: 40,
  }),
});

type Walk = typeof walks extends fc.Arbitrary<infer T> ? T : never;

/** Walks as far as the moves go; `after` sees the case after every step, on the day of the step. */
function walk({ item, moves }: Walk, after: (made: ImaginedCase, day: string) => void): void {
  let day = '2026-01-05';
  const made = new ImaginedCase(licensing, item).file(day);
  for (const move of moves) {
    day = addWorkingDays(calendar, day, move.days);
    made.settle(day);
    const actor = people[move.who % people.length] ?? applicant;
    const open = made.open(day, actor);
    const step = open[move.which % Math.max(open.length, 1)];
    if (step) made.try(step, day, actor, inputFor(step, move.pick, made, day));
    after(made, day);
  }
}

const projected = (made: ImaginedCase, day: string, facts = made.facts): Projection =>
  project(licensing, facts, made.context(day, applicant));

describe('licensing, on random walks', () => {
  it('no due day of a working-day clock is a day of rest, and no pause shortens it', () => {
    fc.assert(
      fc.property(walks, (one) =>
        walk(one, (made) => {
          for (const clock of made.clocks()) {
            expect(calendar.isWorkday(clock.due)).toBe(true);
            expect(clock.due >= addWorkingDays(calendar, clock.startedOn, clock.days)).toBe(true);
          }
        }),
      ),
      { numRuns: 200 },
    );
  });

  it('rows changed step by step equal rows rebuilt from all facts', () => {
    fc.assert(
      fc.property(walks, (one) => {
        let live: Projection | undefined;
        let seen = 0;
        walk(one, (made, day) => {
          for (; seen < made.facts.length; seen++) {
            const after = projected(made, day, made.facts.slice(0, seen + 1));
            live = applied(live, after);
          }
          const rebuilt = projected(made, day);
          const clocks = (rows: Projection['clocks'] = []) =>
            rows.map((row) => `${row.name} ${row.due} ${row.paused}`).sort();
          const work = (rows: Projection['worklist'] = []) =>
            rows.map((row) => `${row.office} ${row.role} ${row.step} ${row.due} ${row.paused}`).sort();
          expect(clocks(live?.clocks)).toEqual(clocks(rebuilt.clocks));
          expect(work(live?.worklist)).toEqual(work(rebuilt.worklist));
        });
      }),
      { numRuns: 200 },
    );
  });
});

/** What the database does with a change: drop, put, keep the rest. */
function applied(before: Projection | undefined, after: Projection): Projection {
  const change = changeBetween(before, after);
  const same = (one: { office: string; role: string; step: string }, other: typeof one) =>
    one.office === other.office && one.role === other.role && one.step === other.step;
  const clocks = (before?.clocks ?? [])
    .filter((row) => !change.dropClocks.includes(row.name))
    .filter((row) => !change.putClocks.some((put) => put.name === row.name));
  const work = (before?.worklist ?? [])
    .filter((row) => !change.dropWork.some((drop) => same(drop, row)))
    .filter((row) => !change.putWork.some((put) => same(put, row)));
  return { ...after, clocks: [...clocks, ...change.putClocks], worklist: [...work, ...change.putWork] };
}
