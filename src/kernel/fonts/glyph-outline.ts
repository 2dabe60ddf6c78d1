/** The outline of a glyph as a path: quadratic curves, filled where the winding is not zero. */
import type { PathSegment } from '../page/path.ts';
import type { Face } from './true-type.ts';

/** In em, y downwards as on a page, the origin on the baseline. */
export function glyphOutline(face: Face, glyph: number): PathSegment[] {
  const scale = 1 / face.unitsPerEm;
  return contoursOf(face, glyph, 0).flatMap((contour) =>
    drawn(contour.map(({ x, y, on }) => ({ x: x * scale, y: -y * scale, on }))),
  );
}

interface Point {
  x: number;
  y: number;
  /** On the curve; otherwise it pulls the curve. */
  on: boolean;
}

/** A glyph that is put together from others more than this deep is no glyph. */
const deepest = 6;

function contoursOf(face: Face, glyph: number, depth: number): Point[][] {
  const bytes = face.glyphData(glyph);
  if (bytes.length === 0) return [];
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.getInt16(0) >= 0) return simpleContours(data);
  if (depth === deepest) throw new Error(`glyph ${glyph} refers to itself`);
  return components(data).flatMap(({ part, map }) =>
    contoursOf(face, part, depth + 1).map((contour) => contour.map(map)),
  );
}

const bit = { onCurve: 1, shortX: 2, shortY: 4, repeat: 8, sameX: 16, sameY: 32 };

function simpleContours(data: DataView): Point[][] {
  const count = data.getInt16(0);
  const ends = Array.from({ length: count }, (_none, at) => data.getUint16(10 + at * 2));
  let at = 10 + count * 2;
  at += 2 + data.getUint16(at);
  const total = (ends.at(-1) ?? -1) + 1;
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = data.getUint8(at++);
    flags.push(flag);
    if (flag & bit.repeat) for (let more = data.getUint8(at++); more > 0; more--) flags.push(flag);
  }
  const along = (short: number, same: number) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += data.getUint8(at++) * (flag & same ? 1 : -1);
      else if (!(flag & same)) {
        value += data.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = along(bit.shortX, bit.sameX);
  const ys = along(bit.shortY, bit.sameY);
  const points = flags.map((flag, of) => ({
    x: xs[of] ?? 0,
    y: ys[of] ?? 0,
    on: (flag & bit.onCurve) !== 0,
  }));
  return ends.map((end, of) => points.slice((ends[of - 1] ?? -1) + 1, end + 1));
}

export const component = {
  words: 1,
  offsets: 2,
  scale: 8,
  more: 32,
  twoScales: 64,
  matrix: 128,
  instructions: 256,
};

interface Component {
  part: number;
  map: (point: Point) => Point;
}

function components(data: DataView): Component[] {
  const found: Component[] = [];
  let at = 10;
  for (let flags = component.more; flags & component.more; ) {
    flags = data.getUint16(at);
    const part = data.getUint16(at + 2);
    at += 4;
    if (!(flags & component.offsets)) throw new Error('a part placed by points instead of an offset');
    const [dx, dy] =
      flags & component.words
        ? [data.getInt16(at), data.getInt16(at + 2)]
        : [data.getInt8(at), data.getInt8(at + 1)];
    at += flags & component.words ? 4 : 2;
    const [a, b, c, d] = matrixOf(data, at, flags);
    at += matrixLength(flags);
    found.push({ part, map: ({ x, y, on }) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, on }) });
  }
  return found;
}

export function matrixLength(flags: number): number {
  if (flags & component.matrix) return 8;
  if (flags & component.twoScales) return 4;
  return flags & component.scale ? 2 : 0;
}

function matrixOf(data: DataView, at: number, flags: number): [number, number, number, number] {
  const fraction = (place: number) => data.getInt16(at + place) / 16384;
  if (flags & component.matrix) return [fraction(0), fraction(2), fraction(4), fraction(6)];
  if (flags & component.twoScales) return [fraction(0), 0, 0, fraction(2)];
  return flags & component.scale ? [fraction(0), 0, 0, fraction(0)] : [1, 0, 0, 1];
}

/** Between two points off the curve lies one on it, in their middle, which the font does not write down. */
function drawn(contour: Point[]): PathSegment[] {
  const whole = contour.flatMap((point, at) => {
    const before = contour.at(at - 1) ?? point;
    return point.on || before.on ? [point] : [middle(before, point), point];
  });
  const first = whole.findIndex(({ on }) => on);
  const [start, ...rest] = [...whole.slice(first), ...whole.slice(0, first)];
  if (!start) return [];
  const path: PathSegment[] = [['M', start.x, start.y]];
  for (let at = 0; at < rest.length; at++) {
    const point = rest[at] ?? start;
    if (point.on) path.push(['L', point.x, point.y]);
    else {
      const to = rest[++at] ?? start;
      path.push(['Q', point.x, point.y, to.x, to.y]);
    }
  }
  return [...path, ['C']];
}

const middle = (one: Point, other: Point): Point => ({
  x: (one.x + other.x) / 2,
  y: (one.y + other.y) / 2,
  on: true,
});
