/**
 * What may happen next: one pure answer for the server, the screen and the worklist. Order of the questions is the
 * order of answers over HTTP: may you at all (403) – is the input right (422) – does the rule allow it now (409).
 */
import type { Post } from '../actor.ts';
import type { JsonObject } from '../json.ts';
import type {
  Alternative,
  Procedure,
  Refusal,
  RuleContext,
  StateCondition,
  StepDeclaration,
  Who,
} from './declaration.ts';

/** In which capacity the actor may take the step, or undefined when it is not hers to take. */
export interface Capacity {
  who: Who;
  post?: Post;
  /** The lane instance she works in, when the step belongs to a lane with instances. */
  instance?: string;
}

export function findStep(procedure: Procedure, name: string): StepDeclaration | undefined {
  return procedure.steps.find((step) => step.name === name);
}

export function capacityFor(step: StepDeclaration, context: RuleContext): Capacity | undefined {
  const capacity = capacityAmong(step.who, context, step.lane);
  return capacity?.post && step.lane ? { ...capacity, instance: capacity.post.office } : capacity;
}

/** The first of these capacities that the actor has; `lane` is the one whose offices `at: 'lane'` means. */
export function capacityAmong(
  allowed: readonly Who[],
  context: RuleContext,
  lane?: string,
): Capacity | undefined {
  for (const who of allowed) {
    const capacity = capacityAs(who, context, lane);
    if (capacity) return capacity;
  }
  return undefined;
}

function capacityAs(who: Who, context: RuleContext, lane?: string): Capacity | undefined {
  const { actor } = context;
  if ('party' in who) return actor.party ? { who } : undefined;
  if ('system' in who) return actor.system ? { who } : undefined;
  if (who.when && !who.when(context)) return undefined;
  const post = actor.posts.find(
    (held) => held.role === who.role && holdsPlace(who.at, held.office, context, lane),
  );
  return post && { who, post };
}

function holdsPlace(
  at: 'office' | 'lane' | 'hall',
  office: string,
  context: RuleContext,
  lane: string | undefined,
): boolean {
  switch (at) {
    case 'hall':
      return true;
    case 'office':
      return office === context.item.office;
    case 'lane':
      return officesOf(lane, context).includes(office);
  }
}

/** The offices of a lane: those that have an instance of it, and before it is opened those that will review. */
function officesOf(lane: string | undefined, { item, state }: Omit<RuleContext, 'actor'>): string[] {
  const opened = lane === undefined ? [] : Object.keys(state.lanes[lane] ?? {});
  return [...new Set([...item.reviewOffices, ...opened])];
}

/** Why the rule says no now; undefined when it says yes. Without `input` only what does not depend on it is asked. */
export function refusalOf(
  step: StepDeclaration,
  procedure: Procedure,
  context: RuleContext,
  input?: JsonObject,
): Refusal | undefined {
  return (
    firstRefusal(step.before, context, input) ??
    stateRefusal(step, procedure, context) ??
    firstRefusal(step.gates, context, input)
  );
}

function firstRefusal(
  gates: StepDeclaration['gates'],
  context: RuleContext,
  input: JsonObject | undefined,
): Refusal | undefined {
  for (const gate of gates ?? []) {
    const refusal = gate.check(context, input);
    if (refusal) return refusal;
  }
  return undefined;
}

function stateRefusal(
  step: StepDeclaration,
  procedure: Procedure,
  context: RuleContext,
): Refusal | undefined {
  const instance = capacityFor(step, context)?.instance;
  if (step.from.some((alternative) => alternativeHolds(alternative, context, instance))) return undefined;
  const headline = procedure.headlines[procedure.headline(context.state)] ?? '尚未提交';
  const wanted = step.from
    .filter((alternative) => !alternative.when || alternative.when(context))
    .map((alternative) => describeAlternative(alternative, procedure))
    .join('；或者');
  return {
    code: 'step/not-from-here',
    reason: `办件目前“${headline}”，不能${step.label}。`,
    needed: wanted ? `需要：${wanted}。` : `本事项不需要“${step.label}”这一步。`,
    basis: step.basis(context),
  };
}

function alternativeHolds(alternative: Alternative, context: RuleContext, instance?: string): boolean {
  if (alternative.when && !alternative.when(context)) return false;
  return alternative.all.every((condition) => conditionHolds(condition, context, instance));
}

function conditionHolds(condition: StateCondition, context: RuleContext, instance?: string): boolean {
  const lane = context.state.lanes[condition.lane] ?? {};
  const standing = Object.values(lane);
  const matches = (state: string | undefined) => state !== undefined && condition.states.includes(state);
  switch (condition.join ?? 'any') {
    case 'all':
      return standing.length > 0 && standing.every(matches);
    case 'any':
      return standing.some(matches);
    case 'own':
      return instance !== undefined && matches(lane[instance]);
  }
}

function describeAlternative(alternative: Alternative, procedure: Procedure): string {
  return alternative.all
    .map((condition) => {
      const lane = procedure.lanes[condition.lane];
      const states = condition.states.map((state) => `“${lane?.states[state] ?? state}”`).join('或');
      const scope = condition.join === 'all' ? '各部门均为' : condition.join === 'own' ? '本部门为' : '';
      return `${lane?.label ?? condition.lane}${scope}${states}`;
    })
    .join('，且');
}

export interface Offer {
  step: StepDeclaration;
  capacity: Capacity;
  refusal?: Refusal;
}

/** Every step that is in principle the actor's, with the reason where it is not open now. */
export function offersFor(procedure: Procedure, context: RuleContext): Offer[] {
  return procedure.steps.flatMap((step) => {
    const capacity = capacityFor(step, context);
    if (!capacity) return [];
    const refusal = refusalOf(step, procedure, context);
    return [refusal ? { step, capacity, refusal } : { step, capacity }];
  });
}

export interface Duty extends Post {
  step: string;
}

/** Posts that have work to do now, for the worklist: the same rules, asked once for each post that could be meant. */
export function dutiesOf(procedure: Procedure, context: Omit<RuleContext, 'actor'>): Duty[] {
  if (procedure.closed.includes(procedure.headline(context.state))) return [];
  return procedure.steps.flatMap((step) =>
    postsMeant(step, context)
      .filter((post) => isOpenTo(post, step, procedure, context))
      .map((post) => ({ ...post, step: step.name })),
  );
}

function postsMeant(step: StepDeclaration, context: Omit<RuleContext, 'actor'>): Post[] {
  return step.who.flatMap((who) => {
    if (!('role' in who) || !step.duty?.includes(who.role)) return [];
    return placesMeant(who.at, context, step.lane).map((office) => ({ role: who.role, office }));
  });
}

function placesMeant(
  at: 'office' | 'lane' | 'hall',
  context: Omit<RuleContext, 'actor'>,
  lane: string | undefined,
): string[] {
  switch (at) {
    case 'hall':
      return [context.settings.hallOffice];
    case 'office':
      return [context.item.office];
    case 'lane':
      return officesOf(lane, context);
  }
}

function isOpenTo(
  post: Post,
  step: StepDeclaration,
  procedure: Procedure,
  context: Omit<RuleContext, 'actor'>,
): boolean {
  const asked: RuleContext = {
    ...context,
    actor: { personId: '', name: '', posts: [post], party: null, system: false },
  };
  return capacityFor(step, asked) !== undefined && refusalOf(step, procedure, asked) === undefined;
}
