/** Whose work a case is now: the rules asked once for each post that could be meant. */
import type { Post } from '../actor.ts';
import type { LegalDay } from '../time/legal-day.ts';
import { boundTo } from './assignments.ts';
import { capacitiesFor, placesMeant } from './capacities.ts';
import type { Procedure, Refusal, RuleContext, State, StepDeclaration } from './declaration.ts';

export interface Duty extends Post {
  step: string;
  /** The lane instance it is done in. */
  instance?: string;
  /** Opaque id of the officer it was given to. */
  officer?: string;
  /** The day on which somebody last urged it, when nothing moved since. */
  urgedOn?: LegalDay;
}

type Asked = Omit<RuleContext, 'actor' | 'capacity'>;
type RefusalOf = (step: StepDeclaration, procedure: Procedure, context: RuleContext) => Refusal | undefined;

export function dutiesAmong(procedure: Procedure, context: Asked, refusalOf: RefusalOf): Duty[] {
  return procedure.steps.flatMap((step) =>
    postsMeant(step, context).flatMap((post) => {
      const officer = boundTo(context, post);
      const asked: RuleContext = {
        ...context,
        actor: { personId: officer ?? '', name: '', posts: [post], party: null, system: false },
      };
      const capacity = capacitiesFor(step, asked)[0];
      if (!capacity || isHeldBack(refusalOf(step, procedure, { ...asked, capacity }))) return [];
      const urgedOn = urgedSince(context.state, step.lane, capacity.instance, post.office);
      return [
        {
          ...post,
          step: step.name,
          ...(capacity.instance !== undefined ? { instance: capacity.instance } : {}),
          ...(officer !== undefined ? { officer } : {}),
          ...(urgedOn !== undefined ? { urgedOn } : {}),
        },
      ];
    }),
  );
}

/** What the calendar alone still holds back is work to come: no fact would put it on the worklist on its day. */
const isHeldBack = (refusal: Refusal | undefined) => refusal !== undefined && refusal.opensOn === undefined;

function postsMeant(step: StepDeclaration, context: Asked): Post[] {
  return step.who.flatMap((who) => {
    if (!('role' in who) || !step.duty?.includes(who.role)) return [];
    return placesMeant(who.at, context, step.lane).map((office) => ({ role: who.role, office }));
  });
}

/**
 * An urging is answered once the lane it was about has moved; one that names no office is about all. A step outside the
 * lanes of offices fell due by whatever moved last: whoever has it was not the one who was urged before.
 */
function urgedSince(
  { facts, movedAt }: State,
  lane: string | undefined,
  instance: string | undefined,
  office: string,
): LegalDay | undefined {
  const last = facts.findLast(
    ({ kind, data }) => kind === 'urged' && (data.office === undefined || data.office === office),
  );
  if (!last) return undefined;
  const own = lane === undefined || instance === undefined ? undefined : movedAt[lane]?.[instance];
  const since = own ?? Math.max(0, ...Object.values(movedAt).flatMap((moves) => Object.values(moves)));
  return last.version > since ? last.effectiveOn : undefined;
}
