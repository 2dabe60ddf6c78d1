/** May you at all: in which of her posts, and in whose lane, somebody may take a step. */
import { isForItem, type Post } from '../actor.ts';
import { assigneeOf } from './assignments.ts';
import { startsFrom } from './conditions.ts';
import type { Capacity, Place, RuleContext, StepDeclaration, Who } from './declaration.ts';

/**
 * Every capacity in which the step is the actor's: one for each lane in which she can take it. Of several posts that fit
 * the one in which the step starts from where the case stands, else the first. None when the step is not hers.
 */
export function capacitiesFor(step: StepDeclaration, context: RuleContext): Capacity[] {
  const found = new Map<string | undefined, Capacity>();
  for (const who of step.who) {
    for (const capacity of capacitiesAs(who, context, step.lane)) {
      const first = found.get(capacity.instance);
      const starts = (one: Capacity) => startsFrom(step, { ...context, capacity: one });
      if (!first || (!starts(first) && starts(capacity))) found.set(capacity.instance, capacity);
    }
  }
  return [...found.values()];
}

/** The capacity for a lane that was named, or the first. */
export function capacityFor(
  step: StepDeclaration,
  context: RuleContext,
  instance?: string,
): Capacity | undefined {
  const capacities = capacitiesFor(step, context);
  return instance === undefined ? capacities[0] : capacities.find((one) => one.instance === instance);
}

/** Whether it is only the items of her posts that keep the step from her. */
export function isKeptByItem(allowed: readonly Who[], context: RuleContext, lane?: string): boolean {
  const posts = context.actor.posts.map(({ items: _items, ...post }) => post);
  const unlimited = { ...context, actor: { ...context.actor, posts } };
  return allowed.some((who) => capacitiesAs(who, unlimited, lane).length > 0);
}

/** The first of these capacities that the actor has, apart from any lane. */
export function capacityAmong(allowed: readonly Who[], context: RuleContext): Capacity | undefined {
  for (const who of allowed) {
    const [capacity] = capacitiesAs(who, context, undefined);
    if (capacity) return capacity;
  }
  return undefined;
}

function capacitiesAs(who: Who, context: RuleContext, lane: string | undefined): Capacity[] {
  const { actor } = context;
  if ('party' in who) return isParty(actor.party, who.party) ? [{ who }] : [];
  if ('system' in who) return actor.system ? [{ who }] : [];
  const held = actor.posts.filter((post) => post.role === who.role && isForItem(post, context.item.itemId));
  if (held.length === 0 || (who.when && !who.when(context))) return [];
  const isPerOffice = lane !== undefined || who.at === 'involved';
  const meant = who.at === 'hall' ? undefined : placesMeant(who.at, context, lane);
  const offices = held.flatMap(({ office }) => (meant && !meant.includes(office) ? [] : [office]));
  const places = isPerOffice ? [...new Set(offices)] : offices.slice(0, 1);
  return places.flatMap((office) => {
    const post = postAt(who.role, office, context);
    return post ? [{ who, post, ...(isPerOffice ? { instance: office } : {}) }] : [];
  });
}

/** An agent stands where the applicant stands; nobody else stands for another. */
function isParty(relation: RuleContext['actor']['party'], wanted: 'applicant' | 'interested-party'): boolean {
  return relation === wanted || (relation === 'agent' && wanted === 'applicant');
}

/** Her own post before one she holds as a deputy, unless the case is with the colleague she stands in for. */
function postAt(role: Post['role'], office: string, { actor, state, item }: RuleContext): Post | undefined {
  const held = actor.posts.filter(
    (post) => post.role === role && post.office === office && isForItem(post, item.itemId),
  );
  if (held.length < 2) return held[0];
  const assignee = assigneeOf(state, office);
  const inPlace = assignee === undefined ? undefined : held.find((post) => post.standsInFor === assignee);
  return inPlace ?? held.find((post) => post.standsInFor === undefined) ?? held[0];
}

/** The offices that a place means in this case. */
export function placesMeant(
  at: Place,
  context: Omit<RuleContext, 'actor'>,
  lane: string | undefined,
): string[] {
  switch (at) {
    case 'hall':
      return [context.settings.hallOffice];
    case 'office':
      return [context.item.office];
    case 'lane':
      return [...new Set([...context.item.reviewOffices, ...opened(lane, context)])];
    case 'opened':
      return opened(lane, context);
    case 'involved':
      return involvedOffices(context);
  }
}

/** The handling office and every office that has a lane; other lanes are those of people. */
export function involvedOffices({
  item,
  state,
  offices,
  successions = {},
}: Pick<RuleContext, 'item' | 'state' | 'offices' | 'successions'>): string[] {
  const standing = Object.values(state.lanes).flatMap((lane) => Object.keys(lane));
  const isOffice = (one: string) => offices.includes(one) || one in successions;
  return [...new Set([item.office, ...item.reviewOffices, ...standing.filter(isOffice)])];
}

function opened(lane: string | undefined, { state }: Pick<RuleContext, 'state'>): string[] {
  return lane === undefined ? [] : Object.keys(state.lanes[lane] ?? {});
}
