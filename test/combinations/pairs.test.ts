/**
 * Every two of the events that break workflow engines, one after the other, while two lanes stand at every two states. One
 * row each, with its outcome written down in two-lanes.ts; and from wherever a row ends the case can be brought to its end.
 */
import { describe, expect, it } from 'vitest';
import { fourOffices } from '../../src/capabilities/licensing/items.fixture.ts';
import { licensing } from '../../src/capabilities/licensing/licensing.ts';
import { local } from '../../src/kernel/basis.ts';
import { isPaused } from '../../src/kernel/procedure/clocks.ts';
import { fold } from '../../src/kernel/procedure/fold.ts';
import { at, clerk, ImaginedCase } from '../../src/kernel/procedure/imagined-case.fixture.ts';
import type { ItemTerms } from '../../src/kernel/procedure/item-terms.ts';
import {
  after,
  days,
  type EventName,
  type Expected,
  events,
  headlineExpected,
  type LaneState,
  laneStates,
  limits,
  limitsExpected,
  offersExpected,
  pausedExpected,
  refusalExpected,
  standing,
} from './two-lanes.ts';

const twoOffices: ItemTerms = {
  ...fourOffices,
  itemId: 'toy-two',
  reviewOffices: ['fire', 'market-regulation'],
  hasResultDocument: false,
};
const changed: ItemTerms = {
  ...twoOffices,
  version: 2,
  limits: { ...twoOffices.limits, promised: { ...twoOffices.limits.promised, days: 10 } },
  reviewLimit: { days: limits.reviewAfterChange, unit: 'working', basis: [local('《试验区联合办理规则》')] },
};
const approver = at('approver');
const special = { reason: 'testing', days: limits.pause, notice: '检测' };
const reviewer = (office: string) => at('reviewer', office);

/** The case with its lanes where the row wants them; by deemed acceptance when that is the first event. */
function begun(isDeemed: boolean, a: LaneState, b: LaneState): ImaginedCase {
  const made = new ImaginedCase(licensing, twoOffices).file(days.received);
  if (isDeemed) made.settle(days.concluded);
  else made.take('accept', days.received, clerk);
  const wanted = { fire: a, 'market-regulation': b };
  const back: string[] = [];
  for (const [office, state] of Object.entries(wanted)) {
    if (state === 'waiting') continue;
    const conclusion = state === 'disagreed' ? 'disagree' : 'agree';
    made.take('review', days.concluded, reviewer(office), { conclusion, opinion: '意见' });
    if (state === 'working') back.push(office);
  }
  if (back.length > 0) {
    made.take('send-back', days.sentBack, approver, { to: 'review', offices: back, reasons: '再看' });
  }
  return made;
}

/** Lets the event happen, or returns the code with which it is refused; `nothing` when it is nobody's to take. */
function happen(event: EventName, made: ImaginedCase, on: string, officeOfA: string): string | undefined {
  switch (event) {
    case 'send-back to acceptance':
      return made.try('send-back', on, approver, { to: 'materials', reasons: '材料' })?.code;
    case 'send-back to one lane':
      return made.try('send-back', on, approver, { to: 'review', office: officeOfA, reasons: '再看' })?.code;
    case 'withdraw conclusion':
      return made.try('withdraw-conclusion', on, reviewer(officeOfA), { reasons: '看漏' })?.code;
    case 'suspend':
      return made.try('suspend', on, reviewer(officeOfA), special)?.code;
    case 'suspend in the other lane':
      return made.try('suspend', on, reviewer('market-regulation'), special)?.code;
    case 'extend': {
      const input = { days: limits.extension, reasons: '复杂' };
      return made.try('extend', on, at('leader', 'committee-office'), input)?.code;
    }
    case 'deemed acceptance':
      made.settle(on);
      return made.try('notify-once', on, clerk, { items: [{ text: '补正' }] })?.code;
    case 'item version change': {
      made.items = [twoOffices, changed];
      const catalogue = at('catalogue', 'hall');
      if (!made.open(on, catalogue).includes('move-version')) return 'nothing';
      return made.try('move-version', on, catalogue, { reasons: '更新' })?.code;
    }
    // Ids stay and names are no part of what rules read: that is the whole point.
    case 'office renamed':
      made.settle(on);
      return undefined;
    case 'office taken over':
      made.successions = {
        fire: { office: 'emergency', authority: 'emergency', basis: local('机构改革方案（示范）') },
      };
      made.settle(on);
      return undefined;
  }
}

const laneSteps = ['review', 'withdraw-conclusion', 'suspend', 'resume'];

function seen(made: ImaginedCase, { officeOfA }: Expected, on: string) {
  const { review } = made.state.lanes;
  const running = made.clocks().filter(({ stoppedOn }) => stoppedOn === null);
  const open = (office: string) => made.open(on, reviewer(office)).filter((step) => laneSteps.includes(step));
  return {
    headline: made.status,
    lanes: review,
    limits: Object.fromEntries(
      running.map(({ name, of, due }) => [of === null ? name : `${name}:${of}`, due]),
    ),
    paused: running.filter(isPaused).map(({ name, of }) => (of === null ? name : `${name}:${of}`)),
    offers: {
      a: open(officeOfA).sort(),
      b: open('market-regulation').sort(),
      approver: made.open(on, approver).filter((step) => step === 'decide'),
    },
  };
}

function expectedSeen(expected: Expected) {
  const { lanes, officeOfA } = expected;
  const running = limitsExpected(expected);
  return {
    headline: headlineExpected(expected),
    lanes: { [officeOfA]: lanes.a, 'market-regulation': lanes.b },
    limits: running,
    paused: pausedExpected(expected).filter((name) => name in running),
    offers: offersExpected(expected),
  };
}

/** Whatever stands open is concluded, then decided and delivered: no row may leave a case from which that is impossible. */
function brought(made: ImaginedCase, on: string): string {
  for (const [office, state] of Object.entries(made.state.lanes.review ?? {})) {
    if (state === 'waiting' || state === 'working') {
      made.take('review', on, reviewer(office), { conclusion: 'agree', opinion: '意见' });
    }
  }
  made.take('decide', on, approver, { outcome: 'grant' });
  return made.take('deliver', on, clerk, { method: 'window' }).status;
}

const pairs = events.flatMap((first) => events.map((second) => [first, second] as const));
const states = laneStates.flatMap((a) => laneStates.map((b) => [a, b] as const));

describe.each(pairs)('%s, then %s', (first, second) => {
  it.each(states)('while the lanes stand at %s and %s', (a, b) => {
    const made = begun(first === 'deemed acceptance', a, b);
    let expected = standing(a, b);
    expect(seen(made, expected, days.sentBack)).toEqual(expectedSeen(expected));
    for (const [event, on] of [
      [first, days.first],
      [second, days.second],
    ] as const) {
      const before = made.facts.length;
      const refusal = refusalExpected(event, expected);
      expect(happen(event, made, on, expected.officeOfA), event).toBe(refusal);
      if (refusal === undefined) expected = after(event, expected, on);
      else expect(made.facts.length, 'what is refused leaves no fact').toBe(before);
      expect(seen(made, expected, on), event).toEqual(expectedSeen(expected));
    }
    // Step by step and all at once are the same, and the end can be reached.
    expect(fold(made.procedure, made.facts).lanes).toEqual(made.state.lanes);
    expect(brought(made, days.second)).toBe('closed');
  });
});
