/**
 * What a witness makes of a checkpoint, given what it saw before: pure, so that it can be tried on every history. The
 * checkpoint's own signature was checked already; a judgement against it is therefore one against whoever holds the key.
 */
import { isConsistent, type TreeHash } from './merkle-proof.ts';
import type { Checkpoint } from './signed-texts.ts';

export type Judgement =
  /** It continues what was seen. */
  | 'continues'
  /** It is what was seen. */
  | 'known'
  /** Larger than what was seen, and not yet shown to continue it. */
  | 'proof-needed'
  /** From before what was seen; nothing speaks against it, nothing is gained by it. */
  | 'older'
  /** Two roots of one size: two histories were signed. */
  | 'fork'
  /** A smaller tree, signed later: what had been signed was given up. */
  | 'rollback'
  /** It was claimed to continue what was seen, and does not. */
  | 'inconsistent';

export const isAgainst = (judgement: Judgement) =>
  judgement === 'fork' || judgement === 'rollback' || judgement === 'inconsistent';

export interface Seen {
  /** The largest checkpoint seen; undefined the first time. */
  latest: Checkpoint | undefined;
  /** A checkpoint of the offered size, if one was seen. */
  sameSize: Checkpoint | undefined;
}

/** Hashes of a proof from the size of `latest` to that of the offered checkpoint, in hex. */
export function judgeCheckpoint(
  { latest, sameSize }: Seen,
  offered: Checkpoint,
  path: readonly string[] | undefined,
  tree: TreeHash,
): Judgement {
  if (sameSize) return sameSize.root === offered.root ? 'known' : 'fork';
  if (!latest) return 'continues';
  if (offered.size < latest.size) return offered.at > latest.at ? 'rollback' : 'older';
  if (path === undefined) return 'proof-needed';
  const proof = { from: latest.size, to: offered.size, path: path.map(bytesOf) };
  return isConsistent(proof, bytesOf(latest.root), bytesOf(offered.root), tree)
    ? 'continues'
    : 'inconsistent';
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
