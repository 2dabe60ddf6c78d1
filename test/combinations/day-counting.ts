/** An oracle for due days that shares nothing with the program's: it walks the days one by one. */
import { calendar } from '../../src/kernel/procedure/imagined-case.fixture.ts';

const millisecondsOfDay = 86_400_000;
const following = new Map<string, string>();

function next(day: string): string {
  const known = following.get(day);
  if (known !== undefined) return known;
  const after = new Date(Date.parse(day) + millisecondsOfDay).toISOString().slice(0, 10);
  following.set(day, after);
  return after;
}

export interface Left {
  /** Neither the first day counts nor the last is free: (from, to]. */
  from: string;
  to: string;
}

/** The day on which so many working days have passed since `from`, none of those left out counted twice or at all. */
export function dueByWalking(from: string, days: number, left: readonly Left[] = []): string {
  let day = from;
  for (let counted = 0; counted < days; ) {
    day = next(day);
    const isLeftOut = left.some((one) => day > one.from && day <= one.to);
    if (calendar.isWorkday(day) && !isLeftOut) counted++;
  }
  return day;
}
