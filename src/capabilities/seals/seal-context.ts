/** What the rules about a seal are asked with. */
import type { Actor } from '../../kernel/actor.ts';
import type { Capacity, RuleContext, StepActor } from '../../kernel/procedure/declaration.ts';
import type { FactActor } from '../../kernel/procedure/fact.ts';
import { emptyState, fold } from '../../kernel/procedure/fold.ts';
import { publishedCalendar } from '../../kernel/time/calendar.ts';
import type { Platform } from '../../platform/platform.ts';
import { standardSettings } from '../cases/public.ts';
import type { Directory } from '../organisation/public.ts';
import { sealLife, termsOfSeal } from './seal-life.ts';
import type { SealRecord } from './seal-store.ts';

/** What acts by itself: it makes a demonstration's seals, and nothing else. */
export const system: StepActor = { personId: 'system', name: '系统', posts: [], party: null, system: true };

export const stepActorOf = ({ personId, name, posts }: Actor): StepActor => ({
  personId,
  name,
  posts,
  party: null,
  system: false,
});

export function factActorOf(actor: StepActor, capacity: Capacity | undefined): FactActor {
  if (actor.system) return { person: 'system', capacity: 'system' };
  const post = capacity?.post ?? actor.posts[0];
  return { person: actor.personId, capacity: 'post', ...(post && { role: post.role, office: post.office }) };
}

const calendar = publishedCalendar();

/** Rules about seals read none of them. */
const settings = { ...standardSettings, version: 'standard' };

export function contextOf(
  { clock }: Pick<Platform, 'clock'>,
  directory: Directory,
  seal: Pick<SealRecord, 'authority' | 'office'> & { facts?: SealRecord['facts'] },
  actor: StepActor,
): RuleContext {
  return {
    now: clock.now(),
    today: clock.today(),
    calendar,
    settings,
    item: termsOfSeal(seal),
    offices: [...directory.offices.keys()],
    successions: directory.successions,
    officers: directory.officers,
    newer: { procedure: null, item: null },
    state: seal.facts ? fold(sealLife, seal.facts) : emptyState,
    actor,
  };
}
