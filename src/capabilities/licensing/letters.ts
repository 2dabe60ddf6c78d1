/** The letters of licensing: every one a dated, numbered document that says what was decided, why, and what comes now. */
import { type LetterContent, type LetterSource, partyNamed } from '../cases/public.ts';
import type { LicensingLetterKind } from '../catalogue/public.ts';
import { deliveryReceipt, denial, grant } from './decision-letters.ts';
import { filing, filingDenial } from './filing-letters.ts';
import { hearingAnnouncement, hearingNotice, hearingRecord, hearingRight } from './hearing-letters.ts';
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
  filing,
  'filing-denial': filingDenial,
  delivery: deliveryReceipt,
  'hearing-right': hearingRight,
  'hearing-notice': hearingNotice,
  'hearing-announcement': hearingAnnouncement,
  'hearing-record': hearingRecord,
};

/** Throws for a kind the item never makes: a case cannot hold such a letter. */
export function letter(kind: string, source: LetterSource): LetterContent {
  const named = isLetterKind(kind) ? source.item.letters[kind] : undefined;
  if (!isLetterKind(kind) || !named) throw new Error(`${source.item.itemId} makes no letter "${kind}"`);
  return { title: named.name, addressee: addressee(kind, source), ...bodies[kind](source) };
}

/** Whoever the fact speaks to; the applicant where it names nobody else. */
function addressee(kind: LicensingLetterKind, source: LetterSource): string {
  if (kind === 'hearing-announcement') return '社会公众';
  return partyNamed(source.record, source.fact.data.party) ?? source.record.applicant.name;
}

function isLetterKind(kind: string): kind is LicensingLetterKind {
  return Object.hasOwn(bodies, kind);
}
