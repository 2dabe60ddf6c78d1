/** With whom of an office a case is. Nobody is named until the head names somebody; then it is hers, or her deputy's. */
import { isForItem } from '../actor.ts';
import { internal } from '../basis.ts';
import type { Refusal, RuleContext, State } from './declaration.ts';

export const assigning = [internal('内部分工：指定经办人')];

/** Opaque id of the officer to whom this office gave the case; undefined while anybody there may take it. */
export function assigneeOf({ facts }: Pick<State, 'facts'>, office: string): string | undefined {
  const last = facts.findLast((fact) => fact.kind === 'assigned' && fact.data.office === office);
  return typeof last?.data.officer === 'string' ? last.data.officer : undefined;
}

/** The assignee of a post: somebody who still holds it and is not away, or the assignment binds nobody. */
export function boundTo(
  { state, item, officers = [] }: Pick<RuleContext, 'state' | 'item' | 'officers'>,
  { role, office }: { role: string; office: string },
): string | undefined {
  const assignee = assigneeOf(state, office);
  const holds = officers.some(
    (one) =>
      one.person === assignee &&
      one.role === role &&
      one.office === office &&
      !one.absent &&
      isForItem(one, item.itemId),
  );
  return holds ? assignee : undefined;
}

/** A case that is with a colleague is hers to work on: others of the office see it and leave it to her. */
export function assignmentRefusal(context: RuleContext): Refusal | undefined {
  const post = context.capacity?.post;
  if (!post) return undefined;
  const assignee = boundTo(context, post);
  if (assignee === undefined || assignee === context.actor.personId || assignee === post.standsInFor)
    return undefined;
  return {
    code: 'assignment/other-officer',
    reason: '这个办件在本部门已经指定由另一位同事经办。',
    needed: '请由经办人办理；经办人不能办理的，由部门负责人改派。',
    basis: assigning,
  };
}
