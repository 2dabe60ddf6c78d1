/**
 * Gives committed facts their places. Facts become visible in another order than they were written in, so "all after the
 * last one" would miss whoever commits late (8 of 100 in a trial). Instead: everything below the oldest transaction
 * still under way is over, for ever. That bound is read first; a second statement, which therefore sees all of it, takes
 * the facts between the last bound and this one. One statement for both was measured to be unstable.
 *
 * The order is that of the transactions, whatever the rounds: a round that a crash undid is done again the same way.
 */
import type { ClientBase } from 'pg';

/** How far the order has come. */
export interface Watermark {
  epoch: number;
  /** Facts placed. */
  size: number;
  /** Facts of transactions before it have their places. */
  transaction: bigint;
}

export interface Round extends Watermark {
  placed: number;
  /** More facts could be placed at once. */
  more: boolean;
}

/** One transaction may bring more; it is never cut. */
const mostInRound = 10_000;

/**
 * One round. Only ever called by whoever leads (`one-leader.ts`); were there two leaders after all, the second would
 * fail at the first place it takes.
 */
export async function placeFacts(
  client: ClientBase,
  mark: Watermark,
  most: number = mostInRound,
): Promise<Round> {
  const { rows: bounds } = await client.query<{ bound: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as bound',
  );
  const bound = BigInt(bounds[0]?.bound ?? 0);
  const waiting = await waitingBelow(client, mark, bound, most);
  if (waiting === undefined) return { ...mark, placed: 0, more: false };
  const until = waiting.beyond ?? bound;
  const { rows } = await client.query<{ placed: number }>({
    name: 'place-facts',
    text: placing,
    values: [String(mark.transaction), String(until), mark.size, mark.epoch],
  });
  const placed = rows[0]?.placed ?? 0;
  return {
    epoch: mark.epoch,
    size: mark.size + placed,
    transaction: until,
    placed,
    more: waiting.beyond !== undefined,
  };
}

/** Undefined when nothing waits; the order is that of the column, not of the text it is told as. `beyond` where a round must end because too much does. */
async function waitingBelow(client: ClientBase, mark: Watermark, bound: bigint, most: number) {
  const { rows } = await client.query<{ first: string | null; beyond: string | null }>({
    name: 'waiting-facts',
    text: `
      select (select a.transaction::text from ledger.arrival a
              where a.transaction >= $1::xid8 and a.transaction < $2::xid8 order by a.transaction limit 1) as first,
        (select a.transaction::text from ledger.arrival a
         where a.transaction >= $1::xid8 and a.transaction < $2::xid8
         order by a.transaction offset $3 limit 1) as beyond`,
    values: [String(mark.transaction), String(bound), most],
  });
  const { first, beyond } = rows[0] ?? { first: null, beyond: null };
  if (first === null) return undefined;
  if (beyond === null) return { beyond: undefined };
  return { beyond: BigInt(beyond) > BigInt(first) ? BigInt(beyond) : BigInt(first) + 1n };
}

/**
 * Takes what arrived in a range of transactions, from the `arrived` it is given. The joins are lateral with a limit: each
 * is one look into an index, whatever the planner believes about a table of millions. A fact that has its place already
 * (transaction ids of a restored database begin again) is passed over.
 */
const placingOf = (arrived: string, mark: string) => `
  with arrived as materialized (${arrived}),
  numbered as (
    select $3::bigint - 1 + row_number() over (
        order by a.transaction, a.jurisdiction, a.subject_type, a.subject_id, a.version) as position,
      a.jurisdiction, a.subject_type, a.subject_id, a.version, f.hash
    from arrived a
    cross join lateral (
      select hash from ledger.fact
      where jurisdiction = a.jurisdiction and subject_type = a.subject_type and subject_id = a.subject_id
        and version = a.version limit 1) f
    left join lateral (
      select position from ledger.sequence
      where jurisdiction = a.jurisdiction and subject_type = a.subject_type and subject_id = a.subject_id
        and version = a.version limit 1) s on true
    where s.position is null
  ),
  placed as (
    insert into ledger.sequence (position, jurisdiction, subject_type, subject_id, version, hash)
    select position, jurisdiction, subject_type, subject_id, version, hash from numbered
    returning 1
  ),
  counted as (select count(*)::integer as placed from placed),
  marked as (${mark})
  select placed, 1 / (select count(*) from marked) as alone from counted`;

/** $1 and $2 the range, $3 facts placed before, $4 the epoch. Fails when the mark is not where this leader left it. */
const placing = placingOf(
  `select * from ledger.arrival where transaction >= $1::xid8 and transaction < $2::xid8`,
  `update ledger.watermark set size = size + placed, transaction = $2::xid8
   from counted where epoch = $4 and size = $3 and transaction = $1::xid8 returning 1`,
);

/** $1 the new bound, $2 the cluster's identifier, $3 facts placed before, $4 the new epoch. */
const beginning = placingOf(
  'select * from ledger.arrival',
  `insert into ledger.watermark (epoch, system_identifier, began, size, transaction)
   select $4::integer, $2::text, $3::bigint + placed, $3::bigint + placed, $1::xid8 from counted returning 1`,
);

/**
 * Where the order stands. In another database cluster than before (a restored backup) transaction ids count anew: then
 * everything that has arrived and has no place is placed, and a new epoch begins.
 */
export async function readWatermark(client: ClientBase): Promise<Watermark> {
  const { rows } = await client.query<{
    epoch: number;
    size: number;
    transaction: string;
    known: string;
    here: string;
  }>(
    `select epoch, size, transaction::text, w.system_identifier as known, c.system_identifier::text as here
     from ledger.watermark w, pg_control_system() c order by epoch desc limit 1`,
  );
  const mark = rows[0];
  if (!mark) throw new Error('ledger.watermark is empty');
  const { epoch, size, transaction, known, here } = mark;
  if (known === here) return { epoch, size, transaction: BigInt(transaction) };
  const { rows: bounds } = await client.query<{ bound: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as bound',
  );
  await client.query(beginning, [bounds[0]?.bound, here, size, epoch + 1]);
  return readWatermark(client);
}
