/** Certificates of one installation: found, seen by whoever may see them, checked by everybody. */
import type { Actor } from '../../kernel/actor.ts';
import { maskIdentified, needsPersonalData } from '../../kernel/masking.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases } from '../cases/public.ts';
import type { CertificateData } from './certificate-data.ts';
import { findLicence, type Licence, listOfHolder } from './licence-store.ts';
import { isHolder, type OpenLicence, openLicence, stepActorOf } from './open-licence.ts';
import type { Registered } from './register-state.ts';
import { type Check, findPublicKey, verifyLicence } from './verify-licence.ts';
import { type LicenceView, viewLicence } from './view-licence.ts';

export interface VerifiedLicence {
  licence: Licence;
  checks: Check[];
  registered: Registered;
  publicKey: string | undefined;
}

/** A certificate as one actor may see it. */
export interface SeenLicence {
  open: OpenLicence;
  /** With its content as this actor may see it. */
  shown: Licence;
  /** The actor is shown everything: hers, or her post needs it. */
  full: boolean;
}

export type Licences = ReturnType<typeof createLicences>;

export function createLicences(platform: Platform) {
  const { pool, jurisdiction, clock } = platform;
  return { find, see, view, findVisible, verify, wallet };

  /** For anybody who has the address; show `publicData` of it only. */
  async function find(id: string): Promise<Licence | undefined> {
    return findLicence(pool, jurisdiction, id);
  }

  /** Holder, her agent, staff who may see its case, the certificates post; undefined for everybody else. */
  async function see(id: string, actor: Actor): Promise<SeenLicence | undefined> {
    const open = await openLicence(platform, id);
    if (!open) return undefined;
    const { licence } = open;
    if (isHolder(licence, actor)) return { open, shown: licence, full: true };
    const origin = await createCases(platform).find(licence.caseNo, actor);
    if (actor.kind === 'applicant') return origin && { open, shown: licence, full: true };
    if (!origin && !actor.posts.some(({ role }) => role === 'certificates')) return undefined;
    const offices = origin ? [origin.record.office, ...origin.terms.reviewOffices] : [licence.office];
    if (!needsPersonalData(actor, offices, licence.itemId)) {
      return { open, shown: { ...licence, data: publicData(licence) }, full: false };
    }
    if (origin) await createCases(platform).recordReading(origin, actor);
    else await recordWithoutCase(licence, actor);
    return { open, shown: licence, full: true };
  }

  /** The certificates post reads certificates whose cases it does not see; that is a reading like any other. */
  async function recordWithoutCase({ caseNo }: Licence, reader: Actor): Promise<void> {
    const origin = await createCases(platform).loadByNumber(caseNo);
    if (origin) await createCases(platform).recordReading(origin, reader, { whole: true });
  }

  function view({ open, shown, full }: SeenLicence, actor: Actor): LicenceView {
    return viewLicence(open, shown, stepActorOf(open.licence, actor), full);
  }

  async function findVisible(id: string, actor: Actor): Promise<Licence | undefined> {
    return (await see(id, actor))?.shown;
  }

  /** Always over the stored content, whatever of it is shown. */
  async function verify(id: string): Promise<VerifiedLicence | undefined> {
    const open = await openLicence(platform, id);
    if (!open) return undefined;
    const { licence } = open;
    const publicKey = await findPublicKey(pool, jurisdiction, licence.keyId);
    return { licence, publicKey, ...verifyLicence(open, { publicKey, today: legalDayOf(clock.now()) }) };
  }

  /** Everything in the name of the person or organisation for which this account acts, the newest first. */
  async function wallet({ principal }: Actor): Promise<Licence[]> {
    return principal ? listOfHolder(pool, jurisdiction, principal) : [];
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
