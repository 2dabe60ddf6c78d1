/** Sets text in lines, and lines on a page. */
import type { Colour, TextMark } from './drawn.ts';
import { type FaceName, type Faces, faceOf } from './faces.ts';
import { isHalfEmpty, piecesOf, type Unit, unitsOf } from './line-breaking.ts';

export interface TextStyle {
  face: FaceName;
  /** Of the em, in mm. */
  size: number;
  colour: Colour;
  /** Added after every character, in em. */
  spacing?: number;
}

export interface Line {
  text: string;
  /** In mm, without what was added to fill the line. */
  width: number;
  /** The last of its paragraph: it is not stretched. */
  isLast: boolean;
  /** How far its first character stands in, in mm. */
  indent: number;
}

export interface Setting {
  faces: Faces;
  style: TextStyle;
}

/** Characters that no typeface has, each once. */
export function missingCharacters(faces: Faces, face: FaceName, text: string): string[] {
  const found = [...new Set(text)].filter((one) => one !== '\n');
  return found.filter((one) => faceOf(faces, face, one.codePointAt(0) ?? 0) === undefined);
}

/** In mm; without the space after the last character. */
export function widthOf({ faces, style }: Setting, text: string): number {
  let width = 0;
  let count = 0;
  for (const character of text) {
    width += advanceOf(faces, style.face, character);
    count += 1;
  }
  return (width + Math.max(count - 1, 0) * (style.spacing ?? 0)) * style.size;
}

/** In em. A character that no typeface has is as wide as any Chinese one: it is refused elsewhere. */
function advanceOf(faces: Faces, wanted: FaceName, character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  const face = faces(faceOf(faces, wanted, codePoint) ?? wanted);
  const glyph = face.glyphOf(codePoint);
  return glyph === 0 ? 1 : face.advanceOf(glyph);
}

/** `indent` in mm, for the first line of every paragraph. Line breaks in the text begin a new paragraph. */
export function breakText(setting: Setting, text: string, width: number, indent = 0): Line[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(setting, paragraph, width, indent));
}

function breakParagraph(setting: Setting, text: string, width: number, indent: number): Line[] {
  const units = whole(setting, unitsOf(text), width);
  const lines: Line[] = [];
  let from = 0;
  do {
    const room = lines.length === 0 ? width - indent : width;
    const to = endOfLine(setting, units, from, room);
    const set = units.slice(from, to);
    const shown = set
      .map((unit) => unit.text)
      .join('')
      .replace(/[ \u00a0]+$/, '');
    lines.push({
      text: shown,
      width: widthOf(setting, shown),
      isLast: to >= units.length,
      indent: lines.length === 0 ? indent : 0,
    });
    from = to;
    while (units[from]?.isSpace) from++;
  } while (from < units.length);
  return lines.map((line, at) => (at === lines.length - 1 ? { ...line, isLast: true } : line));
}

/** Takes apart what would not fit into a line by itself. */
function whole(setting: Setting, units: Unit[], width: number): Unit[] {
  const tooWide = (text: string) => Array.from(text).length > 1 && widthOf(setting, text) > width;
  const parted = (unit: Unit): Unit[] => {
    if (unit.isSpace || Array.from(unit.text).length < longWord)
      return tooWide(unit.text) ? split(unit) : [unit];
    return split(unit).flatMap((piece) => (tooWide(piece.text) ? split(piece) : [piece]));
  };
  return units.flatMap(parted);
}

/** A word of this many letters may be parted at its separators even where it would fit: it would leave a hole. */
const longWord = 20;

function split(unit: Unit): Unit[] {
  return piecesOf(unit.text).map((text, at) => ({
    text,
    isSpace: unit.isSpace,
    breakable: at === 0 ? unit.breakable : true,
  }));
}

function endOfLine(setting: Setting, units: Unit[], from: number, room: number): number {
  const { faces, style } = setting;
  const gap = style.spacing ?? 0;
  let used = 0;
  let count = 0;
  let best = from;
  for (let at = from; at < units.length; at++) {
    const unit = units[at];
    if (!unit) break;
    const letters = Array.from(unit.text);
    used += letters.reduce((sum, one) => sum + advanceOf(faces, style.face, one) + gap, 0) * style.size;
    count += letters.length;
    const over = used - gap * style.size - room;
    if (!unit.isSpace && over > overhang(letters.at(-1) ?? '', count) * style.size + 1e-6)
      return best > from ? best : Math.max(at, from + 1);
    const next = units[at + 1];
    if (!next || next.breakable || (unit.isSpace && !next.isSpace)) best = at + 1;
  }
  return units.length;
}

/**
 * How far a line may be too long, in em: the empty half of a mark at its end hangs over, and the characters may move together
 * by half a character in all, where they are many enough not to show it.
 */
function overhang(last: string, count: number): number {
  return isHalfEmpty(last) ? halfEm + Math.min(halfEm, count * 0.04) : 0;
}

const halfEm = 0.5;

export type Alignment = 'left' | 'centre' | 'right' | 'justify' | 'spread';

export interface LinePlace {
  x: number;
  /** Of the baseline. */
  y: number;
  width: number;
  align: Alignment;
}

/** No further apart than this, in em: a line with one long word in the next is rather left open. */
const mostStretched = 0.35;

/** A line as marks, one for each run of one typeface. */
export function setLine(setting: Setting, line: Line, { x, y, width, align }: LinePlace): TextMark[] {
  const { faces, style } = setting;
  const characters = Array.from(line.text);
  const gaps = characters.length - 1;
  const room = width - line.indent;
  const over = line.width - room;
  const hanging = over > 0 && isHalfEmpty(characters.at(-1) ?? '') ? Math.min(halfEm * style.size, over) : 0;
  const spare = hanging - over;
  const shouldFill = align === 'spread' || spare < 0 || (align === 'justify' && !line.isLast);
  const perGap = shouldFill && gaps > 0 ? spare / gaps : 0;
  const isTooWide = align === 'justify' && perGap > mostStretched * style.size;
  const added = isTooWide ? 0 : perGap;
  const left = spare - added * gaps;
  const start = x + line.indent + left * (align === 'centre' ? 0.5 : align === 'right' ? 1 : 0);
  return runs(
    setting,
    characters,
    { x: start, y, spacing: (style.spacing ?? 0) * style.size + added },
    faces,
  );
}

function runs(
  { style }: Setting,
  characters: string[],
  { x, y, spacing }: { x: number; y: number; spacing: number },
  faces: Faces,
): TextMark[] {
  const marks: TextMark[] = [];
  let at = x;
  for (const character of characters) {
    const face = faceOf(faces, style.face, character.codePointAt(0) ?? 0) ?? style.face;
    const last = marks.at(-1);
    if (last?.face === face) last.text += character;
    else
      marks.push({
        kind: 'text',
        text: character,
        face,
        size: style.size,
        x: at,
        y,
        spacing,
        colour: style.colour,
      });
    at += advanceOf(faces, style.face, character) * style.size + spacing;
  }
  return marks;
}

/** Where each character of a mark begins, in mm from its own beginning, and which glyph it has in its font. */
export function charactersOf(
  faces: Faces,
  { text, face: name, size, spacing }: TextMark,
): { codePoint: number; glyph: number; at: number; advance: number }[] {
  const face = faces(name);
  let at = 0;
  return Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    const glyph = face.glyphOf(codePoint);
    const placed = { codePoint, glyph, at, advance: face.advanceOf(glyph) * size };
    at += placed.advance + spacing;
    return placed;
  });
}
