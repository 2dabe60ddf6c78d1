/**
 * Where everything of a flow chart stands: one column from top to bottom, so that it fits a phone; what branches off
 * stands to the right of the line, what leads back or ahead runs along the right edge, where no text is.
 */
import type { ChartBranch, ChartLane, ChartStation, FlowChart } from '../../kernel/procedure/flow-chart.ts';
import { shortDay } from './day-words.ts';
import {
  branchLines,
  type ChartWords,
  entryLines,
  laneLines,
  laneTitle,
  meanwhileLine,
  stationLines,
  stepInWords,
} from './flow-chart-words.ts';
import { widthOf, wrapText } from './wrap-text.ts';

export type Look = 'todo' | 'done' | 'now';

export interface Box {
  kind: 'box';
  x: number;
  y: number;
  width: number;
  height: number;
  shape: 'station' | 'branch' | 'lane';
  look: Look;
}

export interface Line {
  kind: 'line';
  points: [number, number][];
  arrow: boolean;
  look: Look;
}

export interface Words {
  kind: 'text';
  x: number;
  /** The base line. */
  y: number;
  text: string;
  size: number;
  weight: 'plain' | 'bold';
  tone: 'ink' | 'quiet' | 'paper' | 'azure';
}

export interface Layout {
  width: number;
  height: number;
  shapes: (Box | Line | Words)[];
}

const rail = 14;
const indent = 40;
const deeper = 32;
const padding = 9;
const gap = 12;
const text = 13;
const title = 15;
const leading = 1.5;
const laneStep = 9;

interface Placed {
  state: string;
  box: Box;
}

/** A way along the right edge, from a branch to where it leads. */
interface Passage {
  from: string;
  to: string;
  look: Look;
}

interface Drawn {
  chart: FlowChart;
  words: ChartWords;
  width: number;
  /** Right edge of everything but the passages. */
  right: number;
  y: number;
  shapes: Layout['shapes'];
  placed: Placed[];
  passages: Passage[];
}

/** @param width px; the drawing is never wider, whatever the words are. */
export function layOut(chart: FlowChart, words: ChartWords, width: number): Layout {
  // How many passages lie beside each other is known once everything has its height, which depends on the room they leave.
  const tracksNeeded = assignTracks(draw(chart, words, width, 3)).count;
  const drawn = draw(chart, words, width, tracksNeeded);
  const passages = assignTracks(drawn);
  return {
    width,
    height: Math.ceil(drawn.y + 2),
    shapes: [...passageLines(drawn, passages.tracks), ...drawn.shapes],
  };
}

function draw(chart: FlowChart, words: ChartWords, width: number, tracks: number): Drawn {
  const right = width - (tracks === 0 ? 1 : tracks * laneStep + 6);
  const drawn: Drawn = { chart, words, width, right, y: 2, shapes: [], placed: [], passages: [] };
  let above: Box | undefined;
  for (const station of chart.stations) {
    if (above) above = connect(drawn, above, station);
    else opening(drawn, station);
    above = drawStation(drawn, station);
    const hangs = above;
    for (const lane of station.lanes) drawLane(drawn, lane, hangs);
    for (const branch of station.branches) drawBranch(drawn, branch, hangs, indent);
    const meanwhile = meanwhileLine(station, words);
    if (meanwhile) {
      drawn.y += 4;
      paragraph(drawn, meanwhile, indent, 'quiet');
    }
  }
  return drawn;
}

function lookOf({ words: { way } }: Drawn, state: string): Look {
  if (way?.current === state) return 'now';
  return way && state in way.visited ? 'done' : 'todo';
}

const isOn = (look: Look) => look !== 'todo';

function opening(drawn: Drawn, { entries }: ChartStation): void {
  for (const entry of entries) paragraph(drawn, stepInWords(entry, drawn.words), 0, 'ink', 'bold');
  const top = drawn.y;
  drawn.y += 18;
  const look = drawn.words.way ? 'done' : 'todo';
  drawn.shapes.push({
    kind: 'line',
    points: [
      [rail, top + 2],
      [rail, drawn.y],
    ],
    arrow: true,
    look,
  });
}

/** The line down to the next station, with the steps that lead there. */
function connect(drawn: Drawn, above: Box, next: ChartStation): Box {
  const look = isOn(lookOf(drawn, next.state)) ? 'done' : 'todo';
  drawn.y += gap;
  for (const entry of next.entries) {
    paragraph(drawn, stepInWords(entry, drawn.words), indent - 12, look === 'done' ? 'azure' : 'ink', 'bold');
  }
  drawn.y += 10;
  const points: [number, number][] = [
    [rail, above.y + above.height],
    [rail, drawn.y],
  ];
  drawn.shapes.unshift({ kind: 'line', points, arrow: true, look });
  return above;
}

function drawStation(drawn: Drawn, station: ChartStation): Box {
  const look = lookOf(drawn, station.state);
  const box = framed(drawn, 0, 'station', look, () => {
    heading(drawn, station.label, padding, look, station.state);
    for (const line of stationLines(station, drawn.words)) {
      paragraph(drawn, line, padding, look === 'now' ? 'paper' : 'quiet');
    }
  });
  drawn.placed.push({ state: station.state, box });
  return box;
}

/** The name of a state, with the day on which the case came there, or that it stands there now. */
function heading(drawn: Drawn, label: string, x: number, look: Look, state: string): void {
  const { way } = drawn.words;
  const tone = look === 'now' ? 'paper' : 'ink';
  paragraph(drawn, label, x, tone, 'bold', title);
  const on = way?.visited[state];
  if (!way || on === undefined) return;
  const note = `${shortDay(on, way.today)}${look === 'now' ? ' 起，现在在这里' : ''}`;
  const room = drawn.right - padding - x - widthOf(label) * title - 8;
  const width = widthOf(note) * text;
  if (width <= room) {
    const y = drawn.y - (title * leading - title) / 2 - 2;
    words(drawn, note, drawn.right - padding - width, y, look === 'now' ? 'paper' : 'quiet');
  } else paragraph(drawn, note, x, look === 'now' ? 'paper' : 'quiet');
}

function drawLane(drawn: Drawn, lane: ChartLane, above: Box): void {
  drawn.y += gap;
  const isOpen = (drawn.words.way?.lanes[lane.lane] ?? []).length > 0;
  const look = isOpen ? 'done' : 'todo';
  const box = framed(drawn, indent, 'lane', look, () => {
    paragraph(drawn, laneTitle(lane, drawn.words), indent + padding, 'ink', 'bold');
    for (const line of laneLines(lane, drawn.words)) paragraph(drawn, line, indent + padding, 'quiet');
  });
  aside(drawn, above, box, look, rail, false);
}

function drawBranch(drawn: Drawn, branch: ChartBranch, above: Box, x: number): void {
  const look = lookOf(drawn, branch.state);
  drawn.y += gap;
  for (const line of entryLines(branch, drawn.words)) {
    paragraph(drawn, line, x - 12, isOn(look) ? 'azure' : 'ink');
  }
  drawn.y += 3;
  const box = framed(drawn, x, 'branch', look, () => {
    heading(drawn, branch.label, x + padding, look, branch.state);
    for (const line of branchLines(branch, drawn.words)) {
      paragraph(drawn, line, x + padding, look === 'now' ? 'paper' : 'quiet');
    }
  });
  aside(drawn, above, box, look, above.x + rail, true);
  drawn.placed.push({ state: branch.state, box });
  for (const to of new Set(branch.exits.map((exit) => exit.to))) {
    const taken = branch.exits.some(
      (exit) => exit.to === to && exit.step.step in (drawn.words.way?.taken ?? {}),
    );
    const passed = isOn(look) && taken && isOn(lookOf(drawn, to)) ? 'done' : 'todo';
    drawn.passages.push({ from: branch.state, to, look: passed });
  }
  for (const child of branch.branches) drawBranch(drawn, child, box, x + deeper);
}

/** From the line on the left to something beside it. */
function aside(drawn: Drawn, above: Box, box: Box, look: Look, x: number, arrow: boolean): void {
  const y = box.y + Math.min(box.height / 2, 18);
  drawn.shapes.unshift({
    kind: 'line',
    points: [
      [x, above.y + above.height],
      [x, y],
      [box.x, y],
    ],
    arrow,
    look: isOn(look) ? 'done' : 'todo',
  });
}

/** A frame around whatever `fill` writes, as wide as there is room. */
function framed(drawn: Drawn, x: number, shape: Box['shape'], look: Look, fill: () => void): Box {
  const y = drawn.y;
  const box: Box = { kind: 'box', x, y, width: drawn.right - x, height: 0, shape, look };
  drawn.shapes.push(box);
  drawn.y += padding - 2;
  fill();
  drawn.y += padding - 3;
  box.height = drawn.y - y;
  return box;
}

function paragraph(
  drawn: Drawn,
  content: string,
  x: number,
  tone: Words['tone'],
  weight: Words['weight'] = 'plain',
  size: number = text,
): void {
  const room = drawn.right - x - (x % indent >= padding || x === padding ? padding : 0);
  for (const line of wrapText(content, room / size)) {
    drawn.y += size * leading;
    words(drawn, line, x, drawn.y - (size * leading - size) / 2 - 2, tone, weight, size);
  }
}

function words(
  drawn: Drawn,
  content: string,
  x: number,
  y: number,
  tone: Words['tone'],
  weight: Words['weight'] = 'plain',
  size: number = text,
): void {
  drawn.shapes.push({ kind: 'text', x, y, text: content, size, weight, tone });
}

interface Track {
  passage: Passage;
  from: number;
  to: number;
  at: number;
}

/** The shortest passage lies innermost; two that overlap never share a track. */
function assignTracks({ passages, placed }: Drawn): { tracks: Track[]; count: number } {
  const boxOf = (state: string) => placed.find((one) => one.state === state)?.box;
  const departures = new Map<string, number>();
  const arrivals = new Map<string, number>();
  const open = passages.flatMap((passage) => {
    const from = boxOf(passage.from);
    const to = boxOf(passage.to);
    if (!from || !to) return [];
    const leaving = (departures.get(passage.from) ?? 0) + 1;
    departures.set(passage.from, leaving);
    const coming = (arrivals.get(passage.to) ?? 0) + 1;
    arrivals.set(passage.to, coming);
    return [{ passage, from: from.y + 12 + leaving * 8, to: to.y + 4 + coming * 9, at: 0 }];
  });
  const sorted = open.toSorted((one, other) => Math.abs(one.from - one.to) - Math.abs(other.from - other.to));
  const tracks: Track[] = [];
  for (const track of sorted) {
    while (tracks.some((other) => other.at === track.at && overlap(other, track))) track.at++;
    tracks.push(track);
  }
  return { tracks, count: Math.max(0, ...tracks.map(({ at }) => at + 1)) };
}

const overlap = (one: Track, other: Track) =>
  Math.min(one.from, one.to) < Math.max(other.from, other.to) + 6 &&
  Math.min(other.from, other.to) < Math.max(one.from, one.to) + 6;

function passageLines({ right }: Drawn, tracks: readonly Track[]): Line[] {
  return tracks.map(({ passage, from, to, at }) => {
    const x = right + 6 + at * laneStep;
    return {
      kind: 'line',
      points: [
        [right, from],
        [x, from],
        [x, to],
        [right, to],
      ],
      arrow: true,
      look: passage.look,
    };
  });
}
