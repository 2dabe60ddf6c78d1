/**
 * What may happen next: one pure answer for the server, the screen and the worklist. Order of the questions is the
 * order of answers over HTTP: may you at all (403) – is the input right (422) – does the rule allow it now (409).
 */
import type { JsonObject } from '../json.ts';
import { assignmentRefusal } from './assignments.ts';
import { capacitiesFor, capacityFor } from './capacities.ts';
import { notFromHere, stateRefusal } from './conditions.ts';
import type { Capacity, Procedure, Refusal, RuleContext, StepDeclaration } from './declaration.ts';
import { dutiesAmong } from './duties.ts';
import type { NewFact } from './fact.ts';
import { isStandingStep, type StandingStep } from './standing/standing-steps.ts';

export { capacityAmong, capacityFor } from './capacities.ts';
export type { Capacity } from './declaration.ts';

export function findStep(procedure: Procedure, name: string): StepDeclaration | undefined {
  return procedure.steps.find((step) => step.name === name);
}

/** The context in which somebody acts in one of her capacities; what a rule says depends on it. */
export function inCapacity(context: RuleContext, capacity: Capacity | undefined): RuleContext {
  return capacity ? { ...context, capacity } : context;
}

/** Why the rule says no now; undefined when it says yes. Without `input` only what does not depend on it is asked. */
export function refusalOf(
  step: StepDeclaration,
  procedure: Procedure,
  asked: RuleContext,
  input?: JsonObject,
): Refusal | undefined {
  const context = asked.capacity ? asked : inCapacity(asked, capacityFor(step, asked));
  if (isStandingStep(step)) return standingRefusal(step, procedure, context, input);
  return (
    lawRefusal(step, context) ??
    firstRefusal(step.before, context, input) ??
    stateRefusal(step, procedure, context) ??
    assignmentRefusal(context) ??
    firstRefusal(step.gates, context, input)
  );
}

function lawRefusal({ applies, label }: StepDeclaration, { item }: RuleContext): Refusal | undefined {
  if (!applies || applies(item)) return undefined;
  return {
    code: 'step/not-in-law',
    reason: `本事项依据的法律没有规定“${label}”这一步。`,
    needed: '请按本事项的办理程序办理。',
    basis: item.limits.statutory.basis,
  };
}

/** What only a day holds back is said last: whoever waited for that day would find the other reason on it. */
function firstRefusal(
  gates: StepDeclaration['gates'],
  context: RuleContext,
  input: JsonObject | undefined,
): Refusal | undefined {
  let untilItsDay: Refusal | undefined;
  for (const gate of gates ?? []) {
    const refusal = gate.check(context, input);
    if (refusal && refusal.opensOn === undefined) return refusal;
    untilItsDay ??= refusal;
  }
  return untilItsDay;
}

function standingRefusal(
  step: StandingStep,
  procedure: Procedure,
  context: RuleContext,
  input: JsonObject | undefined,
): Refusal | undefined {
  if (!isUnderWay(procedure, context)) {
    return notFromHere(step, procedure, context, '只在办件提交以后、办结以前可以办理。');
  }
  return step.refusal({ procedure, context, input, duties: () => dutiesOf(procedure, context) });
}

/** Filed and not over: what never was filed is nobody's business yet. */
function isUnderWay(procedure: Procedure, { state }: Pick<RuleContext, 'state'>): boolean {
  const isFiled = state.facts.some(({ kind }) => kind !== 'drafted');
  return isFiled && !procedure.closed.includes(procedure.headline(state));
}

/** What the step makes of an input that the rules have let through. */
export function factsOfStep(
  step: StepDeclaration,
  procedure: Procedure,
  context: RuleContext,
  input: JsonObject,
): NewFact[] {
  return isStandingStep(step) ? step.factsIn(context, input, procedure) : step.facts(context, input);
}

export interface Offer {
  step: StepDeclaration;
  capacity: Capacity;
  refusal?: Refusal;
}

/** Every step that the case has and that is in principle the actor's, in each of her lanes, with the reason where it is not open now. */
export function offersFor(procedure: Procedure, context: RuleContext): Offer[] {
  // What is over has nothing that may happen to any case; why not goes without saying.
  const isOver = !isUnderWay(procedure, context);
  return procedure.steps.flatMap((step) =>
    step.applies?.(context.item) === false || (isOver && isStandingStep(step))
      ? []
      : capacitiesFor(step, context).map((capacity) => {
          const refusal = refusalOf(step, procedure, inCapacity(context, capacity));
          return refusal ? { step, capacity, refusal } : { step, capacity };
        }),
  );
}

/** Posts that have work to do now, for the worklist: the same rules, asked once for each post that could be meant. */
export function dutiesOf(procedure: Procedure, context: Omit<RuleContext, 'actor' | 'capacity'>) {
  if (procedure.closed.includes(procedure.headline(context.state))) return [];
  return dutiesAmong(procedure, context, refusalOf);
}

/** What the system has to do of itself, whatever the clocks say: another office took over. */
export function standingDuty(
  procedure: Procedure,
  context: RuleContext,
): { step: StepDeclaration; input: JsonObject } | undefined {
  for (const step of procedure.steps.filter(isStandingStep)) {
    const input = step.bySystem?.(context);
    if (input && !refusalOf(step, procedure, context, input)) return { step, input };
  }
  return undefined;
}
