/**
 * Makes a seal: a key and certificate for its signer, and the seal that names her, signed by its maker. Where the national
 * system has made it (国务院关于在线政务服务的若干规定 9), that seal is taken as it is.
 */

import { DerFault } from '../../kernel/der/read-der.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { sm3 } from '../../kernel/ledger/envelope.ts';
import { sealDiameter } from '../../kernel/seals/draw-seal.ts';
import { readSeal, type Seal } from '../../kernel/seals/read-seal.ts';
import { makeSeal as writeSeal } from '../../kernel/seals/write-seal.ts';
import { isSignedBySm2 } from '../../kernel/sm2/sm2.ts';
import { findChain } from '../../kernel/x509/chain.ts';
import { type Certificate, readCertificate } from '../../kernel/x509/read-certificate.ts';
import type { Problem } from '../../platform/http/problem.ts';
import { type SealKey, SealKeyFault, type SealKeys } from '../../platform/seal-keys/seal-keys.ts';
import { invalid, sealProblem } from './problems.ts';
import type { Making, SealRecord } from './seal-store.ts';

export interface MakingOrder {
  seal: Pick<SealRecord, 'id' | 'name'>;
  picture: Uint8Array;
  years: number;
  /** The signer in the key store; where certificates are made here, she is made too. */
  signer: string | undefined;
  /** Signers of other seals: a key belongs to one seal, also when that one is over. */
  bound: ReadonlySet<string>;
  now: Date;
}

/** @returns the seal, and what its fact says of it. Throws a Problem in words. */
export async function makeSealWith(
  keys: SealKeys,
  order: MakingOrder,
): Promise<{ making: Making; data: JsonObject }> {
  try {
    const signer = await signerFor(keys, order);
    const key = keys.signer(signer);
    const ready = keys.findSeal(signer);
    const file = ready ?? (await madeHere(keys, key, order));
    const seal = sealIn(file);
    const certificate = readCertificate(key.certificate);
    const trusted = keys.trusted.map(readCertificate);
    refuseUnfit(seal, certificate, trusted, key, order.now);
    const validFrom = latest(seal.validFrom, certificate.notBefore);
    const validTo = earliest(seal.validTo, certificate.notAfter);
    return {
      making: {
        sealFile: Buffer.from(file),
        certificate: Buffer.from(key.certificate),
        signer,
        validFrom,
        validTo,
        ...(ready && { picture: seal.picture.data }),
      },
      data: {
        esId: seal.esId,
        signer,
        certificateSerial: certificate.serialNumber,
        sealSm3: sm3(file).toString('hex'),
        madeHere: ready === undefined,
        validFrom: validFrom.toISOString(),
        validTo: validTo.toISOString(),
      },
    };
  } catch (error) {
    if (error instanceof SealKeyFault) throw sealProblem('seal/key-unavailable', { detail: error.message });
    throw error;
  }
}

async function signerFor(keys: SealKeys, { seal, years, signer, bound, now }: MakingOrder): Promise<string> {
  if (keys.issueSigner) {
    const name = `seal-${seal.id}`;
    const notAfter = new Date(now);
    notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
    const subject = { country: 'CN', organization: seal.name, commonName: seal.name };
    await keys.issueSigner(name, { subject, notBefore: anHourBefore(now), notAfter });
    return name;
  }
  const names = keys.listSigners().filter((name) => !bound.has(name));
  if (signer !== undefined && names.includes(signer)) return signer;
  throw unfitSigner(signer !== undefined && bound.has(signer) ? signer : undefined, names);
}

/** `taken` has a seal already; `names` are those that have none. */
function unfitSigner(taken: string | undefined, names: readonly string[]): Problem {
  const why =
    taken === undefined
      ? '请填写密钥库里的签章人。'
      : `签章人“${taken}”已经有一枚印章，每枚印章要有自己的签章人。`;
  const free =
    names.length > 0
      ? `可以选用：${names.slice(0, 20).join('、')}。`
      : '密钥库里没有空着的签章人，请先放入证书和私钥。';
  return invalid([{ pointer: '/input/signer', code: 'input/rule', message: `${why}${free}` }]);
}

/** Another machine's clock may be behind ours: what we seal at once must not lie before the certificate there. */
const anHourBefore = (now: Date) => new Date(Math.floor((now.getTime() - 3_600_000) / 1000) * 1000);

async function madeHere(
  keys: SealKeys,
  key: SealKey,
  { seal, picture, years, now }: MakingOrder,
): Promise<Uint8Array> {
  const certificate = readCertificate(key.certificate);
  const validTo = new Date(now);
  validTo.setUTCFullYear(validTo.getUTCFullYear() + years);
  return writeSeal(
    {
      vendor: 'Mingchuang',
      esId: seal.id,
      name: seal.name,
      signers: [key.certificate],
      createdAt: now,
      validFrom: latest(anHourBefore(now), certificate.notBefore),
      validTo: earliest(validTo, certificate.notAfter),
      picture: { type: 'PNG', data: picture, width: sealDiameter, height: sealDiameter },
    },
    keys.maker(),
  );
}

function sealIn(file: Uint8Array): Seal {
  try {
    return readSeal(file);
  } catch (error) {
    if (error instanceof DerFault) throw new SealKeyFault('密钥库里的印章文件无法读取。');
    throw error;
  }
}

/** What every verifier would refuse later is refused now. */
function refuseUnfit(
  seal: Seal,
  certificate: Certificate,
  trusted: readonly Certificate[],
  key: SealKey,
  now: Date,
): void {
  const maker = readCertificate(seal.maker.certificate);
  const isNamed =
    seal.signers.by === 'certificate' &&
    seal.signers.certificates.some((named) => Buffer.compare(named, key.certificate) === 0);
  const isSigned = maker.publicKey && isSignedBySm2(seal.maker.signed, seal.maker.signature, maker.publicKey);
  if (!isNamed) throw new SealKeyFault('印章里没有列出这个签章人的证书。');
  if (!isSigned) throw new SealKeyFault('印章上制章人的签名不符。');
  for (const [who, one] of [['签章人', certificate] as const, ['制章人', maker] as const]) {
    if ('fault' in findChain(one, trusted, now))
      throw new SealKeyFault(`${who}的证书不能追溯到受信任的根证书。`);
  }
  if (now > seal.validTo || now > certificate.notAfter)
    throw new SealKeyFault('印章或者签章人证书已经过期。');
}

const latest = (one: Date, other: Date) => (one > other ? one : other);
const earliest = (one: Date, other: Date) => (one < other ? one : other);
