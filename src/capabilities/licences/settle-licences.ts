/** What time does to certificates by itself: a reminder before the end, the end of a suspension. */
import { expiredClocks } from '../../kernel/procedure/clocks.ts';
import { findStep, refusalOf } from '../../kernel/procedure/rules.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import { defineTask, type Task } from '../../platform/jobs/task.ts';
import type { Platform } from '../../platform/platform.ts';
import { faultForLog } from '../../platform/process/fault-for-log.ts';
import { notify, partyRecipient } from '../notifications/public.ts';
import { licenceLife } from './licence-life.ts';
import { clocksOf, contextOf, type OpenLicence, openLicence, system } from './open-licence.ts';
import { again, bySystem, takeSystemStep } from './take-licence-step.ts';
import { describe } from './words.ts';

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

async function actOnce(platform: Platform, client: Parameters<typeof notify>[0], id: string) {
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

/** Her own steps and what her cases do are told to her elsewhere. */
const told = new Set([
  'renewal-reminded',
  'ending-proposed',
  'ending-dropped',
  'revoked',
  'licence-withdrawn',
  'cancelled',
  'licence-suspended',
  'licence-restored',
  'forfeited',
]);

/** In the transaction of the facts: the last one, when it is something the holder has to know. */
export async function tellHolder(
  platform: Platform,
  client: Parameters<typeof notify>[0],
  { licence, facts }: OpenLicence,
): Promise<void> {
  const fact = facts.at(-1);
  if (!fact || !told.has(fact.kind)) return;
  const { applyBy } = facts.findLast(({ data }) => 'applyBy' in data)?.data ?? {};
  const advice =
    fact.kind === 'renewal-reminded' && typeof applyBy === 'string'
      ? `需要延续的，请在${chineseDate(applyBy)}以前申请。`
      : '';
  await notify(client, {
    jurisdiction: platform.jurisdiction,
    recipient: partyRecipient(licence.data.holder),
    subject: { type: 'licence', id: licence.id },
    kind: fact.kind,
    text: `${licence.name}（${licence.number}）：${describe(fact, fact.payload)}${advice}`,
    at: platform.clock.now(),
  });
}
