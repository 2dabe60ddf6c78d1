/** The documents by which people and organisations identify themselves, and whether a number can be one of them. */
import { checkCreditCode } from './credit-code.ts';
import { type Identification, tidyCode } from './identification.ts';
import { checkIdentityCard } from './identity-card.ts';

export const idTypes = {
  'credit-code': '统一社会信用代码',
  'id-card': '居民身份证',
  passport: '护照',
  'hkmo-permit': '港澳居民来往内地通行证',
  'tw-permit': '台湾居民来往大陆通行证',
  other: '其他证件',
};

export type IdType = keyof typeof idTypes;

/** Why the number cannot be one of its type. A code that fails its check digit may be genuine (unusual): no reason then. */
export function idNumberFault(idType: IdType, value: string): string | undefined {
  const code = tidyCode(value);
  switch (idType) {
    case 'credit-code':
      return whyNot(checkCreditCode(code));
    case 'id-card':
      return whyNot(checkIdentityCard(code));
    case 'passport':
    case 'hkmo-permit':
    case 'tw-permit':
      // Every country numbers as it likes; common to all is what a machine reads (ICAO 9303).
      if (/^[0-9A-Z]{5,20}$/.test(code)) return undefined;
      return `${idTypes[idType]}的号码由 5 至 20 个字母和数字组成，请照证件填写。`;
    case 'other':
      return code === '' ? '请填写证件号码。' : undefined;
  }
}

function whyNot({ valid, why }: Identification): string | undefined {
  return valid === 'no' ? `${why.replace(/。$/, '')}。` : undefined;
}
