import type { Actor } from '../../kernel/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases } from './cases.ts';
import { isFull } from './personal-data.ts';

/** Whoever is shown the personal data of a case is shown the documents handed in with it; that is a reading. */
export async function mayViewDocument(
  platform: Platform,
  actor: Actor,
  documentId: string,
): Promise<boolean> {
  const { rows } = await platform.pool.query<{ case_no: string }>(
    `select c.case_no from cases.document_use u
     join cases.current c on c.jurisdiction = u.jurisdiction and c.id = u.case_id
     where u.jurisdiction = $1 and u.document_id = $2 limit 20`,
    [platform.jurisdiction, documentId],
  );
  for (const row of rows) {
    const cases = createCases(platform);
    const open = await cases.find(row.case_no, actor);
    if (!open || !isFull(open, actor)) continue;
    await cases.recordReading(open, actor);
    return true;
  }
  return false;
}
