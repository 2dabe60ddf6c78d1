/** X.509 certificates (RFC 5280, GM/T 0015), read as far as a verifier of seals needs them; raw slices are kept. */
import { oids } from '../der/object-identifiers.ts';
import {
  bitsOf,
  booleanOf,
  childrenOf,
  type DerValue,
  integerOf,
  octetsOf,
  oidOf,
  readDer,
  sequenceOf,
  smallIntegerOf,
  tagIs,
  textOf,
  timeOf,
} from '../der/read-der.ts';
import { tags } from '../der/write-der.ts';
import { isSm2PublicKey } from '../sm2/sm2.ts';
import { fromPem } from './pem.ts';

export interface Certificate {
  /** The whole certificate as it lies in the file. */
  raw: Uint8Array;
  /** What the issuer signed. */
  tbs: Uint8Array;
  /** Lower-case hex. */
  serialNumber: string;
  signatureAlgorithm: string;
  signature: Uint8Array;
  /** Encoded, for comparing; and in words, for people. */
  issuer: DistinguishedName;
  subject: DistinguishedName;
  notBefore: Date;
  notAfter: Date;
  /** Uncompressed point; undefined for a key of another kind than SM2. */
  publicKey: Uint8Array | undefined;
  /** Absent: the certificate does not say, so any use is allowed. */
  keyUsage: ReadonlySet<KeyUsage> | undefined;
  basicConstraints: { isAuthority: boolean; pathLength: number | undefined } | undefined;
  subjectKeyIdentifier: string | undefined;
  authorityKeyIdentifier: string | undefined;
  /** Object identifiers of extensions that are critical and that nothing here understands. */
  unknownCritical: readonly string[];
}

export interface DistinguishedName {
  raw: Uint8Array;
  /** `CN=…, O=…, C=CN`, the most particular first. */
  text: string;
  commonName: string | undefined;
}

export const keyUsages = [
  'digital-signature',
  'non-repudiation',
  'key-encipherment',
  'data-encipherment',
  'key-agreement',
  'certificate-signing',
  'crl-signing',
  'encipher-only',
  'decipher-only',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

/** Throws DerFault when the bytes are no certificate. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const whole = readDer(bytes);
  const [tbs, algorithm, signature] = sequenceOf(whole, 3);
  const parts = sequenceOf(tbs, 6);
  // A certificate of version 1 leaves the version out.
  const [serial, , issuer, validity, subject, key, ...optional] =
    parts[0]?.tag === 0xa0 ? parts.slice(1) : parts;
  const [notBefore, notAfter] = sequenceOf(validity, 2);
  return {
    raw: whole.raw,
    tbs: tagIs(tbs, tags.sequence).raw,
    serialNumber: integerOf(serial).toString(16),
    signatureAlgorithm: oidOf(sequenceOf(algorithm, 1)[0]),
    signature: bitsOf(signature),
    issuer: nameOf(issuer),
    subject: nameOf(subject),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    publicKey: sm2KeyOf(key),
    ...extensionsOf(optional.find(({ tag }) => tag === 0xa3)),
  };
}

/** The certificates of a PEM file, or the one that the bytes are. */
export function readCertificates(file: Uint8Array): Certificate[] {
  const blocks = fromPem('CERTIFICATE', Buffer.from(file).toString('latin1'));
  return blocks.length === 0 ? [readCertificate(file)] : blocks.map(readCertificate);
}

export function sameName(one: DistinguishedName, other: DistinguishedName): boolean {
  return Buffer.compare(one.raw, other.raw) === 0;
}

const attributeNames: Record<string, string> = {
  [oids.commonName]: 'CN',
  [oids.country]: 'C',
  [oids.organization]: 'O',
  [oids.organizationalUnit]: 'OU',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '1.2.840.113549.1.9.1': 'E',
};

function nameOf(value: DerValue | undefined): DistinguishedName {
  const attributes = sequenceOf(value).flatMap((set) =>
    childrenOf(tagIs(set, tags.set)).map((attribute) => {
      const [type, text] = sequenceOf(attribute, 2);
      return { type: oidOf(type), text: textOf(text) };
    }),
  );
  const text = attributes
    .map(({ type, text: said }) => `${attributeNames[type] ?? type}=${said}`)
    .reverse()
    .join(', ');
  return {
    raw: tagIs(value, tags.sequence).raw,
    text,
    commonName: attributes.findLast(({ type }) => type === oids.commonName)?.text,
  };
}

function sm2KeyOf(value: DerValue | undefined): Uint8Array | undefined {
  const [algorithm, key] = sequenceOf(value, 2);
  const [type, curve] = sequenceOf(algorithm, 1);
  if (oidOf(type) !== oids.ecPublicKey || curve?.tag !== tags.oid || oidOf(curve) !== oids.sm2Curve)
    return undefined;
  const point = bitsOf(key);
  return isSm2PublicKey(point) ? point : undefined;
}

type Extensions = Pick<
  Certificate,
  'keyUsage' | 'basicConstraints' | 'subjectKeyIdentifier' | 'authorityKeyIdentifier' | 'unknownCritical'
>;

function extensionsOf(wrapped: DerValue | undefined): Extensions {
  const found: Extensions = {
    keyUsage: undefined,
    basicConstraints: undefined,
    subjectKeyIdentifier: undefined,
    authorityKeyIdentifier: undefined,
    unknownCritical: [],
  };
  if (!wrapped) return found;
  const unknown: string[] = [];
  for (const extension of sequenceOf(childrenOf(wrapped)[0])) {
    const [type, ...rest] = sequenceOf(extension, 2);
    const isCritical = rest.length > 1 && booleanOf(rest[0]);
    const id = oidOf(type);
    const read = readers[id];
    if (read) Object.assign(found, read(readDer(octetsOf(rest.at(-1)))));
    else if (isCritical) unknown.push(id);
  }
  return { ...found, unknownCritical: unknown };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const readers: Record<string, (value: DerValue) => Partial<Extensions>> = {
  [oids.keyUsage]: (value) => ({ keyUsage: usagesOf(tagIs(value, tags.bitString).content.subarray(1)) }),
  [oids.basicConstraints](value) {
    const parts = sequenceOf(value);
    const isAuthority = parts[0]?.tag === tags.boolean && booleanOf(parts[0]);
    const length = parts.find(({ tag }) => tag === tags.integer);
    return { basicConstraints: { isAuthority, pathLength: length && smallIntegerOf(length) } };
  },
  [oids.subjectKeyIdentifier]: (value) => ({ subjectKeyIdentifier: hex(octetsOf(value)) }),
  [oids.authorityKeyIdentifier](value) {
    const key = sequenceOf(value).find(({ tag }) => tag === 0x80);
    return { authorityKeyIdentifier: key && hex(key.content) };
  },
};

function usagesOf(bits: Uint8Array): ReadonlySet<KeyUsage> {
  return new Set(
    keyUsages.filter((_usage, index) => ((bits[Math.floor(index / 8)] ?? 0) & (0x80 >> (index % 8))) !== 0),
  );
}
