/** The designs that come with the program, by certificate type. An officer's own are kept elsewhere and go before these. */
import type { CertificateTemplate } from '../../../kernel/certificates/certificate-template.ts';
import { businessLicenceTemplate } from './business-licence.ts';
import { foodBusinessLicenceTemplate } from './food-business-licence.ts';
import { generalCertificateTemplate } from './general-certificate.ts';

export const demonstrationTemplates: ReadonlyMap<string, CertificateTemplate> = new Map([
  ['food-business-licence', foodBusinessLicenceTemplate],
  ['business-licence', businessLicenceTemplate],
]);

/** The design of a type; for one that nobody has drawn, a sheet with its fields: `titles`, in their order. */
export function templateOf(type: string, titles: readonly string[] = []): CertificateTemplate {
  return demonstrationTemplates.get(type) ?? generalFor(titles);
}

const kept = new Map<string, CertificateTemplate>();

/** The same object each time, since what is fixed in a template is worked out once for each object. */
function generalFor(titles: readonly string[]): CertificateTemplate {
  const key = JSON.stringify(titles);
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= 200) kept.clear();
  const template = generalCertificateTemplate(titles);
  kept.set(key, template);
  return template;
}
