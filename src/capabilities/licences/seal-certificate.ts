/**
 * The sealed file of a certificate (国务院关于在线政务服务的若干规定 10: 标准版式文档格式), under the seal of the authority that decided
 * (行政许可法 39). Drawn, sealed and stored before any transaction; the fact that names it is the caller's.
 */
import type { FactActor } from '../../kernel/procedure/fact.ts';
import type { Platform } from '../../platform/platform.ts';
import { type KeptFile, keepSealed, stampAt, unprintable } from '../sealed-files/public.ts';
import { createSeals } from '../seals/public.ts';
import type { CertificateData } from './certificate-data.ts';
import { printCertificate } from './certificate-print.ts';
import type { CertificateType } from './certificate-types.ts';

export interface CertificateToSeal {
  licenceId: string;
  data: CertificateData;
  type: CertificateType;
  /** Id of the deciding authority. */
  authority: string;
  caseNo: string;
  /** Who uses the seal. */
  by: FactActor;
}

/** Throws 409 in words where it cannot be printed or no seal may be used; then nothing is left behind. */
export async function sealCertificate(
  platform: Platform,
  { licenceId, data, type, authority, caseNo, by }: CertificateToSeal,
): Promise<KeptFile> {
  const address = verificationAddress(platform, licenceId);
  const printed = printCertificate(type, data, { address, sealed: true });
  if (printed.kind === 'refused') throw unprintable(printed.refusals, paperInstead);
  const seals = createSeals(platform);
  const seal = await seals.sealFor(authority, 'certificate');
  const sealed = await seals.useSeal({
    seal,
    files: printed.package,
    stamps: [stampAt(printed.sealPlace, seal)],
    purpose: 'certificate',
    actor: by,
    subject: { type: 'licence', id: licenceId },
    caseNo,
  });
  return keepSealed(platform, sealed);
}

const paperInstead = '确实是这个字的，请在“制证”里写明理由，改发纸质证照。';

/** Behind the code on the document, which is read years later from paper. */
export function verificationAddress({ config }: Platform, licenceId: string): string {
  return `${config.address}/v/${licenceId}`;
}
