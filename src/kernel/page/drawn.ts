/**
 * A document as it is drawn: everything has its place, in millimetres from the upper left corner, y downwards. What stands
 * where is decided before; OFD, PDF and SVG only write this down, so they cannot differ.
 */
import type { LegalDay } from '../time/legal-day.ts';
import type { FaceName } from './faces.ts';
import type { Box, Path } from './path.ts';

/** #rrggbb */
export type Colour = string;

/** Characters of one typeface on one line. */
export interface TextMark {
  kind: 'text';
  text: string;
  face: FaceName;
  /** Of the em, in mm. */
  size: number;
  /** Where the first character begins. */
  x: number;
  /** Of the baseline. */
  y: number;
  /** Added after every character, in mm. */
  spacing: number;
  colour: Colour;
}

export interface PathMark {
  kind: 'path';
  path: Path;
  /** Filled where the winding is not zero. */
  fill?: Colour;
  line?: { colour: Colour; width: number };
}

export interface PictureMark {
  kind: 'picture';
  picture: Picture;
  box: Box;
}

export type Mark = TextMark | PathMark | PictureMark;

export interface Picture {
  format: 'png' | 'jpeg';
  bytes: Uint8Array;
  /** In pixels. */
  width: number;
  height: number;
}

export interface DrawnPage {
  width: number;
  height: number;
  /** Frame and ground, below everything. The same list under many pages is written once. */
  ground: readonly PathMark[];
  /** In reading order. */
  marks: readonly Mark[];
}

export interface DrawnDocument {
  title: string;
  /** In whose name it is made. */
  author: string;
  createdOn: LegalDay;
  pages: readonly DrawnPage[];
  /** Where the seal is to stand; absent on a document that bears none. */
  sealPlace?: SealPlace;
}

export interface SealPlace extends Box {
  /** From 1. */
  page: number;
}

/** A point of type, 1/72 inch. */
export const point = 25.4 / 72;

/** Of the em: from the middle of a line down to the baseline, so that Chinese characters stand in the middle. */
export const middleToBaseline = 0.38;

/** Which characters the document needs of each typeface, in the order in which they appear. */
export function charactersByFace({ pages }: DrawnDocument): Map<FaceName, Set<number>> {
  const used = new Map<FaceName, Set<number>>();
  for (const mark of pages.flatMap(({ marks }) => marks)) {
    if (mark.kind !== 'text') continue;
    const characters = used.get(mark.face) ?? new Set();
    for (const character of mark.text) characters.add(character.codePointAt(0) ?? 0);
    used.set(mark.face, characters);
  }
  return used;
}
