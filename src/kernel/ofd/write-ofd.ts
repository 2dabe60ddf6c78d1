/**
 * Writes a drawn document as an OFD package (GB/T 33190-2016). The same document always gives the same bytes; a signature is
 * added afterwards by whoever seals. Nothing outside the package is needed to show it: fonts are embedded.
 */
import { escapeXml } from '../escape-xml.ts';
import { subsetFont } from '../fonts/subset-font.ts';
import { sm3 } from '../ledger/envelope.ts';
import { charactersByFace, type DrawnDocument, type PathMark, type Picture } from '../page/drawn.ts';
import { type FaceName, type Faces, faceNames } from '../page/faces.ts';
import { type Attachment, attachmentFiles } from './attachments.ts';
import { groundXml } from './ground.ts';
import { countIds } from './ids.ts';
import type { OfdPackage } from './package.ts';
import { area, type Fonts, file, pageXml } from './page-content.ts';
import { pictureResources, publicResources } from './resources.ts';

export interface OfdOptions {
  faces: Faces;
  subject?: string;
  /** DocInfo/CustomDatas: name → value. */
  customData?: Readonly<Record<string, string>>;
  attachments?: readonly Attachment[];
  /** Whether somebody will add signatures: OFD.xml is signed too, so it names them before. */
  sealed: boolean;
}

export interface OfdDocument {
  package: OfdPackage;
  /** Page@ID of each page, which a stamp's PageRef names. */
  pageIds: number[];
}

export function writeOfd(document: DrawnDocument, options: OfdOptions): OfdDocument {
  const parts = numbered(document, options.faces);
  const attachments = attachmentFiles(options.attachments ?? [], document.createdOn);
  const root = documentXml(document, parts, attachments.length > 0);
  const files = [['Document.xml', file(root)] as const, ...contents(parts), ...attachments].map(
    ([path, bytes]) => [`Doc_0/${path}`, bytes] as const,
  );
  return {
    package: new Map([['OFD.xml', file(ofdXml(document, options, digestOf(files)))], ...files]),
    pageIds: parts.pages.map(({ id }) => id),
  };
}

interface Parts {
  fonts: Fonts;
  pictureIds: ReadonlyMap<Picture, number>;
  templates: { id: number; ground: readonly PathMark[]; xml: Uint8Array }[];
  pages: { id: number; xml: string }[];
  lastId: number;
}

/** Everything that has an id, in the order in which ids are given. */
function numbered(document: DrawnDocument, faces: Faces): Parts {
  const ids = countIds(firstFreeId);
  const fonts = fontsOf(document, faces);
  const pictureIds = new Map(picturesOf(document).map((picture) => [picture, ids.next()]));
  const grounds = [...new Set(document.pages.map(({ ground }) => ground))].filter(({ length }) => length > 0);
  const templates = grounds.map((ground) => ({ id: ids.next(), ground, xml: groundXml(ground, ids) }));
  const pages = document.pages.map((page) => {
    const template = templates.find(({ ground }) => ground === page.ground)?.id;
    return { id: ids.next(), xml: pageXml(page, { template, fonts, pictureIds, ids }) };
  });
  return { fonts, pictureIds, templates, pages, lastId: ids.last() };
}

function contents({ fonts, pictureIds, templates, pages }: Parts): [string, Uint8Array][] {
  return [
    ['PublicRes.xml', file(publicResources(fonts))],
    ...(pictureIds.size > 0 ? [pair('DocumentRes.xml', file(pictureResources(pictureIds)))] : []),
    ...templates.map(({ xml }, at) => pair(`Tpls/Tpl_${at}/Content.xml`, xml)),
    ...pages.map(({ xml }, at) => pair(`Pages/Page_${at}/Content.xml`, file(xml))),
    ...[...fonts.values()].map(({ id, bytes }) => pair(`Res/font_${id}.ttf`, bytes)),
    ...[...pictureIds].map(([{ format, bytes }, id]) => pair(`Res/picture_${id}.${format}`, bytes)),
  ];
}

const pair = (path: string, bytes: Uint8Array): [string, Uint8Array] => [path, bytes];

/** Each typeface keeps its id in every document, so that a ground written once fits them all. */
const fontId = (face: FaceName): number => faceNames.indexOf(face) + 1;
const firstFreeId = 10;

function fontsOf(document: DrawnDocument, faces: Faces): Fonts {
  return new Map(
    [...charactersByFace(document)].map(([name, characters]) => {
      const face = faces(name);
      // A reader may remember fonts by name: two documents with different characters need different names.
      const tag = sm3(Buffer.from([...characters].join()))
        .toString('hex')
        .slice(0, 8);
      const fontName = `${face.name}-${tag}`;
      return [name, { id: fontId(name), face, fontName, ...subsetFont(face, characters, fontName) }];
    }),
  );
}

function picturesOf({ pages }: DrawnDocument): Picture[] {
  const found = pages
    .flatMap(({ marks }) => marks)
    .flatMap((mark) => (mark.kind === 'picture' ? [mark.picture] : []));
  return [...new Set(found)];
}

function documentXml({ pages }: DrawnDocument, parts: Parts, hasAttachments: boolean): string {
  const [first] = pages;
  if (!first) throw new Error('a document has at least one page');
  return [
    '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData>',
    `<ofd:MaxUnitID>${parts.lastId}</ofd:MaxUnitID>`,
    `<ofd:PageArea>${area(first)}</ofd:PageArea>`,
    '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>',
    parts.pictureIds.size > 0 ? '<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>' : '',
    ...parts.templates.map(
      ({ id }, at) =>
        `<ofd:TemplatePage ID="${id}" ZOrder="Background" BaseLoc="Tpls/Tpl_${at}/Content.xml"/>`,
    ),
    '</ofd:CommonData><ofd:Pages>',
    ...parts.pages.map(({ id }, at) => `<ofd:Page ID="${id}" BaseLoc="Pages/Page_${at}/Content.xml"/>`),
    '</ofd:Pages>',
    hasAttachments ? '<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>' : '',
    '</ofd:Document>',
  ].join('');
}

function ofdXml({ title, author, createdOn }: DrawnDocument, options: OfdOptions, docId: string): string {
  const { subject, customData = {}, sealed } = options;
  const custom = Object.entries(customData).map(
    ([name, value]) => `<ofd:CustomData Name="${escapeXml(name)}">${escapeXml(value)}</ofd:CustomData>`,
  );
  return [
    '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>',
    `<ofd:DocID>${docId}</ofd:DocID>`,
    `<ofd:Title>${escapeXml(title)}</ofd:Title><ofd:Author>${escapeXml(author)}</ofd:Author>`,
    subject ? `<ofd:Subject>${escapeXml(subject)}</ofd:Subject>` : '',
    `<ofd:CreationDate>${createdOn}</ofd:CreationDate><ofd:DocUsage>Normal</ofd:DocUsage>`,
    '<ofd:Creator>Mingchuang</ofd:Creator>',
    custom.length > 0 ? `<ofd:CustomDatas>${custom.join('')}</ofd:CustomDatas>` : '',
    '</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>',
    sealed ? '<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>' : '',
    '</ofd:DocBody></ofd:OFD>',
  ].join('');
}

/** 32 hex digits: the document is named by what it holds. */
function digestOf(files: readonly (readonly [string, Uint8Array])[]): string {
  const digests = files.map(([path, bytes]) => `${path} ${sm3(Buffer.from(bytes)).toString('hex')}\n`);
  return sm3(Buffer.from(digests.join('')))
    .toString('hex')
    .slice(0, 32);
}
