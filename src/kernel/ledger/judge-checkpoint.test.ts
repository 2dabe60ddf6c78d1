import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sm3 } from './envelope.ts';
import { isAgainst, judgeCheckpoint } from './judge-checkpoint.ts';
import { treeHash } from './merkle-proof.ts';
import { consistencyPath, type ReadNode, rootOf } from './merkle-tree.ts';
import type { Checkpoint } from './signed-texts.ts';

const tree = treeHash(sm3);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const fact = (text: string) => sm3(Buffer.from(text));

/** Small trees: what a node covers is reckoned each time. */
function reading(facts: readonly Uint8Array[]): ReadNode {
  return ({ level, index }) =>
    level === 0
      ? tree.leaf(facts[index] ?? tree.empty())
      : tree.node(
          reading(facts)({ level: level - 1, index: 2 * index }),
          reading(facts)({ level: level - 1, index: 2 * index + 1 }),
        );
}

function signed(facts: readonly Uint8Array[], size: number, minute: number): Checkpoint {
  const at = new Date(Date.UTC(2026, 2, 2, 1, minute)).toISOString();
  return { size, root: hex(rootOf(size, reading(facts), tree)), at, keyId: 'k', signature: 's' };
}

const pathOf = (facts: readonly Uint8Array[], from: number, to: number) =>
  consistencyPath(from, to, reading(facts), tree).map(hex);

const honest = Array.from({ length: 20 }, (_none, at) => fact(`fact ${at}`));
const forged = honest.map((one, at) => (at === 3 ? fact('other') : one));

describe('a witness', () => {
  it('goes along with every ledger that only grows', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }), (some) => {
        const sizes = some.toSorted((one, other) => one - other);
        let latest: Checkpoint | undefined;
        for (const [minute, size] of sizes.entries()) {
          const offered = signed(honest, size, minute);
          const path = latest ? pathOf(honest, latest.size, size) : undefined;
          expect(judgeCheckpoint({ latest, sameSize: undefined }, offered, path, tree)).toBe('continues');
          expect(judgeCheckpoint({ latest: offered, sameSize: offered }, offered, undefined, tree)).toBe(
            'known',
          );
          latest = offered;
        }
      }),
      { numRuns: 100 },
    );
  });

  it('goes along with no other history, whatever proof comes with it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 19 }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (seenSize, offeredSize, hasForgedPath) => {
          const latest = signed(honest, seenSize, 1);
          const offered = signed(forged, offeredSize, 2);
          const larger = offeredSize > seenSize;
          const path = larger ? pathOf(hasForgedPath ? forged : honest, seenSize, offeredSize) : undefined;
          const sameSize = offeredSize === seenSize ? latest : undefined;
          const judgement = judgeCheckpoint({ latest, sameSize }, offered, path, tree);
          expect(judgement).toBe(larger ? 'inconsistent' : sameSize ? 'fork' : 'rollback');
          expect(isAgainst(judgement)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('asks for a proof, and lets what is merely old be old', () => {
    const latest = signed(honest, 10, 5);
    expect(judgeCheckpoint({ latest, sameSize: undefined }, signed(honest, 12, 6), undefined, tree)).toBe(
      'proof-needed',
    );
    expect(judgeCheckpoint({ latest, sameSize: undefined }, signed(honest, 8, 4), undefined, tree)).toBe(
      'older',
    );
    expect(judgeCheckpoint({ latest, sameSize: undefined }, signed(honest, 8, 6), undefined, tree)).toBe(
      'rollback',
    );
    expect(isAgainst('older') || isAgainst('proof-needed')).toBe(false);
  });
});
