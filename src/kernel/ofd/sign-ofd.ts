/**
 * Seals a package by GB/T 33190 and GB/T 38540: every file's SM3 goes into Signature.xml, whose own SM3 the seal signs.
 * Each of these files is written once; nothing that was digested is touched again.
 */
import { createHash } from 'node:crypto';
import { oids } from '../der/object-identifiers.ts';
import { readSeal } from '../seals/read-seal.ts';
import { makeSealing } from '../seals/write-seal.ts';
import type { Sign } from '../x509/write-certificate.ts';
import { indexPaths, locate } from './locate.ts';
import type { OfdPackage } from './package.ts';
import { childNamed, childrenNamed, readXml, type XmlElement } from './read-xml.ts';

export interface SealToUse {
  /** SESeal, as its maker signed it. */
  seal: Uint8Array;
  /** The signer's certificate: one of those the seal names, byte for byte. */
  certificate: Uint8Array;
}

/** Where the seal's picture stands, in millimetres from the page's upper left corner. */
export interface Stamp {
  /** From 1. */
  page: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Signing {
  seal: SealToUse;
  /** Signs bytes with the key of `seal.certificate`; a hardware module or a signing service may stand behind it. */
  sign: Sign;
  stamps: readonly Stamp[];
  signedAt: Date;
  /** Further seals may follow: the list of signatures is then left out of what is signed. */
  open?: boolean;
}

/**
 * @param files OFD.xml already names the list of signatures, because it is itself signed.
 * @returns the same files and those of the signature. Throws for a package that can't be sealed as asked.
 */
export async function signOfd(files: OfdPackage, signing: Signing): Promise<OfdPackage> {
  const { seal, stamps, signedAt, sign, open = false } = signing;
  const place = placeOf(files);
  refuseForeignSeal(seal);
  const signed = new Map(files);
  const folder = `${place.folder}/Sign_${place.signatures.length}`;
  signed.set(`${folder}/Seal.esl`, seal.seal);
  signed.set(place.list, utf8(listXml([...place.signatures, `/${folder}/Signature.xml`])));
  const signatureXml = utf8(
    signatureXmlOf({
      folder,
      signedAt,
      references: referencesOf(signed, open ? [place.list] : []),
      stamps: stamps.map((stamp) => ({ ...stamp, pageId: pageIdOf(place.pages, stamp.page) })),
    }),
  );
  signed.set(`${folder}/Signature.xml`, signatureXml);
  signed.set(
    `${folder}/SignedValue.dat`,
    await makeSealing(
      {
        seal: seal.seal,
        dataHash: sm3(signatureXml),
        propertyInfo: `/${folder}/Signature.xml`,
        sealedAt: signedAt,
        certificate: seal.certificate,
      },
      sign,
    ),
  );
  return signed;
}

interface Place {
  /** Path of Signatures.xml. */
  list: string;
  /** Its folder. */
  folder: string;
  /** Absolute paths of the Signature.xml that are there already. */
  signatures: string[];
  /** Ids of the pages, in their order. */
  pages: string[];
}

function placeOf(files: OfdPackage): Place {
  const body = childNamed(xmlAt(files, 'OFD.xml'), 'DocBody');
  const list = body && childNamed(body, 'Signatures')?.text.replace(/^\//, '');
  if (!body || !list) throw new Error('OFD.xml does not name the list of signatures');
  const root = locate(indexPaths(files.keys()), childNamed(body, 'DocRoot')?.text ?? '', 'OFD.xml');
  const pages = root && childNamed(xmlAt(files, root.path), 'Pages');
  if (!pages) throw new Error('the document has no pages');
  return {
    list,
    folder: list.slice(0, list.lastIndexOf('/')),
    signatures: earlierSignatures(files, list),
    pages: childrenNamed(pages, 'Page').map((page) => page.attributes.get('ID') ?? ''),
  };
}

/** A further seal changes the list of signatures, so those before it must have left it open. */
function earlierSignatures(files: OfdPackage, list: string): string[] {
  if (!files.has(list)) return [];
  const locations = childrenNamed(xmlAt(files, list), 'Signature').map(
    ({ attributes }) => attributes.get('BaseLoc') ?? '',
  );
  for (const location of locations) {
    const references = childNamed(
      childNamed(xmlAt(files, location.replace(/^\//, '')), 'SignedInfo') ?? noElement,
      'References',
    );
    const isClosed = childrenNamed(references ?? noElement, 'Reference').some(
      ({ attributes }) => attributes.get('FileRef') === `/${list}`,
    );
    if (isClosed) throw new Error('the document was closed by its last seal');
  }
  return locations;
}

const noElement: XmlElement = { name: '', namespace: '', attributes: new Map(), children: [], text: '' };

function xmlAt(files: OfdPackage, path: string): XmlElement {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`the package has no ${path}`);
  return readXml(bytes);
}

/** A signer whom the seal does not name would make a signature that every verifier refuses. */
function refuseForeignSeal({ seal, certificate }: SealToUse): void {
  const { signers } = readSeal(seal);
  const isNamed =
    signers.by === 'certificate' &&
    signers.certificates.some((named) => Buffer.compare(named, certificate) === 0);
  if (!isNamed) throw new Error('the seal does not name this signer');
}

function pageIdOf(pages: string[], page: number): string {
  const id = pages[page - 1];
  if (!id) throw new Error(`the document has no page ${page}`);
  return id;
}

interface Reference {
  path: string;
  digest: string;
}

function referencesOf(files: OfdPackage, left: readonly string[]): Reference[] {
  return [...files]
    .filter(([path]) => !left.includes(path))
    .map(([path, bytes]) => ({ path, digest: Buffer.from(sm3(bytes)).toString('base64') }));
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"';

function listXml(signatures: readonly string[]): string {
  const entries = signatures.map(
    (path, index) => `<ofd:Signature ID="${index + 1}" Type="Seal" BaseLoc="${escaped(path)}"/>`,
  );
  return `${head}<ofd:Signatures ${namespace}><ofd:MaxSignId>${signatures.length}</ofd:MaxSignId>${entries.join('')}</ofd:Signatures>`;
}

interface SignatureParts {
  folder: string;
  signedAt: Date;
  references: Reference[];
  stamps: (Stamp & { pageId: string })[];
}

function signatureXmlOf({ folder, signedAt, references, stamps }: SignatureParts): string {
  const listed = references.map(
    ({ path, digest }) =>
      `<ofd:Reference FileRef="/${escaped(path)}"><ofd:CheckValue>${digest}</ofd:CheckValue></ofd:Reference>`,
  );
  const placed = stamps.map(
    ({ pageId, x, y, width, height }, index) =>
      `<ofd:StampAnnot ID="${index + 1}" PageRef="${escaped(pageId)}" Boundary="${[x, y, width, height].map(millimetres).join(' ')}"/>`,
  );
  return [
    `${head}<ofd:Signature ${namespace}><ofd:SignedInfo>`,
    '<ofd:Provider ProviderName="Mingchuang" Version="1.0" Company="Mingchuang"/>',
    `<ofd:SignatureMethod>${oids.sm2WithSm3}</ofd:SignatureMethod>`,
    `<ofd:SignatureDateTime>${localTime(signedAt)}</ofd:SignatureDateTime>`,
    `<ofd:References CheckMethod="${oids.sm3}">${listed.join('')}</ofd:References>`,
    placed.join(''),
    `<ofd:Seal><ofd:BaseLoc>/${folder}/Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>`,
    `<ofd:SignedValue>/${folder}/SignedValue.dat</ofd:SignedValue></ofd:Signature>`,
  ].join('');
}

/** Beijing time, as readers show it; the signed time is UTC. */
function localTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

const millimetres = (length: number) => String(Math.round(length * 1000) / 1000);
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const sm3 = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest();

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
