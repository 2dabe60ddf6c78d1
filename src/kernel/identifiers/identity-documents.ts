/** The documents by which people and organisations identify themselves, and whether a number can be one of them. */
import { checkCreditCode } from './credit-code.ts';
import { tidyCode } from './identification.ts';
import { checkIdentityCard } from './identity-card.ts';

export const idTypes = {
  'credit-code': '统一社会信用代码',
  'id-card': '居民身份证',
  passport: '护照',
  'hkmo-permit': '港澳居民来往内地通行证',
  'tw-permit': '台湾居民来往大陆通行证',
  other: '其他证件',
};

/** Why the number cannot be one of its type. A code that fails its check digit may be genuine (unusual): no reason then. */
export function idNumberFault(idType: string, value: string): string | undefined {
  const check =
    idType === 'credit-code' ? checkCreditCode : idType === 'id-card' ? checkIdentityCard : undefined;
  const found = check?.(tidyCode(value));
  return found?.valid === 'no' ? `${found.why.replace(/。$/, '')}。` : undefined;
}
