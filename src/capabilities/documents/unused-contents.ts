/**
 * Contents that no row refers to: what a crash left between the store and the row, and what was erased. A column that
 * names a content is called `sm3` or ends in `_sm3`; these are found in the database's own catalogue, so that a table
 * nobody thought of keeps its contents. A column of that name that means something else does no harm.
 */
import type { ClientBase, PoolClient } from 'pg';
import { BACKUP_LOCK } from '../../platform/backup/take-backup.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import { addJob, defineTask, type Task } from '../../platform/jobs/task.ts';
import type { Platform } from '../../platform/platform.ts';

/** Longer than any upload takes between its content and its row. */
const unusedForMs = 60 * 60 * 1000;
const pageSize = 500;

export class BackupUnderWay extends Error {
  override readonly name = 'BackupUnderWay';
}

/** Removes those of the contents that nothing refers to and nobody has put lately. Answers those that are gone. */
export async function removeUnused(platform: Platform, contents: readonly string[]): Promise<string[]> {
  return inTransaction(platform.pool, async (client) => {
    await refuseDuringBackup(client);
    const used = await usedAmong(client, contents);
    const before = new Date(Date.now() - unusedForMs);
    const gone: string[] = [];
    for (const sm3 of contents) {
      if (!used.has(sm3) && (await platform.documents.remove(sm3, before))) gone.push(sm3);
    }
    return gone;
  });
}

async function refuseDuringBackup(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1) as free', [
    BACKUP_LOCK,
  ]);
  if (!rows[0]?.free) throw new BackupUnderWay('A backup is under way and may need the content.');
}

async function usedAmong(client: PoolClient, contents: readonly string[]): Promise<Set<string>> {
  const { rows: columns } = await client.query<{ table: string; name: string }>(
    `select c.oid::regclass::text as table, quote_ident(a.attname) as name
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relkind = 'r' and a.atttypid = 'bytea'::regtype and not a.attisdropped and a.attname ~ '(^|_)sm3$'
     order by c.relname = 'document' desc`,
  );
  const used = new Set<string>();
  for (const { table, name } of columns) {
    const open = contents.filter((sm3) => !used.has(sm3));
    if (open.length === 0) break;
    const { rows } = await client.query<{ sm3: string }>(
      `select distinct encode(${name}, 'hex') as sm3 from ${table}
       where ${name} = any(array(select decode(one, 'hex') from unnest($1::text[]) as one))`,
      [open],
    );
    for (const { sm3 } of rows) used.add(sm3);
  }
  return used;
}

/** Looks through the whole store, a page at a time. */
export async function sweepContents(platform: Platform): Promise<number> {
  const before = Date.now() - unusedForMs;
  let removed = 0;
  let page: string[] = [];
  for await (const { sm3, storedAt } of platform.documents.list()) {
    if (storedAt.getTime() > before) continue;
    page.push(sm3);
    if (page.length < pageSize) continue;
    removed += (await removeUnused(platform, page)).length;
    page = [];
  }
  return removed + (await removeUnused(platform, page)).length;
}

const removing = 'remove-erased-contents';

/** In the transaction of the erasure: the contents go soon after, however that process ends. */
export function removeContentsLater(client: ClientBase, contents: readonly string[]): Promise<void> {
  return addJob(client, removing, { contents });
}

/** What is used, or was put lately, stays; during a backup the job waits and is tried again. */
export const removeErasedContents: Task = defineTask(removing, readContents, async (platform, contents) => {
  await removeUnused(platform, contents);
});

export const sweepUnusedContents: Task = defineTask(
  'sweep-unused-contents',
  () => undefined,
  async (platform) => {
    const removed = await sweepContents(platform);
    if (removed > 0) platform.log.info({ removed }, '已清理没有引用的文件内容');
  },
);

function readContents(payload: unknown): string[] {
  const contents =
    typeof payload === 'object' && payload !== null && 'contents' in payload ? payload.contents : undefined;
  if (!Array.isArray(contents) || !contents.every((one) => typeof one === 'string')) {
    throw new Error('The job names no contents.');
  }
  return contents;
}
