import { dayNumber, type LegalDay } from './legal-day.ts';

/**
 * Time that the law leaves out of a limit (行政许可法 §45 and its like): the working days of the half-open
 * interval (from, to]. The law does not say how the edges count; this mirrors 民法典 §201, where the first day
 * is not counted either.
 */
export interface Pause {
  from: LegalDay;
  to: LegalDay;
}

/** A pause by day numbers, half-open (from, to]. */
export interface Interval {
  from: number;
  to: number;
}

/** The union as disjoint intervals in order, without what lies before the start. Order of input is irrelevant. */
export function unionOf(pauses: readonly Pause[], start: number): Interval[] {
  const union: Interval[] = [];
  const sorted = pauses
    .map((pause) => ({ from: Math.max(dayNumber(pause.from), start), to: dayNumber(pause.to) }))
    .filter((pause) => pause.to > pause.from)
    .sort((a, b) => a.from - b.from);
  for (const pause of sorted) {
    const previous = union.at(-1);
    if (previous && pause.from <= previous.to) previous.to = Math.max(previous.to, pause.to);
    else union.push(pause);
  }
  return union;
}
