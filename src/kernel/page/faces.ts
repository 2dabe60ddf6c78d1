/** Which typeface prints which character. */
import type { Face } from '../fonts/true-type.ts';

export const faceNames = ['serif', 'serif-bold', 'sans', 'sans-bold'] as const;
export type FaceName = (typeof faceNames)[number];

/** Opens a typeface when it is first asked for. */
export type Faces = (name: FaceName) => Face;

/** The serif lacks a few characters of names that the sans has (𰻝): better in another style than not at all. */
const instead: Partial<Record<FaceName, FaceName>> = { serif: 'sans', 'serif-bold': 'sans-bold' };

/** Undefined where no typeface has the character: such a text cannot be printed. */
export function faceOf(faces: Faces, wanted: FaceName, codePoint: number): FaceName | undefined {
  if (faces(wanted).glyphOf(codePoint) !== 0) return wanted;
  const other = instead[wanted];
  return other && faces(other).glyphOf(codePoint) !== 0 ? other : undefined;
}
