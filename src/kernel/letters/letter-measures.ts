/** Measures of official documents (GB/T 9704-2012): A4, text area 156 × 225 mm, 22 lines of 28 characters of 16 points. */
import { middleToBaseline, point } from '../page/drawn.ts';
import type { FaceName, Faces } from '../page/faces.ts';
import type { Setting } from '../page/typeset.ts';

export const sheet = { width: 210, height: 297 };
/** Where text stands: 37 mm of white above, 28 mm at the left. */
export const area = { x: 28, y: 37, width: 156, height: 225 };
const linesOnPage = 22;
const charactersOnLine = 28;
/** From line to line, 10.23 mm. */
export const pitch = area.height / linesOnPage;

export const black = '#000000';

/** 28 characters of 16 points are 158 mm: they stand a hair closer, as word processors set them. */
const bodySize = 16 * point;
const bodySpacing = (area.width - charactersOnLine * bodySize) / (charactersOnLine - 1) / bodySize;
/** A character with its spacing, by which indents are counted. */
export const character = bodySize * (1 + bodySpacing);

export function lettering(faces: Faces) {
  const style = (face: FaceName, points: number, spacing = 0): Setting => ({
    faces,
    style: { face, size: points * point, colour: black, spacing },
  });
  return {
    /** 小标宋 stand-in, 2号. */
    title: style('serif-bold', 22),
    /** 仿宋 stand-in, 3号. */
    body: style('serif', 16, bodySpacing),
    /** 4号: tables, notes, page numbers. */
    small: style('serif', 14),
    tableHead: style('serif-bold', 14),
    caption: style('sans', 9),
  };
}
export type Lettering = ReturnType<typeof lettering>;

/** The baseline of a line that is so tall and begins at `top`. */
export function baseline(top: number, height: number, { style }: Setting): number {
  return top + height / 2 + style.size * middleToBaseline;
}
