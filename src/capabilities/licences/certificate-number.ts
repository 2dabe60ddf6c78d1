import type { CertificateType } from './certificate-types.ts';

export interface NumberParts {
  division: string;
  year: number;
  /** The code (not the label) of the form's business.category, where it has one. */
  category: string | undefined;
  /** Consecutive for each authority and type, from 1. */
  sequence: number;
}

/** Fills the type's pattern: JY{category}{division}{sequence}{check} → JY23501990000011. */
export function certificateNumber(
  { number, categoryDigits = {} }: Pick<CertificateType, 'number' | 'categoryDigits'>,
  parts: NumberParts,
): string {
  const filled = number
    .replace('{division}', parts.division)
    .replace('{year}', String(parts.year))
    .replace('{category}', categoryDigits[parts.category ?? ''] ?? '0')
    .replace('{sequence}', String(parts.sequence).padStart(6, '0'));
  return filled.replace('{check}', checkDigit(filled.replace(/\D/g, '')));
}

/** Whether the last digit of a number fits the others; patterns without a check digit are not asked. */
export function hasSoundCheckDigit(number: string): boolean {
  const digits = number.replace(/\D/g, '');
  return digits.length > 1 && checkDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/** ISO 7064 MOD 11,10 over decimal digits. */
function checkDigit(digits: string): string {
  let carry = 10;
  for (const digit of digits) {
    const sum = (carry + Number(digit)) % 10;
    carry = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - carry) % 10);
}
