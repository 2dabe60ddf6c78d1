/** What the law says has happened lets nobody wait: a clock that ran out acts before anybody else does. */
import { expiredClocks } from '../../kernel/procedure/clocks.ts';
import { findStep, refusalOf, standingDuty } from '../../kernel/procedure/rules.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { Problem } from '../../platform/http/problem.ts';
import { isVersionTaken } from '../../platform/ledger/append-facts.ts';
import { faultForLog } from '../../platform/process/fault-for-log.ts';
import { system } from './case-context.ts';
import { type CaseParts, clocksOf, contextOf, loadCase, type OpenCase } from './open-case.ts';
import { performStep } from './take-step.ts';

/** More system steps than this in a row on one case would be a fault of its declaration. */
const mostInARow = 6;

/** The case with every system step taken that was due by today. */
export async function settleCase(parts: CaseParts, found: OpenCase): Promise<OpenCase> {
  let open = found;
  for (let round = 0; round < mostInARow; round++) {
    const due = stepDue(open);
    if (!due) return open;
    try {
      open = await performStep(parts, open, due.step, contextOf(open, system), due.input, undefined);
    } catch (error) {
      // What the step would do elsewhere is refused there (the certificate of a renewal has ended): it is not due.
      if (error instanceof Problem && error.status === 409) return open;
      // Another process settled it at the same moment.
      if (!isVersionTaken(error)) throw error;
      open = (await loadCase(parts, open.record.id)) ?? open;
    }
  }
  return open;
}

function stepDue(open: OpenCase) {
  const { declaration, record, now } = open;
  if (declaration.closed.includes(record.status)) return undefined;
  const asked = contextOf(open, system);
  for (const { onExpiry } of expiredClocks(clocksOf(open), legalDayOf(now))) {
    const step = onExpiry && findStep(declaration, onExpiry.step);
    if (!step || refusalOf(step, declaration, asked, onExpiry.input)) continue;
    return { step, input: onExpiry.input };
  }
  return standingDuty(declaration, asked);
}

/** Takes every system step that is due in the jurisdiction; returns how many cases moved. */
export async function settleDueCases(parts: CaseParts): Promise<number> {
  const { pool, jurisdiction, clock } = parts.platform;
  const today = clock.today();
  const ended = Object.keys((await parts.organisation.directory()).successions);
  let moved = 0;
  let after = 0;
  for (;;) {
    const { rows } = await pool.query<{ id: number }>(
      // Work that stands with an office that has ended, and limits that have passed.
      `select case_id as id from (
         select case_id from cases.clock
         where jurisdiction = $1 and due < $2 and expiry_step is not null and case_id > $3
         union
         select case_id from cases.worklist
         where jurisdiction = $1 and office = any($4) and case_id > $3
       ) due order by case_id limit 200`,
      [jurisdiction, today, after, ended],
    );
    for (const row of rows) if (await moves(parts, Number(row.id))) moved++;
    const last = rows.at(-1);
    if (!last) return moved;
    after = Number(last.id);
  }
}

/** One case that cannot be settled does not keep the others waiting: it is logged and stays due. */
async function moves(parts: CaseParts, id: number): Promise<boolean> {
  try {
    const open = await loadCase(parts, id);
    const settled = open && (await settleCase(parts, open));
    return settled !== undefined && settled.record.version > (open?.record.version ?? 0);
  } catch (fault) {
    parts.platform.log.error({ ...faultForLog(fault), case: id }, '办件的到期步骤未能完成');
    return false;
  }
}
