import type { Pool } from 'pg';

/** A witness's signature under a checkpoint. */
export interface Cosigned {
  /** Its address, as configured. */
  witness: string;
  keyId: string;
  publicKey: string;
  at: string;
  signature: string;
}

export async function listCosignatures(pool: Pool, size: number): Promise<Cosigned[]> {
  const { rows } = await pool.query<Omit<Cosigned, 'at'> & { at: Date }>(
    `select witness, key_id as "keyId", public_key as "publicKey", at, signature
     from ledger.cosignature where size = $1 order by at, key_id`,
    [size],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function keepCosignature(pool: Pool, size: number, cosigned: Cosigned): Promise<void> {
  const { witness, keyId, publicKey, at, signature } = cosigned;
  await pool.query(
    `insert into ledger.cosignature (size, key_id, witness, public_key, at, signature)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [size, keyId, witness, publicKey, at, signature],
  );
}
