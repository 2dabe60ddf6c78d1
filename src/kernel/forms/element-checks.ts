import { checkCreditCode } from '../identifiers/credit-code.ts';
import { type Identification, tidyCode } from '../identifiers/identification.ts';
import { checkIdentityCard } from '../identifiers/identity-card.ts';
import { checkPhone } from '../identifiers/phone.ts';
import type { ElementName } from './elements.ts';

export interface ElementFinding {
  code: string;
  /** Follows the field's title in a sentence. */
  message: string;
  isError: boolean;
}

/**
 * What a text must be because of what it means; undefined where it is in order or means nothing checkable. `unusual`
 * only warns: genuine credit codes with a wrong check digit exist, and so do identity numbers from before it.
 */
export function elementFinding(element: ElementName, value: string): ElementFinding | undefined {
  switch (element) {
    case 'organization.credit-code':
      return told('identifier/credit-code', checkCreditCode(tidyCode(value)));
    case 'person.id-card':
    case 'legal-representative.id-card':
      return told('identifier/id-card', checkIdentityCard(tidyCode(value)));
    case 'phone':
    case 'applicant.phone':
      return isPhone(value)
        ? undefined
        : { code: 'identifier/phone', message: '应为手机号码，或带区号的电话号码', isError: true };
    default:
      return undefined;
  }
}

function told(code: string, { valid, why }: Identification): ElementFinding | undefined {
  return valid === 'yes' ? undefined : { code, message: `不正常：${why}`, isError: valid === 'no' };
}

/** Also numbers abroad with their plus sign, service numbers and those of Hong Kong, Macao and Taiwan. */
function isPhone(value: string): boolean {
  const number = tidyCode(value);
  return (
    checkPhone(number) !== undefined ||
    /^(?:\+|00)[1-9][\d-]{6,18}$|^[48]00-?\d{3}-?\d{4}$|^1\d{4}$/.test(number)
  );
}
