/** Handing over to the public archive (移交, 档案法实施条例 §20, §40): a list, and later the day and the name of who took it. */
import { randomBytes } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { law } from '../../kernel/basis.ts';
import type { FactActor, NewFact } from '../../kernel/procedure/fact.ts';
import { type LegalDay, legalDayOf } from '../../kernel/time/legal-day.ts';
import { appendInTransaction } from '../../platform/ledger/append-to-stream.ts';
import type { Platform } from '../../platform/platform.ts';

export interface Transfer {
  id: string;
  receiver: string;
  /** Person id. */
  madeBy: string;
  madeAt: Date;
  handedOverOn: LegalDay | null;
  takenBy: string | null;
  cases: number;
}

const basis = [law('档案法实施条例 第二十条'), law('档案法实施条例 第四十条')];

/** In the transaction of `client`. Cases without a package, and those on another list, stay out of it. */
export async function makeTransfer(
  { jurisdiction, clock }: Platform,
  client: ClientBase,
  { receiver, caseNos }: { receiver: string; caseNos: readonly string[] },
  actor: FactActor,
): Promise<{ id: string; listed: string[] }> {
  const now = clock.now();
  const id = `${legalDayOf(now).replaceAll('-', '')}-${randomBytes(3).toString('hex')}`;
  await client.query(
    `insert into retention.transfer (jurisdiction, id, receiver, made_by, made_at) values ($1, $2, $3, $4, $5)`,
    [jurisdiction, id, receiver, actor.person, now],
  );
  const { rows } = await client.query<{ caseNo: string; sm3: string }>(
    `update retention.archived_case set transfer = $2
     where jurisdiction = $1 and case_no = any($3) and transfer is null and package_sm3 is not null
     returning case_no as "caseNo", encode(package_sm3, 'hex') as sm3`,
    [jurisdiction, id, caseNos],
  );
  const fact: NewFact = {
    kind: 'transfer-listed',
    effectiveOn: legalDayOf(now),
    basis,
    data: { packages: rows.map(({ sm3 }) => sm3).sort() },
    payload: { receiver },
  };
  await append({ jurisdiction, clock }, client, id, fact, actor);
  return { id, listed: rows.map(({ caseNo }) => caseNo) };
}

/** In the transaction of `client`. False when it was handed over already. */
export async function handOverTransfer(
  { jurisdiction, clock }: Platform,
  client: ClientBase,
  id: string,
  { on, takenBy }: { on: LegalDay; takenBy: string },
  actor: FactActor,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update retention.transfer set handed_over_on = $3, taken_by = $4
     where jurisdiction = $1 and id = $2 and handed_over_on is null`,
    [jurisdiction, id, on, takenBy],
  );
  if (rowCount !== 1) return false;
  const fact: NewFact = { kind: 'transferred', effectiveOn: on, basis, data: {}, payload: { takenBy } };
  await append({ jurisdiction, clock }, client, id, fact, actor);
  return true;
}

function append(
  { jurisdiction, clock }: Pick<Platform, 'jurisdiction' | 'clock'>,
  client: ClientBase,
  id: string,
  fact: NewFact,
  actor: FactActor,
): Promise<void> {
  const stream = { jurisdiction, subjectType: 'transfer', subjectId: id };
  return appendInTransaction(client, stream, [fact], actor, clock.now());
}

const columns = `t.id, t.receiver, t.made_by as "madeBy", t.made_at as "madeAt", t.handed_over_on as "handedOverOn",
  t.taken_by as "takenBy", (select count(*)::int from retention.archived_case a
    where a.jurisdiction = t.jurisdiction and a.transfer = t.id) as cases`;

export async function findTransfer(
  pool: Pool,
  jurisdiction: string,
  id: string,
): Promise<Transfer | undefined> {
  const { rows } = await pool.query<Transfer>(
    `select ${columns} from retention.transfer t where t.jurisdiction = $1 and t.id = $2`,
    [jurisdiction, id],
  );
  return rows[0];
}

/** Newest first. */
export async function listTransfers(pool: Pool, jurisdiction: string, limit: number): Promise<Transfer[]> {
  const { rows } = await pool.query<Transfer>(
    `select ${columns} from retention.transfer t where t.jurisdiction = $1 order by t.made_at desc, t.id limit $2`,
    [jurisdiction, limit],
  );
  return rows;
}
