/**
 * The parties hear of what happened to their case: a message, once for each fact, however often the task runs. What is
 * still to be told stands in cases.untold, written with the fact; a step pays one narrow row for it and no more.
 */
import { onceInTransaction } from '../../platform/jobs/once-in-transaction.ts';
import { defineTask, type Task } from '../../platform/jobs/task.ts';
import type { Platform } from '../../platform/platform.ts';
import { faultForLog } from '../../platform/process/fault-for-log.ts';
import { notify, partyRecipient } from '../notifications/public.ts';
import { createCases } from './cases.ts';
import { factInWords } from './fact-words.ts';
import { telling } from './wake-telling.ts';

const pageSize = 200;

interface Untold {
  caseId: number;
  version: number;
}

/** Tells everything untold; a fact that cannot be told keeps the others from waiting and is tried again later. */
export const tellApplicants: Task = defineTask(
  telling,
  () => undefined,
  async (platform) => {
    const failed: Untold[] = [];
    for (;;) {
      const page = await nextUntold(platform, failed);
      if (page.length === 0) break;
      for (const untold of page) {
        try {
          await tell(platform, untold);
        } catch (fault) {
          platform.log.error({ ...faultForLog(fault), ...untold }, '消息未能写出');
          failed.push(untold);
        }
      }
    }
    if (failed.length > 0) throw new Error(`${failed.length} facts could not be told`);
  },
);

async function nextUntold({ pool, jurisdiction }: Platform, failed: Untold[]): Promise<Untold[]> {
  const { rows } = await pool.query<Untold>(
    `select u.case_id as "caseId", u.version from cases.untold u
     where u.jurisdiction = $1
       and not exists (select 1 from unnest($2::bigint[], $3::int[]) as f(id, version)
                       where f.id = u.case_id and f.version = u.version)
     order by u.case_id, u.version limit $4`,
    [jurisdiction, failed.map((one) => one.caseId), failed.map((one) => one.version), pageSize],
  );
  return rows.map((row) => ({ caseId: Number(row.caseId), version: row.version }));
}

async function tell(platform: Platform, { caseId, version }: Untold): Promise<void> {
  const { pool, jurisdiction, clock } = platform;
  const open = await createCases(platform).load(caseId);
  const fact = open?.record.facts.find((one) => one.version === version);
  if (!open || !fact) throw new Error(`case ${caseId} has no fact ${version}`);
  const { record } = open;
  const text = `${record.itemName}（${record.caseNo}）：${factInWords(open, fact, fact.payload)}`;
  const key = {
    jurisdiction,
    reaction: 'tell-applicant',
    subjectType: 'case',
    subjectId: String(caseId),
    version,
  };
  await onceInTransaction(pool, key, async (client) => {
    for (const party of record.agent ? [record.applicant, record.agent] : [record.applicant]) {
      await notify(client, {
        jurisdiction,
        recipient: partyRecipient(party),
        subject: { type: 'case', id: record.caseNo },
        kind: fact.kind,
        text,
        at: clock.now(),
      });
    }
  });
  await pool.query('delete from cases.untold where jurisdiction = $1 and case_id = $2 and version = $3', [
    jurisdiction,
    caseId,
    version,
  ]);
}
