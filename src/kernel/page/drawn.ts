/**
 * A document as it is drawn: everything has its place, in millimetres from the upper left corner, y downwards. What stands
 * where is decided before; OFD, PDF and SVG only write this down, so they cannot differ.
 */
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
