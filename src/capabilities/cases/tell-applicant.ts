/**
 * The parties hear of what happened to their case: a message, once for each fact, however often the task runs. What is
 * still to be told stands in cases.untold, written with the fact; a step pays one narrow row for it and no more.
 */
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { type InboxKey, onceEach } from '../../platform/jobs/once-in-transaction.ts';
import { defineTask, type Task } from '../../platform/jobs/task.ts';
import type { Platform } from '../../platform/platform.ts';
import { faultForLog } from '../../platform/process/fault-for-log.ts';
import { type NewNotification, notify, partyRecipient } from '../notifications/public.ts';
import type { RecordedFact } from './case-record.ts';
import { createCases } from './cases.ts';
import { factInWords } from './fact-words.ts';
import { involvedParties } from './involved-parties.ts';
import { clocksOf, type OpenCase } from './open-case.ts';
import { telling } from './wake-telling.ts';

const pageSize = 200;

interface Untold {
  caseId: number;
  version: number;
}

/** A fact, and what its parties are told of it. */
interface Telling extends Untold {
  messages: NewNotification[];
}

/** Tells everything untold; a fact that cannot be told keeps the others from waiting and is tried again later. */
export const tellApplicants: Task = defineTask(
  telling,
  () => undefined,
  async (platform) => {
    const failed: Untold[] = [];
    for (;;) {
      const page = await nextUntold(platform, failed);
      if (page.length === 0) break;
      failed.push(...(await tellPage(platform, page)));
    }
    if (failed.length > 0) throw new Error(`${failed.length} facts could not be told`);
  },
);

async function nextUntold({ pool, jurisdiction }: Platform, failed: Untold[]): Promise<Untold[]> {
  const { rows } = await pool.query<Untold>(
    `select u.case_id as "caseId", u.version from cases.untold u
     where u.jurisdiction = $1
       and not exists (select 1 from unnest($2::bigint[], $3::int[]) as f(id, version)
                       where f.id = u.case_id and f.version = u.version)
     order by u.case_id, u.version limit $4`,
    [jurisdiction, failed.map((one) => one.caseId), failed.map((one) => one.version), pageSize],
  );
  return rows.map((row) => ({ caseId: Number(row.caseId), version: row.version }));
}

/** Returns those that could not be told. What could is told by one transaction. */
async function tellPage(platform: Platform, page: Untold[]): Promise<Untold[]> {
  const failed: Untold[] = [];
  const tellings: Telling[] = [];
  const complain = (untold: Untold, fault: unknown) => {
    platform.log.error({ ...faultForLog(fault), ...untold }, '消息未能写出');
    failed.push(untold);
  };
  const composed = await Promise.allSettled(page.map((untold) => compose(platform, untold)));
  composed.forEach((outcome, place) => {
    const [untold] = page.slice(place, place + 1);
    if (outcome.status === 'fulfilled') tellings.push(outcome.value);
    else if (untold) complain(untold, outcome.reason);
  });
  try {
    await deliver(platform, tellings);
  } catch (fault) {
    if (tellings.length === 1)
      for (const { caseId, version } of tellings) complain({ caseId, version }, fault);
    else {
      // One of them is at fault: find out which.
      for (const { caseId, version } of tellings)
        failed.push(...(await tellPage(platform, [{ caseId, version }])));
    }
  }
  return failed;
}

async function compose(platform: Platform, { caseId, version }: Untold): Promise<Telling> {
  const { jurisdiction, clock } = platform;
  const open = await createCases(platform).load(caseId);
  const fact = open?.record.facts.find((one) => one.version === version);
  if (!open || !fact) throw new Error(`case ${caseId} has no fact ${version}`);
  const { record } = open;
  const text = `${record.itemName}（${record.caseNo}）：${factInWords(open, fact, fact.payload)}${until(open, fact)}`;
  const messages = recipientsOf(open, fact).map((party) => ({
    jurisdiction,
    recipient: partyRecipient(party),
    subject: { type: 'case', id: record.caseNo },
    kind: fact.kind,
    text,
    at: clock.now(),
  }));
  return { caseId, version, messages };
}

/** With the day on which her own time ends: a number of days alone would have to be counted by her. */
function until(open: OpenCase, { version, data }: RecordedFact): string {
  if (open.record.facts.at(-1)?.version !== version || data.party !== undefined) return '';
  const clock = clocksOf(open).find(
    ({ against, stoppedOn, of }) => against === 'applicant' && stoppedOn === null && of === null,
  );
  return clock ? `最迟 ${chineseDate(clock.due)}（含当日）。` : '';
}

/** The one whom the fact names where it names a party; otherwise the applicant's side, and everybody where it is shared. */
function recipientsOf({ record, declaration }: OpenCase, fact: RecordedFact): Identity[] {
  const own: Identity[] = record.agent ? [record.applicant, record.agent] : [record.applicant];
  const involved = involvedParties(declaration, record);
  const named = involved.find(({ id }) => id === fact.data.party);
  const others = named ? [named] : declaration.facts[fact.kind]?.shared ? involved : [];
  const reachable = others.flatMap(({ identity }) => (identity ? [identity] : []));
  return named ? reachable : [...own, ...reachable];
}

type Identity = Parameters<typeof partyRecipient>[0];

async function deliver({ pool, jurisdiction }: Platform, tellings: readonly Telling[]): Promise<void> {
  if (tellings.length === 0) return;
  const keys = tellings.map(
    ({ caseId, version }): InboxKey => ({
      jurisdiction,
      reaction: 'tell-applicant',
      subjectType: 'case',
      subjectId: String(caseId),
      version,
    }),
  );
  await onceEach(pool, keys, async (client, isFirst) => {
    await notify(
      client,
      tellings.flatMap(({ messages }, place) => (isFirst[place] ? messages : [])),
    );
    await client.query(
      `delete from cases.untold u using unnest($2::bigint[], $3::int[]) as told(case_id, version)
       where u.jurisdiction = $1 and u.case_id = told.case_id and u.version = told.version`,
      [jurisdiction, tellings.map(({ caseId }) => caseId), tellings.map(({ version }) => version)],
    );
  });
}
