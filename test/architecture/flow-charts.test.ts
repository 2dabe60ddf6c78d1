/** The flow chart of every procedure, for every way a case can go: complete, and nothing in it overlaps or runs out of the page. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { informationRequest } from '../../src/capabilities/information-requests/information-request.ts';
import { filing, immediate, jointLicence, licence } from '../../src/capabilities/licensing/items.fixture.ts';
import { licensing } from '../../src/capabilities/licensing/licensing.ts';
import { wayOf } from '../../src/kernel/procedure/case-way.ts';
import type { Procedure } from '../../src/kernel/procedure/declaration.ts';
import {
  type ChartBranch,
  chartForParties,
  type FlowChart,
  flowChartOf,
} from '../../src/kernel/procedure/flow-chart.ts';
import {
  applicant,
  at,
  calendar,
  clerk,
  ImaginedCase,
  interested,
  issuer,
  settings,
} from '../../src/kernel/procedure/imagined-case.fixture.ts';
import type { ItemTerms } from '../../src/kernel/procedure/item-terms.ts';
import { type Box, layOut, type Words } from '../../src/web/kit/flow-chart-layout.ts';
import type { ChartWords } from '../../src/web/kit/flow-chart-words.ts';
import { asCitizensHear, asOfficersSay } from '../../src/web/kit/role-names.ts';
import { widthOf } from '../../src/web/kit/wrap-text.ts';
import { toyModule } from './toy-procedure.fixture.ts';

const request: ItemTerms = {
  ...filing,
  itemId: 'information-request',
  office: 'committee-office',
  reviewOffices: [],
};
const drawn: [string, Procedure, ItemTerms][] = [
  ['a licence', licensing, licence],
  ['a licence of several offices', licensing, jointLicence],
  ['a filing', licensing, filing],
  ['what is decided at the window', licensing, immediate],
  ['an information request', informationRequest, request],
  ['a procedure nobody has drawn', toyModule.declaration, licence],
];
const chartOf = (procedure: Procedure, item: ItemTerms): FlowChart =>
  flowChartOf(procedure, { item, settings, calendar, now: new Date('2026-03-02T01:00:00Z') });

function statesIn({ stations }: FlowChart): string[] {
  const within = ({ state, branches }: ChartBranch): string[] => [state, ...branches.flatMap(within)];
  return stations.flatMap(({ state, branches }) => [state, ...branches.flatMap(within)]);
}

describe('the chart', () => {
  it.each(drawn)(
    'of %s shows every state that a case can come to once, and every step that leads there',
    (_name, procedure, item) => {
      const chart = chartOf(procedure, item);
      const states = statesIn(chart);
      expect(new Set(states).size).toBe(states.length);
      const lane = procedure.lanes[chart.mainLane];
      const unreachable = item.hasResultDocument ? [] : ['issued'];
      const wanted = Object.keys(lane?.states ?? {}).filter(
        (one) => one !== 'draft' && !unreachable.includes(one),
      );
      expect(states.toSorted()).toEqual(wanted.toSorted());
    },
  );

  it('of a licence goes from filing to the document in the hand, and puts what branches off where it does', () => {
    const chart = chartOf(licensing, licence);
    expect(chart.stations.map(({ state }) => state)).toEqual([
      'submitted',
      'accepted',
      'granted',
      'issued',
      'closed',
    ]);
    expect(chart.stations.map(({ branches }) => branches.map(({ state }) => state))).toEqual([
      ['correcting', 'not-accepted'],
      ['denied', 'withdrawn'],
      [],
      [],
      [],
    ]);
    const accepted = chart.stations[1];
    expect(accepted?.lanes.map(({ lane, always }) => [lane, always])).toEqual([
      ['review', true],
      ['consultation', false],
      ['hearing-right', false],
      ['hearing', false],
    ]);
    expect(accepted?.clocks.map(({ name, days }) => [name, days])).toEqual([
      ['decision-statutory', 20],
      ['decision-promised', 10],
    ]);
    expect(chart.stations[0]?.branches[0]?.exits.map(({ step, to }) => [step.step, to])).toEqual([
      ['correct', 'submitted'],
      ['lapse', 'withdrawn'],
    ]);
  });

  it('leaves out what the item does not have', () => {
    const chart = chartOf(licensing, filing);
    expect(chart.stations.map(({ state }) => state)).not.toContain('issued');
    expect(JSON.stringify(chart)).not.toContain('hearing');
  });

  it('for a citizen tells nothing of the work within an office', () => {
    const text = JSON.stringify(chartForParties(chartOf(licensing, licence)));
    expect(text).not.toContain('send-back');
    expect(text).not.toContain('"suspend"');
  });

  it('of an information request hangs giving up on the clarification that did not come', () => {
    const confirmed = chartOf(informationRequest, request).stations[1];
    expect(confirmed?.branches[0]).toMatchObject({ state: 'clarifying', branches: [{ state: 'abandoned' }] });
  });
});

const people = [
  applicant,
  clerk,
  issuer,
  at('reviewer'),
  at('approver'),
  at('head'),
  interested('利害关系人甲'),
];
const inputs: Record<string, object> = {
  'notify-once': { items: [{ text: '缺一份材料' }], termDays: 5 },
  correct: { answers: [{ item: 0, text: '已补' }] },
  'refuse-acceptance': { ground: 'no-licence-needed', reasons: '不需要' },
  review: { conclusion: 'agree', opinion: '符合' },
  decide: { outcome: 'deny', reasons: '不符合' },
  deliver: { method: 'window' },
  rate: { grade: 5 },
  'tell-hearing-right': {
    reasons: '相邻',
    parties: [{ kind: 'natural-person', name: '利害关系人甲', phone: '13900000000' }],
  },
  extend: { days: 5, reasons: '复杂' },
};

/** Any way a case can go, with the steps that need no more than these inputs. */
function walk(moves: { who: number; which: number }[]): ImaginedCase {
  const made = new ImaginedCase(licensing, licence).file('2026-03-02');
  for (const { who, which } of moves) {
    const actor = people[who % people.length] ?? applicant;
    const open = made
      .open('2026-03-04', actor)
      .filter((step) => step in inputs || step === 'accept' || step === 'request-hearing');
    const step = open[which % Math.max(open.length, 1)];
    if (step) made.try(step, '2026-03-04', actor, JSON.parse(JSON.stringify(inputs[step] ?? {})));
  }
  return made;
}

function shownWay(made: ImaginedCase): NonNullable<ChartWords['way']> {
  const way = wayOf(made.procedure, made.facts);
  const lanes = Object.entries(way.lanes).map(([lane, all]) => [
    lane,
    all.map(({ instance, state, on }) => ({
      name: `${instance}明川经济开发区市场监督管理局`,
      state,
      over: false,
      on,
    })),
  ]);
  return {
    ...way,
    today: '2026-03-04',
    lanes: Object.fromEntries(lanes),
    running: ['承诺办结时限：最迟 3月16日（还有 8 个工作日）'],
  };
}

/** What a reader would see as a fault of the drawing. */
function faultsOf(chart: FlowChart, words: ChartWords, width: number): string[] {
  const { shapes, height } = layOut(chart, words, width);
  const boxes = shapes.filter((shape): shape is Box => shape.kind === 'box');
  const texts = shapes.filter((shape): shape is Words => shape.kind === 'text');
  const outside = texts.filter(
    ({ x, y, text, size }) => x < 0 || x + widthOf(text) * size > width || y > height || y < size / 2,
  );
  const crossing = texts.flatMap((one, place) =>
    texts
      .slice(place + 1)
      .filter((other) => Math.abs(one.y - other.y) < Math.min(one.size, other.size) * 0.9)
      .filter(
        (other) =>
          one.x < other.x + widthOf(other.text) * other.size &&
          other.x < one.x + widthOf(one.text) * one.size,
      )
      .map((other) => `“${one.text}” lies on “${other.text}”`),
  );
  const overlapping = boxes.flatMap((one, place) =>
    boxes
      .slice(place + 1)
      .filter((other) => one.y < other.y + other.height && other.y < one.y + one.height)
      .map(() => `two boxes lie on each other at ${one.y}`),
  );
  const struck = shapes.flatMap((shape) =>
    shape.kind !== 'line'
      ? []
      : shape.points.slice(1).flatMap(([x, y], at) => {
          const [fromX, fromY] = shape.points[at] ?? [x, y];
          return texts
            .filter(
              (text) =>
                Math.max(fromX, x) > text.x && Math.min(fromX, x) < text.x + widthOf(text.text) * text.size,
            )
            .filter((text) => Math.max(fromY, y) > text.y - text.size * 0.8 && Math.min(fromY, y) < text.y)
            .map(({ text }) => `a line goes through “${text}”`);
        }),
  );
  return [...outside.map(({ text }) => `“${text}” runs out`), ...crossing, ...overlapping, ...struck];
}

describe('the drawing', () => {
  it.each(drawn)('of %s fits a phone and a wide page, in both wordings', (_name, procedure, item) => {
    const chart = chartOf(procedure, item);
    for (const width of [328, 640]) {
      expect(faultsOf(chart, { takers: asOfficersSay, way: null }, width)).toEqual([]);
      expect(faultsOf(chartForParties(chart), { takers: asCitizensHear, way: null }, width)).toEqual([]);
    }
  });

  it('of a case lights up where it was, and where it stands, whatever way it took', () => {
    const chart = chartOf(licensing, licence);
    fc.assert(
      fc.property(fc.array(fc.record({ who: fc.nat(), which: fc.nat() }), { maxLength: 12 }), (moves) => {
        const way = shownWay(walk(moves));
        const words = { takers: asOfficersSay, way };
        expect(faultsOf(chart, words, 328)).toEqual([]);
        const boxes = layOut(chart, words, 328).shapes.filter((shape): shape is Box => shape.kind === 'box');
        expect(boxes.filter(({ look }) => look === 'now')).toHaveLength(1);
        const lit = boxes.filter(({ look, shape }) => look !== 'todo' && shape !== 'lane').length;
        expect(lit).toBe(Object.keys(way.visited).length);
      }),
      { numRuns: 60 },
    );
  });
});
