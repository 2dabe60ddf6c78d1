/** Numbers of identity documents by the rules of the server. */
import { checkCreditCode } from '../../../kernel/identifiers/credit-code.ts';
import { type Identification, tidyCode } from '../../../kernel/identifiers/identification.ts';
import { checkIdentityCard } from '../../../kernel/identifiers/identity-card.ts';
import type { IdType } from '../words/labels.ts';

/** Undefined for documents that follow no rule we could check. */
export function checkIdNumber(idType: IdType, value: string): Identification | undefined {
  if (idType === 'credit-code') return checkCreditCode(tidyCode(value));
  if (idType === 'id-card') return checkIdentityCard(tidyCode(value));
  return undefined;
}

/** As it is kept: copies come with blanks, full-width digits and small letters. */
export const tidyIdNumber = ({ idType, idNumber }: { idType: IdType; idNumber: string }): string =>
  idType === 'credit-code' || idType === 'id-card' ? tidyCode(idNumber) : idNumber.trim();
