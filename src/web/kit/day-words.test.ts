import { expect, test } from 'vitest';
import { dayInWords, daysLeftInWords, momentInWords, saidInWords } from './day-words.ts';

const today = '2026-02-13';

test('a day is said as people say it, with its year only when that is another', () => {
  expect(dayInWords('2026-03-19', today)).toBe('3月19日 周四');
  expect(dayInWords('2027-01-05', today)).toBe('2027年1月5日 周二');
});

test('a moment is told in Beijing', () => {
  expect(momentInWords('2026-02-13T16:05:00.000Z', today)).toBe('2月14日 00:05');
});

test('days inside a sentence are said in words', () => {
  expect(saidInWords('顺延至2026-03-02，即2027-01-01之前', today)).toBe('顺延至3月2日，即2027年1月1日之前');
});

test('what is left is said with its sign', () => {
  expect([8, 0, -2].map(daysLeftInWords)).toEqual(['还有 8 个工作日', '今天到期', '已超过 2 个工作日']);
});
