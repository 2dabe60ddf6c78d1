/**
 * A legal day: `YYYY-MM-DD` in Asia/Shanghai, whatever zone the machine runs in.
 * China has kept UTC+8 without summer time since 1991-09-15, so an offset is all that is needed.
 */
export type LegalDay = string;

const dayLength = 86_400_000;
const shanghaiOffset = 8 * 3_600_000;

/** The day on which this instant falls in Asia/Shanghai. */
export function legalDayOf(instant: Date): LegalDay {
  return new Date(instant.getTime() + shanghaiOffset).toISOString().slice(0, 10);
}

/** True for a day that exists: `2026-02-30` and `2026-2-3` are not days. */
export function isLegalDay(text: unknown): text is LegalDay {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // Every limit that is read asks this of days this program has written itself.
  if (written.get(dayNumber(text)) === text) return true;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function addDays(day: LegalDay, days: number): LegalDay {
  return dayAt(dayNumber(day) + days);
}

/** Days in the half-open interval (from, to]; negative when `to` is earlier. */
export function daysBetween(from: LegalDay, to: LegalDay): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: LegalDay): number {
  return weekdayAt(dayNumber(day));
}

export function yearOf(day: LegalDay): number {
  return Number(day.slice(0, 4));
}

const weekdayNames = ['日', '一', '二', '三', '四', '五', '六'];

/** `星期四` */
export function weekdayName(day: LegalDay): string {
  return `星期${weekdayNames[weekday(day)] ?? ''}`;
}

/** Days since 1970-01-01: the form in which days are counted. */
export function dayNumber(day: LegalDay): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / dayLength;
}

const written = new Map<number, LegalDay>();

/** The same few thousand days are written again and again. */
export function dayAt(number: number): LegalDay {
  const known = written.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * dayLength).toISOString().slice(0, 10);
  if (written.size > 100_000) written.clear();
  written.set(number, day);
  return day;
}

export function weekdayAt(number: number): number {
  // 1970-01-01 was a Thursday.
  return (((number + 4) % 7) + 7) % 7;
}
