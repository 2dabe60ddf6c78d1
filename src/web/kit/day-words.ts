/** Dates as people say them. */
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { legalDayOf, weekday } from '../../kernel/time/legal-day.ts';

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** 3月19日 周四; with the year where it is not the year of `today`. */
export function dayInWords(day: LegalDay, today: LegalDay): string {
  return `${shortDay(day, today)} ${weekdays[weekday(day)] ?? ''}`;
}

/** 3月19日. */
export function shortDay(day: LegalDay, today: LegalDay): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const words = `${Number(month)}月${Number(date)}日`;
  return day.slice(0, 4) === today.slice(0, 4) ? words : `${year}年${words}`;
}

/** What was promised for later, with its last day where one is fixed. */
export function promisedInWords(until: LegalDay | null, today: LegalDay): string {
  if (until === null) return '承诺补交';
  return `承诺补交，最迟 ${dayInWords(until, today)}${today > until ? '，已经逾期' : ''}`;
}

/** 3月19日 14:05, in Beijing. */
export function momentInWords(instant: string | Date, today: LegalDay): string {
  const moment = new Date(instant);
  const local = new Date(moment.getTime() + 8 * 3_600_000).toISOString();
  return `${shortDay(legalDayOf(moment), today)} ${local.slice(11, 16)}`;
}

/** ISO days inside a sentence, said in words. */
export function saidInWords(sentence: string, today: LegalDay): string {
  return sentence.replace(/\d{4}-\d{2}-\d{2}/g, (day) => shortDay(day, today));
}

/** 还有 8 个工作日 · 今天到期 · 已超过 2 个工作日. */
export function daysLeftInWords(left: number): string {
  if (left > 0) return `还有 ${left} 个工作日`;
  return left === 0 ? '今天到期' : `已超过 ${-left} 个工作日`;
}

/** 2026年3月19日 14:05, in Beijing: for what is kept and read in another year. */
export function wholeMoment(instant: string | Date): string {
  const moment = new Date(instant);
  const local = new Date(moment.getTime() + 8 * 3_600_000).toISOString();
  return `${chineseDate(legalDayOf(moment))} ${local.slice(11, 16)}`;
}
