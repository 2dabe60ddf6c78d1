/** Archiving (归档, 档案法实施条例 §19): the cases closed in a period, one package each, by a job that shows how far it is. */
import { randomBytes } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { law } from '../../kernel/basis.ts';
import type { FactActor } from '../../kernel/procedure/fact.ts';
import { type LegalDay, legalDayOf } from '../../kernel/time/legal-day.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import { addJob, defineTask, type Task } from '../../platform/jobs/task.ts';
import { appendInTransaction } from '../../platform/ledger/append-to-stream.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases, type OpenCase } from '../cases/public.ts';
import { removeContentsLater } from '../documents/public.ts';
import { type CheckpointOnDemand, checkpointsOnDemand } from '../evidence/public.ts';
import { archivePackage, type PackageHead } from './archive-package.ts';
import { type NewArchived, putArchived } from './archived-cases.ts';
import { classOf, keepUntil } from './schedule.ts';
import { currentSchedule } from './stored-schedule.ts';

export interface ArchiveBatch {
  id: string;
  madeBy: string;
  madeAt: Date;
  closedFrom: LegalDay;
  closedTo: LegalDay;
  status: 'running' | 'done';
  /** Where an interrupted run goes on. */
  lastCase: number;
  archived: number;
}

const archiving = 'archive-closed-cases';

/** In the transaction of `client`: the batch and the job that works it off. `origin` is where receipts can be checked. */
export async function beginBatch(
  { jurisdiction, clock }: Platform,
  client: ClientBase,
  {
    closedFrom,
    closedTo,
    madeBy,
    origin,
  }: { closedFrom: LegalDay; closedTo: LegalDay; madeBy: string; origin: string },
): Promise<string> {
  const id = `${closedTo.replaceAll('-', '')}-${randomBytes(3).toString('hex')}`;
  await client.query(
    `insert into retention.batch (jurisdiction, id, made_by, made_at, closed_from, closed_to, status)
     values ($1, $2, $3, $4, $5, $6, 'running')`,
    [jurisdiction, id, madeBy, clock.now(), closedFrom, closedTo],
  );
  await addJob(client, archiving, { id, origin }, { queue: archiving });
  return id;
}

const columns = `id, made_by as "madeBy", made_at as "madeAt", closed_from as "closedFrom", closed_to as "closedTo", status,
  last_case as "lastCase", archived`;

export async function findBatch(
  pool: Pool,
  jurisdiction: string,
  id: string,
): Promise<ArchiveBatch | undefined> {
  const { rows } = await pool.query<ArchiveBatch>(
    `select ${columns} from retention.batch where jurisdiction = $1 and id = $2`,
    [jurisdiction, id],
  );
  return rows[0];
}

/** Newest first. */
export async function listBatches(pool: Pool, jurisdiction: string, limit: number): Promise<ArchiveBatch[]> {
  const { rows } = await pool.query<ArchiveBatch>(
    `select ${columns} from retention.batch where jurisdiction = $1 order by made_at desc, id limit $2`,
    [jurisdiction, limit],
  );
  return rows;
}

/** Interrupted, it goes on behind the last case; a case packed twice has the second package. */
export const archiveClosedCases: Task = defineTask(archiving, readJob, async (platform, { id, origin }) => {
  const onDemand = checkpointsOnDemand(platform);
  for (;;) {
    const batch = await findBatch(platform.pool, platform.jurisdiction, id);
    if (batch?.status !== 'running') return;
    const page = await nextCases(platform, batch);
    for (const caseId of page) await archiveOne(platform, batch, caseId, { origin, onDemand });
    if (page.length === 0) return closeBatch(platform, id);
  }
});

const pageSize = 50;

/** Closed cases without a package of how they stand; when each was closed, its facts say. */
async function nextCases(platform: Platform, batch: ArchiveBatch): Promise<number[]> {
  const { closedStatuses } = createCases(platform);
  const { rows } = await platform.pool.query<{ id: number }>(
    `select c.id from cases.current c
     where c.jurisdiction = $1 and c.id > $2 and c.filed and c.status = any($3)
       and not exists (select from retention.archived_case a
                       where a.jurisdiction = c.jurisdiction and a.case_id = c.id
                         and (a.package_version = c.version or a.destroyed_on is not null))
     order by c.id limit ${pageSize}`,
    [platform.jurisdiction, batch.lastCase, closedStatuses],
  );
  return rows.map(({ id }) => id);
}

interface Packing {
  origin: string;
  onDemand: CheckpointOnDemand;
}

async function archiveOne(
  platform: Platform,
  batch: ArchiveBatch,
  caseId: number,
  packing: Packing,
): Promise<void> {
  const open = await createCases(platform).load(caseId);
  const on = open && createCases(platform).closedOn(open);
  const wanted = open && on && on >= batch.closedFrom && on <= batch.closedTo;
  const row = wanted ? await pack(platform, open, on, batch, packing) : undefined;
  await inTransaction(platform.pool, async (client) => {
    if (row) await record(platform, client, row);
    await client.query(
      `update retention.batch set last_case = $3, archived = archived + $4
       where jurisdiction = $1 and id = $2 and last_case < $3`,
      [platform.jurisdiction, batch.id, caseId, row ? 1 : 0],
    );
  });
}

async function pack(
  platform: Platform,
  open: OpenCase,
  closedOn: LegalDay,
  { id: batch }: ArchiveBatch,
  packing: Packing,
): Promise<NewArchived> {
  const { record: one, item, directory } = open;
  const schedule = await currentSchedule(platform);
  const name = classOf(schedule, {
    itemId: one.itemId,
    taskType: item.taskType,
    result: item.resultType,
    status: one.status,
  });
  const archivedAt = platform.clock.now();
  const until = keepUntil(schedule, name, closedOn);
  const head: PackageHead = {
    caseNo: one.caseNo,
    caseVersion: one.version,
    itemName: one.itemName,
    authorityName: directory.authorities.get(one.authority)?.name ?? one.authority,
    officeName: directory.officeName(one.office, closedOn),
    applicant: one.applicantName,
    closedOn,
    class: name,
    classLabel: schedule.classes[name]?.label ?? name,
    keepUntil: until,
    schedule: `${schedule.title}（第 ${schedule.version} 版）`,
    archivedAt: archivedAt.toISOString(),
  };
  const { sm3, size } = await platform.documents.put(await archivePackage(platform, open, head, packing));
  return {
    caseId: one.id,
    caseNo: one.caseNo,
    itemName: one.itemName,
    office: one.office,
    closedOn,
    class: name,
    keepUntil: until,
    scheduleVersion: schedule.version,
    batch,
    archivedAt,
    packageVersion: one.version,
    packageSm3: sm3,
    packageSize: size,
  };
}

const archiver: FactActor = { person: 'system', capacity: 'system' };

/** Row and fact together: that this package was there on that day can be shown to anybody. */
async function record(
  { jurisdiction, clock }: Platform,
  client: ClientBase,
  row: NewArchived,
): Promise<void> {
  const replaced = await putArchived(client, jurisdiction, row);
  if (replaced && replaced !== row.packageSm3) await removeContentsLater(client, [replaced]);
  await appendInTransaction(
    client,
    { jurisdiction, subjectType: 'archive', subjectId: row.caseNo },
    [
      {
        kind: 'archived',
        effectiveOn: legalDayOf(row.archivedAt),
        basis: [law('档案法实施条例 第十九条')],
        data: {
          case: String(row.caseId),
          caseVersion: row.packageVersion,
          closedOn: row.closedOn,
          class: row.class,
          keepUntil: row.keepUntil,
          schedule: row.scheduleVersion,
          package: row.packageSm3,
          size: row.packageSize,
          batch: row.batch,
        },
        payload: {},
      },
    ],
    archiver,
    clock.now(),
  );
}

async function closeBatch({ pool, jurisdiction }: Platform, id: string): Promise<void> {
  await pool.query(`update retention.batch set status = 'done' where jurisdiction = $1 and id = $2`, [
    jurisdiction,
    id,
  ]);
}

function readJob(payload: unknown): { id: string; origin: string } {
  const { id, origin } =
    typeof payload === 'object' && payload !== null ? { id: undefined, origin: '', ...payload } : {};
  if (typeof id !== 'string' || typeof origin !== 'string') throw new Error('The job names no batch.');
  return { id, origin };
}
