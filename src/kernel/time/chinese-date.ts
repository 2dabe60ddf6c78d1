import type { LegalDay } from './legal-day.ts';

/** `2026-03-09` → `2026年3月9日`, as official documents write a day (GB/T 9704: no leading noughts). */
export function chineseDate(day: LegalDay): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
