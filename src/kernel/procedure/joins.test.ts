/** Joins of a lane's instances: all, any, at least so many, one's own. An expert panel as a small procedure of its own. */
import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { internal } from '../basis.ts';
import type { Procedure, StateCondition } from './declaration.ts';
import { findDeclarationFaults } from './declaration-faults.ts';
import { at, clerk, ImaginedCase } from './imagined-case.fixture.ts';
import type { ItemTerms } from './item-terms.ts';
import { step } from './step.ts';

const basis = [internal('专家评议规则（示范）')];
const nothing = Type.Object({}, { additionalProperties: false });
const experts = ['fire', 'planning', 'health'];

/** Every expert's office votes; the panel is closed once its join passes. */
function panel(join: NonNullable<StateCondition['join']>): Procedure {
  return {
    id: 'panel',
    version: 1,
    name: '专家评议',
    lanes: {
      case: { label: '评议', states: { open: '评议中', closed: '已结束' }, ends: ['closed'] },
      vote: {
        label: '专家意见',
        per: 'office',
        states: { asked: '待提出', given: '已提出' },
        ends: ['given'],
      },
    },
    facts: {
      convened: {
        label: '召集',
        step: 'file',
        moves: [
          { lane: 'case', to: ['open'] },
          { lane: 'vote', instances: () => experts, to: ['asked'] },
        ],
      },
      voted: {
        label: '提出意见',
        step: 'vote',
        moves: [{ lane: 'vote', instances: ({ office }) => [String(office)], to: ['given'] }],
      },
      closed: { label: '结束', step: 'close', moves: [{ lane: 'case', to: ['closed'] }] },
    },
    opening: {
      who: [{ party: 'applicant' }],
      facts: ({ today }) => [{ kind: 'convened', effectiveOn: today, basis, data: {}, payload: {} }],
    },
    steps: [
      step({
        name: 'vote',
        label: '提出意见',
        hint: '每个部门提出一次。',
        who: [{ role: 'reviewer', at: 'opened' }],
        lane: 'vote',
        from: [{ all: [{ lane: 'vote', states: ['asked'], join: 'own' }] }],
        input: nothing,
        basis: () => basis,
        facts: ({ today, capacity }) => [
          {
            kind: 'voted',
            effectiveOn: today,
            basis,
            data: { office: capacity?.instance ?? '' },
            payload: {},
          },
        ],
      }),
      step({
        name: 'close',
        label: '结束评议',
        hint: '意见足够时结束。',
        who: [{ role: 'clerk', at: 'hall' }],
        from: [
          {
            all: [
              { lane: 'case', states: ['open'] },
              { lane: 'vote', states: ['given'], join },
            ],
          },
        ],
        input: nothing,
        basis: () => basis,
        facts: ({ today }) => [{ kind: 'closed', effectiveOn: today, basis, data: {}, payload: {} }],
      }),
    ],
    clocks: [],
    headlines: { open: '评议中', closed: '已结束' },
    headline: ({ lanes }) => lanes.case?.main ?? 'open',
    closed: ['closed'],
  };
}

const item = { reviewOffices: [], office: 'hall', version: 1 } as unknown as ItemTerms;
const day = '2026-03-02';

/** After how many opinions, given one after the other, the panel can be closed. */
function opensAfter(join: NonNullable<StateCondition['join']>): number[] {
  const made = new ImaginedCase(panel(join), item).file(day);
  const open: number[] = [];
  for (let given = 0; given <= experts.length; given++) {
    if (given > 0) made.take('vote', day, at('reviewer', experts[given - 1]));
    if (made.open(day, clerk).includes('close')) open.push(given);
  }
  return open;
}

describe('a join passes', () => {
  it.each([
    ['all', [3]],
    ['any', [1, 2, 3]],
    [{ atLeast: 2 }, [2, 3]],
    [{ atLeast: 3 }, [3]],
    [{ atLeast: 4 }, []],
  ] as const)('%j after so many of three: %j', (join, after) => expect(opensAfter(join)).toEqual(after));

  it('for nobody while no instance was opened, not even where all are asked for', () => {
    const made = new ImaginedCase(
      {
        ...panel('all'),
        facts: { ...panel('all').facts, convened: { label: '召集', step: 'file', moves: [] } },
      },
      item,
    ).file(day);
    expect(made.open(day, clerk)).toEqual([]);
  });

  it('of its own for the office whose post one holds, and for no other', () => {
    const made = new ImaginedCase(panel('any'), item).file(day).take('vote', day, at('reviewer', 'fire'));
    expect(made.try('vote', day, at('reviewer', 'fire'))?.code).toBe('step/not-from-here');
    expect(made.try('vote', day, at('reviewer', 'health'))).toBeUndefined();
    expect(() => made.try('vote', day, at('reviewer', 'emergency'))).toThrow('not hers');
  });

  it('and says in words how many are needed', () => {
    const made = new ImaginedCase(panel({ atLeast: 2 }), item).file(day);
    expect(made.try('close', day, clerk)?.needed).toBe(
      '需要：评议“评议中”，且至少 2 个部门的专家意见为“已提出”。',
    );
  });

  it('in a declaration that is sound', () =>
    expect(findDeclarationFaults(panel({ atLeast: 2 }))).toEqual([]));
});
