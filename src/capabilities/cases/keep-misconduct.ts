import type { ClientBase } from 'pg';
import type { LegalDay } from '../../kernel/time/legal-day.ts';

export interface Misconduct {
  party: string;
  itemId: string;
  /** The case that had granted what was revoked. */
  caseId: number;
  on: LegalDay;
  until: LegalDay | null;
}

/** 行政许可法 79: a licence got by deceit or bribery was revoked. Whoever looks at the next application for it has to know. */
export async function keepMisconduct(
  client: ClientBase,
  jurisdiction: string,
  { party, itemId, caseId, on, until }: Misconduct,
): Promise<void> {
  await client.query(
    `insert into cases.earlier_misconduct (jurisdiction, party, item_id, case_id, ground, found_on, barred_until)
     values ($1, $2, $3, $4, 'fraud', $5, $6) on conflict do nothing`,
    [jurisdiction, party, itemId, caseId, on, until],
  );
}
