/** Certificates of one installation: found, seen by whoever may see them, checked by everybody. */
import type { Actor } from '../../kernel/actor.ts';
import { maskIdentified, needsPersonalData } from '../../kernel/masking.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases } from '../cases/public.ts';
import type { CertificateData } from './certificate-data.ts';
import { findLicence, type Licence } from './licence-store.ts';
import { type Check, findEvidence, verifyLicence } from './verify-licence.ts';

export interface VerifiedLicence {
  licence: Licence;
  checks: Check[];
  publicKey: string | undefined;
}

export type Licences = ReturnType<typeof createLicences>;

export function createLicences(platform: Platform) {
  const { pool, jurisdiction, clock } = platform;
  return { find, findVisible, verify };

  /** For anybody who has the address; show `publicData` of it only. */
  async function find(id: string): Promise<Licence | undefined> {
    return findLicence(pool, jurisdiction, id);
  }

  /** With its content as this actor may see it: holder, her agent, staff who may see its case, the certificates post. */
  async function findVisible(id: string, actor: Actor): Promise<Licence | undefined> {
    const licence = await find(id);
    if (!licence) return undefined;
    const open = await createCases(platform).find(licence.caseNo, actor);
    if (!open && !actor.posts.some(({ role }) => role === 'certificates')) return undefined;
    if (actor.kind === 'applicant') return licence;
    const offices = open
      ? [open.record.office, ...open.terms.reviewOffices]
      : actor.posts.map(({ office }) => office);
    if (!needsPersonalData(actor, offices)) return { ...licence, data: publicData(licence) };
    if (open) await createCases(platform).recordReading(open, actor);
    return licence;
  }

  /** Always over the stored content, whatever of it is shown. */
  async function verify(id: string): Promise<VerifiedLicence | undefined> {
    const licence = await find(id);
    if (!licence) return undefined;
    const evidence = await findEvidence(pool, jurisdiction, licence);
    const checks = verifyLicence(licence, { ...evidence, today: clock.today() });
    return { licence, checks, publicKey: evidence.publicKey };
  }
}

/**
 * What everybody may read: an organisation's certificate is public (行政许可法 40), a natural person's name is masked and
 * of the form's values none is shown, since they may name her, her phone or her home.
 */
export function publicData({ data }: Pick<Licence, 'data'>): CertificateData {
  if (data.holder.kind === 'organization') return data;
  return { ...data, holder: maskIdentified(data.holder), fields: [] };
}

/** Of these certificates, those that do not exist or that the actor may not see: they cannot stand for a material. */
export async function findForeignLicences(
  platform: Platform,
  actor: Actor,
  ids: string[],
): Promise<string[]> {
  const licences = createLicences(platform);
  const found = await Promise.all(ids.map((id) => licences.findVisible(id, actor)));
  return ids.filter((_id, index) => !found[index]);
}
