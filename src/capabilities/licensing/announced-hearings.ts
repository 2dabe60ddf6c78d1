/** Hearings that the public may attend: 行政许可法 46, 48(1), 48(2). Found by a row, read from the facts of their cases. */
import { maskName } from '../../kernel/masking.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import { addDays, type LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases, type EffectSource, type OpenCase, type StepEffect } from '../cases/public.ts';
import { hearingStanding } from './hearing-standing.ts';

export interface AnnouncedHearing {
  itemName: string;
  /** A natural person's name is not published in full. */
  applicant: string;
  officeName: string;
  phone: string;
  on: LegalDay;
  /** Clock time, 09:30. */
  at: string;
  place: string;
  chair: string;
  docNo: string;
  announcedOn: LegalDay;
  standing: 'announced' | 'held' | 'cancelled';
}

/** Of the steps that fix the day: the announcement can be found from the moment it is made. */
export async function announceHearing({ record, facts, jurisdiction }: EffectSource): Promise<StepEffect> {
  const plan = facts.find(({ kind }) => kind === 'hearing-scheduled');
  return {
    data: {},
    async write(client) {
      if (plan?.data.announced !== true) return;
      await client.query(
        `insert into licensing.announced_hearing (jurisdiction, case_id, on_day) values ($1, $2, $3)
         on conflict (jurisdiction, case_id) do update set on_day = excluded.on_day`,
        [jurisdiction, record.id, plan.data.on],
      );
    },
  };
}

/** So long a hearing that is over stays on the page. */
const shownFor = 30;
const most = 100;

/** The next one first; those of the last thirty days after them. */
export async function listAnnouncedHearings(platform: Platform): Promise<AnnouncedHearing[]> {
  const { pool, jurisdiction, clock } = platform;
  const today = clock.today();
  const { rows } = await pool.query<{ case_id: number }>(
    `select case_id from licensing.announced_hearing where jurisdiction = $1 and on_day >= $2
     order by on_day < $3, on_day, case_id limit ${most}`,
    [jurisdiction, addDays(today, -shownFor), today],
  );
  const cases = createCases(platform);
  const opened = await Promise.all(rows.map(({ case_id }) => cases.load(Number(case_id))));
  return opened.flatMap((open) => (open ? announcedOf(open) : []));
}

function announcedOf({ record, module, item, directory }: OpenCase): AnnouncedHearing[] {
  const plan = record.facts.findLast(({ kind }) => kind === 'hearing-scheduled');
  if (plan?.data.announced !== true) return [];
  const state = fold(module.declaration, record.facts);
  const isOver = ['held', 'recorded'].includes(hearingStanding(state) ?? '');
  const isOff = hearingStanding(state) === 'dropped' || state.lanes.case?.main === 'withdrawn';
  const { letter, on, at } = plan.data;
  const { name, kind } = record.applicant;
  return [
    {
      itemName: record.itemName,
      applicant: kind === 'organization' ? name : maskName(name),
      officeName: directory.offices.get(record.office)?.name ?? record.office,
      phone: item.guide.phone,
      on: String(on),
      at: String(at),
      place: typeof plan.payload.place === 'string' ? plan.payload.place : '',
      chair: chairIn(record.facts),
      docNo:
        letter !== null && typeof letter === 'object' && !Array.isArray(letter) ? String(letter.docNo) : '',
      announcedOn: plan.effectiveOn,
      standing: isOff ? 'cancelled' : isOver ? 'held' : 'announced',
    },
  ];
}

function chairIn(facts: OpenCase['record']['facts']): string {
  const appointed = facts.findLast(
    ({ kind, payload }) =>
      (kind === 'hearing-scheduled' || kind === 'challenge-settled') && typeof payload.chair === 'string',
  );
  return String(appointed?.payload.chair ?? '');
}
