/** The same course in the words of its kind of item: a filing (备案) is recorded, not granted. Nothing but labels changes. */
import type { TObject } from 'typebox';
import type { Procedure, StepDeclaration } from './declaration.ts';
import type { ItemTerms } from './item-terms.ts';

/** Labels that stand in place of the declared ones, by the names they belong to; what is not named stays. */
export interface Wording {
  headlines?: Record<string, string>;
  /** Of facts, as the timeline has them. */
  facts?: Record<string, string>;
  steps?: Record<string, { label: string; hint?: string; choices?: Record<string, Record<string, string>> }>;
  /** Lane → state → label. */
  lanes?: Record<string, Record<string, string>>;
  clocks?: Record<string, string>;
}

const made = new WeakMap<Procedure, Map<Wording, Procedure>>();

/** The procedure as it is told of this item; made once for each wording. */
export function worded(procedure: Procedure, item: ItemTerms): Procedure {
  const wording = procedure.wordingOf?.(item);
  if (!wording) return procedure;
  const known = made.get(procedure) ?? new Map<Wording, Procedure>();
  made.set(procedure, known);
  const found = known.get(wording) ?? inWords(procedure, wording);
  known.set(wording, found);
  return found;
}

function inWords(procedure: Procedure, wording: Wording): Procedure {
  const { headlines, facts, steps, lanes, clocks } = procedure;
  return {
    ...procedure,
    headlines: { ...headlines, ...wording.headlines },
    facts: mapped(facts, (kind, fact) => ({ ...fact, label: wording.facts?.[kind] ?? fact.label })),
    steps: steps.map((step) => stepInWords(step, wording)),
    lanes: mapped(lanes, (name, lane) => ({ ...lane, states: { ...lane.states, ...wording.lanes?.[name] } })),
    clocks: clocks.map((clock) => ({ ...clock, label: wording.clocks?.[clock.name] ?? clock.label })),
  };
}

function stepInWords(step: StepDeclaration, wording: Wording): StepDeclaration {
  const words = wording.steps?.[step.name];
  if (!words) return step;
  const { choices = {}, ...labels } = words;
  const properties = mapped(step.input.properties, (name, member) =>
    choices[name] ? { ...member, 'x-labels': choices[name] } : member,
  );
  const input: TObject = { ...step.input, properties };
  return { ...step, ...labels, input };
}

const mapped = <Value>(of: Record<string, Value>, make: (name: string, value: Value) => Value) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, make(name, value)]));
