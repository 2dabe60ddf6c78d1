import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';

/** Last day of a case's retention as the register says; null: for ever, undefined: not archived yet. */
export async function keepUntilOf(
  { pool, jurisdiction }: Platform,
  caseId: number,
): Promise<LegalDay | null | undefined> {
  const { rows } = await pool.query<{ keep_until: LegalDay | null }>(
    'select keep_until from retention.archived_case where jurisdiction = $1 and case_id = $2',
    [jurisdiction, caseId],
  );
  return rows[0]?.keep_until;
}
