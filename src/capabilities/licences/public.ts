import type { Capability, Platform } from '../../platform/platform.ts';
import type { EffectSource, StepEffect } from '../cases/public.ts';
import { issueLicence } from './issue-licence.ts';
import { servePrintedPageFiles } from './printed-page-files.ts';
import { licenceRoutes } from './routes.ts';
import { openSigner, type Signer } from './signer.ts';

export type { CertificateData } from './certificate-data.ts';
export { issueLicence } from './issue-licence.ts';
export type { Licence, LicenceStatus } from './licence-store.ts';
export {
  createLicences,
  findForeignLicences,
  type Licences,
  publicData,
  type VerifiedLicence,
} from './licences.ts';
export { isSignedBy, openSigner, type Signer } from './signer.ts';
export { type Check, statusNames } from './verify-licence.ts';

export interface LicencesCapability extends Capability {
  /** The effect of the step `issue`, for a procedure's declaration, which is made before there is a platform. */
  issueLicence(source: EffectSource): Promise<StepEffect>;
}

/** Electronic certificates of one process: made by `issue`, read, and checked by everybody. */
export function licencesCapability(): LicencesCapability {
  let issue: ((source: EffectSource) => Promise<StepEffect>) | undefined;
  return {
    name: 'licences',
    async seed(platform) {
      const signer = openSigner(platform.config);
      await publishKey(platform, signer);
      issue = issueLicence(platform, signer);
    },
    routes(app, platform) {
      servePrintedPageFiles(app);
      licenceRoutes(app, platform);
    },
    issueLicence(source) {
      if (!issue) throw new Error('certificates are issued after the licences capability was seeded');
      return issue(source);
    },
  };
}

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
