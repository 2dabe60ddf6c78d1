import { describe, expect, it } from 'vitest';
import type { ClockDeclaration } from '../../src/kernel/procedure/clock-declaration.ts';
import type { Procedure, StepDeclaration } from '../../src/kernel/procedure/declaration.ts';
import { assertSound, findDeclarationFaults } from '../../src/kernel/procedure/declaration-faults.ts';
import { toyModule } from './toy-procedure.fixture.ts';

const toy = toyModule.declaration;

const withStep = (name: string, change: Partial<StepDeclaration>): Procedure => ({
  ...toy,
  steps: toy.steps.map((step) => (step.name === name ? { ...step, ...change } : step)),
});

const withClock = (change: Partial<ClockDeclaration>): Procedure => ({
  ...toy,
  clocks: toy.clocks.map((clock) => ({ ...clock, ...change })),
});

const caseLane = toy.lanes.case ?? { label: '', states: {}, ends: [] };
const withState = (state: string): Procedure => ({
  ...toy,
  lanes: { ...toy.lanes, case: { ...caseLane, states: { ...caseLane.states, [state]: '搁置' } } },
});

/** What the toy would be as the successor of a declaration that had this. */
const after = (before: Partial<Procedure>): Procedure => ({
  ...toy,
  earlier: { ...toy, version: 0, ...before },
});

const unsound: [string, Procedure, string][] = [
  ['a state nothing leads to', withState('shelved'), 'no fact ever moves lane "case" to "shelved"'],
  [
    'a move to a state that is not there',
    {
      ...toy,
      facts: {
        ...toy.facts,
        shelved: { label: '搁置', step: 'thank', moves: [{ lane: 'case', to: ['shelved'] }] },
      },
    },
    'fact "shelved" moves lane "case" to "shelved", which the lane does not have',
  ],
  [
    'a step from a state that is not there',
    withStep('thank', { from: [{ all: [{ lane: 'case', states: ['praised'] }] }] }),
    'step "thank" starts from "praised", which lane "case" does not have',
  ],
  [
    'a step from a lane that is not there',
    withStep('thank', { from: [{ all: [{ lane: 'appeal', states: ['open'] }] }] }),
    'step "thank" starts from "open", which lane "appeal" does not have',
  ],
  [
    'a step in a lane that is not there',
    withStep('thank', { lane: 'appeal' }),
    'step "thank" works in lane "appeal", which is not declared',
  ],
  [
    'a lane that ends where it never stands',
    { ...toy, lanes: { ...toy.lanes, case: { ...caseLane, ends: ['buried'] } } },
    'lane "case" ends in "buried", which it does not have',
  ],
  [
    'a fact of a step that is not there',
    { ...toy, facts: { ...toy.facts, shelved: { label: '搁置', step: 'shelve', moves: [] } } },
    'fact "shelved" is made by step "shelve", which is not declared',
  ],
  ['a step nobody may take', withStep('thank', { who: [] }), 'nobody may ever take step "thank"'],
  ['a step from nowhere', withStep('thank', { from: [] }), 'step "thank" starts from nowhere'],
  [
    'a step twice',
    { ...toy, steps: [...toy.steps, ...toy.steps.slice(0, 1)] },
    'step "pass-on" is declared twice',
  ],
  [
    'work for somebody who may not do it',
    withStep('answer', { duty: ['approver'] }),
    'step "answer" is work for "approver", who may not take it',
  ],
  [
    'an entry of what nobody can do',
    withStep('answer', { enters: 'shelve' }),
    'step "answer" enters step "shelve", which is not declared',
  ],
  ['a clock nothing stops', withClock({ stops: [] }), 'nothing ever stops clock "reply"'],
  [
    'a clock that waits for what never happens',
    withClock({ stops: ['rejected'] }),
    'clock "reply" waits for unknown fact "rejected"',
  ],
  [
    'a pause by a fact that is not there',
    withClock({ pausedBy: [{ from: 'paused', to: ['answered'], of: () => '', announcedDays: () => 1 }] }),
    'clock "reply" waits for unknown fact "paused"',
  ],
  [
    'an expiry that is not for the system to carry out',
    withClock({ onExpiry: { step: 'answer', when: () => true } }),
    'clock "reply" ends in "answer", which the system may not take',
  ],
  ['a step without a label', withStep('thank', { label: ' ' }), 'step "thank" has no label'],
  ['a step without a hint', withStep('thank', { hint: '' }), 'hint of step "thank" has no label'],
  ['a clock without a label', withClock({ label: '' }), 'clock "reply" has no label'],
  [
    'a fact without a label',
    {
      ...toy,
      facts: {
        ...toy.facts,
        thanked: { label: '', step: 'thank', moves: [{ lane: 'case', to: ['thanked'] }] },
      },
    },
    'fact "thanked" has no label',
  ],
  [
    'a headline without a label',
    { ...toy, closed: ['thanked', 'shelved'] },
    'headline "shelved" has no label',
  ],
  ['a predecessor of another name', after({ id: 'game' }), 'the declaration before it is "game"'],
  ['a predecessor that is not earlier', after({ version: 1 }), 'version 1 does not follow version 1'],
  [
    'a fact lost on the way',
    after({ facts: { ...toy.facts, shelved: { label: '搁置', step: 'thank', moves: [] } } }),
    'fact "shelved" of version 0 is unknown to it',
  ],
  [
    'a state lost on the way',
    after({
      lanes: { ...toy.lanes, case: { ...caseLane, states: { ...caseLane.states, shelved: '搁置' } } },
    }),
    'cases of version 0 may stand in "shelved" of lane "case", which it lacks',
  ],
];

describe('a declaration', () => {
  it('that is sound has no faults', () => expect(findDeclarationFaults(toy)).toEqual([]));

  it.each(unsound)('with %s is told so', (_what, procedure, sentence) => {
    expect(findDeclarationFaults(procedure)).toEqual([sentence]);
  });

  it('does not load, and names every fault at once', () => {
    const both = { ...withStep('thank', { who: [] }), clocks: withClock({ stops: [] }).clocks };
    expect(() => assertSound(both)).toThrow(
      'Procedure toy@1 is not sound:\n- nobody may ever take step "thank"\n- nothing ever stops clock "reply"',
    );
  });
});
