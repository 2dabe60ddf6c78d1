import type { Platform } from '../../platform/platform.ts';
import { idOfCaseNumber } from './case-number.ts';

/** The id in the ledger of the case with this number. */
export async function findCaseId(
  { pool, jurisdiction }: Pick<Platform, 'pool' | 'jurisdiction'>,
  caseNo: string,
): Promise<number | undefined> {
  const id = idOfCaseNumber(caseNo);
  if (id === undefined) return undefined;
  const { rowCount } = await pool.query(
    'select from cases.current where jurisdiction = $1 and id = $2 and case_no = $3',
    [jurisdiction, id, caseNo],
  );
  return rowCount === 1 ? id : undefined;
}
