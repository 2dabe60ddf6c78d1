/**
 * A page as SVG that may stand within a page of HTML: no script, no style, nothing from elsewhere, glyphs as outlines, so it
 * looks the same everywhere. For the eye; what is sealed is the OFD.
 */
import { escapeXml } from '../escape-xml.ts';
import { glyphOutline } from '../fonts/glyph-outline.ts';
import type { DrawnDocument, Mark, Picture, TextMark } from './drawn.ts';
import type { FaceName, Faces } from './faces.ts';
import { written } from './numbers.ts';
import type { Box, Path } from './path.ts';
import { charactersOf } from './typeset.ts';

export interface Stamp extends Box {
  /** From 1. */
  page: number;
  picture: Picture;
}

export interface SvgOptions {
  /** Pictures laid over the page, such as the seal's. */
  stamps?: readonly Stamp[];
  /** Begins every id, a letter first; differs where several pages stand in one document. */
  idPrefix?: string;
}

/** `page` from 1. */
export function writeSvg(
  faces: Faces,
  { title, pages }: DrawnDocument,
  page: number,
  { stamps = [], idPrefix = 'p' }: SvgOptions = {},
): string {
  const drawn = pages[page - 1];
  if (!drawn) throw new Error(`the document has no page ${page}`);
  if (!/^[a-z][a-z0-9-]*$/i.test(idPrefix)) throw new Error(`"${idPrefix}" cannot begin an id`);
  const glyphs = new Map<string, string>();
  const all: Mark[] = [
    ...drawn.ground,
    ...drawn.marks,
    ...stamps
      .filter((stamp) => stamp.page === page)
      .map(({ picture, ...box }): Mark => ({ kind: 'picture', picture, box })),
  ];
  const body = all.map((mark) => element(mark, faces, glyphs, idPrefix)).join('');
  const [width, height] = [written(drawn.width), written(drawn.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<defs>${[...glyphs].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join('')}</defs>`,
    `${body}</svg>`,
  ].join('');
}

function element(mark: Mark, faces: Faces, glyphs: Map<string, string>, prefix: string): string {
  switch (mark.kind) {
    case 'text':
      return textElement(mark, faces, glyphs, prefix);
    case 'path': {
      const fill = mark.fill ?? 'none';
      const line = mark.line
        ? ` stroke="${mark.line.colour}" stroke-width="${written(mark.line.width)}"`
        : '';
      return `<path d="${pathData(mark.path, 1)}" fill="${fill}"${line}/>`;
    }
    case 'picture': {
      const { box, picture } = mark;
      const data = `data:image/${picture.format};base64,${base64(picture.bytes)}`;
      const place = `x="${written(box.x)}" y="${written(box.y)}" width="${written(box.width)}" height="${written(box.height)}"`;
      return `<image ${place} preserveAspectRatio="none" href="${data}"/>`;
    }
  }
}

/** Glyphs are drawn in thousandths of an em, so that their numbers are short. */
const unit = 1000;

function textElement(mark: TextMark, faces: Faces, glyphs: Map<string, string>, prefix: string): string {
  const scale = mark.size / unit;
  const uses = charactersOf(faces, mark).flatMap(({ glyph, at }) => {
    const id = glyphId(mark.face, glyph, faces, glyphs, prefix);
    return id === undefined ? [] : [`<use href="#${id}" x="${Math.round(at / scale)}"/>`];
  });
  if (uses.length === 0) return '';
  const map = `translate(${written(mark.x)} ${written(mark.y)}) scale(${scale.toFixed(6)})`;
  return `<g transform="${map}" fill="${mark.colour}">${uses.join('')}</g>`;
}

function glyphId(
  face: FaceName,
  glyph: number,
  faces: Faces,
  glyphs: Map<string, string>,
  prefix: string,
): string | undefined {
  const id = `${prefix}-${face}-${glyph}`;
  if (!glyphs.has(id)) {
    const outline = glyphOutline(faces(face), glyph);
    if (outline.length === 0) return undefined;
    glyphs.set(id, pathData(outline, unit));
  }
  return id;
}

/** SVG's own letters: a cubic is C there and the end is Z. */
function pathData(path: Path, scale: number): string {
  const letters = { M: 'M', L: 'L', Q: 'Q', B: 'C', C: 'Z' } as const;
  return path
    .map(([letter, ...numbers]) => letters[letter] + numbers.map((one) => written(one * scale)).join(' '))
    .join('');
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
