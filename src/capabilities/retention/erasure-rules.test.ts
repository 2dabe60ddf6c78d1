import { describe, expect, test } from 'vitest';
import { type CaseToErase, objectionTo, objectionToDecision } from './erasure-rules.ts';
import type { GroundId } from './grounds.ts';

const today = '2036-06-01';
const one: CaseToErase = {
  caseNo: 'MC1',
  closed: true,
  keepUntil: '2035-12-31',
  erasable: [1, 2],
  versions: undefined,
};
const codeFor = (ground: GroundId, differs: Partial<CaseToErase> = {}) =>
  objectionTo(ground, { ...one, ...differs }, today)?.code;

describe('an erasure', () => {
  test('because retention has ended waits for its last day to be over', () => {
    expect(codeFor('retention-ended')).toBeUndefined();
    expect(codeFor('retention-ended', { keepUntil: today })).toBe('erasure/retention-runs');
    expect(codeFor('retention-ended', { keepUntil: null })).toBe('erasure/retention-runs');
    expect(codeFor('retention-ended', { keepUntil: undefined })).toBe('erasure/retention-runs');
  });

  test('because the purpose has ended waits too: the law keeps it (个人信息保护法 47 ¶2)', () => {
    expect(codeFor('purpose-ended', { keepUntil: '2036-12-31' })).toBe('erasure/retention-runs');
  });

  test('because it was unlawful, or a court says so, waits for nothing but the end of the case', () => {
    for (const ground of ['unlawful', 'court-order', 'other-law'] as const) {
      expect(codeFor(ground, { keepUntil: null })).toBeUndefined();
      expect(codeFor(ground, { closed: false })).toBe('erasure/case-open');
    }
  });

  test('of what is gone already is none', () => {
    expect(codeFor('unlawful', { versions: [3] })).toBe('erasure/nothing-left');
    expect(codeFor('unlawful', { versions: [2, 3] })).toBeUndefined();
    expect(codeFor('unlawful', { erasable: [] })).toBe('erasure/nothing-left');
  });
});

test('an order is decided once, and by another person than who proposed it', () => {
  const order = { status: 'proposed', proposedBy: 'a' };
  expect(objectionToDecision(order, 'b')).toBeUndefined();
  expect(objectionToDecision(order, 'a')?.code).toBe('erasure/same-person');
  expect(objectionToDecision({ ...order, status: 'approved' }, 'b')?.code).toBe('erasure/decided');
});
