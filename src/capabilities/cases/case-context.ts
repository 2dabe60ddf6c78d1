/** Who sees a case, and in which relation to it somebody acts. */
import type { Actor } from '../../kernel/actor.ts';
import type { Capacity, Procedure, StepActor } from '../../kernel/procedure/declaration.ts';
import type { FactActor } from '../../kernel/procedure/fact.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import type { CaseRecord, Party } from './case-record.ts';
import { involvedAs } from './involved-parties.ts';
import type { OpenCase } from './open-case.ts';
import { wasFiled } from './projection.ts';

/** Hall staff work for every office; supervisors watch all. */
export const seeEverything: readonly string[] = ['clerk', 'issuer', 'sealer', 'hall', 'supervisor'];

export const system: StepActor = { personId: 'system', name: '系统', posts: [], party: null, system: true };

function isSameParty(party: Party | null, actor: Actor): boolean {
  return (
    party !== null &&
    actor.principal !== undefined &&
    party.idType === actor.principal.idType &&
    party.idNumber === actor.principal.idNumber
  );
}

/** Whether it is her own case: the applicant herself, an agent (who filed it or is named), or neither. */
export function partyOf(record: CaseRecord, actor: Actor): 'applicant' | 'agent' | null {
  if (actor.kind !== 'applicant') return null;
  if (isSameParty(record.applicant, actor)) return 'applicant';
  return record.filedByAccount === actor.accountId || isSameParty(record.agent, actor) ? 'agent' : null;
}

/**
 * contracts §3: applicant and agent; all hall staff; every post of its authority and lanes, from filing on; supervisors.
 * And who is a party beside the applicant.
 */
export function seesCase(open: OpenCase, actor: Actor): boolean {
  const { record, declaration, terms, settings, directory } = open;
  if (!wasFiled(record.facts)) return record.filedByAccount === actor.accountId;
  if (actor.kind === 'applicant') return standingOf(open, actor).party !== null;
  const isNear = actor.posts.some(
    (post) =>
      seeEverything.includes(post.role) ||
      post.office === settings.hallOffice ||
      post.office === record.office ||
      directory.offices.get(post.office)?.authority === record.authority ||
      terms.reviewOffices.includes(post.office) ||
      (post.role === 'leader' && terms.extension?.by === 'leader'),
  );
  if (isNear) return true;
  const asked = officesAsked(declaration, record);
  return actor.posts.some((post) => asked.includes(post.office));
}

/** Offices that have a lane of the case: the reviewing ones, and those whose opinion was asked. */
function officesAsked(procedure: Procedure, record: CaseRecord): string[] {
  const { lanes } = fold(procedure, record.facts);
  return Object.entries(procedure.lanes).flatMap(([lane, declared]) =>
    declared.per === 'office' ? Object.keys(lanes[lane] ?? {}) : [],
  );
}

export function stepActorOf(open: OpenCase, actor: Actor): StepActor {
  return {
    personId: actor.personId,
    name: actor.name,
    ...(actor.username === undefined ? {} : { username: actor.username }),
    posts: actor.posts,
    ...standingOf(open, actor),
    system: false,
  };
}

/** As which party of the case she acts, if any: in her own case as the applicant, in another's as far as it concerns her. */
function standingOf({ record, declaration }: OpenCase, actor: Actor): Pick<StepActor, 'party' | 'partyId'> {
  const own = partyOf(record, actor);
  if (own) return { party: own, partyId: record.applicant.id };
  const involved = actor.kind === 'applicant' ? involvedAs(declaration, record, actor) : undefined;
  return involved ? { party: involved.role, partyId: involved.id } : { party: null };
}

export function factActorOf(
  actor: StepActor,
  capacity: Capacity | undefined,
  applicantParty: string,
): FactActor {
  if (actor.system) return { person: 'system', capacity: 'system' };
  const post = capacity?.post;
  if (post) {
    const { role, office, standsInFor } = post;
    return {
      person: actor.personId,
      capacity: 'post',
      role,
      office,
      ...(standsInFor ? { standsInFor } : {}),
    };
  }
  return {
    person: actor.personId,
    capacity: actor.party ?? 'applicant',
    principal: actor.party === 'interested-party' ? (actor.partyId ?? '') : applicantParty,
  };
}
