/** A QR code as one path: no picture is needed, and it is sharp at any size. */
import type { Colour, PathMark } from './drawn.ts';
import type { PathSegment } from './path.ts';

export interface QrModules {
  /** Modules along an edge. */
  size: number;
  isDark(row: number, column: number): boolean;
}

/** ISO/IEC 18004 asks for four modules of white around; they are part of the width. */
const quiet = 4;

export function qrMark(
  { size, isDark }: QrModules,
  { x, y, width }: { x: number; y: number; width: number },
  colour: Colour,
): PathMark {
  const module = width / (size + 2 * quiet);
  const path: PathSegment[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!isDark(row, column)) continue;
      const from = column;
      while (column + 1 < size && isDark(row, column + 1)) column++;
      const [left, right] = [x + (from + quiet) * module, x + (column + 1 + quiet) * module];
      const [top, bottom] = [y + (row + quiet) * module, y + (row + 1 + quiet) * module];
      path.push(['M', left, top], ['L', right, top], ['L', right, bottom], ['L', left, bottom], ['C']);
    }
  }
  return { kind: 'path', path, fill: colour };
}
