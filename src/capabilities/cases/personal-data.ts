/** Who is shown personal data of a case, in the case itself, its letters and its documents alike. */
import type { Actor } from '../../kernel/actor.ts';
import { needsPersonalData } from '../../kernel/masking.ts';
import { factDeclared } from '../../kernel/procedure/fold.ts';
import { partyOf } from './case-context.ts';
import type { RecordedFact } from './case-record.ts';
import { involvedAs } from './involved-parties.ts';
import type { OpenCase } from './open-case.ts';

/** The applicant's side, and the posts that handle the case; everybody else who sees it sees masks. */
export function isFull({ record, terms }: OpenCase, viewer: Actor): boolean {
  return (
    partyOf(record, viewer) !== null ||
    needsPersonalData(viewer, [record.office, ...terms.reviewOffices], record.itemId)
  );
}

/** What concerns one of several parties is hers alone to read; what is shared, everybody's who is one. */
export function concerns({ declaration }: OpenCase, fact: RecordedFact, party: string): boolean {
  return factDeclared(declaration, fact.kind)?.shared === true || fact.data.party === party;
}

/** Whether the applicant's side is told the words of a fact: not an officer's opinion, nor what another party said. */
export function isOpenToApplicant({ record, declaration }: OpenCase, fact: RecordedFact): boolean {
  const declared = factDeclared(declaration, fact.kind);
  if (declared?.internal) return false;
  const { party } = fact.data;
  return declared?.shared === true || party === undefined || party === record.applicant.id;
}

/** Whether the words of a fact, with its salt, are hers to read: what the timeline keeps from a party no proof tells her. */
export function mayReadWords(open: OpenCase, version: number, viewer: Actor): boolean {
  if (!isFull(open, viewer)) return false;
  if (partyOf(open.record, viewer) === null) return true;
  const fact = open.record.facts.find((one) => one.version === version);
  return fact !== undefined && isOpenToApplicant(open, fact);
}

/**
 * A party does not learn from a letter what the timeline keeps from her (a third party's name); an office that was only
 * asked knows the letter it was asked with.
 */
export function mayKnowLetter(open: OpenCase, fact: RecordedFact, viewer: Actor): boolean {
  const { record, declaration } = open;
  if (partyOf(record, viewer) !== null) return isOpenToApplicant(open, fact);
  const involved = involvedAs(declaration, record, viewer);
  if (involved) return concerns(open, fact, involved.id);
  return !wasOnlyAsked(open, viewer) || viewer.posts.some((post) => post.office === fact.data.office);
}

function wasOnlyAsked({ record, terms, settings, directory }: OpenCase, viewer: Actor): boolean {
  if (viewer.posts.some((post) => post.role === 'supervisor')) return false;
  return !viewer.posts.some(
    ({ office }) =>
      office === settings.hallOffice ||
      office === record.office ||
      terms.reviewOffices.includes(office) ||
      directory.offices.get(office)?.authority === record.authority,
  );
}

/** A letter is printed with everything in it: for those it is for, those who are shown everything, and an office asked by it. */
export function mayReadLetter(open: OpenCase, fact: RecordedFact, viewer: Actor): boolean {
  if (!mayKnowLetter(open, fact, viewer)) return false;
  if (viewer.kind === 'applicant') return true;
  return isFull(open, viewer) || viewer.posts.some((post) => post.office === fact.data.office);
}
