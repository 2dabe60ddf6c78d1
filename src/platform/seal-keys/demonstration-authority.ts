/**
 * A demonstration certifies its own seals: a root, an authority below it, and a maker of seals, made at the first start
 * and kept in DATA_DIR. Its seals are right in every step, and worth nothing outside.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSm2KeyPair, type Sm2KeyPair, signSm2 } from '../../kernel/sm2/sm2.ts';
import { fromPem, toPem } from '../../kernel/x509/pem.ts';
import { readPrivateKey, writePrivateKey } from '../../kernel/x509/private-key.ts';
import { makeCertificate, type NameParts, type NewCertificate } from '../../kernel/x509/write-certificate.ts';
import { isName, type KeyFolder, readKeyFolder } from './key-folder.ts';
import { type NewSigner, SealKeyFault, type SealKeys } from './seal-keys.ts';

const organization = '明窗演示';
const rootName: NameParts = { country: 'CN', organization, commonName: '明窗演示根证书' };
const authorityName: NameParts = { country: 'CN', organization, commonName: '明窗演示签发机构' };
const makerName: NameParts = { country: 'CN', organization, commonName: '明窗演示制章中心' };

/** A demonstration's clock may begin on any day. */
const always = { notBefore: new Date('2000-01-01T00:00:00Z'), notAfter: new Date('2049-12-31T00:00:00Z') };

export async function openDemonstrationAuthority(folder: KeyFolder): Promise<SealKeys> {
  if (!existsSync(join(folder.path, 'authority'))) await foundAuthority(folder.path);
  return { ...readKeyFolder(folder), issueSigner: (name, signer) => issueSigner(folder.path, name, signer) };
}

/** The folder `authority` appears last: where it is, everything else is whole. The root's key is not kept: it has done its work. */
async function foundAuthority(path: string): Promise<void> {
  const root = makeSm2KeyPair();
  const authority = makeSm2KeyPair();
  const maker = makeSm2KeyPair();
  const certificates = {
    root: await certified({ subject: rootName, issuer: rootName, by: root, key: root, pathLength: 1 }),
    authority: await certified({
      subject: authorityName,
      issuer: rootName,
      by: root,
      key: authority,
      pathLength: 0,
    }),
    maker: await certified({ subject: makerName, issuer: authorityName, by: authority, key: maker }),
  };
  mkdirSync(join(path, 'trusted'), { recursive: true, mode: 0o700 });
  mkdirSync(join(path, 'signers'), { recursive: true, mode: 0o700 });
  const half = mkdtempSync(join(path, 'authority-'));
  keep(join(half, 'authority.key'), toPem('PRIVATE KEY', writePrivateKey(authority)));
  keep(join(path, 'trusted', 'root.pem'), toPem('CERTIFICATE', certificates.root));
  keep(join(path, 'trusted', 'authority.pem'), toPem('CERTIFICATE', certificates.authority));
  keep(join(path, 'maker.key'), toPem('PRIVATE KEY', writePrivateKey(maker)));
  keep(join(path, 'maker.pem'), toPem('CERTIFICATE', certificates.maker));
  renameSync(half, join(path, 'authority'));
}

async function issueSigner(
  path: string,
  name: string,
  { subject, notBefore, notAfter }: NewSigner,
): Promise<void> {
  if (!isName(name)) throw new SealKeyFault('签章人的名称只能用字母、数字和连字符。');
  const [pkcs8] = fromPem('PRIVATE KEY', readFileSync(join(path, 'authority', 'authority.key'), 'utf8'));
  if (!pkcs8) throw new SealKeyFault('演示签发机构的私钥无法读取。');
  const key = makeSm2KeyPair();
  const certificate = await certified({
    subject,
    issuer: authorityName,
    by: readPrivateKey(pkcs8),
    key,
    notBefore,
    notAfter,
  });
  keep(join(path, 'signers', `${name}.key`), toPem('PRIVATE KEY', writePrivateKey(key)));
  keep(join(path, 'signers', `${name}.pem`), toPem('CERTIFICATE', certificate));
}

interface Certified extends Partial<Pick<NewCertificate, 'notBefore' | 'notAfter'>> {
  subject: NameParts;
  issuer: NameParts;
  /** The issuer's key. */
  by: Sm2KeyPair;
  key: Sm2KeyPair;
  /** Of an authority. */
  pathLength?: number;
}

function certified({ subject, issuer, by, key, pathLength, ...validity }: Certified): Promise<Uint8Array> {
  return makeCertificate(
    {
      serialNumber: BigInt(`0x01${randomBytes(15).toString('hex')}`),
      issuer,
      subject,
      ...always,
      ...validity,
      publicKey: key.publicKey,
      issuerPublicKey: by.publicKey,
      keyUsage:
        pathLength === undefined
          ? ['digital-signature', 'non-repudiation']
          : ['certificate-signing', 'crl-signing'],
      ...(pathLength !== undefined && { authority: { pathLength } }),
    },
    async (message) => signSm2(message, by),
  );
}

/** Whole or not at all, for its owner alone. */
function keep(path: string, text: string): void {
  const half = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(half, text, { mode: 0o600, flag: 'wx' });
  try {
    renameSync(half, path);
  } finally {
    rmSync(half, { force: true });
  }
}
