/**
 * A new arrangement of holidays moves days that were reckoned before it was known. What a case shows is reckoned anew each
 * time; the rows that lists and boards read are written by steps, and a step that finds the new calendar on both sides of
 * itself sees nothing to write. So they are written here, case by case.
 */
import type { PoolClient } from 'pg';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import type { CaseParts } from './open-case.ts';
import { evidenceOf, loadCase } from './open-case.ts';
import { type Projection, project } from './projection.ts';

/** Cases with a limit that ends on `from` or later; earlier ones no day after them concerns. How many moved. */
export async function recountLimits(parts: CaseParts, from: LegalDay): Promise<number> {
  const { pool, jurisdiction } = parts.platform;
  await parts.calendar.refresh();
  let moved = 0;
  let after = 0;
  for (;;) {
    const { rows } = await pool.query<{ id: string }>(
      `select distinct case_id as id from cases.clock
       where jurisdiction = $1 and due >= $2 and case_id > $3 order by case_id limit 200`,
      [jurisdiction, from, after],
    );
    for (const { id } of rows) if (await recount(parts, Number(id))) moved++;
    const last = rows.at(-1);
    if (!last) return moved;
    after = Number(last.id);
  }
}

async function recount(parts: CaseParts, id: number): Promise<boolean> {
  const { pool, jurisdiction } = parts.platform;
  const open = await loadCase(parts, id);
  if (!open) return false;
  const { declaration, record } = open;
  const rows = project(declaration, record.facts, evidenceOf(open));
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      'select from cases.current where jurisdiction = $1 and id = $2 and version = $3 for update',
      [jurisdiction, id, record.version],
    );
    // A step that came meanwhile has reckoned with the new calendar itself or is found again.
    if (rowCount !== 1) return false;
    return writeDays(client, jurisdiction, id, rows);
  });
}

/** Which rows there are, no calendar changes; only their days. */
async function writeDays(
  client: PoolClient,
  jurisdiction: string,
  id: number,
  { due, clocks, worklist }: Projection,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `with clock as (
       update cases.clock k set due = r.due
       from jsonb_to_recordset($3) as r(name text, due date)
       where k.jurisdiction = $1 and k.case_id = $2 and k.name = r.name and k.due is distinct from r.due
       returning 1
     ), work as (
       update cases.worklist w set due = r.due
       from jsonb_to_recordset($4) as r(office text, role text, step text, due date)
       where w.jurisdiction = $1 and w.case_id = $2 and w.office = r.office and w.role = r.role and w.step = r.step
         and w.due is distinct from r.due
       returning 1
     ), own as (
       update cases.current set due = $5 where jurisdiction = $1 and id = $2 and due is distinct from $5::date
       returning 1
     )
     select from clock union all select from work union all select from own`,
    [jurisdiction, id, JSON.stringify(clocks), JSON.stringify(worklist), due],
  );
  return (rowCount ?? 0) > 0;
}
