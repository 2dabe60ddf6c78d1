import type { Identification } from './identification.ts';

const mobile = /^(?:\+?86|0086)?-?(1[3-9]\d{9})$/;

/** Area codes: 010 and 02x with three digits, the others with four; subscriber numbers do not begin with 0 or 1. */
const landline = /^(?:\+?86-?|0086-?)?\(?(010|02\d|0[3-9]\d{2})\)?-?([2-9]\d{6,7})(?:[-转](\d{1,6}))?$/;

export function checkPhone(value: string): Identification | undefined {
  const cell = mobile.exec(value)?.[1];
  if (cell) {
    return { kind: 'mobile-phone', valid: 'yes', parts: { number: cell }, why: '是中国内地的手机号码' };
  }
  const [, area = '', number = '', extension] = landline.exec(value) ?? [];
  if (area === '') return undefined;
  const parts = { area, number, ...(extension && { extension }) };
  return { kind: 'landline-phone', valid: 'yes', parts, why: '是带区号的固定电话号码' };
}

/** What a contact number may be typed with, in either width; it is kept as `tidyPhone` writes it. */
export const typedPhone = '^[0-9０-９+＋()（）\\-－—‐– \u3000]+$';

export const typedPhoneHint = '只能有数字、空格、括号、加号和短横线，例如 13800000000';

/** Half-width, one kind of dash, single blanks. */
export function tidyPhone(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/[‐‑–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * A mobile number with a digit too few or too many reaches nobody. Other contact numbers (without area code, abroad) are
 * as various as their owners and are taken as given.
 */
export function phoneFault(value: string): string | undefined {
  const digits = tidyPhone(value)
    .replace(/^(?:\+|00)86/, '')
    .replace(/\D/g, '');
  if (!/^1[3-9]/.test(digits) || digits.length < 7 || digits.length === 11) return undefined;
  return `手机号码应为 11 位，现为 ${digits.length} 位，请核对`;
}
