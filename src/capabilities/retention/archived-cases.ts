/** The archive's register (归档目录), as rows. */
import type { ClientBase, Pool } from 'pg';
import type { LegalDay } from '../../kernel/time/legal-day.ts';

export interface ArchivedCase {
  caseId: number;
  caseNo: string;
  itemName: string;
  office: string;
  closedOn: LegalDay;
  class: string;
  /** Null: for ever. */
  keepUntil: LegalDay | null;
  scheduleVersion: number;
  batch: string;
  archivedAt: Date;
  /** Null once destroyed, or until it is packed anew. */
  packageVersion: number | null;
  packageSm3: string | null;
  packageSize: number | null;
  transfer: string | null;
  destroyedOn: LegalDay | null;
}

const columns = `a.case_id as "caseId", a.case_no as "caseNo", a.item_name as "itemName", a.office, a.closed_on as "closedOn",
  a.class, a.keep_until as "keepUntil", a.schedule_version as "scheduleVersion", a.batch, a.archived_at as "archivedAt",
  a.package_version as "packageVersion", encode(a.package_sm3, 'hex') as "packageSm3", a.package_size as "packageSize",
  a.transfer, a.destroyed_on as "destroyedOn"`;

export interface ArchiveQuery {
  class?: string;
  /** Retention over before this day. */
  dueBefore?: LegalDay;
  batch?: string;
  transfer?: string;
  /** Case ids beyond it. */
  after?: number;
  limit: number;
}

/** In the order of their ids; what was destroyed is listed only by its batch or transfer. */
export async function listArchived(
  pool: Pool,
  jurisdiction: string,
  query: ArchiveQuery,
): Promise<ArchivedCase[]> {
  const { class: name, dueBefore, batch, transfer, after = 0, limit } = query;
  const { rows } = await pool.query<ArchivedCase>(
    `select ${columns} from retention.archived_case a
     where a.jurisdiction = $1 and a.case_id > $2 and ($3::text is null or a.class = $3)
       and ($4::date is null or (a.keep_until < $4 and a.destroyed_on is null))
       and ($5::text is null or a.batch = $5) and ($6::text is null or a.transfer = $6)
     order by a.case_id limit $7`,
    [jurisdiction, after, name ?? null, dueBefore ?? null, batch ?? null, transfer ?? null, limit],
  );
  return rows;
}

export async function findArchived(
  pool: Pool,
  jurisdiction: string,
  caseNo: string,
): Promise<ArchivedCase | undefined> {
  const { rows } = await pool.query<ArchivedCase>(
    `select ${columns} from retention.archived_case a
     join cases.current c on c.jurisdiction = a.jurisdiction and c.id = a.case_id
     where a.jurisdiction = $1 and c.case_no = $2`,
    [jurisdiction, caseNo],
  );
  return rows[0];
}

export type NewArchived = Omit<
  ArchivedCase,
  'packageVersion' | 'packageSm3' | 'packageSize' | 'transfer' | 'destroyedOn'
> & { packageVersion: number; packageSm3: string; packageSize: number };

/** Puts the row, or a newer package into it. Answers the digest of the package that it replaces. */
export async function putArchived(
  client: ClientBase,
  jurisdiction: string,
  row: NewArchived,
): Promise<string | undefined> {
  const before = await client.query<{ sm3: string | null }>(
    `select encode(package_sm3, 'hex') as sm3 from retention.archived_case
     where jurisdiction = $1 and case_id = $2 for update`,
    [jurisdiction, row.caseId],
  );
  await client.query(
    `insert into retention.archived_case as a (jurisdiction, case_id, case_no, item_name, office, closed_on, class, keep_until,
       schedule_version, batch, archived_at, package_version, package_sm3, package_size)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, decode($13, 'hex'), $14)
     on conflict (jurisdiction, case_id) do update set class = excluded.class, keep_until = excluded.keep_until,
       schedule_version = excluded.schedule_version, batch = excluded.batch, archived_at = excluded.archived_at,
       package_version = excluded.package_version, package_sm3 = excluded.package_sm3, package_size = excluded.package_size`,
    [
      jurisdiction,
      row.caseId,
      row.caseNo,
      row.itemName,
      row.office,
      row.closedOn,
      row.class,
      row.keepUntil,
      row.scheduleVersion,
      row.batch,
      row.archivedAt,
      row.packageVersion,
      row.packageSm3,
      row.packageSize,
    ],
  );
  return before.rows[0]?.sm3 ?? undefined;
}

/** The package goes; destroyed for good with a day, to be packed anew without one. Answers its digest. */
export async function dropPackage(
  client: ClientBase,
  jurisdiction: string,
  caseId: number,
  destroyedOn: LegalDay | null,
): Promise<string | undefined> {
  const { rows } = await client.query<{ sm3: string | null }>(
    `with old as (select package_sm3 from retention.archived_case where jurisdiction = $1 and case_id = $2 for update)
     update retention.archived_case a
     set package_version = null, package_sm3 = null, package_size = null, destroyed_on = coalesce($3, destroyed_on)
     from old where a.jurisdiction = $1 and a.case_id = $2
     returning encode(old.package_sm3, 'hex') as sm3`,
    [jurisdiction, caseId, destroyedOn],
  );
  return rows[0]?.sm3 ?? undefined;
}
