import { beforeAll, expect, test } from 'vitest';
import { daysLeftText, dayText, fullDay, momentText, rememberToday } from './days.ts';

beforeAll(() => rememberToday('2026-06-01'));

test('days are said as people say them, with the year only where it is another one', () => {
  expect(dayText('2026-03-19')).toBe('3月19日 周四');
  expect(dayText('2026-03-19', '2026-01-01')).toBe('3月19日 周四');
  expect(dayText('2027-01-04', '2026-12-30')).toBe('2027年1月4日 周一');
  expect(dayText('2025-12-31')).toBe('2025年12月31日 周三');
  expect(momentText('2025-12-30T01:05:00.000Z')).toBe('2025年12月30日 09:05');
  expect(fullDay('2026-03-09')).toBe('2026年3月9日');
});

test('a moment late in the evening of UTC is the next morning in Shanghai', () => {
  expect(momentText('2026-03-01T17:05:00.000Z')).toBe('3月2日 01:05');
});

test('the days left have three voices', () => {
  expect([daysLeftText(8), daysLeftText(0), daysLeftText(-3)]).toEqual([
    '还有 8 个工作日',
    '今天到期',
    '已逾期 3 个工作日',
  ]);
});
