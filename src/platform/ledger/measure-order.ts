import type { Pool } from 'pg';

export interface OrderMeasure {
  size: number;
  /** Facts without a place; counted no further than `most`. */
  waiting: number;
  /** When the oldest of them was recorded. */
  oldest: Date | null;
  /** Size of the latest checkpoint. */
  signed: number;
  signedAt: Date | null;
}

const most = 10_000;

/** How far the order is behind: a few looks into indexes, however large the ledger. */
export async function measureOrder(pool: Pool): Promise<OrderMeasure> {
  const { rows } = await pool.query<OrderMeasure>(
    `with mark as (select size, transaction from ledger.watermark order by epoch desc limit 1),
       waiting as (
         select a.* from ledger.arrival a where a.transaction >= (select transaction from mark)
           and not exists (
             select from ledger.sequence s where s.jurisdiction = a.jurisdiction and s.subject_type = a.subject_type
               and s.subject_id = a.subject_id and s.version = a.version)
         order by a.transaction limit ${most})
     select (select size from mark) as size, (select count(*) from waiting)::integer as waiting,
       (select min(f.recorded_at) from (select * from waiting order by transaction limit 1) w
        join ledger.fact f using (jurisdiction, subject_type, subject_id, version)) as oldest,
       coalesce(c.size, 0) as signed, c.at as "signedAt"
     from (select 1) one left join (select size, at from ledger.checkpoint order by size desc limit 1) c on true`,
  );
  return rows[0] ?? { size: 0, waiting: 0, oldest: null, signed: 0, signedAt: null };
}
