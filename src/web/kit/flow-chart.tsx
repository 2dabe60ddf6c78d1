/** A flow chart as a drawing without script, and the same in words for whoever does not see it. */
import type { ChartBranch, FlowChart } from '../../kernel/procedure/flow-chart.ts';
import { type Box, type Line, type Look, layOut, type Words } from './flow-chart-layout.ts';
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
import { drawingType, palette } from './palette.ts';

/** For a phone, for a part of a page, and for a wide page, in px. */
export const chartWidths = { narrow: 328, middle: 460, wide: 640 } as const;
export type ChartWidth = keyof typeof chartWidths;

interface FlowChartProps extends ChartWords {
  chart: FlowChart;
  /** What the drawing is called. */
  title: string;
  /** Unique on the page. */
  id: string;
}

interface DrawingProps extends FlowChartProps {
  width: ChartWidth;
}

/** Stands by itself: colours and type are its own, so that it can be a file as well as a part of a page. */
export function FlowChartDrawing({ chart, title, id, width: kind, ...words }: DrawingProps) {
  const { width, height, shapes } = layOut(chart, words, chartWidths[kind]);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      className={kind}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      fontFamily={drawingType}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>从上到下是办理的先后，右侧的箭头表示回到或者转到哪一步；另有文字说明。</desc>
      {shapes.map((shape, at) => (
        <ShapeDrawn key={at} shape={shape} />
      ))}
    </svg>
  );
}

function ShapeDrawn({ shape }: { shape: Box | Line | Words }) {
  switch (shape.kind) {
    case 'box':
      return <BoxShape box={shape} />;
    case 'line':
      return <LineShape line={shape} />;
    case 'text':
      return <TextShape words={shape} />;
  }
}

/** In every width within the page; the style sheet shows the one that fits. */
export function FlowChartFigure({ id, ...chart }: FlowChartProps) {
  return (
    <figure className="flow-chart">
      <FlowChartDrawing {...chart} id={`${id}-narrow`} width="narrow" />
      <FlowChartDrawing {...chart} id={`${id}-middle`} width="middle" />
      <FlowChartDrawing {...chart} id={`${id}-wide`} width="wide" />
      <FlowChartInWords {...chart} />
    </figure>
  );
}

const fills: Record<Box['shape'], Record<Look, string>> = {
  station: { todo: palette.paper, done: palette['azure-mist'], now: palette.azure },
  branch: { todo: palette.mist, done: palette['azure-mist'], now: palette.azure },
  lane: { todo: palette.paper, done: palette['azure-mist'], now: palette.azure },
};

function BoxShape({ box: { x, y, width, height, shape, look } }: { box: Box }) {
  const edge = look === 'todo' ? (shape === 'branch' ? palette.line : palette['line-strong']) : palette.azure;
  return (
    <rect
      x={x + 0.5}
      y={y + 0.5}
      width={width - 1}
      height={height - 1}
      rx={6}
      fill={fills[shape][look]}
      stroke={edge}
      strokeDasharray={shape === 'lane' ? '4 3' : undefined}
    />
  );
}

/** Corners are rounded; the arrow is a small triangle of its own, since markers are not printed everywhere. */
function LineShape({ line: { points, arrow, look } }: { line: Line }) {
  const [end, before] = [points.at(-1), points.at(-2)];
  const colour = look === 'todo' ? palette['line-strong'] : palette.azure;
  return (
    <>
      <path d={roundedPath(points)} fill="none" stroke={colour} strokeWidth={look === 'todo' ? 1.25 : 2.25} />
      {arrow && end && before && <path d={arrowHead(before, end)} fill={colour} />}
    </>
  );
}

function roundedPath(points: readonly [number, number][]): string {
  const radius = 5;
  return points
    .map(([x, y], at) => {
      const before = points[at - 1];
      const after = points[at + 1];
      if (!before) return `M${x} ${y}`;
      if (!after) return `L${x} ${y}`;
      const towards = ([tx, ty]: [number, number]) => {
        const reach = Math.min(radius, Math.hypot(tx - x, ty - y) / 2);
        return `${x + Math.sign(tx - x) * reach} ${y + Math.sign(ty - y) * reach}`;
      };
      return `L${towards(before)}Q${x} ${y} ${towards(after)}`;
    })
    .join('');
}

function arrowHead([fromX, fromY]: [number, number], [x, y]: [number, number]): string {
  const dx = Math.sign(x - fromX) * 6;
  const dy = Math.sign(y - fromY) * 6;
  const side = 3.5;
  return dx === 0
    ? `M${x} ${y}L${x - side} ${y - dy}L${x + side} ${y - dy}Z`
    : `M${x} ${y}L${x - dx} ${y - side}L${x - dx} ${y + side}Z`;
}

const tones: Record<Words['tone'], string> = {
  ink: palette.ink,
  quiet: palette.grey,
  paper: palette.paper,
  azure: palette['azure-deep'],
};

function TextShape({ words: { x, y, text, size, weight, tone } }: { words: Words }) {
  return (
    <text x={x} y={y} fontSize={size} fontWeight={weight === 'bold' ? 700 : undefined} fill={tones[tone]}>
      {text}
    </text>
  );
}

export function FlowChartInWords({ chart, takers, way }: ChartWords & { chart: FlowChart }) {
  const words = { takers, way };
  return (
    <details>
      <summary>用文字看流程</summary>
      <ol className="in-words">
        {chart.stations.map((station) => {
          const meanwhile = meanwhileLine(station, words);
          return (
            <li key={station.state} aria-current={words.way?.current === station.state ? 'step' : undefined}>
              <p>
                {station.entries.map((entry) => stepInWords(entry, words)).join('；')} →{' '}
                <b>{station.label}</b>
              </p>
              <ul>
                {stationLines(station, words).map((line) => (
                  <li key={line}>{line}</li>
                ))}
                {station.lanes.map((lane) => (
                  <li key={lane.lane}>
                    {laneTitle(lane, words)}
                    {laneLines(lane, words).length > 0 && `：${laneLines(lane, words).join('；')}`}
                  </li>
                ))}
                {station.branches.map((branch) => (
                  <BranchInWords key={branch.state} branch={branch} words={words} />
                ))}
                {meanwhile && <li>{meanwhile}</li>}
              </ul>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

function BranchInWords({ branch, words }: { branch: ChartBranch; words: ChartWords }) {
  return (
    <li aria-current={words.way?.current === branch.state ? 'step' : undefined}>
      也可能：{entryLines(branch, words).join('；')} → <b>{branch.label}</b>
      {branchLines(branch, words).length > 0 && `（${branchLines(branch, words).join('；')}）`}
      {branch.branches.length > 0 && (
        <ul>
          {branch.branches.map((child) => (
            <BranchInWords key={child.state} branch={child} words={words} />
          ))}
        </ul>
      )}
    </li>
  );
}
