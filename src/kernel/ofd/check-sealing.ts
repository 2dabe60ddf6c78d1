/** Steps that look at the seal and its signature; each is asked by itself, whatever the others found. */
import { createHash } from 'node:crypto';
import { oids } from '../der/object-identifiers.ts';
import type { Seal } from '../seals/read-seal.ts';
import type { Sealing } from '../seals/read-sealing.ts';
import { isSignedBySm2 } from '../sm2/sm2.ts';
import type { Certificate } from '../x509/read-certificate.ts';
import type { ReadablePackage } from './readable-package.ts';
import type { SealedPlace } from './sealed-places.ts';
import { isSm2WithSm3 } from './signature-xml.ts';
import { failed, ok, type StepName, type VerificationStep } from './verification.ts';

/** A seal that could be read, with its certificates as far as they could. */
export interface ReadSealing {
  place: SealedPlace;
  sealing: Sealing;
  signer: Certificate | undefined;
  maker: Certificate | undefined;
}

export function checkDataHash(files: ReadablePackage, { place, sealing }: ReadSealing): VerificationStep {
  const actual = files.digest(place.path);
  if (actual && Buffer.compare(actual, sealing.dataHash) === 0) {
    return ok('data-hash', '签章清单（Signature.xml）的 SM3 摘要与签章里的一致。');
  }
  return failed(
    'data-hash',
    'data-hash/mismatch',
    '签章清单（Signature.xml）的 SM3 摘要与签章里的不一致，清单在签章以后被改动过。',
  );
}

export function checkPropertyInfo({ place, sealing }: ReadSealing): VerificationStep {
  const named = sealing.propertyInfo.replace(/^\//, '');
  if (named === place.path) return ok('property-info', `签章写明的清单位置与实际一致：/${place.path}。`);
  return failed(
    'property-info',
    'property-info/mismatch',
    `签章写明的清单是“${sealing.propertyInfo.slice(0, 200)}”，文件里却用在 /${place.path}：签章可能是从别处搬来的。`,
  );
}

export function checkSignature({ place, sealing, signer }: ReadSealing): VerificationStep {
  const algorithm = algorithmFault('signature', sealing.algorithm);
  if (algorithm) return algorithm;
  if (!isSm2WithSm3(place.description.method)) {
    const detail = `清单写明的签名算法“${place.description.method}”不是 SM2。`;
    return failed('signature', 'signature/algorithm', detail);
  }
  const key = keyFault('signature', signer, '签章人');
  if (key) return key;
  if (signer?.publicKey && isSignedBySm2(sealing.signed, sealing.signature, signer.publicKey)) {
    return ok('signature', `已用签章人证书（${nameOf(signer)}）的公钥验证 SM2 签名，签名与内容相符。`);
  }
  return failed('signature', 'signature/bad', 'SM2 签名与内容不符：签章被改动过，或者不是证书的持有人所签。');
}

/** The maker vouches for the seal; and the seal beside the signature is the one inside it. */
export function checkSeal(files: ReadablePackage, { place, sealing, maker }: ReadSealing): VerificationStep {
  const { seal } = sealing;
  const algorithm = algorithmFault('seal', seal.maker.algorithm);
  if (algorithm) return algorithm;
  const key = keyFault('seal', maker, '制章人');
  if (key) return key;
  if (!maker?.publicKey || !isSignedBySm2(seal.maker.signed, seal.maker.signature, maker.publicKey)) {
    return failed(
      'seal',
      'seal/bad-signature',
      '制章人的 SM2 签名与印章不符：印章被改动过，或者不是由这个制章人制作。',
    );
  }
  if (!maySign(maker)) {
    return failed('seal', 'seal/key-usage', '制章人的证书没有签名的用途，不能用来制作印章。');
  }
  return (
    sealFileFault(files, place, seal) ??
    ok('seal', `印章“${seal.name}”（编号 ${seal.esId}）由${nameOf(maker)}制作，签名相符。`)
  );
}

function sealFileFault(files: ReadablePackage, place: SealedPlace, seal: Seal): VerificationStep | undefined {
  const location = place.description.sealLocation;
  if (location === undefined) return undefined;
  const size = place.seal && files.size(place.seal);
  if (!place.seal || size === undefined)
    return failed('seal', 'seal/missing-file', `清单提到的印章文件 ${location} 不在文件包里。`);
  // What is as long as the seal inside cannot be too long to be read.
  const beside = size === seal.raw.length ? files.read(place.seal) : undefined;
  if (beside && Buffer.compare(beside, seal.raw) === 0) return undefined;
  return failed('seal', 'seal/differs', '印章文件与签章里的印章不是同一枚。');
}

export function checkSigner({ sealing, signer }: ReadSealing): VerificationStep {
  if (!isNamedBy(sealing.seal, sealing.certificate)) {
    const who = signer ? nameOf(signer) : '签章人';
    return failed('signer', 'signer/not-authorised', `印章里没有列出${who}的证书，这个人不能使用这枚印章。`);
  }
  if (signer && !maySign(signer)) {
    return failed('signer', 'signer/key-usage', '签章人的证书没有签名的用途。');
  }
  return ok('signer', '签章人的证书在印章列出的签章人之中。');
}

function isNamedBy({ signers }: Seal, certificate: Uint8Array): boolean {
  if (signers.by === 'certificate')
    return signers.certificates.some((named) => Buffer.compare(named, certificate) === 0);
  return signers.digests.some(({ value }) => {
    const digest = value.length === 20 ? ['sha1'] : ['sm3', 'sha256'];
    return digest.some((name) => Buffer.compare(createHash(name).update(certificate).digest(), value) === 0);
  });
}

/** A certificate that does not say what it is for may be used for anything (RFC 5280 §4.2.1.3). */
function maySign({ keyUsage }: Certificate): boolean {
  return keyUsage === undefined || keyUsage.has('digital-signature') || keyUsage.has('non-repudiation');
}

function algorithmFault(step: StepName, algorithm: string): VerificationStep | undefined {
  if (algorithm === oids.sm2WithSm3) return undefined;
  return failed(
    step,
    `${step}/algorithm`,
    `签名算法 ${algorithm} 不是“基于 SM3 的 SM2 签名”（${oids.sm2WithSm3}），不予认可。`,
  );
}

function keyFault(
  step: StepName,
  certificate: Certificate | undefined,
  who: string,
): VerificationStep | undefined {
  if (!certificate) return failed(step, `${step}/certificate`, `${who}的证书无法读取。`);
  if (certificate.publicKey) return undefined;
  return failed(step, `${step}/certificate`, `${who}的证书里没有可用的 SM2 公钥。`);
}

export function nameOf({ subject }: Certificate): string {
  return subject.commonName ?? subject.text;
}
