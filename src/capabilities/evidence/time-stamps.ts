import type { Pool } from 'pg';

/** The word of a time-stamping authority that a checkpoint existed at a moment. */
export interface TimeStamp {
  /** Its address. */
  authority: string;
  at: string;
  serial: string;
  policy: string;
  /** DER in base64. */
  token: string;
}

export async function listTimeStamps(pool: Pool, size: number): Promise<TimeStamp[]> {
  const { rows } = await pool.query<Omit<TimeStamp, 'at'> & { at: Date }>(
    `select authority, at, serial, policy, replace(encode(token, 'base64'), E'\\n', '') as token
     from ledger.time_stamp where size = $1 order by at`,
    [size],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** When the latest stamp of this authority was taken, by its own clock. */
export async function findLatestTimeStamp(
  pool: Pool,
  authority: string,
): Promise<{ size: number; at: Date } | undefined> {
  const { rows } = await pool.query<{ size: number; at: Date }>(
    'select size, at from ledger.time_stamp where authority = $1 order by size desc limit 1',
    [authority],
  );
  return rows[0];
}

export async function keepTimeStamp(
  pool: Pool,
  size: number,
  { authority, at, serial, policy, token }: TimeStamp,
): Promise<void> {
  await pool.query(
    `insert into ledger.time_stamp (size, authority, token, at, serial, policy)
     values ($1, $2, decode($3, 'base64'), $4, $5, $6) on conflict do nothing`,
    [size, authority, token, at, serial, policy],
  );
}
