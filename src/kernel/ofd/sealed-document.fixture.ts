/** Keys, seals and sealed documents for tests, and every way to spoil them. Nobody here exists. */
import { createHash } from 'node:crypto';
import { oids } from '../der/object-identifiers.ts';
import {
  bitString,
  ia5String,
  integer,
  octetString,
  oid,
  sequence,
  tags,
  utf8String,
} from '../der/write-der.ts';
import { makeSeal, makeSealing, type NewSeal, type NewSealing } from '../seals/write-seal.ts';
import { makeSm2KeyPair, type Sm2KeyPair, signSm2 } from '../sm2/sm2.ts';
import { makeCertificate, type NewCertificate } from '../x509/write-certificate.ts';
import { type OfdPackage, packOfd } from './package.ts';
import { type Signing, signOfd } from './sign-ofd.ts';

export const sealedAt = new Date('2026-03-02T01:00:00Z');
export const now = new Date('2026-03-03T01:00:00Z');
const from = new Date('2025-01-01T00:00:00Z');
const to = new Date('2030-01-01T00:00:00Z');

export interface Identity {
  key: Sm2KeyPair;
  certificate: Uint8Array;
}

export const signWith =
  ({ key }: Pick<Identity, 'key'>) =>
  async (message: Uint8Array) =>
    signSm2(message, key);

const name = (commonName: string) => ({ country: 'CN', organization: '示例机构', commonName });

let serial = 1n;

export async function issue(
  commonName: string,
  issuer: { name: string; key: Sm2KeyPair } | undefined,
  more: Partial<NewCertificate> = {},
): Promise<Identity> {
  const key = makeSm2KeyPair();
  const by = issuer ?? { name: commonName, key };
  serial += 1n;
  const certificate = await makeCertificate(
    {
      serialNumber: serial,
      issuer: name(by.name),
      subject: name(commonName),
      notBefore: from,
      notAfter: to,
      publicKey: key.publicKey,
      issuerPublicKey: by.key.publicKey,
      keyUsage: ['digital-signature', 'non-repudiation'],
      ...more,
    },
    signWith(by),
  );
  return { key, certificate };
}

const authority = (pathLength: number): Partial<NewCertificate> => ({
  keyUsage: ['certificate-signing', 'crl-signing'],
  authority: { pathLength },
});

export const root = await issue('示例根', undefined, authority(1));
export const issuing = await issue('示例签发机构', { name: '示例根', key: root.key }, authority(0));
const issuer = { name: '示例签发机构', key: issuing.key };
export const issueBelow = (commonName: string, more: Partial<NewCertificate> = {}) =>
  issue(commonName, issuer, more);
export const signer = await issueBelow('示例市场监督管理局');
export const maker = await issueBelow('示例制章中心');
export const stranger = await issueBelow('示例外人');
export const trustedRoots = [root.certificate, issuing.certificate];

export function newSeal(more: Partial<NewSeal> = {}): NewSeal {
  return {
    vendor: 'Test',
    esId: '35019900000001',
    name: '示例市场监督管理局',
    signers: [signer.certificate],
    createdAt: from,
    validFrom: from,
    validTo: to,
    picture: { type: 'PNG', data: Buffer.from('89504e470d0a1a0a', 'hex'), width: 42, height: 42 },
    ...more,
  };
}

export const theSeal = await makeSeal(newSeal(), { certificate: maker.certificate, sign: signWith(maker) });

export const sealMadeWith = (more: Partial<NewSeal>) =>
  makeSeal(newSeal(more), { certificate: maker.certificate, sign: signWith(maker) });

const namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"';
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));

/** One page with one line on it. */
export function unsealedFiles(): Map<string, Uint8Array> {
  const texts: Record<string, string> = {
    'OFD.xml': `${head}<ofd:OFD ${namespace} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `${head}<ofd:Document ${namespace}><ofd:CommonData><ofd:MaxUnitID>4</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`,
    'Doc_0/PublicRes.xml': `${head}<ofd:Res ${namespace} BaseLoc="Res"/>`,
    'Doc_0/Pages/Page_0/Content.xml': `${head}<ofd:Page ${namespace}><ofd:Content><ofd:Layer ID="2"/></ofd:Content></ofd:Page>`,
  };
  return new Map(Object.entries(texts).map(([path, text]) => [path, utf8(text)]));
}

export async function sealed(
  more: Partial<Signing> & { files?: OfdPackage } = {},
): Promise<Map<string, Uint8Array>> {
  const { files = unsealedFiles(), ...signing } = more;
  return new Map(
    await signOfd(files, {
      seal: { seal: theSeal, certificate: signer.certificate },
      sign: signWith(signer),
      stamps: [{ page: 1, x: 120, y: 200, width: 42, height: 42 }],
      signedAt: sealedAt,
      ...signing,
    }),
  );
}

export const signPath = 'Doc_0/Signs/Sign_0/Signature.xml';
export const valuePath = 'Doc_0/Signs/Sign_0/SignedValue.dat';
export const sealPath = 'Doc_0/Signs/Sign_0/Seal.esl';
export const listPath = 'Doc_0/Signs/Signatures.xml';

export const textAt = (files: OfdPackage, path: string) =>
  Buffer.from(files.get(path) ?? []).toString('utf8');
export const digestOf = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest();

/** A spoiler who holds the signer's key: writes Signature.xml anew and signs it as the writer would. */
export async function resealed(
  files: Map<string, Uint8Array>,
  {
    xml = (text) => text,
    sealing = {},
    sign = signWith(signer),
  }: {
    xml?: (text: string) => string;
    sealing?: Partial<NewSealing>;
    sign?: ReturnType<typeof signWith>;
  } = {},
): Promise<Map<string, Uint8Array>> {
  const signature = utf8(xml(textAt(files, signPath)));
  files.set(signPath, signature);
  const value = await makeSealing(
    {
      seal: theSeal,
      dataHash: digestOf(signature),
      propertyInfo: `/${signPath}`,
      sealedAt,
      certificate: signer.certificate,
      ...sealing,
    },
    sign,
  );
  return files.set(valuePath, value);
}

/** Seals with another seal throughout: in the file beside, in the list's digest and in the signature. */
export async function sealedWith(
  seal: Uint8Array,
  sealing: Partial<NewSealing> = {},
  sign = signWith(signer),
) {
  const files = await sealed();
  const before = digestOf(files.get(sealPath) ?? new Uint8Array()).toString('base64');
  files.set(sealPath, seal);
  const xml = (text: string) => text.replace(before, digestOf(seal).toString('base64'));
  return resealed(files, { xml, sealing: { seal, ...sealing }, sign });
}

/** What a new digest in the list makes of a changed file. */
export function relisted(text: string, path: string, bytes: Uint8Array): string {
  const entry = new RegExp(`(FileRef="/${path}"><ofd:CheckValue>)[^<]*`);
  return text.replace(entry, `$1${digestOf(bytes).toString('base64')}`);
}

/** Flips the lowest bit of the byte at `at`, counted from the end when negative. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const place = at < 0 ? copy.length + at : at;
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

const utcTime = (text: string) =>
  Buffer.concat([Uint8Array.of(tags.utcTime, text.length), Buffer.from(text, 'latin1')]);

/** The older format, GM/T 0031: who signed stands inside what is signed, and times have two digits for the year. */
export async function sealedByOldFormat(): Promise<Map<string, Uint8Array>> {
  const info = sequence(
    sequence(ia5String('ES'), integer(1), ia5String('Test')),
    ia5String('350199OLD'),
    sequence(
      integer(1),
      utf8String('示例旧印章'),
      sequence(octetString(signer.certificate)),
      ...['250101000000Z', '250101000000Z', '300101000000Z'].map(utcTime),
    ),
    sequence(ia5String('PNG'), octetString(Uint8Array.of(1)), integer(42), integer(42)),
  );
  const made = [octetString(maker.certificate), oid(oids.sm2WithSm3)];
  const seal = sequence(info, sequence(...made, bitString(await signWith(maker)(sequence(info, ...made)))));
  const files = await sealed();
  const before = digestOf(files.get(sealPath) ?? new Uint8Array()).toString('base64');
  files.set(sealPath, seal);
  const signature = utf8(textAt(files, signPath).replace(before, digestOf(seal).toString('base64')));
  files.set(signPath, signature);
  const tbs = sequence(
    integer(1),
    seal,
    bitString(Buffer.from('20260302010000Z', 'latin1')),
    bitString(digestOf(signature)),
    ia5String(`/${signPath}`),
    octetString(signer.certificate),
    oid(oids.sm2WithSm3),
  );
  return files.set(valuePath, sequence(tbs, bitString(await signWith(signer)(tbs))));
}

export const packed = (files: OfdPackage) => packOfd(files);
