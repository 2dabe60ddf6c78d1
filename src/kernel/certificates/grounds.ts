/** The tint and the faint pattern (底纹) inside a certificate's frame. */
import type { Colour, PathMark } from '../page/drawn.ts';
import { type Box, inset, type PathSegment, rectangle } from '../page/path.ts';
import { wave } from './frames.ts';

export const groundPatterns = ['none', 'waves', 'rosette'] as const;
export type GroundPattern = (typeof groundPatterns)[number];

export interface Ground {
  tint?: Colour;
  pattern: GroundPattern;
  colour: Colour;
}

/** `inside`: what the frame leaves. */
export function drawGround({ tint, pattern, colour }: Ground, inside: Box): PathMark[] {
  const area: PathMark[] = tint ? [{ kind: 'path', path: rectangle(inside), fill: tint }] : [];
  const path = patternPath(pattern, inside);
  return path.length === 0 ? area : [...area, { kind: 'path', path, line: { colour, width: 0.12 } }];
}

function patternPath(pattern: GroundPattern, inside: Box): PathSegment[] {
  switch (pattern) {
    case 'none':
      return [];
    case 'waves':
      return waveLines(inside);
    case 'rosette':
      return rosette(inside);
  }
}

/** Level lines that swell and ebb, each a little later than the one above. */
function waveLines(inside: Box): PathSegment[] {
  const { x, y, width, height } = inset(inside, 3);
  const apart = 5;
  return Array.from({ length: Math.floor(height / apart) }, (_none, at) =>
    wave({ length: width, period: 60, swing: 2.2, isUp: at % 2 === 0 }, (along, across) => [
      x + along,
      y + apart / 2 + at * apart + across,
    ]),
  ).flat();
}

/** Rings of overlapping petals around the middle, as engraved on securities. */
function rosette({ x, y, width, height }: Box): PathSegment[] {
  const radius = Math.min(width, height) * 0.4;
  const [centreX, centreY] = [x + width / 2, y + height / 2];
  const rings = [
    { share: 1, petals: 48, depth: 0.34 },
    { share: 0.8, petals: 40, depth: 0.4 },
    { share: 0.58, petals: 32, depth: 0.5 },
    { share: 0.34, petals: 24, depth: 0.6 },
  ];
  return rings.flatMap(({ share, petals, depth }) =>
    [0, 0.5].flatMap((turned) => ring({ centreX, centreY, radius: radius * share, petals, depth, turned })),
  );
}

interface Ring {
  centreX: number;
  centreY: number;
  radius: number;
  petals: number;
  /** How far a petal reaches inwards, of the radius. */
  depth: number;
  turned: number;
}

function ring({ centreX, centreY, radius, petals, depth, turned }: Ring): PathSegment[] {
  const at = (petal: number, reach: number): [number, number] => {
    const angle = ((petal + turned) / petals) * 2 * Math.PI;
    return [centreX + Math.cos(angle) * radius * reach, centreY + Math.sin(angle) * radius * reach];
  };
  const low = 1 - depth;
  const path: PathSegment[] = [['M', ...at(0, low)]];
  for (let petal = 0; petal < petals; petal++) {
    // Each petal leans over its neighbours, so that they cross.
    path.push(['B', ...at(petal - 1.4, 1.05), ...at(petal + 2.4, 1.05), ...at(petal + 1, low)]);
  }
  return [...path, ['C']];
}
