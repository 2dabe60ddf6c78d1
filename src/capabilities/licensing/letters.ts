/** The letters of licensing: every one a dated, numbered document that says what was decided, why, and what comes now. */
import type { LetterContent, LetterSource } from '../cases/public.ts';
import type { LicensingLetterKind } from '../catalogue/public.ts';
import { deliveryReceipt, denial, grant } from './decision-letters.ts';
import { acceptance, nonAcceptance, oneTimeNotice, refusalOfAcceptance } from './intake-letters.ts';
import { extension, timeNeeded } from './time-letters.ts';

export type LetterBody = Omit<LetterContent, 'title' | 'addressee'>;

const bodies: Record<LicensingLetterKind, (source: LetterSource) => LetterBody> = {
  acceptance,
  'one-time-notice': oneTimeNotice,
  'non-acceptance': nonAcceptance,
  'refusal-of-acceptance': refusalOfAcceptance,
  'time-needed': timeNeeded,
  extension,
  grant,
  denial,
  delivery: deliveryReceipt,
};

/** Throws for a kind the item never makes: a case cannot hold such a letter. */
export function letter(kind: string, source: LetterSource): LetterContent {
  const named = isLetterKind(kind) ? source.item.letters[kind] : undefined;
  if (!isLetterKind(kind) || !named) throw new Error(`${source.item.itemId} makes no letter "${kind}"`);
  return { title: named.name, addressee: source.record.applicant.name, ...bodies[kind](source) };
}

function isLetterKind(kind: string): kind is LicensingLetterKind {
  return Object.hasOwn(bodies, kind);
}
