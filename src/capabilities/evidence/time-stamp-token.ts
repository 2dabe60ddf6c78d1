/**
 * Time stamps of RFC 3161: what is asked, and whether the answer says it. The token is a CMS signature (RFC 5652) over
 * digest and moment by a certificate made for this alone. Pure: bytes in, a stamp or the reason why not out.
 */
import { hash, verify, X509Certificate } from 'node:crypto';
import {
  childrenOf,
  DerFault,
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
} from '../../kernel/der/read-der.ts';
import { boolean, integer, octetString, oid, sequence, tags } from '../../kernel/der/write-der.ts';

/** Digest that is stamped. Few authorities know SM3. */
export type StampHash = 'sha256' | 'sm3';

const hashes: Record<string, string> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '1.2.156.10197.1.401': 'sm3',
};
const hashOids: Record<StampHash, string> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sm3: '1.2.156.10197.1.401',
};
const signedData = '1.2.840.113549.1.7.2';
const timeStampInfo = '1.2.840.113549.1.9.16.1.4';
const timeStamping = '1.3.6.1.5.5.7.3.8';
const attributes = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
};

export interface StampAsked {
  /** What is stamped. */
  text: string;
  algorithm: StampHash;
  nonce: bigint;
}

export interface Stamp {
  /** DER of the token, which can be checked without us. */
  token: Uint8Array;
  at: Date;
  serial: string;
  policy: string;
}

/** The answer is not what was asked for; the message says why, in words. */
export class StampFault extends Error {
  override readonly name = 'StampFault';
}

/** A TimeStampReq, asking for the certificate as well. */
export function stampRequest({ text, algorithm, nonce }: StampAsked): Uint8Array {
  const digest = hash(algorithm, text, 'buffer');
  const imprint = sequence(sequence(oid(hashOids[algorithm])), octetString(digest));
  return sequence(integer(1), imprint, integer(nonce), boolean(true));
}

/** @param trusted certificates of the authority's roots. Throws `StampFault`. */
export function readStamp(
  response: Uint8Array,
  asked: StampAsked,
  trusted: readonly X509Certificate[],
): Stamp {
  try {
    const [status, token] = sequenceOf(readDer(response), 1);
    refuseStatus(status);
    if (!token) throw new StampFault('时间戳服务没有给出时间戳');
    const signed = readSigned(token);
    const info = readInfo(signed.content);
    if (info.digest !== hash(asked.algorithm, asked.text, 'hex') || info.algorithm !== asked.algorithm) {
      throw new StampFault('时间戳盖的不是这个检查点');
    }
    if (info.nonce !== asked.nonce) throw new StampFault('时间戳回答的不是这一次请求');
    const signer = signerOf(signed);
    refuseUnsigned(signed, signer);
    refuseUntrusted(signer, signed.certificates, trusted, info.at);
    return { token: token.raw, at: info.at, serial: info.serial, policy: info.policy };
  } catch (error) {
    if (error instanceof DerFault) throw new StampFault('时间戳服务的回答看不懂');
    throw error;
  }
}

/** 0 granted, 1 granted with changes; anything else is a refusal, perhaps with a reason. */
function refuseStatus(status: DerValue | undefined): void {
  const [code, words] = sequenceOf(status, 1);
  if (smallIntegerOf(code) <= 1) return;
  const said = words?.tag === tags.sequence ? sequenceOf(words).map(textOf).join(' ') : '';
  throw new StampFault(`时间戳服务拒绝了请求${said === '' ? '' : `：${said}`}`);
}

interface Signed {
  /** The TSTInfo, in DER. */
  content: Uint8Array;
  certificates: X509Certificate[];
  signer: DerValue[];
}

function readSigned(token: DerValue): Signed {
  const [type, wrapped] = sequenceOf(token, 2);
  if (oidOf(type) !== signedData) throw new StampFault('时间戳不是签名数据');
  const parts = sequenceOf(childrenOf(tagIs(wrapped, 0xa0))[0], 4);
  const [contentType, content] = sequenceOf(parts[2], 2);
  if (oidOf(contentType) !== timeStampInfo) throw new StampFault('时间戳里没有时间');
  const certificates = parts.find(({ tag }) => tag === 0xa0);
  const signers = childrenOf(tagIs(parts.at(-1), tags.set));
  if (signers.length !== 1) throw new StampFault('时间戳应当只有一个签名');
  return {
    content: octetsOf(childrenOf(tagIs(content, 0xa0))[0]),
    certificates: certificates ? childrenOf(certificates).map(({ raw }) => new X509Certificate(raw)) : [],
    signer: sequenceOf(signers[0], 5),
  };
}

function readInfo(content: Uint8Array) {
  const [, policy, imprint, serial, at, ...rest] = sequenceOf(readDer(content), 5);
  const [algorithm, digest] = sequenceOf(imprint, 2);
  const nonce = rest.find(({ tag }) => tag === tags.integer);
  return {
    policy: oidOf(policy),
    algorithm: hashes[oidOf(sequenceOf(algorithm, 1)[0])],
    digest: Buffer.from(octetsOf(digest)).toString('hex'),
    serial: integerOf(serial).toString(16),
    at: timeOf(tagIs(at, tags.generalizedTime)),
    nonce: nonce && integerOf(nonce),
  };
}

/** The certificate that the signature names by issuer and number; it must be made for time stamps and nothing else. */
function signerOf({ certificates, signer }: Signed): X509Certificate {
  const [issuer, serial] = sequenceOf(signer[1], 2);
  const found = certificates.find((certificate) => {
    const { issuer: ownIssuer, serial: ownSerial } = namesOf(certificate);
    return Buffer.from(ownIssuer).equals(issuer?.raw ?? Buffer.alloc(0)) && ownSerial === integerOf(serial);
  });
  if (!found) throw new StampFault('时间戳里没有签名者的证书');
  if (found.keyUsage?.join() !== timeStamping) throw new StampFault('签名者的证书不是用来签时间戳的');
  return found;
}

function namesOf(certificate: X509Certificate): { issuer: Uint8Array; serial: bigint } {
  const [body] = sequenceOf(readDer(certificate.raw), 3);
  const parts = sequenceOf(body, 6);
  // [0] EXPLICIT version stands first in every certificate but those of version 1.
  const from = parts[0]?.tag === 0xa0 ? 1 : 0;
  return { serial: integerOf(parts[from]), issuer: tagIs(parts[from + 2], tags.sequence).raw };
}

function refuseUnsigned({ content, signer }: Signed, certificate: X509Certificate): void {
  const [, , digestAlgorithm, signedAttributes, , signature] = signer;
  const digest = hashes[oidOf(sequenceOf(digestAlgorithm, 1)[0])];
  if (digest === undefined) throw new StampFault('时间戳用了不认识的摘要算法');
  const given = attributesOf(tagIs(signedAttributes, 0xa0));
  const names = (type: string, bytes: Uint8Array) =>
    Buffer.from(bytes).equals(given.get(type)?.content ?? Buffer.alloc(0));
  const isWhole =
    oidOf(given.get(attributes.contentType)) === timeStampInfo &&
    names(attributes.messageDigest, hash(digest, content, 'buffer')) &&
    namesCertificate(given, certificate);
  // What is signed is the set of attributes under its own tag (RFC 5652 §5.4).
  const signed = Buffer.concat([Buffer.from([tags.set]), tagIs(signedAttributes, 0xa0).raw.subarray(1)]);
  if (!isWhole || !verify(digest, signed, certificate.publicKey, octetsOf(signature))) {
    throw new StampFault('时间戳的签名无效');
  }
}

function attributesOf(set: DerValue): Map<string, DerValue> {
  return new Map(
    childrenOf(set).map((attribute): [string, DerValue] => {
      const [type, values] = sequenceOf(attribute, 2);
      const [value] = childrenOf(tagIs(values, tags.set));
      return [oidOf(type), tagIs(value, value?.tag ?? 0)];
    }),
  );
}

/** ESSCertID (SHA-1) or ESSCertIDv2 (SHA-256 unless told): the signature is bound to one certificate. */
function namesCertificate(given: ReadonlyMap<string, DerValue>, certificate: X509Certificate): boolean {
  const v2 = given.get(attributes.signingCertificateV2);
  const v1 = given.get(attributes.signingCertificate);
  const [identifiers] = sequenceOf(v2 ?? v1, 1);
  const parts = sequenceOf(sequenceOf(identifiers, 1)[0], 1);
  const [first, second] = parts;
  const isNamed = v2 !== undefined && first?.tag === tags.sequence;
  const algorithm = isNamed ? hashes[oidOf(sequenceOf(first, 1)[0])] : v2 ? 'sha256' : 'sha1';
  if (algorithm === undefined) return false;
  return hash(algorithm, certificate.raw, 'buffer').equals(octetsOf(isNamed ? second : first));
}

const longestChain = 6;

function refuseUntrusted(
  signer: X509Certificate,
  others: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  at: Date,
): void {
  let certificate = signer;
  for (let length = 0; length < longestChain; length++) {
    if (at < certificate.validFromDate || at > certificate.validToDate) {
      throw new StampFault('签时间戳的证书当时不在有效期内');
    }
    const current = certificate;
    const isIssuer = (one: X509Certificate) =>
      current.checkIssued(one) && current.verify(one.publicKey) && (one.ca || trusted.includes(one));
    if (trusted.some((one) => one.fingerprint256 === current.fingerprint256 || isIssuer(one))) return;
    const issuer = others.find((one) => one.fingerprint256 !== current.fingerprint256 && isIssuer(one));
    if (!issuer) break;
    certificate = issuer;
  }
  throw new StampFault('签时间戳的证书不是由信任的根证书签发的');
}
