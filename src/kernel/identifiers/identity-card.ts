import { isLegalDay, type LegalDay } from '../time/legal-day.ts';
import type { Identification } from './identification.ts';
import { provinceName } from './province.ts';

/** 公民身份号码, GB 11643-1999. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** Residence permits carry the same kind of number with a place of their own. */
const permits: Record<string, string> = {
  81: '港澳台居民居住证（香港）',
  82: '港澳台居民居住证（澳门）',
  83: '港澳台居民居住证（台湾）',
};

/** `today` lets a birth date in the future be refused; without it any day is accepted. */
export function checkIdentityCard(number: string, today?: LegalDay): Identification {
  if (/^\d{15}$/.test(number)) return checkFirstGeneration(number, today);
  const kind = 'id-card';
  if (!/^\d{17}[\dX]$/.test(number)) {
    return { kind, valid: 'no', parts: {}, why: '身份证号码应为17位数字加1位数字或X' };
  }
  const birth = birthDay(number.slice(6, 14));
  if (!isPossibleBirth(birth, today))
    return { kind, valid: 'no', parts: {}, why: `第7至14位${birth}不是可能的出生日期` };
  // Which last digit would fit is not told: whoever mistyped another one would only make the wrong number look right.
  if (identityCheck(number) !== number.charAt(17)) {
    return { kind, valid: 'no', parts: {}, why: '号码有误，其中有一位或几位不对，请对照证件逐位核对后重填' };
  }
  const parts = identityParts(number, birth);
  if (parts.province) return { kind, valid: 'yes', parts, why: '出生日期和校验码都正确' };
  return {
    kind,
    valid: 'unusual',
    parts,
    why: `校验码正确，但前两位${number.slice(0, 2)}不是省级行政区划代码`,
  };
}

/** The check character of the first 17 digits. */
export function identityCheck(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17.charAt(index)), 0);
  return checks.charAt(sum % 11);
}

/** A number of 15 digits as one of 18: those born in the 1900s, and the check character. */
export function upgradeIdentityNumber(number15: string): string {
  const first17 = `${number15.slice(0, 6)}19${number15.slice(6)}`;
  return first17 + identityCheck(first17);
}

/** True when the year and the province read like an identity number, right or mistyped. */
export function looksLikeIdentityCard(number: string): boolean {
  return /^\d{6}(18|19|20)\d{9}[\dX]$/.test(number) && provinceOf(number) !== undefined;
}

/** First-generation numbers have no check digit: nothing but the shape can be confirmed. */
function checkFirstGeneration(number: string, today?: LegalDay): Identification {
  const kind = 'id-card';
  const upgraded = upgradeIdentityNumber(number);
  const birth = birthDay(upgraded.slice(6, 14));
  if (!isPossibleBirth(birth, today) || provinceOf(number) === undefined) {
    return { kind, valid: 'no', parts: {}, why: '15位身份证号码的地区或出生日期不成立' };
  }
  const parts = { ...identityParts(upgraded, birth), upgraded };
  return { kind, valid: 'unusual', parts, why: `15位旧号码没有校验码，无法校验；升为18位是${upgraded}` };
}

function identityParts(number: string, birth: LegalDay): Record<string, string> {
  return {
    division: number.slice(0, 6),
    province: provinceOf(number) ?? '',
    birth,
    sex: Number(number.charAt(16)) % 2 === 1 ? '男' : '女',
    check: number.charAt(17),
  };
}

function provinceOf(number: string): string | undefined {
  return permits[number.slice(0, 2)] ?? provinceName(number);
}

function birthDay(digits: string): LegalDay {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
}

function isPossibleBirth(birth: LegalDay, today?: LegalDay): boolean {
  return isLegalDay(birth) && birth >= '1800-01-01' && birth <= (today ?? '2099-12-31');
}
