import type { Pool } from 'pg';
import { isUniqueViolation } from '../../platform/ledger/append-facts.ts';

export interface NumberedCase {
  jurisdiction: string;
  authority: string;
  type: string;
  caseId: number;
}

/**
 * The consecutive number of a case's certificate, from 1 for each authority and type; the same at every call. It is
 * given before the certificate is signed, because the signature covers it, and not in the transaction of the issue,
 * because that would hold one row of the counter over a signature.
 */
export async function numberOfCase(pool: Pool, numbered: NumberedCase): Promise<number> {
  try {
    return await takeNumber(pool, numbered);
  } catch (error) {
    // The same case at the same moment: that call's number is this one's too.
    if (isUniqueViolation(error, 'number_of_case_pkey')) return takeNumber(pool, numbered);
    throw error;
  }
}

async function takeNumber(
  pool: Pool,
  { jurisdiction, authority, type, caseId }: NumberedCase,
): Promise<number> {
  const { rows } = await pool.query<{ number: number }>({
    name: 'licence-number',
    text: taking,
    values: [jurisdiction, authority, type, caseId],
  });
  const number = rows[0]?.number;
  if (number === undefined) throw new Error('no certificate number was given');
  return number;
}

/** Need not wait for the disk: whatever commits after it, the certificate itself, brings it to the disk first. */
const taking = `
  with unhurried as materialized (select set_config('synchronous_commit', 'off', true)),
    had as (
      select number from licences.number_of_case, unhurried
      where jurisdiction = $1 and authority = $2 and type = $3 and case_id = $4
    ),
    counted as (
      insert into licences.number_count as c (jurisdiction, authority, type, last)
      select $1, $2, $3, 1 where not exists (select from had)
      on conflict (jurisdiction, authority, type) do update set last = c.last + 1
      returning last
    ),
    taken as (
      insert into licences.number_of_case (jurisdiction, authority, type, case_id, number)
      select $1, $2, $3, $4, last from counted
      returning number
    )
  select number from had union all select number from taken`;
