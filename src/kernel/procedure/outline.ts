/** A procedure as it is for one item, before there is a case: who may take which step, from where, and what it makes. */
import type { Role } from '../actor.ts';
import type { Calendar } from '../time/calendar.ts';
import { legalDayOf } from '../time/legal-day.ts';
import type {
  Alternative,
  Move,
  Place,
  Procedure,
  RuleContext,
  StepDeclaration,
  Who,
} from './declaration.ts';
import { emptyState } from './fold.ts';
import type { ItemTerms } from './item-terms.ts';
import type { Settings } from './settings.ts';
import { standingFacts } from './standing/standing-facts.ts';
import { isStandingStep, standingSteps } from './standing/standing-steps.ts';

export interface OutlineInputs {
  item: ItemTerms;
  settings: Settings;
  calendar: Calendar;
  now: Date;
}

/** A party, the system, or a role. */
export type Taker = 'applicant' | 'interested-party' | 'system' | Role;

export interface OutlinedStep {
  step: StepDeclaration;
  takers: { taker: Taker; at: Place | null }[];
  /** Those that some taker can ever meet. */
  from: Alternative[];
  /** Kinds of facts it can make. */
  facts: string[];
}

/** Steps this item's cases can have; what its law does not know or nobody could ever take is left out. */
export function outlineOf(procedure: Procedure, inputs: OutlineInputs): OutlinedStep[] {
  const own = procedure.steps.filter((step) => !isStandingStep(step));
  return outlined(procedure, own, inputs);
}

function outlined(
  procedure: Procedure,
  steps: readonly StepDeclaration[],
  inputs: OutlineInputs,
): OutlinedStep[] {
  return steps.flatMap((step) => {
    if (step.applies?.(inputs.item) === false) return [];
    const meant = step.who.filter((who) => isMeant(who, inputs));
    const from = step.from.filter(({ when }) => !when || meant.some((who) => when(contextAs(who, inputs))));
    if (meant.length === 0 || from.length === 0) return [];
    return [{ step, takers: meant.map(takerOf), from, facts: factsMadeBy(procedure, step) }];
  });
}

/** Steps that are open in any case under way, whatever its law: urging, giving it to somebody, another office takes over. */
export function standingOutline(procedure: Procedure, inputs: OutlineInputs): OutlinedStep[] {
  return outlined(procedure, standingSteps, inputs);
}

const isMeant = (who: Who, inputs: OutlineInputs) =>
  !('role' in who) || !who.when || who.when(contextAs(who, inputs));

export function takerOf(who: Who): OutlinedStep['takers'][number] {
  if ('party' in who) return { taker: who.party, at: null };
  return 'system' in who ? { taker: 'system', at: null } : { taker: who.role, at: who.at };
}

/** Somebody who takes a step in this capacity, at a case that has not begun. */
export function contextAs(who: Who, { item, settings, calendar, now }: OutlineInputs): RuleContext {
  const at = 'role' in who ? (who.at === 'hall' ? settings.hallOffice : item.office) : '';
  return {
    now,
    today: legalDayOf(now),
    calendar,
    settings,
    item,
    offices: [item.office],
    state: emptyState,
    actor: {
      personId: '',
      name: '',
      posts: 'role' in who ? [{ role: who.role, office: at }] : [],
      party: 'party' in who ? who.party : null,
      system: 'system' in who,
    },
  };
}

export function factsMadeBy(procedure: Procedure, { name }: Pick<StepDeclaration, 'name'>): string[] {
  return Object.entries({ ...procedure.facts, ...standingFacts }).flatMap(([kind, fact]) =>
    fact.step === name || fact.alsoBy?.includes(name) ? [kind] : [],
  );
}

/** Where the facts of a step move this lane. */
export function targetsIn(procedure: Procedure, facts: readonly string[], lane: string): string[] {
  const moves = facts.flatMap((kind): Move[] => procedure.facts[kind]?.moves ?? []);
  return [...new Set(moves.filter((move) => move.lane === lane).flatMap(({ to }) => to))];
}

/** States of a lane in which these alternatives can hold; empty where they do not speak of it. */
export function sourcesIn(from: readonly Alternative[], lane: string): string[] {
  return [...new Set(from.flatMap(({ all }) => all.flatMap((one) => (one.lane === lane ? one.states : []))))];
}

/** The lane that is the case itself: the first with one instance. */
export function mainLaneOf({ lanes }: Procedure): string {
  const [name] = Object.entries(lanes).find(([, { per }]) => per === undefined) ?? [];
  if (name === undefined) throw new Error('a procedure has a lane that is the case itself');
  return name;
}
