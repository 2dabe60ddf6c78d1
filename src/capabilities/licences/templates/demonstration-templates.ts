/** The designs that come with the program, by certificate type. An officer's own are kept elsewhere and go before these. */
import type { CertificateTemplate } from '../../../kernel/certificates/certificate-template.ts';
import { businessLicenceTemplate } from './business-licence.ts';
import { foodBusinessLicenceTemplate } from './food-business-licence.ts';
import { generalCertificateTemplate } from './general-certificate.ts';

export const demonstrationTemplates: Readonly<Record<string, CertificateTemplate>> = {
  'food-business-licence': foodBusinessLicenceTemplate,
  'business-licence': businessLicenceTemplate,
};

export function templateOf(type: string): CertificateTemplate {
  return Object.hasOwn(demonstrationTemplates, type)
    ? (demonstrationTemplates[type] ?? generalCertificateTemplate)
    : generalCertificateTemplate;
}
