/**
 * The tree of the ledger in the database. Stored are the facts' hashes (in `ledger.sequence`) and of the subtrees above
 * them only every eighth level: one row for 256 facts. A proof reads two runs of at most 256 hashes a level, so three
 * levels, some thousand hashes and a millisecond serve sixteen million facts.
 */
import type { ClientBase, Pool } from 'pg';
import { sm3 } from '../../kernel/ledger/envelope.ts';
import { treeHash } from '../../kernel/ledger/merkle-proof.ts';
import { type NodeHash, nodesNeeded, type ReadNode, type TreeNode } from '../../kernel/ledger/merkle-tree.ts';

export const ledgerTree = treeHash(sm3);

const levelsInRun = 8;
const runLength = 2 ** levelsInRun;
const hashLength = 32;
const runsAtOnce = 64;

/** What is stored does not make a tree: rows are missing. `verify-ledger` says which. */
export class TreeBroken extends Error {
  override readonly name = 'TreeBroken';
}

/** Loads what `make` needs, all at once, and calls it. */
export async function withTree<T>(
  database: Pool | ClientBase,
  make: (read: ReadNode, hash: NodeHash) => T,
): Promise<T> {
  const needed = new Map(nodesNeeded(make).map((node) => [nameOf(runOf(node)), runOf(node)]));
  const runs = new Map<string, Buffer[]>();
  for (const [name, { level, index }] of needed) {
    runs.set(name, await readRun(database, level, index * runLength, runLength));
  }
  return make((node) => nodeIn(runs.get(nameOf(runOf(node))) ?? [], node), ledgerTree);
}

/**
 * Stores the subtrees that `size` facts complete and that are not stored yet. Two processes may do so at once: what they
 * reckon is the same.
 */
export async function extendTree(database: Pool | ClientBase, size: number): Promise<void> {
  for (let level = levelsInRun; 2 ** level <= size; level += levelsInRun) {
    const wanted = Math.floor(size / 2 ** level);
    let have = await countStored(database, level);
    while (have < wanted) {
      const runs = Math.min(runsAtOnce, wanted - have);
      const hashes = await readRun(database, level - levelsInRun, have * runLength, runs * runLength);
      const roots = Array.from({ length: runs }, (_none, at) =>
        rootOfRun(hashes.slice(at * runLength, (at + 1) * runLength)),
      );
      await database.query(
        `insert into ledger.tree (level, place, hash)
         select $1, $2 + n - 1, hash from unnest($3::bytea[]) with ordinality as made(hash, n)
         on conflict do nothing`,
        [level, have, roots],
      );
      have += runs;
    }
  }
}

async function countStored(database: Pool | ClientBase, level: number): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    'select coalesce(max(place) + 1, 0)::float8 as count from ledger.tree where level = $1',
    [level],
  );
  return rows[0]?.count ?? 0;
}

/** Hashes of one stored level, those of level 0 as hashes of leaves; fewer than asked for at the right edge. */
async function readRun(
  database: Pool | ClientBase,
  level: number,
  first: number,
  length: number,
): Promise<Buffer[]> {
  const { rows } = await database.query<{ count: number; last: number; hashes: Buffer }>(
    level === 0
      ? `select count(*)::float8 as count, max(position)::float8 as last, string_agg(hash, '' order by position) as hashes
         from ledger.sequence where position >= $1 and position < $2`
      : `select count(*)::float8 as count, max(place)::float8 as last, string_agg(hash, '' order by place) as hashes
         from ledger.tree where level = ${level} and place >= $1 and place < $2`,
    [first, first + length],
  );
  const run = rows[0];
  if (!run || run.count === 0) return [];
  if (run.last !== first + run.count - 1) throw new TreeBroken(`a gap at level ${level} after ${first}`);
  const hashes = Array.from({ length: run.count }, (_none, at) =>
    run.hashes.subarray(at * hashLength, (at + 1) * hashLength),
  );
  return level === 0 ? hashes.map((hash) => Buffer.from(ledgerTree.leaf(hash))) : hashes;
}

/** The stored run in which a node's leaves, or those that stand for them, lie. */
function runOf({ level, index }: TreeNode): TreeNode {
  const stored = level - (level % levelsInRun);
  return { level: stored, index: Math.floor((index * 2 ** (level - stored)) / runLength) };
}

const nameOf = ({ level, index }: TreeNode) => `${level}/${index}`;

function nodeIn(run: readonly Buffer[], { level, index }: TreeNode): Uint8Array {
  const width = 2 ** (level % levelsInRun);
  const first = (index * width) % runLength;
  return rootOfRun(run.slice(first, first + width), width);
}

/** Of a whole subtree. */
function rootOfRun(hashes: readonly Uint8Array[], width = runLength): Uint8Array {
  if (hashes.length !== width) throw new TreeBroken(`${hashes.length} of ${width} hashes`);
  let level = hashes;
  while (level.length > 1) {
    const below = level;
    level = Array.from({ length: below.length / 2 }, (_none, at) =>
      ledgerTree.node(below[2 * at] ?? nothing, below[2 * at + 1] ?? nothing),
    );
  }
  return level[0] ?? nothing;
}

const nothing = new Uint8Array(0);
