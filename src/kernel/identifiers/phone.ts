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
