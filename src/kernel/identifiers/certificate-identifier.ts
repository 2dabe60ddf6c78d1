import { checkCreditCode } from './credit-code.ts';
import type { Identification } from './identification.ts';
import { checkCharacter } from './mod37-36.ts';

/** 电子证照标识, GB/T 36904: root.type.issuer.serial.version.check */
const root = '1.2.156.3005.2.';

export interface CertificateIdentifier {
  /** 18 of the authority that defines the certificate, 3 serial: 21 characters. */
  type: string;
  /** Credit code of the issuing body; some older ones hold a six-digit place. */
  issuer: string;
  serial: string;
  /** 1 to 999, written with three digits. */
  version: number;
}

/** Writes the identifier with its check character (ISO 7064 MOD 37,36 over the four middle parts). */
export function certificateIdentifier({ type, issuer, serial, version }: CertificateIdentifier): string {
  const middle = [type, issuer, serial, String(version).padStart(3, '0')].join('.');
  return `${root}${middle}.${checkCharacter(middle)}`;
}

const shape = /^([0-9A-Z]{21})\.([0-9A-Z]+)\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])$/;

/** Accepts the name of a licence file too (`….0.OFD`). */
export function checkCertificateIdentifier(value: string): Identification {
  const kind = 'certificate-identifier';
  const [, type = '', issuer = '', serial = '', version = '', check = ''] =
    shape.exec(value.replace(/\.OFD$/, '').slice(root.length)) ?? [];
  if (type === '') {
    return {
      kind,
      valid: 'no',
      parts: {},
      why: `证照标识应为${root}加类型21位、颁发机构、流水号、版本号3位和校验位，以点分隔`,
    };
  }
  const parts = { type, issuer, serial, version, check };
  const expected = checkCharacter(type + issuer + serial + version);
  if (expected !== check) return { kind, valid: 'no', parts, why: `校验位应为${expected}，现为${check}` };
  const odd = [type.slice(0, 18), issuer]
    .filter((code) => code.length === 18)
    .map(checkCreditCode)
    .find((code) => code.valid !== 'yes');
  if (odd)
    return { kind, valid: 'unusual', parts, why: `校验位正确，但其中的统一社会信用代码可疑：${odd.why}` };
  return { kind, valid: 'yes', parts, why: '各段和校验位都正确' };
}

export function looksLikeCertificateIdentifier(value: string): boolean {
  return value.startsWith(root);
}
