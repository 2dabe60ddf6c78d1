/** Looks at a package that was written here with other eyes: what GB/T 33190 asks of it, and what readers stumble over. */
import { create } from 'fontkit';
import type { OfdPackage } from './package.ts';
import { readXml, type XmlElement } from './read-xml.ts';

/** Which children an element may have, in this order (the standard's sequences), and which attributes it must have. */
const structure: Record<string, { children?: string[]; attributes?: string[] }> = {
  OFD: { children: ['DocBody'], attributes: ['Version', 'DocType'] },
  DocBody: { children: ['DocInfo', 'DocRoot', 'Versions', 'Signatures'] },
  DocInfo: {
    children: [
      ...['DocID', 'Title', 'Author', 'Subject', 'Abstract', 'CreationDate', 'ModDate', 'DocUsage', 'Cover'],
      ...['Keywords', 'Creator', 'CreatorVersion', 'CustomDatas'],
    ],
  },
  CustomDatas: { children: ['CustomData'] },
  CustomData: { attributes: ['Name'] },
  Document: {
    children: [
      ...['CommonData', 'Pages', 'Outlines', 'Permissions', 'Actions', 'VPreferences', 'Bookmarks'],
      ...['Annotations', 'CustomTags', 'Attachments', 'Extensions'],
    ],
  },
  CommonData: {
    children: ['MaxUnitID', 'PageArea', 'PublicRes', 'DocumentRes', 'TemplatePage', 'DefaultCS'],
  },
  PageArea: { children: ['PhysicalBox', 'ApplicationBox', 'ContentBox', 'BleedBox'] },
  Area: { children: ['PhysicalBox', 'ApplicationBox', 'ContentBox', 'BleedBox'] },
  TemplatePage: { attributes: ['ID', 'BaseLoc'] },
  Pages: { children: ['Page'] },
  // Once as an entry of Pages, once as the root of a page.
  Page: { children: ['Template', 'PageRes', 'Area', 'Content', 'Actions'] },
  Template: { attributes: ['TemplateID'] },
  Content: { children: ['Layer'] },
  Layer: { children: ['TextObject', 'PathObject', 'ImageObject'], attributes: ['ID'] },
  TextObject: {
    children: ['FillColor', 'StrokeColor', 'CGTransform', 'TextCode'],
    attributes: ['ID', 'Boundary', 'Font', 'Size'],
  },
  CGTransform: { children: ['Glyphs'], attributes: ['CodePosition'] },
  TextCode: { attributes: ['X', 'Y'] },
  PathObject: { children: ['StrokeColor', 'FillColor', 'AbbreviatedData'], attributes: ['ID', 'Boundary'] },
  ImageObject: { attributes: ['ID', 'Boundary', 'CTM', 'ResourceID'] },
  Res: { children: ['Fonts', 'MultiMedias'], attributes: ['BaseLoc'] },
  Fonts: { children: ['Font'] },
  Font: { children: ['FontFile'], attributes: ['ID', 'FontName'] },
  MultiMedias: { children: ['MultiMedia'] },
  MultiMedia: { children: ['MediaFile'], attributes: ['ID', 'Type'] },
  Attachments: { children: ['Attachment'] },
  Attachment: { children: ['FileLoc'], attributes: ['ID', 'Name'] },
};

/** Objects may stand in any order. */
const unordered = new Set(['Layer']);

/** Everything that is wrong, in words; empty when nothing is. */
export function faultsOf(files: OfdPackage): string[] {
  const trees = treesOf(files);
  return [
    ...[...trees].flatMap(([path, root]) => structureFaults(root, path)),
    ...idFaults(trees),
    ...placeFaults(files, trees),
    ...pagesOf(trees).flatMap(({ path, root, box }) => objectFaults(files, trees, { path, root, box })),
  ];
}

/** The text in reading order, a line for each line on the page. */
export function textOf(files: OfdPackage): string[] {
  return pagesOf(treesOf(files)).flatMap(({ root }) => {
    const lines: { text: string; baseline: number; end: number; size: number }[] = [];
    for (const object of named(root, 'TextObject')) {
      const [x = 0, y = 0, width = 0] = numbers(object, 'Boundary');
      const [code] = named(object, 'TextCode');
      const [baseline, size] = [y + Number(code?.attributes.get('Y')), Number(object.attributes.get('Size'))];
      const last = lines.at(-1);
      const joins = last && Math.abs(last.baseline - baseline) < 0.01 && last.size === size;
      // Within a line what stands apart is not one text.
      if (joins && Math.abs(x - last.end) < size * 4) {
        last.text += code?.text ?? '';
        last.end = x + width;
      } else lines.push({ text: code?.text ?? '', baseline, end: x + width, size });
    }
    return lines.map(({ text }) => text);
  });
}

type Trees = Map<string, XmlElement>;

function treesOf(files: OfdPackage): Trees {
  return new Map(
    [...files].filter(([path]) => path.endsWith('.xml')).map(([path, bytes]) => [path, readXml(bytes)]),
  );
}

export function named(root: XmlElement, name: string): XmlElement[] {
  return root.children.flatMap((child) => [...(child.name === name ? [child] : []), ...named(child, name)]);
}

function numbers(element: XmlElement, attribute: string): number[] {
  const written = element.attributes.get(attribute);
  return written === undefined ? [] : written.split(' ').map(Number);
}

function structureFaults(element: XmlElement, path: string): string[] {
  const known = structure[element.name];
  const faults: string[] = [];
  const isEntry = element.name === 'Page' && element.attributes.has('BaseLoc');
  const order = isEntry ? [] : (known?.children ?? []);
  let last = 0;
  for (const child of element.children) {
    const at = order.indexOf(child.name);
    if (at === -1) faults.push(`${path}: ${child.name} in ${element.name}`);
    else if (at < last && !unordered.has(element.name))
      faults.push(`${path}: ${child.name} too late in ${element.name}`);
    else last = at;
  }
  for (const attribute of known?.attributes ?? []) {
    if (!element.attributes.has(attribute)) faults.push(`${path}: ${element.name} without ${attribute}`);
  }
  return [...faults, ...element.children.flatMap((child) => structureFaults(child, path))];
}

function idFaults(trees: Trees): string[] {
  const used = [...trees.values()].flatMap((root) => idsIn(root));
  const most = Number(textIn(trees, 'Doc_0/Document.xml', 'MaxUnitID'));
  const twice = used.filter((id, at) => used.indexOf(id) !== at);
  return [
    ...twice.map((id) => `id ${id} twice`),
    ...used
      .filter((id) => !Number.isInteger(id) || id < 1 || id > most)
      .map((id) => `id ${id} beyond MaxUnitID`),
  ];
}

/** Attachments have ids of another kind. */
function idsIn(element: XmlElement): number[] {
  const own = element.attributes.get('ID');
  const isUnit = own !== undefined && element.name !== 'Attachment';
  return [...(isUnit ? [Number(own)] : []), ...element.children.flatMap(idsIn)];
}

function textIn(trees: Trees, path: string, name: string): string | undefined {
  const root = trees.get(path);
  return root && named(root, name)[0]?.text;
}

/** Every file named is there, and every file there is named. */
function placeFaults(files: OfdPackage, trees: Trees): string[] {
  const document = trees.get('Doc_0/Document.xml');
  if (!document) return ['no Doc_0/Document.xml'];
  const entries = [...named(document, 'Page'), ...named(document, 'TemplatePage')];
  const wanted = [
    'OFD.xml',
    textIn(trees, 'OFD.xml', 'DocRoot') ?? '',
    ...entries.map((entry) => `Doc_0/${entry.attributes.get('BaseLoc')}`),
    ...['PublicRes', 'DocumentRes', 'Attachments'].flatMap((name) =>
      named(document, name).map(({ text }) => `Doc_0/${text}`),
    ),
    ...['PublicRes.xml', 'DocumentRes.xml'].flatMap((path) => {
      const root = trees.get(`Doc_0/${path}`);
      const base = root?.attributes.get('BaseLoc');
      return root
        ? [...named(root, 'FontFile'), ...named(root, 'MediaFile')].map(({ text }) => `Doc_0/${base}/${text}`)
        : [];
    }),
    ...[...trees.values()].flatMap((root) => named(root, 'FileLoc').map(({ text }) => text.slice(1))),
  ];
  return [
    ...wanted.filter((path) => !files.has(path)).map((path) => `${path} is missing`),
    ...[...files.keys()].filter((path) => !wanted.includes(path)).map((path) => `nothing refers to ${path}`),
  ];
}

interface PageTree {
  path: string;
  root: XmlElement;
  box: number[];
}

function pagesOf(trees: Trees): PageTree[] {
  const whole = (textIn(trees, 'Doc_0/Document.xml', 'PhysicalBox') ?? '').split(' ').map(Number);
  return [...trees]
    .filter(([path]) => path.endsWith('Content.xml'))
    .map(([path, root]) => {
      const own = named(root, 'PhysicalBox')[0]?.text.split(' ').map(Number);
      return { path, root, box: own ?? whole };
    });
}

function objectFaults(files: OfdPackage, trees: Trees, { path, root, box }: PageTree): string[] {
  const resources = [...trees].filter(([name]) => name.endsWith('Res.xml')).map(([, tree]) => tree);
  const idOf = (name: string) =>
    new Map(resources.flatMap((tree) => named(tree, name)).map((one) => [one.attributes.get('ID'), one]));
  const [fonts, media] = [idOf('Font'), idOf('MultiMedia')];
  const document = trees.get('Doc_0/Document.xml');
  const templates = document ? named(document, 'TemplatePage').map((one) => one.attributes.get('ID')) : [];
  const outside = ['TextObject', 'PathObject', 'ImageObject']
    .flatMap((name) => named(root, name))
    .filter((object) => !isInside(numbers(object, 'Boundary'), box))
    .map((object) => `${path}: object ${object.attributes.get('ID')} leaves the page`);
  return [
    ...outside,
    ...named(root, 'TextObject').flatMap((object) =>
      textFaults(files, object, fonts).map((fault) => `${path}: ${fault}`),
    ),
    ...named(root, 'AbbreviatedData').flatMap(({ text }) =>
      pathFaults(text).map((fault) => `${path}: ${fault}`),
    ),
    ...named(root, 'ImageObject')
      .filter((object) => !media.has(object.attributes.get('ResourceID')))
      .map(() => `${path}: a picture without resource`),
    ...named(root, 'Template')
      .filter((one) => !templates.includes(one.attributes.get('TemplateID')))
      .map(() => `${path}: no such template`),
  ];
}

function isInside(
  [x = -1, y = -1, width = 0, height = 0]: number[],
  [left = 0, top = 0, right = 0, bottom = 0]: number[],
): boolean {
  const slack = 0.01;
  const fits =
    x >= left - slack && y >= top - slack && x + width <= right + slack && y + height <= bottom + slack;
  return fits && width > 0 && height > 0;
}

const opened = new WeakMap<Uint8Array, ReturnType<typeof create>>();

function textFaults(
  files: OfdPackage,
  object: XmlElement,
  fonts: ReadonlyMap<string | undefined, XmlElement>,
): string[] {
  const entry = fonts.get(object.attributes.get('Font'));
  const bytes = files.get(`Doc_0/Res/${entry?.children[0]?.text}`);
  const [code] = named(object, 'TextCode');
  if (!bytes || !code) return [`text ${object.attributes.get('ID')} without font or code`];
  const font = opened.get(bytes) ?? create(Buffer.from(bytes));
  opened.set(bytes, font);
  if (font.type !== 'TTF') return [`${font.type} instead of one TrueType font`];
  const characters = Array.from(code.text);
  const distances = numbers(code, 'DeltaX').length;
  const [glyphs] = named(object, 'Glyphs');
  const isAlone = characters.length === 1;
  return [
    ...(code.text === '' ? ['empty text'] : []),
    ...(distances === characters.length - 1 ? [] : [`${distances} distances for "${code.text}"`]),
    ...characters
      .filter((one) => font.glyphForCodePoint(one.codePointAt(0) ?? 0).id === 0)
      .map((one) => `no glyph for ${one}`),
    ...(characters.some((one) => one.length > 1) && !(isAlone && glyphs)
      ? [`"${code.text}" is not alone`]
      : []),
    ...(glyphs && Number(glyphs.text) !== font.glyphForCodePoint(code.text.codePointAt(0) ?? 0).id
      ? [`the glyph of ${code.text} is another one`]
      : []),
  ];
}

const counts: Record<string, number> = { M: 2, L: 2, Q: 4, B: 6, C: 0 };

function pathFaults(data: string): string[] {
  const pieces = data.match(/[A-Za-z][^A-Za-z]*/g) ?? [];
  const wrong = pieces.filter((piece) => {
    const [letter = '', ...rest] = piece.trim().split(/\s+/);
    return counts[letter] !== rest.length || rest.some((one) => !/^-?\d+(\.\d{1,3})?$/.test(one));
  });
  return [
    ...wrong.map((piece) => `path "${piece}"`),
    ...(pieces[0]?.startsWith('M') ? [] : ['a path without beginning']),
  ];
}
