/** Cases about an existing certificate that are still under way: one renewal, one change at a time. */
import type { Platform } from '../../platform/platform.ts';
import { createCases } from '../cases/public.ts';

export interface OpenProceeding {
  caseNo: string;
  business: 'renewal' | 'change';
}

const over = new Set(['not-accepted', 'denied', 'issued', 'closed', 'withdrawn']);

export async function findOpenProceeding(
  platform: Platform,
  licenceId: string,
  business: 'renewal' | 'change',
): Promise<OpenProceeding | undefined> {
  const { rows } = await platform.pool.query<{ caseId: string }>(
    `select case_id as "caseId" from licences.proceeding
     where jurisdiction = $1 and licence_id = $2 and business = $3 order by case_id desc limit 1`,
    [platform.jurisdiction, licenceId, business],
  );
  const open = rows[0] && (await createCases(platform).load(Number(rows[0].caseId)));
  return open && !over.has(open.record.status) ? { caseNo: open.record.caseNo, business } : undefined;
}
