import { expect, test } from 'vitest';
import { readInstant } from './read-instant.ts';

test.each([
  ['2026-03-02T09:00:00+08:00', '2026-03-02T01:00:00.000Z'],
  ['2026-03-02T01:00:00.250Z', '2026-03-02T01:00:00.250Z'],
  ['2026-03-02T01:00Z', '2026-03-02T01:00:00.000Z'],
  ['2026-03-02T09:00:00', '2026-03-02T01:00:00.000Z'],
  ['2026-03-02', '2026-03-01T16:00:00.000Z'],
])('%s is an instant; without a zone it is Beijing time', (text, instant) => {
  expect(readInstant(text)?.toISOString()).toBe(instant);
});

test.each([
  ['nothing', ''],
  ['words', '明天'],
  ['30 February', '2026-02-30T09:00:00Z'],
  ['month 13', '2026-13-01'],
  ['hour 25', '2026-03-02T25:00:00Z'],
  ['a year out of reach', '9999-01-01T00:00:00Z'],
  ['a year whose limits the calendar no longer counts', '2090-01-02T00:00:00Z'],
  ['a number', '1772409600000'],
])('%s is no instant', (_, text) => {
  expect(readInstant(text)).toBeUndefined();
});
