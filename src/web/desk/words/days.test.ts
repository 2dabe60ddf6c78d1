import { expect, test } from 'vitest';
import { daysLeftText, dayText, fullDay, momentText } from './days.ts';

test('days are said as people say them, with the year only where it is another one', () => {
  expect(dayText('2026-03-19')).toBe('3月19日 周四');
  expect(dayText('2026-03-19', '2026-01-01')).toBe('3月19日 周四');
  expect(dayText('2027-01-04', '2026-12-30')).toBe('2027年1月4日 周一');
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
