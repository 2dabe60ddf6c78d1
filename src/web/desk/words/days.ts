/** Days as people say them, always in Asia/Shanghai. */
import { type LegalDay, legalDayOf, weekdayName, yearOf } from '../../../kernel/time/legal-day.ts';

let today = legalDayOf(new Date());

/** A demonstration has a day of its own; everywhere else the machine's is right. */
export function rememberToday(day: LegalDay): void {
  today = day;
}

/** 3月19日 周四; with the year when it is not this year, or another one than that of `besides`. */
export function dayText(day: LegalDay, besides?: LegalDay): string {
  return `${shortDay(day, besides)} ${weekdayName(day).replace('星期', '周')}`;
}

/** 3月19日; with the year when it is not this year, or another one than that of `besides`. */
export function shortDay(day: LegalDay, besides: LegalDay = today): string {
  const isThisYear = yearOf(day) === yearOf(today) && yearOf(day) === yearOf(besides);
  return `${isThisYear ? '' : `${yearOf(day)}年`}${withoutYear(day)}`;
}

function withoutYear(day: LegalDay): string {
  const [, month = '', date = ''] = day.split('-');
  return `${Number(month)}月${Number(date)}日`;
}

/** 3月12日 09:30; with the year when it is not this year. */
export function momentText(instant: string): string {
  const shifted = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${shortDay(legalDayOf(new Date(instant)))} ${shifted.slice(11, 16)}`;
}

/** 还有 8 个工作日 · 今天到期 · 已逾期 3 个工作日 */
export function daysLeftText(daysLeft: number): string {
  if (daysLeft === 0) return '今天到期';
  return daysLeft > 0 ? `还有 ${daysLeft} 个工作日` : `已逾期 ${-daysLeft} 个工作日`;
}

/** The same in a narrow column: 余 8 个工作日 · 今天 · 超 3 个工作日. */
export function daysLeftShort(daysLeft: number): string {
  if (daysLeft === 0) return '今天';
  return daysLeft > 0 ? `余 ${daysLeft} 个工作日` : `超 ${-daysLeft} 个工作日`;
}

/** 2026年3月19日, for what is printed and kept. */
export const fullDay = (day: LegalDay): string => `${yearOf(day)}年${withoutYear(day)}`;
