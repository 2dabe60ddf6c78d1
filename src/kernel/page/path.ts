/**
 * Paths in millimetres, y downwards. Only what every reader of OFD draws alike: no arcs, no even-odd rule, so a circle is
 * four curves and a hole is a contour that winds the other way.
 */
export type PathSegment =
  | readonly ['M' | 'L', number, number]
  /** Quadratic: one pulling point, then the end. */
  | readonly ['Q', number, number, number, number]
  /** Cubic: two pulling points, then the end. */
  | readonly ['B', number, number, number, number, number, number]
  | readonly ['C'];

export type Path = readonly PathSegment[];

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function rectangle({ x, y, width, height }: Box): PathSegment[] {
  return polygon([
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]);
}

export function polygon(points: readonly (readonly [number, number])[]): PathSegment[] {
  return [...polyline(points), ['C']];
}

export function polyline(points: readonly (readonly [number, number])[]): PathSegment[] {
  return points.map(([x, y], at) => [at === 0 ? 'M' : 'L', x, y] as const);
}

/** How far a cubic's pulling points stand off, of the radius, to draw a quarter of a circle. */
export const quarter = 0.5522847498;

/** Clockwise on the page, or against it to be a hole. */
export function circle(x: number, y: number, radius: number, hole = false): PathSegment[] {
  const pull = radius * quarter;
  const turn = hole ? -1 : 1;
  const at = (dx: number, dy: number): [number, number] => [x + dx, y + dy * turn];
  return [
    ['M', ...at(radius, 0)],
    ['B', ...at(radius, pull), ...at(pull, radius), ...at(0, radius)],
    ['B', ...at(-pull, radius), ...at(-radius, pull), ...at(-radius, 0)],
    ['B', ...at(-radius, -pull), ...at(-pull, -radius), ...at(0, -radius)],
    ['B', ...at(pull, -radius), ...at(radius, -pull), ...at(radius, 0)],
    ['C'],
  ];
}

export function inset({ x, y, width, height }: Box, by: number): Box {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

/** Applies an affine map to every point. */
export function moved(path: Path, map: (x: number, y: number) => readonly [number, number]): PathSegment[] {
  return path.map((segment): PathSegment => {
    switch (segment[0]) {
      case 'C':
        return segment;
      case 'Q':
        return ['Q', ...map(segment[1], segment[2]), ...map(segment[3], segment[4])];
      case 'B':
        return [
          'B',
          ...map(segment[1], segment[2]),
          ...map(segment[3], segment[4]),
          ...map(segment[5], segment[6]),
        ];
      default:
        return [segment[0], ...map(segment[1], segment[2])];
    }
  });
}

/** The box of all points, pulling ones too: never smaller than what is drawn. */
export function boundsOf(path: Path): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [, ...numbers] of path) {
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      const [x = 0, y = 0] = [numbers[at], numbers[at + 1]];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}
