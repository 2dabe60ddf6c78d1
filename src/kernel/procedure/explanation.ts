/**
 * A procedure explained, from its declaration alone: what can be where, who may do what, from where, with what, on which
 * basis, and what time does. Nothing in it is written for the explanation.
 */
import type { TSchema } from 'typebox';
import type { Basis } from '../basis.ts';
import type { ClockDeclaration } from './clock-declaration.ts';
import { describeAlternative } from './conditions.ts';
import type { Alternative, Procedure } from './declaration.ts';
import { blankFact, type FlowChart, flowChartOf, startersOf } from './flow-chart.ts';
import { factDeclared } from './fold.ts';
import {
  contextAs,
  mainLaneOf,
  type OutlinedStep,
  type OutlineInputs,
  outlineOf,
  standingOutline,
  takerOf,
} from './outline.ts';

export interface ExplainedField {
  title: string;
  required: boolean;
  /** What may be chosen, where it is a closed list. */
  choices: string[];
  /** What each of several has, where it is a list of things. */
  of: ExplainedField[];
}

export interface ExplainedStep {
  step: string;
  label: string;
  hint: string;
  takers: OutlinedStep['takers'];
  /** Where the case must stand, each a possibility of its own. */
  from: string[];
  fields: ExplainedField[];
  basis: Basis[];
  /** What happens by it: the facts, by their labels. */
  makes: string[];
  /** Where it can lead: 办件“已受理”. */
  leadsTo: string[];
  letters: string[];
}

export interface ExplainedClockRule {
  name: string;
  label: string;
  against: ClockDeclaration['against'];
  /** One for each office or person asked. */
  each: boolean;
  rule: string;
  /** Null where the day is set in each case. */
  days: number | null;
  unit: 'working' | 'natural';
  basis: Basis[];
  startedBy: string[];
  stoppedBy: string[];
  pausedBy: { from: string; to: string[] }[];
  extendedBy: string[];
  /** The step the system takes on the day after; null where the end passes without one. */
  expiry: string | null;
  mayLapse: boolean;
}

export interface Explanation {
  procedure: string;
  version: number;
  name: string;
  item: { itemId: string; name: string };
  chart: FlowChart;
  /** Who may file. */
  opening: ExplainedStep['takers'];
  lanes: {
    lane: string;
    label: string;
    per: 'office' | 'party' | null;
    states: { label: string; over: boolean }[];
  }[];
  steps: ExplainedStep[];
  /** What is possible in any case under way, whatever the procedure. */
  standing: ExplainedStep[];
  clocks: ExplainedClockRule[];
}

export function explain(procedure: Procedure, inputs: OutlineInputs): Explanation {
  const { id, version, name } = procedure;
  const outlined = outlineOf(procedure, inputs);
  const lanes = lanesOf(procedure, outlined);
  return {
    procedure: id,
    version,
    name,
    item: { itemId: inputs.item.itemId, name: inputs.item.name },
    chart: flowChartOf(procedure, inputs),
    opening: procedure.opening.who.map(takerOf),
    lanes: Object.entries(lanes).map(([lane, { label, per, states, ends }]) => ({
      lane,
      label,
      per: per ?? null,
      states: Object.entries(states).map(([state, word]) => ({ label: word, over: ends.includes(state) })),
    })),
    steps: outlined.map((one) => explainStep(procedure, one, inputs)),
    standing: standingOutline(procedure, inputs).map((outlined) => explainStep(procedure, outlined, inputs)),
    clocks: procedure.clocks
      .filter(({ applies }) => !applies || applies(inputs.item, inputs.settings))
      .flatMap((clock) => explainClock(procedure, clock, inputs)),
  };
}

/** Without those that no step of this item ever opens or moves: the hearing of an item whose law knows none. */
function lanesOf(procedure: Procedure, outlined: readonly OutlinedStep[]): Procedure['lanes'] {
  const { lanes, facts } = procedure;
  const main = mainLaneOf(procedure);
  const moved = new Set(
    outlined
      .flatMap((step) => step.facts)
      .flatMap((kind) => (facts[kind]?.moves ?? []).map(({ lane }) => lane)),
  );
  return Object.fromEntries(Object.entries(lanes).filter(([lane]) => lane === main || moved.has(lane)));
}

function explainStep(procedure: Procedure, outlined: OutlinedStep, inputs: OutlineInputs): ExplainedStep {
  const { step, takers, from, facts } = outlined;
  const [who = { system: true }] = step.who;
  const context = contextAs(who, inputs);
  const kinds = step.letterKinds ?? [step.letter?.(context, undefined)];
  return {
    step: step.name,
    label: step.label,
    hint: step.hint,
    takers,
    from: from.map((alternative) => whereFrom(alternative, procedure)),
    fields: fieldsOf(step.input),
    basis: step.basis(context),
    makes: facts.flatMap((kind) => factDeclared(procedure, kind)?.label ?? []),
    leadsTo: leadsTo(procedure, facts),
    letters: kinds.flatMap((kind) => (kind === undefined ? [] : (inputs.item.letters[kind] ?? []))),
  };
}

const whereFrom = (alternative: Alternative, procedure: Procedure) =>
  alternative.all.length > 0 ? describeAlternative(alternative, procedure) : '提交以后、办结以前';

function leadsTo({ facts: declared, lanes }: Procedure, facts: readonly string[]): string[] {
  const targets = facts.flatMap((kind) =>
    (declared[kind]?.moves ?? []).map(({ lane, to }) => {
      const states = to.map((state) => `“${lanes[lane]?.states[state] ?? state}”`).join('或');
      return `${lanes[lane]?.label ?? lane}${states}`;
    }),
  );
  return [...new Set(targets)];
}

/** The part of JSON Schema in which steps declare their inputs. */
interface InputSchema {
  title?: string;
  type?: string;
  enum?: string[];
  'x-labels'?: Record<string, string>;
  items?: InputSchema;
  properties?: Record<string, InputSchema>;
  required?: string[];
}

function fieldsOf(input: TSchema | InputSchema): ExplainedField[] {
  const schema: InputSchema = input;
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    title: field.title ?? name,
    required: schema.required?.includes(name) === true,
    choices: (field.enum ?? []).map((code) => field['x-labels']?.[code] ?? code),
    of: field.items?.properties ? fieldsOf(field.items) : [],
  }));
}

function explainClock(
  procedure: Procedure,
  clock: ClockDeclaration,
  { item, settings }: OutlineInputs,
): ExplainedClockRule[] {
  const labelOf = (kind: string) => procedure.facts[kind]?.label ?? kind;
  const starters = startersOf(procedure, clock);
  const limit = clock.limit(item, settings, blankFact(starters[0] ?? ''), '');
  if (!limit) return [];
  const { onExpiry, extendedBy } = clock;
  const lengthening = Object.keys(procedure.facts).filter(
    (kind) => (extendedBy?.({ ...blankFact(kind), data: { days: 1 } }) ?? 0) > 0,
  );
  const expiry = onExpiry?.when(item, settings)
    ? procedure.steps.find(({ name }) => name === onExpiry.step)
    : undefined;
  return [
    {
      name: clock.name,
      label: clock.label,
      against: clock.against,
      each: clock.each !== undefined,
      rule: limit.rule,
      days: Number.isFinite(limit.days) ? limit.days : null,
      unit: limit.unit,
      basis: limit.basis,
      startedBy: starters.map(labelOf),
      stoppedBy: clock.stops.map(labelOf),
      pausedBy: (clock.pausedBy ?? []).map(({ from, to }) => ({ from: labelOf(from), to: to.map(labelOf) })),
      extendedBy: lengthening.map(labelOf),
      expiry: expiry?.label ?? null,
      mayLapse: clock.mayLapse === true,
    },
  ];
}
