/**
 * Checking proofs of the ledger's tree (RFC 6962 with SM3, contracts §6). It needs nothing but a hash function, so
 * server, witness and browser check with the same lines.
 */

/** 32 bytes of whatever bytes. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** How the tree hashes: leaf = H(0x00 ‖ hash of the fact), node = H(0x01 ‖ left ‖ right). */
export interface TreeHash {
  leaf(hash: Uint8Array): Uint8Array;
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
  /** The root of a tree without leaves. */
  empty(): Uint8Array;
}

export function treeHash(hash: Hash): TreeHash {
  return {
    leaf: (fact) => hash(joined(0, fact)),
    node: (left, right) => hash(joined(1, left, right)),
    empty: () => hash(new Uint8Array(0)),
  };
}

export interface InclusionProof {
  /** Place of the fact in the order, from 0. */
  leafIndex: number;
  size: number;
  /** The fact's hash, not yet that of the leaf. */
  hash: Uint8Array;
  path: readonly Uint8Array[];
}

export interface ConsistencyProof {
  from: number;
  to: number;
  path: readonly Uint8Array[];
}

/** The root to which an inclusion proof leads (RFC 9162 §2.1.3.2), or undefined when no tree could have this path. */
export function rootOfInclusion(
  { leafIndex, size, hash, path }: InclusionProof,
  { leaf, node }: TreeHash,
): Uint8Array | undefined {
  if (!isCount(leafIndex) || !isCount(size) || leafIndex >= size) return undefined;
  let [place, last] = [leafIndex, size - 1];
  let root = leaf(hash);
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (isOdd(place) || place === last) {
      root = node(sibling, root);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      root = node(root, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? root : undefined;
}

export function isIncluded(proof: InclusionProof, root: Uint8Array, tree: TreeHash): boolean {
  const reached = rootOfInclusion(proof, tree);
  return reached !== undefined && areEqual(reached, root);
}

/** Whether the tree behind `toRoot` begins with the tree behind `fromRoot` (RFC 9162 §2.1.4.2). */
export function isConsistent(
  { from, to, path }: ConsistencyProof,
  fromRoot: Uint8Array,
  toRoot: Uint8Array,
  { node }: TreeHash,
): boolean {
  if (!isCount(from) || !isCount(to) || from === 0 || from > to) return false;
  if (from === to) return path.length === 0 && areEqual(fromRoot, toRoot);
  const steps = isPowerOfTwo(from) ? [fromRoot, ...path] : path;
  const [first, ...rest] = steps;
  if (first === undefined) return false;
  let [place, last] = [from - 1, to - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  let [older, newer] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      older = node(sibling, older);
      newer = node(sibling, newer);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      newer = node(newer, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && areEqual(older, fromRoot) && areEqual(newer, toRoot);
}

export function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

// Places may exceed 32 bits, so no bit operators.
const isOdd = (count: number) => count % 2 === 1;
const half = (count: number) => Math.floor(count / 2);
const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;

function isPowerOfTwo(count: number): boolean {
  let rest = count;
  while (rest > 1 && !isOdd(rest)) rest = half(rest);
  return rest === 1;
}

function joined(prefix: number, ...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
