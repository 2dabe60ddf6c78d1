/** Where a fact stands in the order, and the proofs that it does. */
import type { Pool } from 'pg';
import { consistencyPath, inclusionPath } from '../../kernel/ledger/merkle-tree.ts';
import { extendTree, withTree } from './tree-store.ts';

/** A fact by its stream, or by its hash. */
export type FactName = { jurisdiction: string; type: string; id: string; version: number } | { hash: string };

export interface Place {
  position: number;
  /** Of the fact, lower-case hex. */
  hash: string;
}

/** `waiting`: the fact is there and has no place yet. Undefined: there is no such fact. */
export async function findPlace(pool: Pool, name: FactName): Promise<Place | 'waiting' | undefined> {
  const [where, values] =
    'hash' in name
      ? [`hash = decode($1, 'hex')`, [name.hash]]
      : [
          'jurisdiction = $1 and subject_type = $2 and subject_id = $3 and version = $4',
          [name.jurisdiction, name.type, name.id, name.version],
        ];
  const { rows } = await pool.query<Place>(
    `select position, encode(hash, 'hex') as hash from ledger.sequence where ${where} limit 1`,
    values,
  );
  if (rows[0]) return rows[0];
  const { rowCount } = await pool.query(
    'hash' in name
      ? // Hashes of facts have no index; those that wait are few.
        `select from ledger.arrival a join ledger.fact f using (jurisdiction, subject_type, subject_id, version)
         where a.transaction >= (select transaction from ledger.watermark order by epoch desc limit 1)
           and f.hash = decode($1, 'hex') limit 1`
      : `select from ledger.fact where ${where}`,
    values,
  );
  return rowCount === 0 ? undefined : 'waiting';
}

export interface Inclusion {
  leafIndex: number;
  size: number;
  hash: string;
  path: string[];
}

export async function proveInclusion(
  pool: Pool,
  { position, hash }: Place,
  size: number,
): Promise<Inclusion> {
  await extendTree(pool, size);
  const path = await withTree(pool, (read, tree) => inclusionPath(position, size, read, tree));
  return { leafIndex: position, size, hash, path: path.map(toHex) };
}

export interface Consistency {
  from: number;
  to: number;
  path: string[];
}

export async function proveConsistency(pool: Pool, from: number, to: number): Promise<Consistency> {
  await extendTree(pool, to);
  const path = await withTree(pool, (read, tree) => consistencyPath(from, to, read, tree));
  return { from, to, path: path.map(toHex) };
}

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
