/** Rows of batches: which cases somebody wants certificates for, and what came of each. */
import type { PoolClient } from 'pg';
import type { Platform } from '../../platform/platform.ts';

export interface Batch {
  id: string;
  account: string;
  person: string;
  madeAt: Date;
}

export interface BatchCase {
  caseNo: string;
  state: 'waiting' | 'made' | 'failed';
  code: string | null;
  reason: string | null;
}

export type BatchCounts = Record<BatchCase['state'], number>;

type Place = Pick<Platform, 'pool' | 'jurisdiction'>;

export async function insertBatch(
  client: PoolClient,
  jurisdiction: string,
  { id, account, person, madeAt }: Batch,
  caseNos: readonly string[],
): Promise<void> {
  await client.query(
    `insert into licences.batch (jurisdiction, id, made_by_account, made_by_person, made_at) values ($1, $2, $3, $4, $5)`,
    [jurisdiction, id, account, person, madeAt],
  );
  await client.query(
    `insert into licences.batch_case (jurisdiction, batch_id, case_no, position, state)
     select $1, $2, case_no, position, 'waiting' from unnest($3::text[]) with ordinality as wanted (case_no, position)`,
    [jurisdiction, id, caseNos],
  );
}

const columns = `id, made_by_account as account, made_by_person as person, made_at as "madeAt"`;

export async function findBatch({ pool, jurisdiction }: Place, id: string): Promise<Batch | undefined> {
  const { rows } = await pool.query<Batch>(
    `select ${columns} from licences.batch where jurisdiction = $1 and id = $2`,
    [jurisdiction, id],
  );
  return rows[0];
}

/** Hers, the latest first. */
export async function listBatches({ pool, jurisdiction }: Place, account: string): Promise<Batch[]> {
  const { rows } = await pool.query<Batch>(
    `select ${columns} from licences.batch where jurisdiction = $1 and made_by_account = $2
     order by made_at desc limit 20`,
    [jurisdiction, account],
  );
  return rows;
}

export async function countCases({ pool, jurisdiction }: Place, id: string): Promise<BatchCounts> {
  const { rows } = await pool.query<{ state: BatchCase['state']; count: number }>(
    `select state, count(*)::int as count from licences.batch_case where jurisdiction = $1 and batch_id = $2
     group by state`,
    [jurisdiction, id],
  );
  const none: BatchCounts = { waiting: 0, made: 0, failed: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

export async function listCasesOf({ pool, jurisdiction }: Place, id: string): Promise<BatchCase[]> {
  const { rows } = await pool.query<BatchCase>(
    `select case_no as "caseNo", state, code, reason from licences.batch_case
     where jurisdiction = $1 and batch_id = $2 order by position`,
    [jurisdiction, id],
  );
  return rows;
}

export async function settleCase(
  { pool, jurisdiction }: Place,
  batchId: string,
  { caseNo, state, code, reason }: BatchCase,
): Promise<void> {
  await pool.query(
    `update licences.batch_case set state = $4, code = $5, reason = $6
     where jurisdiction = $1 and batch_id = $2 and case_no = $3`,
    [jurisdiction, batchId, caseNo, state, code, reason],
  );
}

/** Returns how many are tried again. */
export async function waitAgain(client: PoolClient, jurisdiction: string, batchId: string): Promise<number> {
  const { rowCount } = await client.query(
    `update licences.batch_case set state = 'waiting', code = null, reason = null
     where jurisdiction = $1 and batch_id = $2 and state = 'failed'`,
    [jurisdiction, batchId],
  );
  return rowCount ?? 0;
}
