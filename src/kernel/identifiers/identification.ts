/** What a value is and whether it can be right. */
export interface Identification {
  kind: IdentifierKind;
  /**
   * `no` means it cannot be a value of its kind. `unusual` means a rule of its kind is broken or cannot be
   * checked, though such values exist in real registers: warn, look it up, do not block.
   */
  valid: 'yes' | 'no' | 'unusual';
  parts: Record<string, string>;
  /** In Chinese: why, and for `no` and `unusual` what does not fit. */
  why: string;
}

export type IdentifierKind =
  | 'credit-code'
  | 'id-card'
  | 'task-code'
  | 'project-code'
  | 'certificate-identifier'
  | 'document-number'
  | 'mobile-phone'
  | 'landline-phone'
  | 'unknown';

/** Full-width letters and digits as half-width, upper case, no blanks: how people's copies of a code differ. */
export function tidyCode(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[‐‑–—−]/g, '-')
    .toUpperCase();
}
