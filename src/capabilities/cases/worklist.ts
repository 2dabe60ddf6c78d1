/** What waits for the posts that somebody holds. The rows are kept current by projection.ts, with every fact of a case. */
import type { Actor, Post } from '../../kernel/actor.ts';
import { isLegalDay } from '../../kernel/time/legal-day.ts';
import { badCursor, cursorOf, type Page, placeIn } from '../../platform/http/list-page.ts';
import {
  type CaseSummary,
  type ListInputs,
  type SummaryRow,
  summaryColumns,
  summaryOf,
} from './case-summary.ts';

export interface WorkItem extends CaseSummary {
  /** The step that is wanted, by its name and label. */
  step: string;
  stepLabel: string;
  role: string;
  workOffice: string;
  since: string;
  /** Name of the officer it was given to. */
  officer: string | null;
  /** When it was last urged and nothing came of it yet. */
  urgedOn: string | null;
}

/**
 * By urgency: the day it is due, what has none last; without what was given to a colleague. One index scan for each post,
 * joined after.
 */
export async function listWork(
  actor: Actor,
  query: { limit: number; cursor?: string; step?: string },
  inputs: ListInputs,
): Promise<Page<WorkItem>> {
  const after = query.cursor === undefined ? undefined : readWorkCursor(query.cursor);
  const posts = distinctPosts(actor.posts);
  const { rows } = await inputs.pool.query<SummaryRow & WorkRow>(
    `select w.role, w.work_office, w.step, w.since, w.officer, w.urged_on, coalesce(w.due, 'infinity')::text as place, ${summaryColumns}
     from (
       select l.* from jsonb_to_recordset($2) as post(office text, role text, items text[])
       cross join lateral (
         select w.jurisdiction, w.office as work_office, w.role, w.step, w.since, w.due, w.case_id, w.officer,
           w.urged_on
         from cases.worklist w
         where w.jurisdiction = $1 and w.office = post.office and w.role = post.role
           and (w.officer is null or w.officer = any($7))
           and ($5::text is null or w.step = $5)
           -- Asked of each row of a limited post alone, and never planned as a look at all cases.
           and (post.items is null or (select c.item_id from cases.current c
             where c.jurisdiction = w.jurisdiction and c.id = w.case_id) = any(post.items))
           and ($3::date is null or ((coalesce(w.due, 'infinity'), w.case_id) >= ($3::date, $4::bigint)
             and ((coalesce(w.due, 'infinity'), w.case_id) > ($3::date, $4::bigint)
               or (w.office, w.role, w.step) > ($8, $9, $10))))
         order by w.due nulls last, w.case_id, w.step limit $6
       ) l order by ${order('l.work_office', 'l')} limit $6
     ) w
     join cases.current c on c.jurisdiction = w.jurisdiction and c.id = w.case_id
     join cases.party a on a.jurisdiction = c.jurisdiction and a.id = c.applicant_party
     order by ${order('w.work_office', 'w')}`,
    [
      inputs.jurisdiction,
      JSON.stringify(posts),
      after?.due ?? null,
      after?.id ?? null,
      query.step ?? null,
      query.limit + 1,
      [actor.personId, ...actor.posts.flatMap(({ standsInFor }) => standsInFor ?? [])],
      after?.office ?? '',
      after?.role ?? '',
      after?.step ?? '',
    ],
  );
  const page = rows.slice(0, query.limit);
  const wordsOf = await inputs.labelsOf(page.map((row) => row.item_id));
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      ...summaryOf(row, actor, inputs, wordsOf),
      step: row.step,
      stepLabel:
        wordsOf(row.item_id)?.steps.find(({ name }) => name === row.step)?.label ??
        inputs.stepLabel(row.procedure, row.step),
      role: row.role,
      workOffice: row.work_office,
      since: row.since.toISOString(),
      officer: row.officer === null ? null : (inputs.personName(row.officer) ?? null),
      urgedOn: row.urged_on,
    })),
    next:
      rows.length > query.limit && last
        ? cursorOf([last.place, last.id, last.work_office, last.role, last.step].join('/'))
        : null,
  };
}

interface WorkRow {
  role: string;
  work_office: string;
  step: string;
  since: Date;
  officer: string | null;
  urged_on: string | null;
  /** The due day as text, `infinity` when there is none. */
  place: string;
}

/** One row each; held twice (her own and a colleague's), it is for the items of both. */
function distinctPosts(posts: readonly Post[]): Pick<Post, 'role' | 'office' | 'items'>[] {
  const held = Map.groupBy(posts, ({ role, office }) => `${role}@${office}`);
  return [...held.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { role, office } = first;
    const isForAll = [first, ...others].some(({ items }) => items === undefined);
    return [
      {
        role,
        office,
        ...(isForAll ? {} : { items: [first, ...others].flatMap(({ items }) => items ?? []) }),
      },
    ];
  });
}

interface WorkPlace {
  due: string;
  id: number;
  office: string;
  role: string;
  step: string;
}

/** A case may wait for several posts, and for several steps of one: its place is that of the row. */
function readWorkCursor(cursor: string): WorkPlace {
  const [due, id, office = '', role = '', step = ''] = placeIn(cursor).split('/');
  const number = Number(id || Number.NaN);
  if (!due || !(due === 'infinity' || isLegalDay(due)) || !Number.isSafeInteger(number)) throw badCursor();
  return { due, id: number, office, role, step };
}

const order = (office: string, row: string) =>
  `${row}.due nulls last, ${row}.case_id, ${office}, ${row}.role, ${row}.step`;
