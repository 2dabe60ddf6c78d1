/** A path as pixels: how much of each is covered, 0 to 255. Filled where the winding is not zero, as OFD fills. */
import type { Path } from './path.ts';

export interface Coverage {
  width: number;
  height: number;
  /** Row by row. */
  values: Uint8Array;
}

/** Lines of samples in each row of pixels; along the row the coverage is exact. */
const samples = 5;

/** @param path in pixels. */
export function rasterize(path: Path, width: number, height: number): Coverage {
  const edges = edgesOf(path).sort((one, other) => one.top - other.top);
  const values = new Uint8Array(width * height);
  const row = new Float64Array(width + 1);
  let next = 0;
  let active: Edge[] = [];
  for (let y = 0; y < height; y++) {
    row.fill(0);
    for (let sample = 0; sample < samples; sample++) {
      const at = y + (sample + 0.5) / samples;
      for (let edge = edges[next]; edge && edge.top <= at; edge = edges[++next]) active.push(edge);
      active = active.filter(({ bottom }) => bottom > at);
      for (const [from, to] of spansAt(active, at)) addSpan(row, from, to, width);
    }
    for (let x = 0; x < width; x++) values[y * width + x] = Math.round(((row[x] ?? 0) / samples) * 255);
  }
  return { width, height, values };
}

interface Edge {
  top: number;
  bottom: number;
  /** Where it is at `top`, and how far it moves with each pixel down. */
  x: number;
  slope: number;
  /** 1 downwards, -1 upwards. */
  winding: number;
}

function spansAt(edges: readonly Edge[], y: number): [number, number][] {
  const crossings = edges
    .map(({ x, top, slope, winding }) => ({ x: x + (y - top) * slope, winding }))
    .sort((one, other) => one.x - other.x);
  const spans: [number, number][] = [];
  let winding = 0;
  let from = 0;
  for (const crossing of crossings) {
    if (winding === 0) from = crossing.x;
    winding += crossing.winding;
    if (winding === 0) spans.push([from, crossing.x]);
  }
  return spans;
}

function addSpan(row: Float64Array, from: number, to: number, width: number): void {
  const [start, end] = [Math.max(0, from), Math.min(width, to)];
  for (let x = Math.floor(start); x < end; x++) {
    row[x] = (row[x] ?? 0) + Math.min(end, x + 1) - Math.max(start, x);
  }
}

function edgesOf(path: Path): Edge[] {
  const edges: Edge[] = [];
  let [startX, startY, x, y] = [0, 0, 0, 0];
  const lineTo = (toX: number, toY: number) => {
    if (y !== toY) edges.push(edge(x, y, toX, toY));
    [x, y] = [toX, toY];
  };
  for (const segment of path) {
    switch (segment[0]) {
      case 'M':
        lineTo(startX, startY);
        [startX, startY, x, y] = [segment[1], segment[2], segment[1], segment[2]];
        break;
      case 'L':
        lineTo(segment[1], segment[2]);
        break;
      case 'Q':
        flatten([x, y, segment[1], segment[2], segment[1], segment[2], segment[3], segment[4]], lineTo, true);
        break;
      case 'B':
        flatten(
          [x, y, segment[1], segment[2], segment[3], segment[4], segment[5], segment[6]],
          lineTo,
          false,
        );
        break;
      case 'C':
        lineTo(startX, startY);
        break;
    }
  }
  lineTo(startX, startY);
  return edges;
}

function edge(x: number, y: number, toX: number, toY: number): Edge {
  const slope = (toX - x) / (toY - y);
  return y < toY
    ? { top: y, bottom: toY, x, slope, winding: 1 }
    : { top: toY, bottom: y, x: toX, slope, winding: -1 };
}

type Curve = [number, number, number, number, number, number, number, number];

/** In pieces of about two pixels: no eye and no sample sees the corner between them. */
function flatten(
  [x0, y0, x1, y1, x2, y2, x3, y3]: Curve,
  lineTo: (x: number, y: number) => void,
  isQuadratic: boolean,
): void {
  const length = Math.hypot(x1 - x0, y1 - y0) + Math.hypot(x2 - x1, y2 - y1) + Math.hypot(x3 - x2, y3 - y2);
  const pieces = Math.max(2, Math.ceil(length / 2));
  for (let piece = 1; piece <= pieces; piece++) {
    const t = piece / pieces;
    const s = 1 - t;
    if (isQuadratic) {
      lineTo(s * s * x0 + 2 * s * t * x1 + t * t * x3, s * s * y0 + 2 * s * t * y1 + t * t * y3);
    } else {
      const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
      lineTo(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3);
    }
  }
}
