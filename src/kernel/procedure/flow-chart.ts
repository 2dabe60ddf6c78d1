/**
 * The flow chart of a procedure, as a thing to be drawn: a main line of states from filing to the end, what branches off
 * it and where that leads, and the lanes that run beside it. Made from the declaration alone; nothing is drawn by hand.
 */
import type { ClockDeclaration } from './clock-declaration.ts';
import type { LaneDeclaration, Procedure } from './declaration.ts';
import {
  factsMadeBy,
  mainLaneOf,
  type OutlinedStep,
  type OutlineInputs,
  outlineOf,
  sourcesIn,
  type Taker,
  targetsIn,
} from './outline.ts';

export interface ChartStep {
  step: string;
  label: string;
  takers: Taker[];
  /** Of interest to those who work on the case only. */
  internal: boolean;
}

export interface ChartClock {
  name: string;
  label: string;
  /** Null where the day is set in each case (the term in a notice). */
  days: number | null;
  unit: 'working' | 'natural';
  against: ClockDeclaration['against'];
}

/** A step into a state off the main line; the labels say from where it can be taken besides the place it is drawn at. */
export interface ChartEntry {
  step: ChartStep;
  alsoFrom: string[];
}

export interface ChartBranch {
  state: string;
  label: string;
  entries: ChartEntry[];
  /** Where it leads on: to a station, or to another branch. */
  exits: { step: ChartStep; to: string; toLabel: string }[];
  clocks: ChartClock[];
  /** What can be reached through it alone. */
  branches: ChartBranch[];
}

export interface ChartLane {
  lane: string;
  label: string;
  per: 'office' | 'party' | null;
  /** Opened by the way itself; otherwise only where somebody finds it necessary. */
  always: boolean;
  /** The state's label, and whether the lane is over in it. */
  states: Record<string, { label: string; over: boolean }>;
  moves: { step: ChartStep; to: string[] }[];
  /** How instances must stand before a step is open: one way, or another. */
  joins: { step: string; ways: ChartJoin[] }[];
}

/** States, and how many instances must stand in one of them. */
export interface ChartJoin {
  states: string[];
  of: 'all' | number;
}

export interface ChartStation {
  state: string;
  label: string;
  /** Nothing follows. */
  over: boolean;
  /** The steps that lead here from the station above; filing for the first. */
  entries: ChartStep[];
  clocks: ChartClock[];
  lanes: ChartLane[];
  branches: ChartBranch[];
  /** What may be done meanwhile and moves nothing. */
  meanwhile: ChartStep[];
}

export interface FlowChart {
  procedure: string;
  name: string;
  mainLane: string;
  stations: ChartStation[];
}

interface Edge {
  outlined: OutlinedStep;
  from: string;
  to: string;
}

export function flowChartOf(procedure: Procedure, inputs: OutlineInputs): FlowChart {
  const main = mainLaneOf(procedure);
  const outline = outlineOf(procedure, inputs).filter(({ step }) => !step.sendsDraft && !step.enters);
  const edges = outline.flatMap((outlined) => edgesOf(procedure, outlined, main));
  const starts = startsOf(procedure, main, edges);
  const line = mainLine(starts, edges);
  const { lanes } = procedure;
  const label = (state: string) => lanes[main]?.states[state] ?? state;
  const drawing: Drawing = { procedure, inputs, outline, edges, main, line, label, placed: new Set(line) };
  const stations = line.map((state, at): ChartStation => {
    const before = line[at - 1];
    return {
      state,
      label: label(state),
      over: lanes[main]?.ends.includes(state) === true,
      entries: before === undefined ? [filing(procedure)] : stepsBetween(procedure, edges, before, state),
      clocks: clocksFrom(drawing, state),
      lanes: lanesAt(drawing, state),
      branches: [],
      meanwhile: meanwhileAt(drawing, state),
    };
  });
  // From the end backwards: what can happen at several stations is drawn at the last of them.
  for (const station of stations.toReversed()) station.branches = branchesAt(drawing, station.state);
  return { procedure: procedure.id, name: procedure.name, mainLane: main, stations };
}

interface Drawing {
  procedure: Procedure;
  inputs: OutlineInputs;
  outline: OutlinedStep[];
  edges: Edge[];
  main: string;
  line: string[];
  label: (state: string) => string;
  /** States that have their place. */
  placed: Set<string>;
}

function edgesOf(procedure: Procedure, outlined: OutlinedStep, main: string): Edge[] {
  const to = targetsIn(procedure, outlined.facts, main);
  return sourcesIn(outlined.from, main).flatMap((from) =>
    to.filter((target) => target !== from).map((target) => ({ outlined, from, to: target })),
  );
}

/** Where filing leads; a draft is no part of the way, it is the way to it. */
function startsOf(procedure: Procedure, main: string, edges: readonly Edge[]): string[] {
  const opened = targetsIn(procedure, factsMadeBy(procedure, { name: 'file' }), main);
  const leadsOn = opened.filter((state) =>
    edges.some(({ from, outlined }) => from === state && !outlined.step.aside),
  );
  return leadsOn.length > 0 ? leadsOn : opened;
}

/** The longest way forward without coming back to where one was; of equal ones the one declared first. */
function mainLine(starts: readonly string[], edges: readonly Edge[]): string[] {
  const onward = edges.filter(({ outlined }) => !outlined.step.aside);
  const longest = (path: string[]): string[] => {
    const here = path.at(-1);
    return onward
      .filter(({ from, to }) => from === here && !path.includes(to))
      .map(({ to }) => longest([...path, to]))
      .reduce((best, way) => (way.length > best.length ? way : best), path);
  };
  return starts
    .map((start) => longest([start]))
    .reduce((best, way) => (way.length > best.length ? way : best), []);
}

const stepsBetween = (procedure: Procedure, edges: readonly Edge[], from: string, to: string) =>
  edges
    .filter((edge) => edge.from === from && edge.to === to)
    .map(({ outlined }) => chartStep(procedure, outlined));

function chartStep(procedure: Procedure, { step, takers, facts }: OutlinedStep): ChartStep {
  return {
    step: step.name,
    label: step.label,
    takers: [...new Set(takers.map(({ taker }) => taker))],
    internal: facts.length > 0 && facts.every((kind) => procedure.facts[kind]?.internal === true),
  };
}

function filing(procedure: Procedure): ChartStep {
  const takers = procedure.opening.who.map(
    (who): Taker => ('party' in who ? who.party : 'system' in who ? 'system' : who.role),
  );
  return { step: 'file', label: '提交申请', takers: [...new Set(takers)], internal: false };
}

function branchesAt(drawing: Drawing, station: string): ChartBranch[] {
  const { edges, placed } = drawing;
  const next = [
    ...new Set(edges.flatMap(({ from, to }) => (from === station && !placed.has(to) ? [to] : []))),
  ];
  for (const state of next) placed.add(state);
  // What comes back stands nearest to where it comes back to.
  const comesBack = (state: string) => edges.some(({ from, to }) => from === state && to === station);
  return next
    .toSorted((one, other) => Number(comesBack(other)) - Number(comesBack(one)))
    .map((state) => branchOf(drawing, state, station));
}

function branchOf(drawing: Drawing, state: string, drawnAt: string): ChartBranch {
  const { edges, label, procedure, line } = drawing;
  const isDrawn = (one: string) => line.includes(one) || edges.some(({ to }) => to === one);
  const into = Map.groupBy(
    edges.filter(({ to }) => to === state),
    ({ outlined }) => outlined,
  );
  return {
    state,
    label: label(state),
    entries: [...into]
      .filter(([, ways]) => ways.some(({ from }) => from === drawnAt))
      .map(([outlined, ways]) => ({
        step: chartStep(procedure, outlined),
        alsoFrom: ways.flatMap(({ from }) => (from === drawnAt || !isDrawn(from) ? [] : [label(from)])),
      })),
    exits: edges
      .filter(({ from, to }) => from === state && drawing.placed.has(to))
      .filter(({ to, outlined }) => !isEntryElsewhere(drawing, to, outlined, drawnAt))
      .map(({ outlined, to }) => ({ step: chartStep(procedure, outlined), to, toLabel: label(to) })),
    clocks: clocksFrom(drawing, state),
    branches: branchesAt(drawing, state),
  };
}

/** Withdrawing is possible nearly everywhere: it is said once, where it is drawn, and not again at every branch. */
function isEntryElsewhere(
  { edges, line }: Drawing,
  to: string,
  outlined: OutlinedStep,
  drawnAt: string,
): boolean {
  if (line.includes(to)) return false;
  return (
    edges.some((edge) => edge.to === to && edge.outlined === outlined && line.includes(edge.from)) ||
    to === drawnAt
  );
}

/** Clocks that begin to run as the case comes to stand here. */
function clocksFrom({ procedure, inputs, main }: Drawing, state: string): ChartClock[] {
  const arrivals = Object.entries(procedure.facts).flatMap(([kind, fact]) =>
    fact.moves.some(({ lane, to }) => lane === main && to.includes(state)) ? [kind] : [],
  );
  return (
    procedure.clocks
      // What is owed beside the course, and after its end, is no stretch of it.
      .filter(({ applies, outlives }) => !outlives && (!applies || applies(inputs.item, inputs.settings)))
      .filter((clock) => startersOf(procedure, clock).some((kind) => arrivals.includes(kind)))
      .flatMap((clock) => {
        const limit = clock.limit(inputs.item, inputs.settings, blankFact(arrivals[0] ?? ''), '');
        if (!limit) return [];
        const days = Number.isFinite(limit.days) ? limit.days : null;
        return [{ name: clock.name, label: clock.label, days, unit: limit.unit, against: clock.against }];
      })
  );
}

/** Kinds of facts that start a clock. */
export function startersOf(procedure: Procedure, clock: ClockDeclaration): string[] {
  return clock.startedBy ?? Object.keys(procedure.facts).filter((kind) => clock.starts(blankFact(kind)));
}

/** A fact of which only the kind is known. */
export const blankFact = (kind: string) => ({
  version: 0,
  kind,
  effectiveOn: '',
  recordedAt: '',
  actor: { person: '', capacity: 'system' as const },
  basis: [],
  data: {},
});

/** Lanes beside the main one that open while the case stands here. */
function lanesAt(drawing: Drawing, state: string): ChartLane[] {
  const { procedure, main } = drawing;
  return Object.entries(procedure.lanes).flatMap(([name, lane]) =>
    name !== main && opensAt(drawing, name) === state ? [chartLane(drawing, name, lane)] : [],
  );
}

/** The station at which a lane is opened: where the fact leads that opens it, or where the step is taken that makes it. */
function opensAt({ procedure, outline, main, line }: Drawing, lane: string): string | undefined {
  const openers = outline.filter(
    ({ from, facts }) => sourcesIn(from, lane).length === 0 && targetsIn(procedure, facts, lane).length > 0,
  );
  const stations = openers.flatMap(({ from, facts }) => {
    const led = targetsIn(procedure, facts, main).filter((target) => line.includes(target));
    return led.length > 0 ? led : sourcesIn(from, main);
  });
  return line.find((state) => stations.includes(state));
}

function chartLane({ procedure, outline, main }: Drawing, name: string, lane: LaneDeclaration): ChartLane {
  const moves = outline.flatMap((outlined) => {
    const to = targetsIn(procedure, outlined.facts, name);
    // What is done within the lane belongs to it, also when it moves nothing.
    const isWithin = sourcesIn(outlined.from, name).length > 0 && movesNothing(procedure, outlined);
    return to.length > 0 || isWithin ? [{ step: chartStep(procedure, outlined), to }] : [];
  });
  return {
    lane: name,
    label: lane.label,
    per: lane.per ?? null,
    always: outline.some(
      ({ facts }) =>
        targetsIn(procedure, facts, name).length > 0 && targetsIn(procedure, facts, main).length > 0,
    ),
    states: Object.fromEntries(
      Object.entries(lane.states).map(([state, label]) => [
        state,
        { label, over: lane.ends.includes(state) },
      ]),
    ),
    moves,
    joins: outline
      .filter(({ facts }) => targetsIn(procedure, facts, main).length > 0)
      .flatMap(({ step, from }) => {
        const ways = from.flatMap(({ all }) =>
          all.flatMap(({ lane: wanted, states, join }) => {
            const of = typeof join === 'object' ? join.atLeast : join;
            if (wanted !== name || (of !== 'all' && typeof of !== 'number')) return [];
            return [{ states: states.map((state) => lane.states[state] ?? state), of }];
          }),
        );
        return ways.length > 0 ? [{ step: step.label, ways }] : [];
      }),
  };
}

const movesNothing = (procedure: Procedure, { facts }: OutlinedStep) =>
  facts.every((kind) => procedure.facts[kind]?.moves.length === 0);

/** Steps that can be taken here and move no lane; one that is possible everywhere is said at the end of the line. */
function meanwhileAt({ procedure, outline, main, line }: Drawing, state: string): ChartStep[] {
  return outline
    .filter((outlined) => movesNothing(procedure, outlined))
    .filter(({ from }) => from.some(({ all }) => all.every(({ lane }) => lane === main)))
    .filter(({ from }) => {
      const sources = sourcesIn(from, main);
      const isEverywhere = line.every((one) => sources.includes(one));
      return isEverywhere ? state === line.at(-1) : sources.includes(state);
    })
    .map((outlined) => chartStep(procedure, outlined));
}

/** What somebody outside needs to know: what she does and what is decided, not how an office works within. */
export function chartForParties(chart: FlowChart): FlowChart {
  return {
    ...chart,
    stations: chart.stations.map((station) => ({
      ...station,
      entries: station.entries.map(toParties),
      branches: station.branches.map(branchForParties),
      lanes: station.lanes.map((lane) => ({
        ...lane,
        moves: lane.moves
          .filter(({ step }) => !step.internal && isTheirs(step))
          .map(({ step }) => ({ step: toParties(step), to: [] })),
      })),
      meanwhile: station.meanwhile.filter(isTheirs).map(toParties),
    })),
  };
}

const parties: readonly Taker[] = ['applicant', 'interested-party'];
const isTheirs = ({ takers }: ChartStep) => takers.some((taker) => parties.includes(taker));

/** What she does herself may be entered for her at a window: that is no other way of doing it. */
function toParties(step: ChartStep): ChartStep {
  return isTheirs(step) ? { ...step, takers: step.takers.filter((taker) => parties.includes(taker)) } : step;
}

function branchForParties(branch: ChartBranch): ChartBranch {
  return {
    ...branch,
    entries: branch.entries.map((entry) => ({ ...entry, step: toParties(entry.step) })),
    exits: branch.exits.map((exit) => ({ ...exit, step: toParties(exit.step) })),
    branches: branch.branches.map(branchForParties),
  };
}
