import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sm3 } from './envelope.ts';
import { isConsistent, isIncluded, rootOfInclusion, treeHash } from './merkle-proof.ts';
import {
  consistencyPath,
  inclusionPath,
  nodesNeeded,
  type ReadNode,
  rootOf,
  TreeEdge,
} from './merkle-tree.ts';

const tree = treeHash(sm3);
const facts = (count: number, seed = 'fact') =>
  Array.from({ length: count }, (_none, at) => sm3(Buffer.from(`${seed} ${at}`)));

/** RFC 6962 §2.1, word for word: MTH of a list. */
function definedRoot(list: readonly Uint8Array[]): Uint8Array {
  const [only] = list;
  if (only === undefined) return tree.empty();
  if (list.length === 1) return tree.leaf(only);
  let power = 1;
  while (power * 2 < list.length) power *= 2;
  return tree.node(definedRoot(list.slice(0, power)), definedRoot(list.slice(power)));
}

const reading =
  (list: readonly Uint8Array[]): ReadNode =>
  ({ level, index }) => {
    const width = 2 ** level;
    expect((index + 1) * width).toBeLessThanOrEqual(list.length);
    return definedRoot(list.slice(index * width, (index + 1) * width));
  };

const flipped = (bytes: Uint8Array, at: number) =>
  bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the tree of the ledger', () => {
  it('hashes with SM3, as RFC 6962 does with SHA-256', () => {
    const list = facts(3);
    const [a, b, c] = list.map((fact) =>
      createHash('sm3')
        .update(Buffer.from([0]))
        .update(fact)
        .digest(),
    );
    const node = (left = Buffer.alloc(0), right = Buffer.alloc(0)) =>
      createHash('sm3')
        .update(Buffer.from([1]))
        .update(left)
        .update(right)
        .digest();
    expect(hex(rootOf(3, reading(list), tree))).toBe(node(node(a, b), c).toString('hex'));
    expect(hex(rootOf(0, reading([]), tree))).toBe(
      '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
    );
  });

  it('its roots are those of the definition, in every way of reckoning', () => {
    const list = facts(70);
    const edge = new TreeEdge(tree);
    for (let size = 0; size <= list.length; size++) {
      const defined = hex(definedRoot(list.slice(0, size)));
      expect(hex(rootOf(size, reading(list.slice(0, size)), tree))).toBe(defined);
      expect(hex(edge.root())).toBe(defined);
      const next = list[size];
      if (next) edge.append(next, (node, hash) => expect(hex(reading(list)(node))).toBe(hex(hash)));
    }
  });

  it('every leaf of every small tree is proved, and every two trees are shown to be one', () => {
    const list = facts(33);
    const roots = list.map((_fact, at) => definedRoot(list.slice(0, at + 1)));
    for (const [at, root] of roots.entries()) {
      const size = at + 1;
      const read = reading(list.slice(0, size));
      for (const [leafIndex, hash] of list.slice(0, size).entries()) {
        const path = inclusionPath(leafIndex, size, read, tree);
        expect(isIncluded({ leafIndex, size, hash, path }, root, tree)).toBe(true);
      }
      for (let from = 1; from <= size; from++) {
        const path = consistencyPath(from, size, read, tree);
        expect(isConsistent({ from, to: size, path }, roots[from - 1] ?? root, root, tree)).toBe(true);
      }
    }
  });

  it('proofs that were changed anywhere are refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }).chain((size) =>
          fc.record({
            size: fc.constant(size),
            leafIndex: fc.nat(size - 1),
            from: fc.integer({ min: 1, max: size - 1 }),
            step: fc.nat(),
            byte: fc.nat(31),
          }),
        ),
        ({ size, leafIndex, from, step, byte }) => {
          const list = facts(size);
          const read = reading(list);
          const root = definedRoot(list);
          const path = inclusionPath(leafIndex, size, read, tree);
          const at = step % path.length;
          const hash = list[leafIndex] ?? root;
          const changed = path.map((one, place) => (place === at ? flipped(one, byte) : one));
          const proof = { leafIndex, size, hash, path };
          expect(isIncluded(proof, root, tree)).toBe(true);
          expect(isIncluded({ ...proof, path: changed }, root, tree)).toBe(false);
          expect(isIncluded({ ...proof, path: path.toSpliced(at, 1) }, root, tree)).toBe(false);
          expect(isIncluded({ ...proof, path: [...path, root] }, root, tree)).toBe(false);
          expect(isIncluded({ ...proof, hash: flipped(hash, byte) }, root, tree)).toBe(false);
          expect(isIncluded({ ...proof, leafIndex: (leafIndex + 1) % size }, root, tree)).toBe(false);
          expect(isIncluded(proof, flipped(root, byte), tree)).toBe(false);
          const older = definedRoot(list.slice(0, from));
          const between = consistencyPath(from, size, read, tree);
          const bent = between.map((one, place) =>
            place === step % between.length ? flipped(one, byte) : one,
          );
          const consistency = { from, to: size, path: between };
          expect(isConsistent(consistency, older, root, tree)).toBe(true);
          expect(isConsistent({ ...consistency, path: bent }, older, root, tree)).toBe(false);
          expect(isConsistent({ ...consistency, path: [...between, root] }, older, root, tree)).toBe(false);
          expect(isConsistent(consistency, flipped(older, byte), root, tree)).toBe(false);
          expect(isConsistent(consistency, older, flipped(root, byte), tree)).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('refuses what no tree can have', () => {
    const root = definedRoot(facts(1));
    const [hash = root] = facts(1);
    const proof = { leafIndex: 0, size: 1, hash, path: [] };
    expect(isIncluded(proof, root, tree)).toBe(true);
    for (const wrong of [
      { size: 0 },
      { leafIndex: 1 },
      { leafIndex: -1 },
      { leafIndex: 0.5 },
      { path: [root] },
    ]) {
      expect(rootOfInclusion({ ...proof, ...wrong }, tree)).toBeUndefined();
    }
    expect(isConsistent({ from: 0, to: 1, path: [] }, tree.empty(), root, tree)).toBe(false);
    expect(isConsistent({ from: 2, to: 1, path: [] }, root, root, tree)).toBe(false);
    expect(() => inclusionPath(1, 1, reading([]), tree)).toThrow(RangeError);
    expect(() => consistencyPath(0, 1, reading([]), tree)).toThrow(RangeError);
  });

  it('a proof in a tree of a billion facts reads fewer than a hundred nodes, all of them complete', () => {
    const size = 1_000_000_007;
    const all = [
      ...nodesNeeded((read, hash) => inclusionPath(123_456_789, size, read, hash)),
      ...nodesNeeded((read, hash) => consistencyPath(987_654_321, size, read, hash)),
    ];
    expect(all.length).toBeLessThan(100);
    expect(all.every(({ level, index }) => (index + 1) * 2 ** level <= size)).toBe(true);
  });
});
