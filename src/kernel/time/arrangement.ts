import { createHash } from 'node:crypto';
import { isLegalDay, type LegalDay } from './legal-day.ts';

/**
 * A year's published arrangement (国务院办公厅关于节假日安排的通知) in the JSON form of NateScarlet/holiday-cn.
 * It may hold days of the neighbouring years: 2018-12-29 was a make-up workday of the arrangement for 2019.
 */
export interface Arrangement {
  year: number;
  days: ArrangedDay[];
}

export interface ArrangedDay {
  name: string;
  date: LegalDay;
  /** false = a Saturday or Sunday that is worked in exchange. */
  isOffDay: boolean;
}

/** The file is not an arrangement; `message` says in Chinese what is wrong and where. */
export class ArrangementFault extends Error {}

/** Reads an arrangement from parsed JSON. Throws ArrangementFault. Other members (`papers` …) are ignored. */
export function readArrangement(json: unknown): Arrangement {
  if (!isRecord(json)) throw new ArrangementFault('放假安排应为一个JSON对象。');
  const { year, days } = json;
  if (typeof year !== 'number' || !Number.isInteger(year)) throw new ArrangementFault('缺少年份（year）。');
  // holiday-cn keeps an empty file for a year that has not been published: it must not mark the year as known.
  if (!Array.isArray(days) || days.length === 0) {
    throw new ArrangementFault(`${year}年的放假安排没有任何日期（days），不能视为已公布。`);
  }
  const read = days.map((day: unknown, index) => readDay(day, index, year));
  if (new Set(read.map((day) => day.date)).size < read.length) {
    throw new ArrangementFault(`${year}年的放假安排中有重复的日期。`);
  }
  return { year, days: read };
}

/** A short digest of the content, the same whatever the order of the days. */
export function arrangementDigest(arrangement: Arrangement): string {
  const lines = arrangement.days
    .map((day) => `${day.date} ${day.isOffDay ? 'off' : 'work'} ${day.name}`)
    .sort();
  return createHash('sha256')
    .update([arrangement.year, ...lines].join('\n'))
    .digest('hex')
    .slice(0, 8);
}

function readDay(day: unknown, index: number, year: number): ArrangedDay {
  const place = `days[${index}]`;
  if (!isRecord(day)) throw new ArrangementFault(`${place}不是对象。`);
  const { name, date, isOffDay } = day;
  if (typeof name !== 'string' || name === '') throw new ArrangementFault(`${place}缺少节日名称（name）。`);
  if (!isLegalDay(date)) throw new ArrangementFault(`${place}的日期（date）不是有效日期。`);
  if (typeof isOffDay !== 'boolean') throw new ArrangementFault(`${place}缺少isOffDay。`);
  if (Math.abs(Number(date.slice(0, 4)) - year) > 1) {
    throw new ArrangementFault(`${place}的日期${date}与${year}年不符。`);
  }
  return { name, date, isOffDay };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
