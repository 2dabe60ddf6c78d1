/** What stands on a page, as the objects of its Content.xml. Every coordinate inside an object counts from its boundary. */
import { escapeXml } from '../escape-xml.ts';
import type { FontSubset } from '../fonts/subset-font.ts';
import type { Face } from '../fonts/true-type.ts';
import type { DrawnPage, Mark, PathMark, Picture, PictureMark, TextMark } from '../page/drawn.ts';
import type { FaceName } from '../page/faces.ts';
import { written } from '../page/numbers.ts';
import { type Box, boundsOf, inset } from '../page/path.ts';
import type { Ids } from './ids.ts';

export interface EmbeddedFont extends FontSubset {
  id: number;
  face: Face;
  fontName: string;
}
export type Fonts = ReadonlyMap<FaceName, EmbeddedFont>;

export interface PageParts {
  /** Id of the template page below. */
  template: number | undefined;
  fonts: Fonts;
  pictureIds: ReadonlyMap<Picture, number>;
  ids: Ids;
}

const encoder = new TextEncoder();

export const file = (xml: string): Uint8Array =>
  encoder.encode(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);

export const area = ({ width, height }: { width: number; height: number }): string =>
  `<ofd:PhysicalBox>0 0 ${written(width)} ${written(height)}</ofd:PhysicalBox>`;

export function pageXml(page: DrawnPage, parts: PageParts): string {
  const below =
    parts.template === undefined ? '' : `<ofd:Template TemplateID="${parts.template}" ZOrder="Background"/>`;
  return `<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">${below}<ofd:Area>${area(page)}</ofd:Area>${layer(
    parts.ids,
    () => page.marks.flatMap((mark) => objects(mark, parts)),
  )}</ofd:Page>`;
}

export function layer(ids: Ids, content: () => string[], type = 'Body'): string {
  return `<ofd:Content><ofd:Layer ID="${ids.next()}" Type="${type}">${content().join('')}</ofd:Layer></ofd:Content>`;
}

function objects(mark: Mark, { fonts, pictureIds, ids }: PageParts): string[] {
  switch (mark.kind) {
    case 'text':
      return textObjects(mark, fonts, ids);
    case 'path':
      return [pathObject(mark, ids)];
    case 'picture':
      return [imageObject(mark, pictureIds, ids)];
  }
}

interface Placed {
  text: string;
  at: number;
  advance: number;
}

/**
 * A reader walks a text in units of UTF-16, so a character beyond the basic plane stands in an object of its own, with its
 * glyph named; within a longer run it would vanish or be drawn twice.
 */
function textObjects(mark: TextMark, fonts: Fonts, ids: Ids): string[] {
  const font = fonts.get(mark.face);
  if (!font) throw new Error(`the document has no font ${mark.face}`);
  const runs: Placed[][] = [];
  let at = 0;
  let joins = false;
  for (const text of mark.text) {
    const advance = font.face.advanceOf(font.face.glyphOf(text.codePointAt(0) ?? 0)) * mark.size;
    const placed = { text, at, advance };
    const isInPlane = text.length === 1;
    if (joins && isInPlane) runs.at(-1)?.push(placed);
    else runs.push([placed]);
    joins = isInPlane;
    at += advance + mark.spacing;
  }
  return runs
    .map(withoutOuterSpaces)
    .flatMap((run) => (run.length > 0 ? [textObject(mark, font, run, ids)] : []));
}

/** Some readers trim a text and then count its distances wrongly; a space at the edge draws nothing anyway. */
function withoutOuterSpaces(run: Placed[]): Placed[] {
  const isSpace = ({ text }: Placed) => text.trim() === '';
  const from = run.findIndex((placed) => !isSpace(placed));
  return from === -1 ? [] : run.slice(from, run.findLastIndex((placed) => !isSpace(placed)) + 1);
}

function textObject(mark: TextMark, font: EmbeddedFont, run: Placed[], ids: Ids): string {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) return '';
  const { face, id: fontId, glyphOf } = font;
  const [above, below] = [face.ascent * mark.size, face.descent * mark.size];
  const box = {
    x: mark.x + first.at,
    y: mark.y - above,
    width: last.at + last.advance - first.at,
    height: above + below,
  };
  // Distances come from rounded positions, so that they do not add up their rounding along the line.
  const places = run.map(({ at }) => Math.round((at - first.at) * 1000) / 1000);
  const deltas = places.slice(1).map((place, of) => written(place - (places[of] ?? 0)));
  const codePoint = first.text.codePointAt(0) ?? 0;
  const glyph =
    codePoint > 0xffff
      ? `<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"><ofd:Glyphs>${glyphOf.get(codePoint)}</ofd:Glyphs></ofd:CGTransform>`
      : '';
  return [
    `<ofd:TextObject ID="${ids.next()}" Boundary="${boundary(box)}" Font="${fontId}" Size="${written(mark.size)}">`,
    `<ofd:FillColor Value="${channels(mark.colour)}"/>${glyph}`,
    `<ofd:TextCode X="0" Y="${written(above)}"${deltas.length > 0 ? ` DeltaX="${deltas.join(' ')}"` : ''}>`,
    `${escapeXml(run.map(({ text }) => text).join(''))}</ofd:TextCode></ofd:TextObject>`,
  ].join('');
}

export function pathObject({ path, fill, line }: PathMark, ids: Ids): string {
  const box = inset(boundsOf(path), line ? -line.width / 2 : -0.001);
  const data = path
    .map(([letter, ...numbers]) =>
      [letter, ...numbers.map((one, at) => written(one - (at % 2 === 0 ? box.x : box.y)))].join(' '),
    )
    .join(' ');
  return [
    `<ofd:PathObject ID="${ids.next()}" Boundary="${boundary(box)}"`,
    line ? ` LineWidth="${written(line.width)}"` : ' Stroke="false"',
    fill ? ' Fill="true">' : '>',
    line ? `<ofd:StrokeColor Value="${channels(line.colour)}"/>` : '',
    fill ? `<ofd:FillColor Value="${channels(fill)}"/>` : '',
    `<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`,
  ].join('');
}

function imageObject({ picture, box }: PictureMark, pictureIds: PageParts['pictureIds'], ids: Ids): string {
  const matrix = `${written(box.width)} 0 0 ${written(box.height)} 0 0`;
  return `<ofd:ImageObject ID="${ids.next()}" Boundary="${boundary(box)}" CTM="${matrix}" ResourceID="${pictureIds.get(picture)}"/>`;
}

const boundary = ({ x, y, width, height }: Box) => [x, y, width, height].map(written).join(' ');

/** `#1b2733` → `27 39 51`, red, green, blue. */
function channels(colour: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(' ');
}
