/** The letters and decisions of a case, each by its name, for whoever may know of it. */
import type { Actor } from '../../../kernel/actor.ts';
import { legalDayOf } from '../../../kernel/time/legal-day.ts';
import { partyNamed } from '../involved-parties.ts';
import type { OpenCase } from '../open-case.ts';
import { isFull, mayKnowLetter } from '../personal-data.ts';

export interface LetterView {
  id: string;
  kind: string;
  name: string;
  docNo: string;
  on: string;
  /** Where it went to one of several parties or to a third one; null for staff who see masks, and for parties. */
  to: string | null;
}

export function lettersOf(open: OpenCase, viewer: Actor): LetterView[] {
  const { record, item } = open;
  const names: Record<string, string> = Object.fromEntries(
    Object.entries(item.letters).map(([kind, letter]) => [kind, letter.name]),
  );
  const namesParties = viewer.kind === 'staff' && isFull(open, viewer);
  return record.facts.flatMap((fact) => {
    const { data, effectiveOn, recordedAt } = fact;
    const letter = data.letter;
    if (letter === null || typeof letter !== 'object' || Array.isArray(letter)) return [];
    if (!mayKnowLetter(open, fact, viewer)) return [];
    const kind = String(letter.kind);
    // A letter bears the day it was made; deemed acceptance takes effect earlier.
    const on =
      legalDayOf(new Date(recordedAt)) > effectiveOn ? legalDayOf(new Date(recordedAt)) : effectiveOn;
    const to = (namesParties && partyNamed(record, data.party)) || null;
    return [{ id: String(letter.id), kind, name: names[kind] ?? kind, docNo: String(letter.docNo), on, to }];
  });
}
