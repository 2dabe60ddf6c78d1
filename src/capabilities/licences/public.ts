import { Problem } from '../../platform/http/problem.ts';
import type { Recurrence, Task } from '../../platform/jobs/task.ts';
import type { Capability, Platform } from '../../platform/platform.ts';
import { createSeals } from '../seals/public.ts';
import { batchRoutes } from './batch-routes.ts';
import { certificateTypeRoutes } from './certificate-type-routes.ts';
import { keepDeclaredTypes } from './certificate-type-store.ts';
import type { HasSeal } from './directory.ts';
import { issueBatch } from './issue-batch.ts';
import { partnerRoutes } from './partner-routes.ts';
import { presentationRoutes } from './presentation-routes.ts';
import { servePrintedPageFiles } from './printed-page-files.ts';
import { licenceRoutes } from './routes.ts';
import { sealingLicenceLetters, sealLicenceLetters } from './seal-licence-letters.ts';
import { settleDueLicences, settleLicences } from './settle-licences.ts';
import { type Signer, signerOf } from './signer.ts';
import { verificationRoutes } from './verification-routes.ts';

export type { CertificateData } from './certificate-data.ts';
export { createCertificateDesk } from './certificate-desk.ts';
export { issueLicence, renewLicence } from './issue-licence.ts';
export { hasFile } from './licence-files.ts';
export type { Licence, LicenceStatus } from './licence-store.ts';
export {
  createLicences,
  type Licences,
  publicData,
  type SeenLicence,
  type VerifiedLicence,
} from './licences.ts';
export { isHolder } from './open-licence.ts';
export { listReadings, type Reading } from './partner-queries.ts';
export { applyPenalty, type PenaltyMeasure } from './penalty-entrance.ts';
export { presentationLastsMs } from './presentation.ts';
export { readVerification } from './read-verification.ts';
export {
  type Registered,
  type RegisterState,
  stateNames,
  stateToday as registeredToday,
} from './register-state.ts';
export { sealLicenceLetters } from './seal-licence-letters.ts';
export { settleDueLicences } from './settle-licences.ts';
export { isSignedBy } from './signer.ts';
export { takeStep } from './take-licence-step.ts';
export {
  createVerification,
  type LicenceVerification,
  publicSteps,
} from './verification.ts';
export type { Verdict } from './verification-verdicts.ts';
export { presentationOf, verifyAsked } from './verify-asked.ts';
export type { Check } from './verify-licence.ts';
export type { LicenceView } from './view-licence.ts';

/** Electronic certificates: made by `issue`, living in the register, checked by everybody. */
export const licences: Capability = {
  name: 'licences',
  async seed(platform) {
    await publishKey(platform, signerOf(platform));
    await keepDeclaredTypes(platform);
  },
  routes(app, platform) {
    platform.clock.onMove(async () => {
      await settleLicences(platform);
    });
    servePrintedPageFiles(app);
    licenceRoutes(app, platform);
    presentationRoutes(app, platform);
    partnerRoutes(app, platform);
    verificationRoutes(app, platform);
    certificateTypeRoutes(app, platform, hasSeal);
    batchRoutes(app, platform);
  },
};

/** For the directory: whether the authority could seal a certificate today. */
const hasSeal: HasSeal = async (platform, authority) => {
  try {
    await createSeals(platform).sealFor(authority, 'certificate');
    return true;
  } catch (fault) {
    if (fault instanceof Problem) return false;
    throw fault;
  }
};

export const licenceTasks: Task[] = [settleDueLicences, issueBatch, sealLicenceLetters];

/** Reminders and ended suspensions, soon after the day has begun and again before people come to work. */
export const licenceRecurrences: Recurrence[] = [
  { task: settleDueLicences.name, at: '5 16,22 * * *' },
  sealingLicenceLetters,
];

/** Certificates outlive their key: its public half stays where it can be found by the key's id. */
async function publishKey(
  { pool, jurisdiction, clock }: Platform,
  { keyId, publicKey }: Signer,
): Promise<void> {
  await pool.query(
    `insert into licences.issuing_key (jurisdiction, id, public_key, known_since) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [jurisdiction, keyId, publicKey, clock.now()],
  );
}
