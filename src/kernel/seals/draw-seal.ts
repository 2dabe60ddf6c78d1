/**
 * The picture of a round official seal: a ring, a five-pointed star, the name along the arc from left to right, a line
 * below the star where the seal is for one purpose, the number along the foot (国发〔1999〕25号: 宋体, simplified
 * characters, 42 mm for authorities of a county). Millimetres, y downwards, the centre in the middle.
 */
import { glyphOutline } from '../fonts/glyph-outline.ts';
import { type Faces, faceOf } from '../page/faces.ts';
import { circle, moved, type PathSegment, polygon } from '../page/path.ts';

export interface SealWords {
  /** Along the arc: the authority. */
  name: string;
  /** Below the star: 行政审批专用章. Absent: the authority's own seal. */
  purpose?: string;
  /** Along the foot: digits. */
  number: string;
}

export type SealDrawing = { path: PathSegment[] } | { missing: string } | { tooLong: 'name' | 'purpose' };

export const sealDiameter = 42;

const radius = sealDiameter / 2;
const ring = 1.25;
const longestName = 34;
const longestPurpose = 10;

export function drawSeal(faces: Faces, { name, purpose = '', number }: SealWords): SealDrawing {
  const letters = [...name.replace(/\s/g, '')];
  const line = [...purpose.replace(/\s/g, '')];
  if (letters.length > longestName) return { tooLong: 'name' };
  if (line.length > longestPurpose) return { tooLong: 'purpose' };
  const missing = [...letters, ...line].find((letter) => !faceOf(faces, 'serif-bold', codeOf(letter)));
  if (missing !== undefined) return { missing };
  const hasLine = line.length > 0;
  return {
    path: [
      ...circle(0, 0, radius),
      ...circle(0, 0, radius - ring, true),
      ...star(hasLine ? 6.4 : 7.2, hasLine ? -0.8 : 0),
      ...alongArc(faces, letters, hasLine ? 208 : 268),
      ...belowStar(faces, line),
      ...alongFoot(faces, [...number]),
    ],
  };
}

/** Ten corners; the inner ones where the lines between the outer ones cross. */
function star(size: number, y: number): PathSegment[] {
  const inner = size * 0.381966;
  return polygon(
    Array.from({ length: 10 }, (_none, corner) => {
      const angle = (corner * Math.PI) / 5 - Math.PI / 2;
      const reach = corner % 2 === 0 ? size : inner;
      return [Math.cos(angle) * reach, y + Math.sin(angle) * reach] as const;
    }),
  );
}

/** Many letters are narrower and lower, few stand further apart; what is below stays free. @param span degrees. */
function alongArc(faces: Faces, letters: readonly string[], span: number): PathSegment[] {
  const height = letters.length <= 14 ? 5.6 : letters.length <= 22 ? 4.9 : 4.2;
  const middle = radius - ring - 1 - height / 2;
  const widest = (span * Math.PI) / 180;
  const step = Math.min((height * 1.3) / middle, widest / Math.max(1, letters.length - 1));
  const width = Math.min(height, step * middle * 0.94);
  return letters.flatMap((letter, place) => {
    const angle = (place - (letters.length - 1) / 2) * step;
    return turned(boxed(faces, letter, width, height), angle, middle);
  });
}

function belowStar(faces: Faces, letters: readonly string[]): PathSegment[] {
  const height = 3.9;
  const width = Math.min(height * 0.92, 22 / Math.max(1, letters.length));
  return letters.flatMap((letter, place) => {
    const x = (place - (letters.length - 1) / 2) * width;
    return moved(boxed(faces, letter, width * 0.96, height), (dx, dy) => [dx + x, dy + 10.2]);
  });
}

function alongFoot(faces: Faces, digits: readonly string[]): PathSegment[] {
  const height = 1.7;
  const middle = radius - ring - 0.9 - height / 2;
  const step = 1.42 / middle;
  return digits.flatMap((digit, place) => {
    // Read from the left, heads towards the centre.
    const angle = Math.PI - (place - (digits.length - 1) / 2) * step;
    const upsideDown = moved(boxed(faces, digit, 1.1, height), (x, y) => [-x, -y]);
    return turned(upsideDown, angle, middle);
  });
}

/** The letter's ideographic box made this wide and high, its middle at the origin. */
function boxed(faces: Faces, letter: string, width: number, height: number): PathSegment[] {
  const code = codeOf(letter);
  const face = faces(faceOf(faces, 'serif-bold', code) ?? 'serif-bold');
  const glyph = face.glyphOf(code);
  const advance = face.advanceOf(glyph) || 1;
  // The box reaches from 0.12 em below the baseline to 0.88 above; digits are as high as their own ink.
  const isDigit = /\d/.test(letter);
  const [middle, em] = isDigit ? [-0.37, 0.74] : [-0.38, 1];
  return moved(glyphOutline(face, glyph), (x, y) => [
    ((x - advance / 2) / (isDigit ? advance : Math.max(advance, 1))) * width,
    ((y - middle) / em) * height,
  ]);
}

/** Clockwise from the top, its foot towards the centre. */
function turned(path: readonly PathSegment[], angle: number, distance: number): PathSegment[] {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return moved(path, (x, y) => {
    const up = y - distance;
    return [x * cosine - up * sine, x * sine + up * cosine];
  });
}

const codeOf = (letter: string) => letter.codePointAt(0) ?? 0;
