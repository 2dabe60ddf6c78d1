/** Orders to erase, as rows and as facts in the order's own stream: both come in one transaction. */
import { randomBytes } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import type { Basis } from '../../kernel/basis.ts';
import type { FactActor, NewFact } from '../../kernel/procedure/fact.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { addJob } from '../../platform/jobs/task.ts';
import { appendInTransaction } from '../../platform/ledger/append-to-stream.ts';
import type { Platform } from '../../platform/platform.ts';
import { type GroundId, groundOf } from './grounds.ts';

export interface ErasureOrderRow {
  id: string;
  ground: GroundId;
  basis: string;
  reasons: string;
  status: 'proposed' | 'refused' | 'approved' | 'carried-out';
  /** Person ids. */
  proposedBy: string;
  proposedAt: Date;
  decidedBy: FactActor | null;
  decidedAt: Date | null;
  carriedOutAt: Date | null;
  total: number;
  done: number;
}

export interface OrderedCase {
  caseId: number;
  versions: number[] | null;
}

export interface Proposal {
  ground: GroundId;
  basis: Basis;
  reasons: string;
  cases: OrderedCase[];
}

export const carryOutErasure = 'carry-out-erasure';

/** In the transaction of `client`. Answers the order's id. */
export async function proposeErasure(
  { jurisdiction, clock }: Platform,
  client: ClientBase,
  proposal: Proposal,
  actor: FactActor,
): Promise<string> {
  const { ground, basis, reasons, cases } = proposal;
  const id = randomBytes(9).toString('hex');
  const now = clock.now();
  await client.query(
    `insert into retention.erasure_order (jurisdiction, id, ground, basis, reasons, status, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, 'proposed', $6, $7)`,
    [jurisdiction, id, ground, basis.ref, reasons, actor.person, now],
  );
  await client.query(
    `insert into retention.erasure_case (jurisdiction, order_id, case_id, versions)
     select $1, $2, one."caseId", case when one.versions is null then null
         else array(select jsonb_array_elements_text(one.versions)::int) end
     from jsonb_to_recordset($3::jsonb) as one("caseId" bigint, versions jsonb)`,
    [jurisdiction, id, JSON.stringify(cases.map((one) => ({ ...one, versions: one.versions ?? undefined })))],
  );
  const fact: NewFact = {
    kind: 'erasure-proposed',
    effectiveOn: legalDayOf(now),
    basis: [basis],
    data: {
      ground,
      cases: cases.map(({ caseId, versions }) => ({
        case: String(caseId),
        ...(versions ? { versions } : {}),
      })),
    },
    payload: { reasons },
  };
  await append({ jurisdiction, clock }, client, id, fact, actor);
  return id;
}

/** In the transaction of `client`, which has locked it; approved, it is carried out by a job of the same transaction. */
export async function decideErasure(
  { jurisdiction, clock }: Platform,
  client: ClientBase,
  order: ErasureOrderRow,
  { approve, reasons }: { approve: boolean; reasons: string },
  actor: FactActor,
): Promise<void> {
  const now = clock.now();
  await client.query(
    `update retention.erasure_order set status = $3, decided_by = $4, decided_at = $5
     where jurisdiction = $1 and id = $2`,
    [jurisdiction, order.id, approve ? 'approved' : 'refused', JSON.stringify(actor), now],
  );
  const effectiveOn = legalDayOf(now);
  const rest = { basis: [basisOf(order)], data: {}, payload: { reasons } };
  const fact: NewFact = approve
    ? { kind: 'erasure-approved', effectiveOn, ...rest }
    : { kind: 'erasure-refused', effectiveOn, ...rest };
  await append({ jurisdiction, clock }, client, order.id, fact, actor);
  if (approve) await addJob(client, carryOutErasure, { jurisdiction, id: order.id });
}

/** In the transaction of `client`, once everything is gone; a second time it changes nothing. */
export async function closeErasure(
  { jurisdiction, clock }: Platform,
  client: ClientBase,
  order: ErasureOrderRow,
): Promise<void> {
  const now = clock.now();
  const { rowCount } = await client.query(
    `update retention.erasure_order set status = 'carried-out', carried_out_at = $3
     where jurisdiction = $1 and id = $2 and status = 'approved'`,
    [jurisdiction, order.id, now],
  );
  if (rowCount !== 1) return;
  const fact: NewFact = {
    kind: 'erasure-carried-out',
    effectiveOn: legalDayOf(now),
    basis: [basisOf(order)],
    data: { cases: order.total },
    payload: {},
  };
  await append({ jurisdiction, clock }, client, order.id, fact, { person: 'system', capacity: 'system' });
}

export function basisOf({ ground, basis }: ErasureOrderRow): Basis {
  return { kind: groundOf(ground).kind, ref: basis };
}

function append(
  { jurisdiction, clock }: Pick<Platform, 'jurisdiction' | 'clock'>,
  client: ClientBase,
  id: string,
  fact: NewFact,
  actor: FactActor,
): Promise<void> {
  return appendInTransaction(
    client,
    { jurisdiction, subjectType: 'erasure', subjectId: id },
    [fact],
    actor,
    clock.now(),
  );
}

const columns = `o.id, o.ground, o.basis, o.reasons, o.status, o.proposed_by as "proposedBy", o.proposed_at as "proposedAt",
  o.decided_by as "decidedBy", o.decided_at as "decidedAt", o.carried_out_at as "carriedOutAt",
  (select count(*)::int from retention.erasure_case c
   where c.jurisdiction = o.jurisdiction and c.order_id = o.id) as total,
  (select count(*)::int from retention.erasure_case c
   where c.jurisdiction = o.jurisdiction and c.order_id = o.id and c.done_at is not null) as done`;

export async function findErasure(
  database: Pool | ClientBase,
  jurisdiction: string,
  id: string,
): Promise<ErasureOrderRow | undefined> {
  const { rows } = await database.query<ErasureOrderRow>(
    `select ${columns} from retention.erasure_order o where o.jurisdiction = $1 and o.id = $2`,
    [jurisdiction, id],
  );
  return rows[0];
}

/** For whoever decides it: of two at once the second sees what the first did. */
export async function lockErasure(
  client: ClientBase,
  jurisdiction: string,
  id: string,
): Promise<ErasureOrderRow> {
  await client.query('select from retention.erasure_order where jurisdiction = $1 and id = $2 for update', [
    jurisdiction,
    id,
  ]);
  const order = await findErasure(client, jurisdiction, id);
  if (!order) throw new Error(`no erasure order ${id}`);
  return order;
}

/** Newest first, those proposed before a moment. */
export async function listErasures(
  pool: Pool,
  jurisdiction: string,
  { status, before, limit }: { status?: string; before?: { at: string; id: string }; limit: number },
): Promise<ErasureOrderRow[]> {
  const { rows } = await pool.query<ErasureOrderRow>(
    `select ${columns} from retention.erasure_order o
     where o.jurisdiction = $1 and ($2::text is null or o.status = $2)
       and ($3::timestamptz is null or (o.proposed_at, o.id) < ($3, $4::text))
     order by o.proposed_at desc, o.id desc limit $5`,
    [jurisdiction, status ?? null, before?.at ?? null, before?.id ?? null, limit],
  );
  return rows;
}

/** With their case numbers, in the order of their ids. */
export async function listOrderedCases(
  pool: Pool,
  jurisdiction: string,
  id: string,
): Promise<(OrderedCase & { caseNo: string; done: boolean })[]> {
  const { rows } = await pool.query<OrderedCase & { caseNo: string; done: boolean }>(
    `select e.case_id as "caseId", e.versions, c.case_no as "caseNo", e.done_at is not null as done
     from retention.erasure_case e join cases.current c on c.jurisdiction = e.jurisdiction and c.id = e.case_id
     where e.jurisdiction = $1 and e.order_id = $2 order by e.case_id`,
    [jurisdiction, id],
  );
  return rows;
}
