/** The letters of an information request: each a dated, numbered document that says what was done, why, and what comes now. */
import { type LetterContent, type LetterSource, partyNamed } from '../cases/public.ts';
import type { RequestLetterKind } from '../catalogue/public.ts';
import { answer } from './answer-letters.ts';
import { deliveryReceipt } from './delivery-letter.ts';
import { officeInquiry, thirdPartyInquiry } from './inquiry-letters.ts';
import type { LetterBody } from './letter-words.ts';
import { clarification, delay, extension, registration } from './notice-letters.ts';
import { thirdPartyNotice } from './third-party-notice.ts';

const bodies: Record<RequestLetterKind, (source: LetterSource) => LetterBody> = {
  registration,
  clarification,
  'third-party-inquiry': thirdPartyInquiry,
  'office-inquiry': officeInquiry,
  'third-party-notice': thirdPartyNotice,
  extension,
  delay,
  answer,
  delivery: deliveryReceipt,
};

/** Throws for a kind the item never makes: a case cannot hold such a letter. */
export function letter(kind: string, source: LetterSource): LetterContent {
  const named = isRequestLetter(kind) ? source.item.letters[kind] : undefined;
  if (!isRequestLetter(kind) || !named) throw new Error(`${source.item.itemId} makes no letter "${kind}"`);
  return { title: named.name, addressee: addressee(kind, source), ...bodies[kind](source) };
}

/** Inquiries and what becomes of them go to whoever was asked, everything else to the applicant. */
function addressee(kind: RequestLetterKind, { record, fact, payload, officeName }: LetterSource): string {
  switch (kind) {
    case 'third-party-inquiry':
      return typeof payload.name === 'string' ? payload.name : '（第三方）';
    case 'third-party-notice':
      return partyNamed(record, fact.data.party) ?? '（第三方）';
    case 'office-inquiry':
      return officeName(String(fact.data.office));
    default:
      return record.applicant.name;
  }
}

function isRequestLetter(kind: string): kind is RequestLetterKind {
  return Object.hasOwn(bodies, kind);
}
