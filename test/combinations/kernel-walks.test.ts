/**
 * Ten thousand cases walked at random through whatever the rules offer, while offices end, people go away and versions
 * change. `WALKS=n` walks another number; a failure names its seed, and `SEED=n WALKS=1` walks it again.
 */
import { describe, expect, it } from 'vitest';
import { licensing } from '../../src/capabilities/licensing/licensing.ts';
import { walkOnce } from './kernel-walk.ts';

const walks = Number(process.env.WALKS ?? 10_000);
const firstSeed = Number(process.env.SEED ?? 1);

const batches = 5;
const kinds = new Map<string, number>();
const often = [
  'handed-over',
  'version-moved',
  'assigned',
  'urged',
  'conclusion-withdrawn',
  'hearing-requested',
  'hearing-dropped',
  'hearing-record-signed',
];

describe(`${walks} walks through licensing`, () => {
  it.each(Array.from({ length: batches }, (_, at) => [at + 1]))(
    'never leave a case stuck, a lane in two states, a due day that a count of days does not give (%i)',
    (batch) => {
      const share = Math.ceil(walks / batches);
      for (let at = (batch - 1) * share; at < Math.min(batch * share, walks); at++) {
        for (const { kind } of walkOnce(firstSeed + at).made.facts)
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }
    },
    300_000,
  );

  // Walks that never met something prove nothing about it.
  it('meet everything that can happen, the rare things often enough', () => {
    if (walks < 1000) return;
    const unmet = Object.keys(licensing.facts).filter((kind) => !kinds.has(kind));
    // A draft, a rule that is off here, a renewal.
    expect(unmet).toEqual(['drafted', 'lapsed', 'renewal-deemed']);
    for (const kind of often) {
      expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(walks / 200);
    }
  });
});
