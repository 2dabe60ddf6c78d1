import type { Calendar } from './calendar.ts';
import { dayAt, type LegalDay, weekdayAt, weekdayName, yearOf } from './legal-day.ts';
import type { Interval } from './pauses.ts';
import { holidayLaw } from './statutory-holidays.ts';

/**
 * One step of the explanation of a deadline: a run of days that were treated alike, in order of time.
 * - `start` the day of the trigger, not counted · `counted` days that count · `make-up` weekend days that are
 *   worked, and count · `weekend`, `holiday` rest days, not counted · `pause` time left out by law
 * - `roll` rest days after the end of a natural-day period · `due` the last day · `provisional` a warning
 */
export interface DeadlineLine {
  kind: 'start' | 'counted' | 'make-up' | 'weekend' | 'holiday' | 'pause' | 'roll' | 'due' | 'provisional';
  from: LegalDay;
  to: LegalDay;
  /** Days of the run; for a pause only its working days, which are what it adds. */
  days: number;
  text: string;
  basis?: string;
}

interface Counting {
  start: number;
  /** The last counted day. */
  raw: number;
  /** The last day after rolling. */
  due: number;
  pauses: readonly Interval[];
  days: number;
  unit: 'working' | 'natural';
}

export function explain(calendar: Calendar, counting: Counting): DeadlineLine[] {
  const { start, raw, due, days, unit } = counting;
  const lines = [
    line(
      'start',
      start,
      start,
      1,
      `${dayAt(start)}是开始的当日，不计入，自次日起算`,
      '民法典第二百零一条第一款',
    ),
    ...(unit === 'working' ? workingRuns(calendar, counting) : [naturalRun(start, raw)]),
  ];
  if (due > raw) lines.push(rollLine(calendar, raw, due));
  const unitName = unit === 'working' ? '个工作日' : '日';
  const last = `${dayAt(due)}（${weekdayName(dayAt(due))}）为${days}${unitName}期间的最后一日`;
  lines.push(line('due', due, due, 1, last, '民法典第二百零三条第二款'));
  const warning = provisionalLine(calendar, start + 1, due);
  if (warning) lines.push(warning);
  return lines;
}

type RunKind = 'counted' | 'make-up' | 'weekend' | 'holiday' | 'pause';

interface Run {
  kind: RunKind;
  name: string | undefined;
  from: number;
  to: number;
  workdays: number;
}

/** Neighbouring days of one kind (and one festival) are one run. */
function workingRuns(calendar: Calendar, { start, raw, pauses }: Counting): DeadlineLine[] {
  const runs: Run[] = [];
  let next = 0;
  for (let day = start + 1; day <= raw; day++) {
    while ((pauses[next]?.to ?? Number.POSITIVE_INFINITY) < day) next++;
    const paused = day > (pauses[next]?.from ?? Number.POSITIVE_INFINITY);
    const { kind, name } = paused ? { kind: 'pause' as const, name: undefined } : treat(calendar, day);
    const workdays = calendar.index.isWorkday(day) ? 1 : 0;
    const run = runs.at(-1);
    if (run && run.kind === kind && run.name === name) {
      run.to = day;
      run.workdays += workdays;
    } else {
      runs.push({ kind, name, from: day, to: day, workdays });
    }
  }
  return runs.map((run) => runLine(calendar, run));
}

function treat(calendar: Calendar, day: number): { kind: RunKind; name: string | undefined } {
  const name = calendar.index.nameOf(day);
  const weekday = weekdayAt(day);
  const weekend = weekday === 0 || weekday === 6;
  if (calendar.index.isWorkday(day))
    return weekend ? { kind: 'make-up', name } : { kind: 'counted', name: undefined };
  return name === undefined ? { kind: 'weekend', name } : { kind: 'holiday', name };
}

function runLine(calendar: Calendar, { kind, name, from, to, workdays }: Run): DeadlineLine {
  const span = spanText(from, to);
  const length = to - from + 1;
  switch (kind) {
    case 'counted':
      return line(kind, from, to, length, `${span}计入${length}个工作日`);
    case 'make-up':
      return line(
        kind,
        from,
        to,
        length,
        `${span}为${name ?? '调休'}上班，计入${length}个工作日`,
        holidayLaw,
      );
    case 'weekend':
      return line(kind, from, to, length, `${span}为周末，不计入`);
    case 'holiday': {
      const published = calendar.isPublished(yearOf(dayAt(from)));
      const basis = published ? holidayLaw : `${holidayLaw}第二条`;
      return line(kind, from, to, length, `${span}为${name ?? ''}假期，不计入`, basis);
    }
    case 'pause':
      return line(kind, from, to, workdays, `${span}为依法扣除的时间，其中${workdays}个工作日不计入`);
  }
}

function naturalRun(start: number, raw: number): DeadlineLine {
  return line('counted', start + 1, raw, raw - start, `${spanText(start + 1, raw)}计入${raw - start}日`);
}

function rollLine(calendar: Calendar, raw: number, due: number): DeadlineLine {
  const name = calendar.index.nameOf(raw);
  const why = `${dayAt(raw)}是法定休假日${name === undefined ? '（周末）' : `（${name}）`}`;
  const text = `${why}，顺延至休假日结束的次日${dayAt(due)}`;
  return line('roll', raw, due - 1, due - raw, text, '民法典第二百零三条第一款');
}

function provisionalLine(calendar: Calendar, first: number, due: number): DeadlineLine | undefined {
  const years: number[] = [];
  const end = yearOf(dayAt(due));
  for (let year = yearOf(dayAt(first)); year <= end; year++)
    if (!calendar.isPublished(year)) years.push(year);
  if (years.length === 0) return undefined;
  const from = Math.max(first, Date.parse(`${years[0]}-01-01T00:00:00Z`) / 86_400_000);
  const text = `${years.join('、')}年的放假安排尚未公布，按周末和法定节假日暂算，公布后重新计算`;
  return line('provisional', from, due, due - from + 1, text);
}

function spanText(from: number, to: number): string {
  return from === to ? dayAt(from) : `${dayAt(from)}至${dayAt(to)}`;
}

function line(
  kind: DeadlineLine['kind'],
  from: number,
  to: number,
  days: number,
  text: string,
  basis?: string,
): DeadlineLine {
  return { kind, from: dayAt(from), to: dayAt(to), days, text, ...(basis && { basis }) };
}
