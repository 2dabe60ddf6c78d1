/**
 * Roots and proofs of the ledger's tree (RFC 6962 §2.1) out of the hashes of complete subtrees. Which subtrees a proof
 * needs is known before any of them is read, so a store fetches them together: a handful, however large the tree.
 */
import type { TreeHash } from './merkle-proof.ts';

/** A complete subtree: 2^level leaves, the `index`-th of its level. Level 0 are leaves, already hashed as such. */
export interface TreeNode {
  level: number;
  index: number;
}

export type ReadNode = (node: TreeNode) => Uint8Array;

export type NodeHash = Pick<TreeHash, 'node' | 'empty'>;

/** The root of the first `size` leaves. */
export function rootOf(size: number, read: ReadNode, hash: NodeHash): Uint8Array {
  return size === 0 ? hash.empty() : rangeRoot(0, size, read, hash);
}

/** The audit path of a leaf, from the leaf upwards. */
export function inclusionPath(leafIndex: number, size: number, read: ReadNode, hash: NodeHash): Uint8Array[] {
  if (leafIndex < 0 || leafIndex >= size) throw new RangeError(`no leaf ${leafIndex} in a tree of ${size}`);
  const path: Uint8Array[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    const isLeft = leafIndex < middle;
    path.push(isLeft ? rangeRoot(middle, to, read, hash) : rangeRoot(from, middle, read, hash));
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  return path.reverse();
}

/** That the first `from` leaves of the tree of `to` leaves were a tree before. */
export function consistencyPath(from: number, to: number, read: ReadNode, hash: NodeHash): Uint8Array[] {
  if (from < 1 || from > to) throw new RangeError(`no consistency from ${from} to ${to}`);
  const path: Uint8Array[] = [];
  let [low, high] = [0, to];
  // Down to the place where the older tree ends; whether it began as a whole tree of its own decides about its root.
  while (from !== high) {
    const middle = low + largestPowerBelow(high - low);
    const isLeft = from <= middle;
    path.push(isLeft ? rangeRoot(middle, high, read, hash) : rangeRoot(low, middle, read, hash));
    [low, high] = isLeft ? [low, middle] : [middle, high];
  }
  if (low !== 0) path.push(rangeRoot(low, high, read, hash));
  return path.reverse();
}

/** The nodes that `make` reads: it is run once with nothing in their places. */
export function nodesNeeded(make: (read: ReadNode, hash: NodeHash) => unknown): TreeNode[] {
  const needed: TreeNode[] = [];
  const nothing = new Uint8Array(32);
  make(
    (node) => {
      needed.push(node);
      return nothing;
    },
    { node: () => nothing, empty: () => nothing },
  );
  return needed;
}

/** The hash of a run of leaves, as the definition of the tree splits it. */
function rangeRoot(from: number, to: number, read: ReadNode, hash: NodeHash): Uint8Array {
  const length = to - from;
  const power = largestPowerBelow(length + 1);
  // Every range that the definition asks for begins at a multiple of its largest power.
  if (power === length) return read({ level: Math.log2(length), index: from / length });
  const middle = from + power;
  return hash.node(rangeRoot(from, middle, read, hash), rangeRoot(middle, to, read, hash));
}

/** The largest power of two that is smaller than `count`, which is at least 2. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/**
 * The right edge of a growing tree: complete subtrees from the largest to the smallest. Appending costs one hash on the
 * average and keeps no more than the logarithm of the size.
 */
export class TreeEdge {
  readonly #hash: TreeHash;
  readonly #peaks: Uint8Array[] = [];
  #size = 0;

  constructor(hash: TreeHash) {
    this.#hash = hash;
  }

  get size(): number {
    return this.#size;
  }

  /** `completed` is called with every subtree of more than one leaf that the new leaf completes. */
  append(fact: Uint8Array, completed?: (node: TreeNode, hash: Uint8Array) => void): void {
    let peak = this.#hash.leaf(fact);
    let index = this.#size++;
    for (let level = 1; index % 2 === 1; level++) {
      const left = this.#peaks.pop();
      if (left === undefined) throw new Error('the edge of the tree lost a peak');
      peak = this.#hash.node(left, peak);
      index = (index - 1) / 2;
      completed?.({ level, index }, peak);
    }
    this.#peaks.push(peak);
  }

  root(): Uint8Array {
    const [last, ...rest] = this.#peaks.toReversed();
    if (last === undefined) return this.#hash.empty();
    return rest.reduce((right, left) => this.#hash.node(left, right), last);
  }
}
