/**
 * No sealed file without its fact, no fact without its file. A file is announced, stored, and only then named by a fact, whose
 * transaction takes the announcement back: what is still announced a while later has no fact and is removed.
 */
import type { PoolClient } from 'pg';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import { defineTask, type Recurrence, type Task } from '../../platform/jobs/task.ts';
import type { Platform } from '../../platform/platform.ts';
import { faultForLog } from '../../platform/process/fault-for-log.ts';

/** Far longer than anything between storing a file and committing its fact may take. */
const abandonedAfter = '1 hour';

export async function announce({ pool, jurisdiction }: Platform, sm3: string): Promise<void> {
  await pool.query({
    name: 'announce-file',
    text: `insert into documents.intended_file (jurisdiction, sm3) values ($1, decode($2, 'hex')) on conflict do nothing`,
    values: [jurisdiction, sm3],
  });
}

/** In the transaction of the fact that names the file. False when it was not announced, or is taken back already. */
export async function takeBack(client: PoolClient, jurisdiction: string, sm3: string): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'take-file-back',
    text: `delete from documents.intended_file where jurisdiction = $1 and sm3 = decode($2, 'hex')`,
    values: [jurisdiction, sm3],
  });
  return rowCount === 1;
}

/**
 * Removes the file unless a fact names it. Where nobody knows whether the fact was committed (the connection broke), the
 * announcement's row does: it is gone, or will be when that transaction ends, for which this one waits.
 */
export async function removeUnlessNamed(
  { pool, jurisdiction, documents }: Platform,
  sm3: string,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const isAbandoned = await takeBack(client, jurisdiction, sm3);
    // When it cannot be removed now, the announcement stays.
    if (isAbandoned) await documents.remove(sm3, new Date());
    return isAbandoned;
  });
}

export const removeAbandonedFiles: Task = defineTask(
  'remove-abandoned-files',
  () => undefined,
  async (platform) => {
    await sweepAbandoned(platform, abandonedAfter);
  },
);

export const sweeping: Recurrence = { task: removeAbandonedFiles.name, at: '41 * * * *' };

/** Returns how many were removed. One that cannot be removed keeps no other waiting. */
export async function sweepAbandoned(platform: Platform, after: string): Promise<number> {
  const { pool, jurisdiction, log } = platform;
  const { rows } = await pool.query<{ sm3: string }>(
    `select encode(sm3, 'hex') as sm3 from documents.intended_file
     where jurisdiction = $1 and intended_at < now() - $2::interval limit 1000`,
    [jurisdiction, after],
  );
  let removed = 0;
  for (const { sm3 } of rows) {
    try {
      if (await removeUnlessNamed(platform, sm3)) removed++;
    } catch (fault) {
      log.error({ ...faultForLog(fault), file: sm3 }, '没有事实的文件未能删除');
    }
  }
  if (removed > 0) log.warn({ removed }, '删除了没有事实的文件');
  return removed;
}
