/** Checkpoints: so many facts, this root, signed. Made by any process; of two for the same size the first one stands. */
import type { Pool } from 'pg';
import { areEqual } from '../../kernel/ledger/merkle-proof.ts';
import { rootOf } from '../../kernel/ledger/merkle-tree.ts';
import { type Checkpoint, checkpointText } from '../../kernel/ledger/signed-texts.ts';
import type { ProgramClock } from '../program-clock.ts';
import type { LedgerKeys } from './ledger-keys.ts';
import { extendTree, withTree } from './tree-store.ts';

/** What making and proving needs of a platform. */
export interface Ledger {
  pool: Pool;
  clock: Pick<ProgramClock, 'now'>;
  ledgerKeys: LedgerKeys;
}

/** The ledger no longer continues what was signed before: nothing more is signed until somebody has looked. */
export class LedgerChanged extends Error {
  override readonly name = 'LedgerChanged';
}

/**
 * Signs the ledger as it stands. The last checkpoint when nothing came since, undefined when there is no fact at all.
 * Whether the tree continues the last checkpoint is reckoned before, so that the key never signs two histories.
 */
export async function makeCheckpoint({ pool, clock, ledgerKeys }: Ledger): Promise<Checkpoint | undefined> {
  const [size, last] = await Promise.all([countPlaced(pool), findLatestCheckpoint(pool)]);
  if (size === (last?.size ?? 0)) return last;
  if (last && size < last.size) {
    throw new LedgerChanged(`${size} facts have a place, but a checkpoint of ${last.size} was signed`);
  }
  await extendTree(pool, size);
  const [root, lastRoot] = await withTree(pool, (read, hash) => [
    rootOf(size, read, hash),
    last && rootOf(last.size, read, hash),
  ]);
  if (last && lastRoot && !areEqual(lastRoot, Buffer.from(last.root, 'hex'))) {
    throw new LedgerChanged(`the first ${last.size} facts are not those of the checkpoint`);
  }
  const now = clock.now().toISOString();
  // Clocks of two machines may differ by a little; checkpoints never go back in time.
  const at = last && last.at > now ? last.at : now;
  const signed = { size, root: Buffer.from(root ?? []).toString('hex'), at };
  const key = ledgerKeys.signing();
  await pool.query(
    `insert into ledger.checkpoint (size, root, at, key_id, signature) values ($1, decode($2, 'hex'), $3, $4, $5)
     on conflict do nothing`,
    [size, signed.root, at, key.keyId, key.sign(checkpointText(signed))],
  );
  return findCheckpoint(pool, size);
}

/** Facts that have a place. */
export async function countPlaced(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ size: number }>(
    'select size from ledger.watermark order by epoch desc limit 1',
  );
  return rows[0]?.size ?? 0;
}

export function findLatestCheckpoint(pool: Pool): Promise<Checkpoint | undefined> {
  return findOne(pool, 'order by size desc limit 1', []);
}

export function findCheckpoint(pool: Pool, size: number): Promise<Checkpoint | undefined> {
  return findOne(pool, 'where size = $1', [size]);
}

/** Newest first, those before a size. */
export async function listCheckpoints(pool: Pool, before: number, limit: number): Promise<Checkpoint[]> {
  const { rows } = await pool.query<Row>(`${selecting} where size < $1 order by size desc limit $2`, [
    before,
    limit,
  ]);
  return rows.map(readRow);
}

interface Row extends Omit<Checkpoint, 'at'> {
  at: Date;
}

const selecting = `select size, encode(root, 'hex') as root, at, key_id as "keyId", signature from ledger.checkpoint`;

async function findOne(pool: Pool, which: string, values: unknown[]): Promise<Checkpoint | undefined> {
  const { rows } = await pool.query<Row>(`${selecting} ${which}`, values);
  return rows[0] && readRow(rows[0]);
}

const readRow = (row: Row): Checkpoint => ({ ...row, at: row.at.toISOString() });
