/** What a flow chart says, line by line: the drawing and the list in words read the same. */

import type { ShownWay } from '../../kernel/procedure/case-way.ts';
import type {
  ChartBranch,
  ChartClock,
  ChartJoin,
  ChartLane,
  ChartStation,
  ChartStep,
} from '../../kernel/procedure/flow-chart.ts';
import { shortDay } from './day-words.ts';
import { type TakerWords, takersInWords } from './role-names.ts';

export interface ChartWords {
  takers: TakerWords;
  way: ShownWay | null;
}

/** 受理（窗口人员、审查人员）, and the day where the case took it. */
export function stepInWords({ step, label, takers }: ChartStep, { takers: words, way }: ChartWords): string {
  const who = takersInWords(takers, words);
  const on = way?.taken[step];
  return `${label}（${who}）${on && way ? ` ${shortDay(on, way.today)}` : ''}`;
}

export function clockInWords({ label, days, unit }: ChartClock): string {
  const length =
    days === null ? '按通知写明的天数' : `${days} ${unit === 'working' ? '个工作日' : '个自然日'}`;
  return `${label} ${length}`;
}

export function stationLines({ state, clocks }: ChartStation, { way }: ChartWords): string[] {
  if (way?.current === state && way.running.length > 0) return way.running;
  return clocks.map(clockInWords);
}

export function laneTitle({ lane, label, per, always, moves }: ChartLane, { way }: ChartWords): string {
  const isOpen = (way?.lanes[lane] ?? []).length > 0;
  // Of no use to those who are not shown where each can stand.
  const isTold = moves.some(({ to }) => to.length > 0);
  const each = !isTold || per === null ? '' : per === 'office' ? '（每个部门分别）' : '（每人分别）';
  return `${always || isOpen ? '' : '需要时：'}${label}${each}`;
}

/** Where each instance stands, or what can happen in the lane; and for what it has to end. */
export function laneLines(lane: ChartLane, words: ChartWords): string[] {
  const { way } = words;
  const standing = way?.lanes[lane.lane] ?? [];
  const instances = standing.map(
    ({ name, standing: stands, on }) =>
      `${name === lane.label ? '' : `${name}：`}${stands}${on && way ? ` ${shortDay(on, way.today)}` : ''}`,
  );
  const moves = lane.moves.flatMap(({ step, to }) => {
    const target = to.map((state) => lane.states[state]?.label ?? state).join('或');
    return target ? [`${step.label} → ${target}`] : [step.label];
  });
  const joins = lane.joins.map(
    ({ step, ways }) => `${ways.map((one) => joinInWords(lane, one)).join('，或者')}，才能${step}`,
  );
  if (instances.length > 0) return [...instances, ...joins];
  // A case that does not need it is not told what could have been.
  return way && !lane.always ? [] : [...moves, ...joins];
}

/** 各部门全部结束后; where not every end will do, which. */
function joinInWords({ per, states }: ChartLane, { states: set, of }: ChartJoin): string {
  const named = set.map((one) => `“${one}”`).join('或');
  if (of !== 'all') return `至少 ${of} ${per === 'office' ? '个部门' : '方'}为${named}`;
  const whose = per === 'office' ? '各部门' : '各方';
  const ends = Object.values(states).flatMap(({ label, over }) => (over ? [label] : []));
  const isAnyEnd = ends.length === set.length && ends.every((one) => set.includes(one));
  return isAnyEnd ? `${whose}全部结束后` : `${whose}均为${named}`;
}

/** The step that leads into a branch, with the other places from where it can be taken. */
export function entryLines({ entries }: ChartBranch, words: ChartWords): string[] {
  return entries.map(({ step, alsoFrom }) => {
    const also = alsoFrom.length > 0 ? `；${alsoFrom.map((one) => `“${one}”`).join('')}时也可以` : '';
    return `${stepInWords(step, words)}${also}`;
  });
}

export function branchLines({ clocks, exits }: ChartBranch, words: ChartWords): string[] {
  return [
    ...clocks.map(clockInWords),
    ...exits.map(({ step, toLabel }) => `${stepInWords(step, words)} → ${toLabel}`),
  ];
}

export function meanwhileLine({ meanwhile }: ChartStation, words: ChartWords): string | undefined {
  if (meanwhile.length === 0) return undefined;
  return `其间还可以：${meanwhile.map((step) => stepInWords(step, words)).join('；')}`;
}
