/**
 * Frames (花边) of certificates, drawn by paths of our own. Lines are strokes, so that a frame of a metre and a half stays a few
 * dozen kilobytes in the file.
 */
import type { Colour, PathMark } from '../page/drawn.ts';
import { type Box, inset, moved, type PathSegment, polyline, rectangle } from '../page/path.ts';

export const frameStyles = ['meander', 'waves', 'lines'] as const;
export type FrameStyle = (typeof frameStyles)[number];

export interface Frame {
  style: FrameStyle;
  /** From the edge of the sheet to the frame, in mm. */
  inset: number;
  /** How broad it is, in mm. */
  depth: number;
  colour: Colour;
  /** Of the finer lines. */
  second: Colour;
}

export function drawFrame(frame: Frame, sheet: { width: number; height: number }): PathMark[] {
  const outer = inset({ x: 0, y: 0, ...sheet }, frame.inset);
  switch (frame.style) {
    case 'meander':
      return meander(frame, outer);
    case 'waves':
      return waves(frame, outer);
    case 'lines':
      return lines(frame, outer);
  }
}

const stroke = (path: readonly PathSegment[], colour: Colour, width: number): PathMark => ({
  kind: 'path',
  path,
  line: { colour, width },
});

function lines({ depth, colour, second }: Frame, outer: Box): PathMark[] {
  return [
    stroke(rectangle(outer), colour, depth * 0.22),
    stroke(rectangle(inset(outer, depth * 0.5)), second, depth * 0.06),
    stroke(rectangle(inset(outer, depth)), second, depth * 0.06),
  ];
}

/** 回纹: square spirals, each the mirror of the one before, between two lines; a cross of four at every corner. */
function meander({ depth, colour, second }: Frame, outer: Box): PathMark[] {
  const [rim, cell] = [depth * 0.16, depth * 0.68];
  const thin = cell * 0.085;
  const path = sides(outer, depth).flatMap(({ length, map }) => {
    const count = Math.max(2, 2 * Math.round(length / cell / 2));
    const step = length / count;
    return Array.from({ length: count }, (_none, at) => {
      const isMirrored = at % 2 === 1;
      return moved(spiral, (x, y) => map(at * step + (isMirrored ? 1 - x : x) * step, rim + y * cell));
    }).flat();
  });
  const corners = cornerBoxes(outer, depth).flatMap((box) => knot(inset(box, rim * 0.6)));
  return [
    stroke(rectangle(outer), colour, depth * 0.1),
    stroke(rectangle(inset(outer, depth)), colour, depth * 0.05),
    stroke(rectangle(inset(outer, depth + rim)), second, depth * 0.03),
    stroke(path, colour, thin),
    stroke(corners, colour, thin),
  ];
}

/** In a square of side 1: from the lower left up and round, inwards. */
const spiral: PathSegment[] = polyline([
  [0.06, 1],
  [0.06, 0],
  [0.94, 0],
  [0.94, 0.78],
  [0.28, 0.78],
  [0.28, 0.24],
  [0.72, 0.24],
  [0.72, 0.54],
  [0.5, 0.54],
]);

function knot(box: Box): PathSegment[] {
  const at = (x: number, y: number): [number, number] => [box.x + x * box.width, box.y + y * box.height];
  return [
    ...rectangle(box),
    ...rectangle(inset(box, box.width * 0.14)),
    ...polyline([at(0.5, 0.14), at(0.86, 0.5), at(0.5, 0.86), at(0.14, 0.5), at(0.5, 0.14)]),
    ...rectangle(inset(box, box.width * 0.36)),
  ];
}

/** `period` of the depth of the frame, `swing` of what is free beside the rims. */
const strands = [
  { isUp: true, period: 1, swing: 1, isFine: false },
  { isUp: false, period: 1, swing: 1, isFine: false },
  { isUp: true, period: 2, swing: 0.8, isFine: true },
  { isUp: false, period: 2, swing: 0.8, isFine: true },
  { isUp: true, period: 1, swing: 0.5, isFine: true },
  { isUp: false, period: 1, swing: 0.5, isFine: true },
];

/** Strands that cross each other like a braid, as on banknotes; a rosette at every corner. */
function waves({ depth, colour, second }: Frame, outer: Box): PathMark[] {
  const rim = depth * 0.13;
  const swing = depth / 2 - rim;
  const marks = strands.map(({ isUp, period, swing: share, isFine }) => {
    const path = sides(outer, depth).flatMap(({ length, map }) =>
      wave({ length, period: depth * period, swing: swing * share, isUp }, (along, across) =>
        map(along, depth / 2 + across),
      ),
    );
    return stroke(path, isFine ? second : colour, depth * (isFine ? 0.022 : 0.036));
  });
  const corners = cornerBoxes(outer, depth);
  return [
    ...marks,
    stroke(
      corners.flatMap((box) => rectangle(box)),
      colour,
      depth * 0.04,
    ),
    ...[0.94, 0.66, 0.38].map((share, at) =>
      stroke(
        corners.flatMap((box) => rosette(box, (depth / 2) * share)),
        at === 1 ? second : colour,
        depth * 0.03,
      ),
    ),
    stroke(rectangle(outer), colour, depth * 0.07),
    stroke(rectangle(inset(outer, depth)), colour, depth * 0.07),
    stroke(rectangle(inset(outer, depth * 1.12)), second, depth * 0.025),
  ];
}

export interface Wave {
  length: number;
  period: number;
  /** From the middle to a crest. */
  swing: number;
  /** Whether it begins on a crest or in a trough. */
  isUp: boolean;
}

/** A sine of so many whole periods as fit: level on every crest and in every trough, one cubic between two of them. */
export function wave(
  { length, period, swing, isUp }: Wave,
  map: (along: number, across: number) => readonly [number, number],
): PathSegment[] {
  const halves = 2 * Math.max(1, Math.round(length / period));
  const step = length / halves;
  const across = (half: number) => ((half % 2 === 0) === isUp ? -swing : swing);
  const path: PathSegment[] = [['M', ...map(0, across(0))]];
  for (let half = 0; half < halves; half++) {
    path.push([
      'B',
      ...map((half + levelling) * step, across(half)),
      ...map((half + 1 - levelling) * step, across(half + 1)),
      ...map((half + 1) * step, across(half + 1)),
    ]);
  }
  return path;
}

/** How far the pulling points stand off, of half a period: there a cubic comes closest to a sine. */
const levelling = 0.3642;

/** A flower of eight petals: a circle whose radius swings. */
function rosette({ x, y, width, height }: Box, radius: number): PathSegment[] {
  const [centreX, centreY] = [x + width / 2, y + height / 2];
  const petals = 8;
  const at = (turn: number, share: number): [number, number] => {
    const angle = (turn / petals) * 2 * Math.PI;
    return [centreX + Math.cos(angle) * radius * share, centreY + Math.sin(angle) * radius * share];
  };
  const path: PathSegment[] = [['M', ...at(0, 0.62)]];
  for (let petal = 0; petal < petals; petal++) {
    path.push(['B', ...at(petal + 0.05, 1.12), ...at(petal + 0.95, 1.12), ...at(petal + 1, 0.62)]);
  }
  return [...path, ['C']];
}

interface Side {
  length: number;
  /** From along the side and inwards to the sheet. */
  map: (along: number, inwards: number) => readonly [number, number];
}

/** The four sides between the corners, clockwise, each seen from outside. */
function sides({ x, y, width, height }: Box, depth: number): Side[] {
  const [right, bottom] = [x + width, y + height];
  return [
    { length: width - 2 * depth, map: (along, inwards) => [x + depth + along, y + inwards] },
    { length: height - 2 * depth, map: (along, inwards) => [right - inwards, y + depth + along] },
    { length: width - 2 * depth, map: (along, inwards) => [right - depth - along, bottom - inwards] },
    { length: height - 2 * depth, map: (along, inwards) => [x + inwards, bottom - depth - along] },
  ];
}

function cornerBoxes({ x, y, width, height }: Box, depth: number): Box[] {
  const square = { width: depth, height: depth };
  return [
    { x, y, ...square },
    { x: x + width - depth, y, ...square },
    { x: x + width - depth, y: y + height - depth, ...square },
    { x, y: y + height - depth, ...square },
  ];
}
