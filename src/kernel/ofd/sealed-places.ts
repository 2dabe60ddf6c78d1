/** Finds the seals of a package: from OFD.xml to the list of signatures, and from there to what each is made of. */
import { childNamed, childrenNamed, descendantsOf, ofdNamespace, type XmlElement } from './read-xml.ts';
import type { ReadablePackage } from './readable-package.ts';
import { describeSignature, type SignatureDescription } from './signature-xml.ts';
import { noteOtherCase, type VerificationNote } from './verification.ts';

export interface SealedPlace {
  /** Of Signature.xml. */
  path: string;
  /** Of Signatures.xml. */
  list: string;
  /** `Sign` is a signature without a seal; absent means `Seal`. */
  type: string;
  description: SignatureDescription;
  /** Paths of SignedValue.dat and Seal.esl, where they exist. */
  signedValue: string | undefined;
  seal: string | undefined;
  /** What protects itself: the signed value, and a seal that is the one in the signed value. */
  parts: string[];
}

/** More seals than any document has; each costs two verifications. */
const mostSeals = 32;

export class PackageFault extends Error {
  override readonly name = 'PackageFault';
  readonly code:
    | 'package/no-ofd-xml'
    | 'package/too-many-seals'
    | 'package/missing-signature'
    | 'package/doubled-signature';
  readonly path: string | undefined;

  constructor(code: PackageFault['code'], path?: string) {
    super(code);
    this.code = code;
    this.path = path;
  }
}

/** Throws PackageFault, ZipFault or XmlFault. */
export function findSealedPlaces(files: ReadablePackage): {
  places: SealedPlace[];
  notes: VerificationNote[];
} {
  const entry = files.find('OFD.xml', '');
  const root = entry && files.readXml(entry.path);
  if (!entry || root?.name !== 'OFD') throw new PackageFault('package/no-ofd-xml');
  const notes = [...noteOtherCase('OFD.xml', entry), ...noteNamespace(root, entry.path)];
  const places: SealedPlace[] = [];
  for (const body of childrenNamed(root, 'DocBody')) {
    notes.push(...noteDocument(files, childNamed(body, 'DocRoot')?.text ?? ''));
    const location = childNamed(body, 'Signatures')?.text ?? '';
    const list = files.find(location, entry.path);
    const listXml = list && files.readXml(list.path);
    if (!list || !listXml) continue;
    notes.push(...noteOtherCase(location, list), ...noteNamespace(listXml, list.path));
    const signatures = childrenNamed(listXml, 'Signature');
    if (places.length + signatures.length > mostSeals) throw new PackageFault('package/too-many-seals');
    for (const signature of signatures) {
      const place = placeOf(files, list.path, signature);
      if (places.some(({ path }) => path === place.path)) {
        throw new PackageFault('package/doubled-signature', place.path);
      }
      places.push(place);
    }
  }
  return { places, notes };
}

function placeOf(files: ReadablePackage, list: string, { attributes }: XmlElement): SealedPlace {
  const location = attributes.get('BaseLoc') ?? '';
  const found = files.find(location, list);
  const xml = found && files.readXml(found.path);
  if (!found || !xml) throw new PackageFault('package/missing-signature', location);
  const description = describeSignature(xml);
  const pathOf = (named: string | undefined) => named && files.find(named, found.path)?.path;
  const signedValue = pathOf(description.signedValueLocation);
  return {
    path: found.path,
    list,
    type: attributes.get('Type') ?? 'Seal',
    description,
    signedValue,
    seal: pathOf(description.sealLocation),
    parts: signedValue ? [signedValue] : [],
  };
}

function noteNamespace(element: XmlElement, path: string): VerificationNote[] {
  if (element.namespace === ofdNamespace) return [];
  return [{ code: 'xml/namespace', detail: `${path} 的命名空间不是标准规定的 ${ofdNamespace}。` }];
}

/** The document's own paths are not what is verified; but a reader that follows them to the letter shows nothing. */
function noteDocument(files: ReadablePackage, location: string): VerificationNote[] {
  const root = files.find(location, 'OFD.xml');
  const document = root && files.readXml(root.path);
  if (!root || !document)
    return [{ code: 'document/missing', detail: `找不到文档 ${location || '（未注明）'}。` }];
  const named = [...descendantsOf(document)].flatMap((element) => {
    const base = element.attributes.get('BaseLoc');
    return base ?? (pathElements.has(element.name) ? element.text : []);
  });
  return named.flatMap((path) => {
    const found = files.find(path, root.path);
    return found
      ? noteOtherCase(path, found)
      : [{ code: 'document/missing', detail: `文档里用到的 ${path} 不在文件包里。` }];
  });
}

const pathElements = new Set([
  'PublicRes',
  'DocumentRes',
  'Annotations',
  'Attachments',
  'CustomTags',
  'Extensions',
]);
