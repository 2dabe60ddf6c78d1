/**
 * Several versions of one procedure stand side by side: a case goes by the one it was opened under until a recorded step
 * moves it. A declaration that cases went by is never edited; the next one names it as `earlier`.
 */
import type { EarlierTerms, Procedure } from './declaration.ts';
import type { Fact } from './fact.ts';
import type { ItemTerms } from './item-terms.ts';
import type { Settings } from './settings.ts';
import { type HandOver, handOverOf, type Versions, versionMoveOf } from './standing/standing-facts.ts';

/** Throws when neither this declaration nor one before it is that version: it must stay loadable for ever. */
export function versionOf(newest: Procedure, version: number): Procedure {
  if (newest.version === version) return newest;
  if (!newest.earlier) throw new Error(`${newest.id}@${version} cannot be loaded any more`);
  return versionOf(newest.earlier, version);
}

/** The declaration by which the first of these facts was made, `current` being the one by which the last was. */
export function openingVersion(current: Procedure, facts: readonly Fact[]): Procedure {
  const moved = facts.find((fact) => fact.kind === 'version-moved');
  const move = moved && versionMoveOf(moved);
  return move ? versionOf(current, move.from.procedure) : current;
}

/** The versions a case goes by after these facts; `opened` are those of its first. */
export function versionsAfter(facts: readonly Fact[], opened: Versions): Versions {
  const moved = facts.findLast((fact) => fact.kind === 'version-moved');
  return (moved && versionMoveOf(moved)?.to) ?? opened;
}

/** Item versions it went by before, each with the last fact made under it; `termsOf` gives what a version says. */
export function earlierTermsIn(
  facts: readonly Fact[],
  termsOf: (itemVersion: number) => ItemTerms,
): EarlierTerms[] {
  return facts.flatMap((fact) => {
    const move = versionMoveOf(fact);
    return move ? [{ until: fact.version - 1, item: termsOf(move.from.item) }] : [];
  });
}

/** A clock keeps the limit under which it began: what the applicant was told does not change behind her back. */
export function termsAt(
  { item, earlierTerms = [] }: { item: ItemTerms; earlierTerms?: readonly EarlierTerms[] },
  version: number,
): ItemTerms {
  return earlierTerms.find(({ until }) => version <= until)?.item ?? item;
}

/** As `termsAt`: a setting that is changed reaches no clock that runs already. A fact names the version it was made under. */
export function settingsAt(settings: Settings, { data }: Pick<Fact, 'data'>): Settings {
  const rules = data.rules;
  if (rules === null || typeof rules !== 'object' || Array.isArray(rules)) return settings;
  return settings.earlier?.get(String(rules.settings)) ?? settings;
}

/** The item's terms with every office in the place of which another acts by now. */
export function termsAfterHandOvers(item: ItemTerms, facts: readonly Fact[]): ItemTerms {
  let terms = item;
  for (const fact of facts) {
    const over = handOverOf(fact);
    if (over) terms = handedOver(terms, over);
  }
  return terms;
}

function handedOver(terms: ItemTerms, { from, to, authority }: HandOver): ItemTerms {
  const reviewOffices = terms.reviewOffices.map((office) => (office === from ? to : office));
  const after = { ...terms, reviewOffices: [...new Set(reviewOffices)] };
  return terms.office === from ? { ...after, office: to, authority } : after;
}
