import type { Identification } from './identification.ts';
import { provinceName } from './province.ts';

/** 统一社会信用代码, GB 32100-2015: 1 registrar, 1 category, 6 place, 9 organisation code (GB 11714), 1 check. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

const registrars: Record<string, string> = {
  1: '机构编制',
  5: '民政',
  9: '市场监督管理',
  N: '农业农村',
  Y: '其他',
};

/**
 * A failing check digit is `unusual`, not `no`: company codes that fail it were really issued
 * (91350211M0000XUF46), so only a register can say that such a code does not exist.
 */
export function checkCreditCode(code: string): Identification {
  const kind = 'credit-code';
  if (code.length !== 18)
    return { kind, valid: 'no', parts: {}, why: `统一社会信用代码应为18位，现为${code.length}位` };
  const wrong = [...code].find((character) => !alphabet.includes(character));
  if (wrong !== undefined) {
    return {
      kind,
      valid: 'no',
      parts: {},
      why: `含有统一社会信用代码不使用的字符“${wrong}”（不用I、O、Z、S、V）`,
    };
  }
  const parts = creditCodeParts(code);
  const faults = creditCodeFaults(code);
  if (faults.length === 0) return { kind, valid: 'yes', parts, why: '位数、字符和两个校验码都正确' };
  return {
    kind,
    valid: 'unusual',
    parts,
    why: `${faults.join('；')}。请对照营业执照逐位核对，或到登记机关查询确认`,
  };
}

/** The check character of the first 17. */
export function creditCodeCheck(first17: string): string {
  const sum = weights.reduce(
    (total, weight, index) => total + weight * alphabet.indexOf(first17.charAt(index)),
    0,
  );
  // When the remainder is 0, 31 - 0 = 31 lies outside the alphabet: the second modulo is needed.
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** The check character of the eight characters of an organisation code (GB 11714). */
export function organisationCodeCheck(first8: string): string {
  const sum = organisationWeights.reduce(
    (total, weight, index) => total + weight * organisationAlphabet.indexOf(first8.charAt(index)),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** True when both check digits, the code's own and the organisation code's, fit. */
export function isSoundCreditCode(code: string): boolean {
  return checkCreditCode(code).valid === 'yes';
}

function creditCodeParts(code: string): Record<string, string> {
  const place = code.slice(2, 8);
  return {
    registrar: registrars[code.charAt(0)] ?? code.charAt(0),
    category: code.charAt(1),
    division: place,
    province: provinceName(place) ?? (place === '100000' ? '国家' : ''),
    organisationCode: `${code.slice(8, 16)}-${code.charAt(16)}`,
    check: code.charAt(17),
  };
}

/** Which character would fit is not told: whoever mistyped another one would only make the wrong code look right. */
function creditCodeFaults(code: string): string[] {
  const faults: string[] = [];
  if (creditCodeCheck(code) !== code.charAt(17)) faults.push('最后一位与前面各位对不上，可能有一位填错');
  if (organisationCodeCheck(code.slice(8, 16)) !== code.charAt(16)) {
    faults.push('第9至17位（组织机构代码）对不上，可能有一位填错');
  }
  const place = code.slice(2, 8);
  if (!/^\d{6}$/.test(place) || (!provinceName(place) && place !== '100000'))
    faults.push(`第3至8位${place}不是行政区划代码`);
  return faults;
}
