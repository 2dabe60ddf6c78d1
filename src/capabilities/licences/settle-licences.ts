/** What time does to certificates by itself: a reminder before the end, the end of a suspension. */
import type { PoolClient } from 'pg';
import { expiredClocks } from '../../kernel/procedure/clocks.ts';
import { findStep, refusalOf } from '../../kernel/procedure/rules.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import { defineTask, type Task } from '../../platform/jobs/task.ts';
import type { Platform } from '../../platform/platform.ts';
import { faultForLog } from '../../platform/process/fault-for-log.ts';
import { licenceLife } from './licence-life.ts';
import { clocksOf, contextOf, type OpenLicence, openLicence, system } from './open-licence.ts';
import { again, bySystem, takeSystemStep } from './take-licence-step.ts';
import { tellHolder } from './tell-holder.ts';

/** More of them in a row on one certificate would be a fault of the declaration. */
const mostInARow = 6;

export const settleDueLicences: Task = defineTask(
  'settle-due-licences',
  () => undefined,
  async (platform) => {
    await settleLicences(platform);
  },
);

/** Returns how many certificates something happened to. One that cannot be settled keeps no other waiting. */
export async function settleLicences(platform: Platform): Promise<number> {
  const { pool, jurisdiction, clock, log } = platform;
  const today = clock.today();
  let moved = 0;
  let after = '';
  for (;;) {
    const { rows } = await pool.query<{ id: string }>(
      `select id from licences.licence where jurisdiction = $1 and next_due < $2 and id > $3 order by id limit 200`,
      [jurisdiction, today, after],
    );
    for (const { id } of rows) {
      try {
        if (await settleLicence(platform, id)) moved++;
      } catch (fault) {
        log.error({ ...faultForLog(fault), licence: id }, '证照的到期步骤未能完成');
      }
    }
    const last = rows.at(-1);
    if (!last) return moved;
    after = last.id;
  }
}

async function settleLicence(platform: Platform, id: string): Promise<boolean> {
  let moved = false;
  for (let round = 0; round < mostInARow; round++) {
    const acted = await again(() => inTransaction(platform.pool, (client) => actOnce(platform, client, id)));
    if (!acted) return moved;
    moved = true;
  }
  return moved;
}

async function actOnce(platform: Platform, client: PoolClient, id: string) {
  const open = await openLicence(platform, id, client);
  const due = open && stepDue(open);
  if (!open || !due) return false;
  const after = await takeSystemStep(client, platform.jurisdiction, open, { ...due, by: bySystem });
  await tellHolder(platform, client, after);
  return true;
}

function stepDue(open: OpenLicence) {
  const asked = contextOf(open, system);
  for (const { onExpiry } of expiredClocks(clocksOf(open), legalDayOf(open.now))) {
    const step = onExpiry && findStep(licenceLife, onExpiry.step);
    if (step && !refusalOf(step, licenceLife, asked, onExpiry.input)) {
      return { step: onExpiry.step, input: onExpiry.input };
    }
  }
  return undefined;
}
