/** Kinds of seals, and for what each may be used. */

export const sealKinds = {
  official: '机关公章',
  approval: '行政审批专用章',
  certificate: '证照专用章',
} as const;
export type SealKind = keyof typeof sealKinds;

export const sealPurposes = {
  certificate: '证照',
  letter: '文书',
  receipt: '回执',
} as const;
export type SealPurpose = keyof typeof sealPurposes;

/** What stands below the star: an official seal serves every purpose and says none. */
export function lineOf(kind: SealKind): string | undefined {
  return kind === 'official' ? undefined : sealKinds[kind];
}

export function serves(kind: SealKind, purpose: SealPurpose): boolean {
  return kind !== 'certificate' || purpose === 'certificate';
}

/** The most particular first. */
export const preferredKinds: readonly SealKind[] = ['certificate', 'approval', 'official'];
