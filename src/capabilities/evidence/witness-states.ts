/** How this ledger stands with each of its witnesses. */
import type { Pool } from 'pg';
import type { WitnessAddress } from '../../platform/config.ts';
import { keyIdOf } from '../../platform/ledger/sm2.ts';

export interface WitnessStanding {
  url: string;
  keyId: string | null;
  publicKey: string | null;
  /** `refused`: it says that this ledger does not continue what it saw. Null: never tried. */
  state: 'cosigned' | 'unreachable' | 'refused' | null;
  reason: string | null;
  triedAt: string | null;
  /** The largest checkpoint it has cosigned. */
  size: number | null;
}

/** Those that are configured now. */
export async function listWitnesses(
  pool: Pool,
  configured: readonly WitnessAddress[] = [],
): Promise<WitnessStanding[]> {
  if (configured.length === 0) return [];
  const { rows } = await pool.query<Omit<WitnessStanding, 'triedAt'> & { triedAt: Date | null }>(
    `select url, key_id as "keyId", public_key as "publicKey", state, reason, tried_at as "triedAt", size
     from ledger.witness where url = any($1)`,
    [configured.map(({ url }) => url)],
  );
  const known = new Map(rows.map((row) => [row.url, row]));
  return configured.map(({ url, publicKey = null }) => {
    const row = known.get(url);
    if (row) return { ...row, triedAt: row.triedAt?.toISOString() ?? null };
    const keyId = publicKey && keyIdOf(publicKey);
    return { url, keyId, publicKey, state: null, reason: null, triedAt: null, size: null };
  });
}

export async function keepWitness(pool: Pool, standing: WitnessStanding): Promise<void> {
  const { url, keyId, publicKey, state, reason, triedAt, size } = standing;
  await pool.query(
    `insert into ledger.witness (url, key_id, public_key, state, reason, tried_at, size)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (url) do update set key_id = excluded.key_id, public_key = excluded.public_key,
       state = excluded.state, reason = excluded.reason, tried_at = excluded.tried_at, size = excluded.size`,
    [url, keyId, publicKey, state, reason, triedAt, size],
  );
}
