/** Whether lanes stand as a step wants them to, and the same in words. */
import type {
  Alternative,
  Procedure,
  Refusal,
  RuleContext,
  StateCondition,
  StepDeclaration,
} from './declaration.ts';

/** Whether the lanes stand as the step wants them to. */
export function startsFrom({ from }: StepDeclaration, context: RuleContext): boolean {
  return from.some((alternative) => alternativeHolds(alternative, context));
}

/** Why the step does not start from where the case stands. */
export function stateRefusal(
  step: StepDeclaration,
  procedure: Procedure,
  context: RuleContext,
): Refusal | undefined {
  if (startsFrom(step, context)) return undefined;
  const wanted = step.from
    .filter((alternative) => !alternative.when || alternative.when(context))
    .map((alternative) => describeAlternative(alternative, procedure))
    .join('；或者');
  return notFromHere(
    step,
    procedure,
    context,
    wanted ? `需要：${wanted}。` : `本事项不需要“${step.label}”这一步。`,
  );
}

export function notFromHere(
  step: StepDeclaration,
  procedure: Procedure,
  context: RuleContext,
  needed: string,
): Refusal {
  const headline = procedure.headlines[procedure.headline(context.state)] ?? '尚未提交';
  return {
    code: 'step/not-from-here',
    // Said as a name: "不能不予受理" would be the opposite of what is meant.
    reason: `办件目前“${headline}”，不能办理“${step.label}”。`,
    needed,
    basis: step.basis(context),
  };
}

function alternativeHolds(alternative: Alternative, context: RuleContext): boolean {
  if (alternative.when && !alternative.when(context)) return false;
  return alternative.all.every((condition) => conditionHolds(condition, context));
}

/** How a lane's instances join: what is asked of all of them, of any, of so many, or of the actor's own. */
function conditionHolds(condition: StateCondition, context: RuleContext): boolean {
  const lane = context.state.lanes[condition.lane] ?? {};
  const standing = Object.values(lane);
  const matches = (state: string | undefined) => state !== undefined && condition.states.includes(state);
  const { join = 'any' } = condition;
  if (typeof join === 'object') return standing.filter(matches).length >= join.atLeast;
  switch (join) {
    case 'all':
      return standing.length > 0 && standing.every(matches);
    case 'any':
      return standing.some(matches);
    case 'own': {
      const instance = context.capacity?.instance;
      return instance !== undefined && matches(lane[instance]);
    }
  }
}

/** In words: which lanes must stand where. */
export function describeAlternative(alternative: Alternative, procedure: Procedure): string {
  return alternative.all
    .map((condition) => {
      const lane = procedure.lanes[condition.lane];
      const states = condition.states.map((state) => `“${lane?.states[state] ?? state}”`).join('或');
      return `${subjectOf(condition, lane?.label ?? condition.lane, lane?.per === 'party')}${states}`;
    })
    .join('，且');
}

function subjectOf({ join }: StateCondition, label: string, isOfParties: boolean): string {
  if (typeof join === 'object') return `至少 ${join.atLeast} ${isOfParties ? '方' : '个部门'}的${label}为`;
  if (join === 'all') return `${isOfParties ? '各方' : '各部门'}的${label}均为`;
  return join === 'own' ? `${isOfParties ? '本人' : '本部门'}的${label}为` : label;
}
