/**
 * Writes SM2 certificates: X.509 v3, algorithm without parameters, uncompressed point, C as PrintableString and the rest
 * as UTF8String, key identifiers by SM3. OpenSSL and the verifiers of seals accept exactly this form.
 */
import { createHash } from 'node:crypto';
import { oids } from '../der/object-identifiers.ts';
import {
  bitString,
  boolean,
  certificateTime,
  integer,
  octetString,
  oid,
  printableString,
  sequence,
  set,
  tagged,
  utf8String,
} from '../der/write-der.ts';
import { type KeyUsage, keyUsages } from './read-certificate.ts';

export interface NameParts {
  country: string;
  organization: string;
  organizationalUnit?: string;
  commonName: string;
}

export interface NewCertificate {
  serialNumber: bigint;
  issuer: NameParts;
  subject: NameParts;
  notBefore: Date;
  notAfter: Date;
  publicKey: Uint8Array;
  /** The key that signs: the same as `publicKey` for a root. */
  issuerPublicKey: Uint8Array;
  keyUsage: readonly KeyUsage[];
  /** Present for an authority; how many authorities may stand below it. */
  authority?: { pathLength: number };
}

/** Signs the bytes and answers the DER signature; the key stays where it is. */
export type Sign = (message: Uint8Array) => Promise<Uint8Array>;

export async function makeCertificate(certificate: NewCertificate, sign: Sign): Promise<Uint8Array> {
  const tbs = tbsOf(certificate);
  return sequence(tbs, algorithm(), bitString(await sign(tbs)));
}

function tbsOf(certificate: NewCertificate): Uint8Array {
  const { serialNumber, issuer, subject, notBefore, notAfter, publicKey } = certificate;
  if (serialNumber <= 0n) throw new Error('a serial number is positive');
  return sequence(
    tagged(0, integer(2)),
    integer(serialNumber),
    algorithm(),
    distinguishedName(issuer),
    sequence(certificateTime(notBefore), certificateTime(notAfter)),
    distinguishedName(subject),
    sequence(sequence(oid(oids.ecPublicKey), oid(oids.sm2Curve)), bitString(publicKey)),
    tagged(3, sequence(...extensions(certificate))),
  );
}

const algorithm = () => sequence(oid(oids.sm2WithSm3));

function distinguishedName({ country, organization, organizationalUnit, commonName }: NameParts): Uint8Array {
  const attribute = (type: string, value: Uint8Array) => set(sequence(oid(type), value));
  return sequence(
    attribute(oids.country, printableString(country)),
    attribute(oids.organization, utf8String(organization)),
    ...(organizationalUnit === undefined
      ? []
      : [attribute(oids.organizationalUnit, utf8String(organizationalUnit))]),
    attribute(oids.commonName, utf8String(commonName)),
  );
}

function extensions({ publicKey, issuerPublicKey, keyUsage, authority }: NewCertificate): Uint8Array[] {
  const critical = (type: string, value: Uint8Array) =>
    sequence(oid(type), boolean(true), octetString(value));
  return [
    critical(
      oids.basicConstraints,
      authority ? sequence(boolean(true), integer(authority.pathLength)) : sequence(),
    ),
    critical(oids.keyUsage, usageBits(keyUsage)),
    sequence(oid(oids.subjectKeyIdentifier), octetString(octetString(keyIdentifier(publicKey)))),
    sequence(
      oid(oids.authorityKeyIdentifier),
      octetString(sequence(tagged(0, keyIdentifier(issuerPublicKey), { constructed: false }))),
    ),
  ];
}

/** RFC 5280 §4.2.1.2 leaves the digest free; 20 bytes is what everybody expects. */
function keyIdentifier(publicKey: Uint8Array): Uint8Array {
  return createHash('sm3').update(publicKey).digest().subarray(0, 20);
}

/** DER wants no trailing zero bits: only the first seven usages are ever written, so one byte does. */
function usageBits(usages: readonly KeyUsage[]): Uint8Array {
  const places = usages.map((usage) => keyUsages.indexOf(usage));
  const byte = places.reduce((bits, place) => bits | (0x80 >> place), 0);
  return bitString(Uint8Array.of(byte), 7 - Math.max(...places));
}
