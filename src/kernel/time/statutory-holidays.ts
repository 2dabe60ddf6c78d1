// The default export is the one that Node, a bundler and vitest all find in this CommonJS package.
import chineseDays from 'chinese-days';
import { addDays, dayAt, dayNumber, type LegalDay } from './legal-day.ts';

/** Where the days below come from, as an explanation cites it. */
export const holidayLaw = '全国年节及纪念日放假办法';

/**
 * The thirteen days off of 全国年节及纪念日放假办法 §2 (version of 2024-11-10) in one year, with their names.
 * Two festivals may fall on one day (2020-10-01 was 国庆节 and 中秋节): it is off once.
 */
export function statutoryHolidays(year: number): Map<LegalDay, string> {
  const newYear = lunarFestival(year, 1, 1);
  const off = new Map<LegalDay, string>([[`${year}-01-01`, '元旦']]);
  // 除夕 has no fixed lunar date: the twelfth month has 29 or 30 days. It is the day before 正月初一.
  for (let offset = -1; offset <= 2; offset++) off.set(addDays(newYear, offset), '春节');
  off.set(clearBrightness(year), '清明节');
  off.set(`${year}-05-01`, '劳动节').set(`${year}-05-02`, '劳动节');
  off.set(lunarFestival(year, 5, 5), '端午节');
  off.set(lunarFestival(year, 8, 15), '中秋节');
  for (const day of ['01', '02', '03']) off.set(`${year}-10-${day}`, '国庆节');
  return off;
}

function lunarFestival(year: number, month: number, day: number): LegalDay {
  // A Date at local noon, not a string: the library reads strings as UTC and takes local parts, one day off
  // in zones west of Greenwich.
  return chineseDays.getSolarDateFromLunar(new Date(year, month - 1, day, 12)).date;
}

/**
 * 清明 by the century formula. Checked against the sun's longitude of 15° for every year 2000 to 2099:
 * only 2071 is close (five minutes past midnight).
 */
function clearBrightness(year: number): LegalDay {
  const inCentury = year % 100;
  const day = Math.floor(inCentury * 0.2422 + 4.81) - Math.floor(inCentury / 4);
  return dayAt(dayNumber(`${year}-04-01`) + day - 1);
}
