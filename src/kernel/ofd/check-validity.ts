/** Was everything in force when it was sealed, and does the certificate lead to somebody who is trusted? */
import { type ChainFault, findChain } from '../x509/chain.ts';
import type { Certificate } from '../x509/read-certificate.ts';
import { nameOf, type ReadSealing } from './check-sealing.ts';
import { instantsOf } from './signature-xml.ts';
import { failed, notChecked, ok, type VerificationStep } from './verification.ts';

/** Clocks of two machines, and the time a signing service takes between writing the list and signing it. */
const tolerance = 10 * 60_000;

export function checkValidity(read: ReadSealing, now: Date | undefined): VerificationStep {
  const { sealedAt } = read.sealing;
  if (!sealedAt) {
    return notChecked(
      'validity',
      'validity/no-time',
      '签章时间是时间戳，本程序不能读取，因此没有核对有效期。',
    );
  }
  const [first, ...others] = faultsAt(read, sealedAt, now);
  if (first) {
    const details = [first, ...others].map(({ detail }) => detail).join('');
    return failed('validity', first.code, details);
  }
  const time = read.sealing.hasTimeStamp ? '' : '签章时间由签章人自己写明。';
  return ok(
    'validity',
    `签章时间 ${spoken(sealedAt)}，当时印章、签章人证书和制章人证书都在有效期内。${time}`,
  );
}

interface Fault {
  code: string;
  detail: string;
}

function faultsAt(
  { place, sealing, signer, maker }: ReadSealing,
  sealedAt: Date,
  now: Date | undefined,
): Fault[] {
  const { seal } = sealing;
  const faults: Fault[] = [];
  const sealSpan = { notBefore: seal.validFrom, notAfter: seal.validTo };
  if (isOutside(sealSpan, sealedAt)) {
    faults.push({ code: 'validity/seal-expired', detail: outside('印章', sealSpan, sealedAt) });
  }
  if (signer && isOutside(signer, sealedAt)) {
    faults.push({ code: 'validity/signer-expired', detail: outside('签章人证书', signer, sealedAt) });
  }
  // The maker's certificate must have been good when the seal was made, not for as long as the seal is used.
  if (maker && isOutside(maker, seal.createdAt)) {
    const detail = `印章制作于 ${spoken(seal.createdAt)}，不在制章人证书的有效期内（${span(maker)}）。`;
    faults.push({ code: 'validity/maker-expired', detail });
  }
  const written = place.description.dateTime;
  if (written !== undefined && !agrees(written, sealedAt)) {
    const detail = `清单写明的签章时间“${written.slice(0, 40)}”与签章里的 ${spoken(sealedAt)} 不一致。`;
    faults.push({ code: 'validity/time-mismatch', detail });
  }
  if (now && sealedAt.getTime() > now.getTime() + tolerance) {
    faults.push({ code: 'validity/future', detail: `签章时间 ${spoken(sealedAt)} 还没有到。` });
  }
  return faults;
}

type Span = Pick<Certificate, 'notBefore' | 'notAfter'>;

const isOutside = ({ notBefore, notAfter }: Span, at: Date) => at < notBefore || at > notAfter;
const span = ({ notBefore, notAfter }: Span) => `${spoken(notBefore)} 至 ${spoken(notAfter)}`;

function outside(what: string, valid: Span, at: Date): string {
  const how = at < valid.notBefore ? '还没有生效' : '已经过期';
  return `签章时（${spoken(at)}）${what}${how}，有效期为 ${span(valid)}。`;
}

function agrees(written: string, sealedAt: Date): boolean {
  return instantsOf(written).some((instant) => Math.abs(instant.getTime() - sealedAt.getTime()) <= tolerance);
}

/** Beijing time, to the second. */
function spoken(instant: Date): string {
  const local = new Date(instant.getTime() + 8 * 3_600_000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)}`;
}

/**
 * Failed only where something is wrong with the chain; an issuer outside the list leaves it unchecked.
 *
 * @param trusted roots and the authorities below them; empty: nobody was named whom one could trust.
 */
export function checkChain(read: ReadSealing, trusted: readonly Certificate[]): VerificationStep {
  if (trusted.length === 0) {
    const detail = '没有给出受信任的根证书，因此没有核对证书由谁签发：签章属于谁，还不能确认。';
    return notChecked('chain', 'chain/no-roots', detail);
  }
  const at = read.sealing.sealedAt ?? read.sealing.seal.createdAt;
  const faults: { fault: ChainFault; detail: string }[] = [];
  for (const [who, certificate, when] of [
    ['签章人', read.signer, at],
    ['制章人', read.maker, read.sealing.seal.createdAt],
  ] as const) {
    if (!certificate) return failed('chain', 'chain/certificate', `${who}的证书无法读取。`);
    const found = findChain(certificate, trusted, when);
    if ('path' in found) continue;
    faults.push({ fault: found.fault, detail: `${who}证书：${faultWords[found.fault](nameOf(found.at))}` });
  }
  const wrong = faults.find(({ fault }) => fault !== 'unknown-issuer');
  if (wrong) return failed('chain', `chain/${wrong.fault}`, wrong.detail);
  const [unknown] = faults;
  // Nobody can list every authority there is: whom this list does not hold is not thereby false.
  if (unknown) return notChecked('chain', 'chain/unknown-issuer', unknown.detail);
  const root = trusted.find(({ subject, issuer }) => Buffer.compare(subject.raw, issuer.raw) === 0);
  const detail = `签章人和制章人的证书都可以追溯到受信任的根${root ? `（${nameOf(root)}）` : ''}。证书是否被吊销，须向签发机构查询。`;
  return ok('chain', detail);
}

const faultWords: Record<ChainFault, (name: string) => string> = {
  'unknown-issuer': (name) => `“${name}”的签发者不在受信任的名单里，因此没有核对：签章属于谁，还不能确认。`,
  signature: (name) => `“${name}”的证书上签发者的签名不符，证书是伪造的或者被改动过。`,
  'not-an-authority': (name) => `签发它的“${name}”没有签发证书的资格。`,
  'path-length': (name) => `从“${name}”到根的层级超过了允许的范围。`,
  'expired-authority': (name) => `签发它的“${name}”的证书当时不在有效期内。`,
  'critical-extension': (name) => `“${name}”的证书里有必须理解而本程序不认识的扩展。`,
  algorithm: (name) => `“${name}”的证书使用的签名算法不是 SM2。`,
};
