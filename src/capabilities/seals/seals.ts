/** The seals of one installation, as other capabilities use them. */

import type { OfdVerification, VerificationStep } from '../../kernel/ofd/verification.ts';
import { verifyOfd } from '../../kernel/ofd/verify-ofd.ts';
import { sealDiameter } from '../../kernel/seals/draw-seal.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
import { ensureDemonstrationSeals } from './demonstration-seals.ts';
import { headlines } from './lanes.ts';
import { sealProblem } from './problems.ts';
import { sealKeysOf } from './seal-keys-of.ts';
import { preferredKinds, type SealPurpose, serves } from './seal-kinds.ts';
import { findSeal, findSealsFor, type SealRow, type SealStatus } from './seal-store.ts';
import { type SealedDocument, type SealUse, sealDocument, type UsableSeal } from './use-seal.ts';

/** How a seal stands today that somebody found on a document. */
export interface SealStanding {
  sealId: string;
  status: SealStatus;
  statusLabel: string;
  /** The day on which it came to stand so. */
  since: LegalDay;
}

export interface VerifiedFile extends OfdVerification {
  /** Of the seals on it those that are ours, as they stand now. */
  standings: SealStanding[];
  /** Numbers of our seals that stand on it under a certificate which nobody whom we trust issued. */
  impostors: string[];
}

export type Seals = ReturnType<typeof createSeals>;

export function createSeals(platform: Platform) {
  const { pool, jurisdiction, clock } = platform;
  return { sealFor, useSeal, standingOf, verifyFile, trustedRoots };

  /**
   * The seal under which an authority's document goes out (行政许可法 39): its own, or the approval seal of the authority to
   * which a document transferred its powers. Throws 409 `seal/none` in words.
   */
  async function sealFor(authority: string, purpose: SealPurpose): Promise<UsableSeal> {
    const found = (await findFor(authority, purpose)) ?? (await afterEnsuring(authority, purpose));
    if (!found) throw sealProblem('seal/none');
    const { id, name, kind, authority: of } = found;
    return { id, name, kind, authority: of, width: sealDiameter, height: sealDiameter };
  }

  async function afterEnsuring(authority: string, purpose: SealPurpose): Promise<SealRow | undefined> {
    await ensureDemonstrationSeals(platform, authority);
    return findFor(authority, purpose);
  }

  async function findFor(authority: string, purpose: SealPurpose): Promise<SealRow | undefined> {
    const now = clock.now();
    const seals = (await findSealsFor(pool, jurisdiction, authority, clock.today())).filter(
      ({ kind, validFrom, validTo }) =>
        serves(kind, purpose) && validFrom !== null && validTo !== null && validFrom <= now && now <= validTo,
    );
    const rank = (seal: SealRow) =>
      // A transfer was made to be followed: the approval seal comes before the authority's own.
      (seal.authority === authority ? preferredKinds.length : 0) + preferredKinds.indexOf(seal.kind);
    return seals.sort((one, other) => rank(one) - rank(other) || (one.id < other.id ? 1 : -1))[0];
  }

  /** Seals the document; its `write` belongs into the transaction of what it is for. */
  async function useSeal(use: SealUse): Promise<SealedDocument> {
    return sealDocument(platform, use);
  }

  async function standingOf(sealId: string): Promise<SealStanding | undefined> {
    const seal = /^\d{14}$/.test(sealId) ? await findSeal(pool, jurisdiction, sealId) : undefined;
    if (!seal) return undefined;
    const moved = seal.facts.findLast(({ kind }) => movesLife.has(kind));
    const label = headlines[seal.status] ?? seal.status;
    return { sealId, status: seal.status, statusLabel: label, since: moved?.effectiveOn ?? clock.today() };
  }

  /** Every step of the verification, against the roots that are trusted here; and how our own seals stand today. */
  async function verifyFile(content: Uint8Array): Promise<VerifiedFile> {
    const verification = verifyOfd(content, { trustedRoots: await trustedRoots(), now: clock.now() });
    const ids = new Set(verification.sealings.flatMap(({ seal }) => seal?.esId ?? []));
    const found = (await Promise.all([...ids].map(standingOf))).filter((standing) => standing !== undefined);
    const strangers = new Set(
      verification.sealings.flatMap(({ seal, steps }) => (seal && isByStranger(steps) ? seal.esId : [])),
    );
    const impostors = found.flatMap(({ sealId }) => (strangers.has(sealId) ? sealId : []));
    return {
      ...verification,
      ...(impostors.length > 0 && { outcome: 'failed' as const }),
      standings: found.filter(({ sealId }) => !strangers.has(sealId)),
      impostors,
    };
  }

  async function trustedRoots(): Promise<readonly Uint8Array[]> {
    return (await sealKeysOf(platform)).trusted;
  }
}

const isByStranger = (steps: VerificationStep[]) => steps.some(({ code }) => code === 'chain/unknown-issuer');

const movesLife = new Set([
  'seal-applied-for',
  'seal-declined',
  'seal-made',
  'seal-put-into-use',
  'seal-stopped',
  'seal-restored',
  'seal-annulled',
]);
