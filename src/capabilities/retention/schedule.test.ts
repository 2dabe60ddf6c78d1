import { expect, test } from 'vitest';
import { classOf, demonstrationSchedule, keepUntil, type Schedule } from './schedule.ts';

const schedule: Schedule = {
  ...demonstrationSchedule,
  rules: [
    { itemIds: ['land'], class: 'permanent' },
    { results: ['certificate'], statuses: ['closed'], class: 'thirty-years' },
  ],
};
const one = { itemId: 'food', taskType: '01', result: 'certificate', status: 'closed' };

test('the first rule that fits decides, and what fits none gets the rest', () => {
  expect(classOf(schedule, one)).toBe('thirty-years');
  expect(classOf(schedule, { ...one, itemId: 'land' })).toBe('permanent');
  expect(classOf(schedule, { ...one, status: 'withdrawn' })).toBe('ten-years');
});

test('years are counted whole, after the year in which it was closed', () => {
  expect(keepUntil(schedule, 'ten-years', '2026-01-01')).toBe('2036-12-31');
  expect(keepUntil(schedule, 'ten-years', '2026-12-31')).toBe('2036-12-31');
  expect(keepUntil(schedule, 'permanent', '2026-03-02')).toBeNull();
  expect(() => keepUntil(schedule, 'unknown', '2026-03-02')).toThrow();
});
