/** Lists by keyset: the first and the hundredth page cost the same. Limit inside, join after. */
import type { Pool } from 'pg';
import type { Actor, Post } from '../../kernel/actor.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import { idTypes } from '../../kernel/identifiers/identity-documents.ts';
import { maskName, needsPersonalData } from '../../kernel/masking.ts';
import type { Procedure } from '../../kernel/procedure/declaration.ts';
import type { Calendar } from '../../kernel/time/calendar.ts';
import { addWorkingDays, workingDaysBetween } from '../../kernel/time/deadline.ts';
import { isLegalDay, type LegalDay } from '../../kernel/time/legal-day.ts';
import { Problem } from '../../platform/http/problem.ts';
import { seeEverything } from './case-context.ts';
import { idOfCaseNumber } from './case-number.ts';
import { seenByLeader } from './projection.ts';
import { pairsOf } from './search-words.ts';

export interface CaseSummary {
  caseNo: string;
  procedure: string;
  itemId: string;
  itemName: string;
  office: string;
  authority: string;
  channel: string;
  status: string;
  statusLabel: string;
  version: number;
  /** A natural person's is masked for all but applicants, who list their own. */
  applicant: string;
  openedAt: string;
  /** When it was sent, which for a draft is later than when it was begun. */
  filedAt: string;
  updatedAt: string;
  /** Earliest due day of a running agency clock. */
  due: string | null;
  light: 'normal' | 'warning' | 'overdue' | 'paused' | 'stopped';
  daysLeft: number | null;
}

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

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface CaseQuery {
  q?: string;
  status?: string;
  office?: string;
  item?: string;
  light?: 'normal' | 'warning' | 'overdue' | 'paused' | 'stopped';
  /** What was promised at acceptance and is late (容缺), closed cases included: no light of the case shows it. */
  promise?: 'overdue';
  limit: number;
  cursor?: string;
}

export interface ListInputs {
  pool: Pool;
  jurisdiction: string;
  today: LegalDay;
  calendar: Calendar;
  warnWithinDays: number;
  hallOffice: string;
  /** Ids of the authorities in whose name these offices act. */
  authoritiesOf: (offices: string[]) => string[];
  /** The words of each item's own kind; undefined where they are those of its procedure. */
  labelsOf: (itemIds: string[]) => Promise<(itemId: string) => Procedure | undefined>;
  statusLabel: (procedure: string, status: string) => string;
  stepLabel: (procedure: string, step: string) => string;
  personName: (id: string) => string | undefined;
}

interface SummaryRow {
  id: number;
  case_no: string;
  procedure: string;
  item_id: string;
  item_name: string;
  office: string;
  authority: string;
  channel: string;
  status: string;
  version: number;
  applicant_name: string;
  applicant_kind: string;
  opened_at: Date;
  filed_at: Date | null;
  updated_at: Date;
  due: string | null;
  paused: boolean;
}

const summaryColumns = `c.id, c.case_no, c.procedure, c.item_id, c.item_name, c.office, c.authority, c.channel, c.status,
  c.version, c.applicant_name, a.kind as applicant_kind, c.opened_at, c.updated_at, c.due, c.paused,
  (select f.recorded_at from ledger.fact f where f.jurisdiction = c.jurisdiction and f.subject_type = 'case'
     and f.subject_id = c.id::text and f.version <= 2 and f.kind = 'submitted' limit 1) as filed_at`;

/** Which cases a person may list at all; the same rule as seeing one (case-context.ts `seesCase`). */
function scopeOf(actor: Actor, inputs: ListInputs): { all: true } | { offices: string[] } | { own: true } {
  if (actor.kind === 'applicant') return { own: true };
  const isEverywhere = actor.posts.some(
    (post) => seeEverything.includes(post.role) || post.office === inputs.hallOffice,
  );
  if (isEverywhere) return { all: true };
  return { offices: [...new Set(actor.posts.map((post) => post.office))] };
}

export async function listCases(
  actor: Actor,
  query: CaseQuery,
  inputs: ListInputs,
): Promise<Page<CaseSummary>> {
  const { pool, jurisdiction } = inputs;
  const values: unknown[] = [jurisdiction];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { every, anyOf } = whose(actor, inputs, bind);
  const wheres = ['c.jurisdiction = $1', ...every];
  if (query.status) wheres.push(statusWhere(query.status, query.office, bind));
  else if (query.office) wheres.push(`c.office = ${bind(query.office)}`);
  if (query.item) wheres.push(`c.item_id = ${bind(query.item)}`);
  if (query.light) wheres.push(lightWhere(query.light, inputs, bind));
  if (query.promise) wheres.push(brokenPromiseWhere(inputs, bind));
  if (query.q) wheres.push(wordsWhere(query.q, mayFindByName(actor), bind));
  if (query.cursor !== undefined) wheres.push(`c.id < ${bind(readCursor(query.cursor))}`);
  const limit = bind(query.limit + 1);
  const scans = anyOf.map(
    (one) =>
      `(select c.* from cases.current c where ${[...wheres, one].join(' and ')} order by c.id desc limit ${limit})`,
  );
  const { rows } = await pool.query<SummaryRow>(
    // A scan of its own for each way of seeing a case: each walks its index, newest first, and stops.
    `select ${summaryColumns} from (
       select distinct on (c.id) c.* from (${scans.join(' union all ')}) c order by c.id desc limit ${limit}
     ) c join cases.party a on a.jurisdiction = c.jurisdiction and a.id = c.applicant_party
     order by c.id desc`,
    values,
  );
  const page = rows.slice(0, query.limit);
  const wordsOf = await inputs.labelsOf(page.map((row) => row.item_id));
  const last = page.at(-1);
  return {
    items: page.map((row) => summary(row, actor, inputs, wordsOf)),
    next: rows.length > query.limit && last ? cursorOf(Number(last.id)) : null,
  };
}

type Bind = (value: unknown) => string;

/** What holds of every case she may list, and the ways of which one suffices. */
function whose(actor: Actor, inputs: ListInputs, bind: Bind): { every: string[]; anyOf: string[] } {
  const scope = scopeOf(actor, inputs);
  if ('all' in scope) return { every: ['c.filed'], anyOf: ['true'] };
  if ('offices' in scope) {
    const isLeader = actor.posts.some(({ role }) => role === 'leader');
    const places = bind(isLeader ? [...scope.offices, seenByLeader] : scope.offices);
    return {
      every: ['c.filed'],
      anyOf: [
        `c.office = any(${bind(scope.offices)})`,
        `c.authority = any(${bind(inputs.authoritiesOf(scope.offices))})`,
        `c.id in (select s.case_id from cases.sight s where s.jurisdiction = $1 and s.seen_from = any(${places}))`,
      ],
    };
  }
  return { every: [ownWhere(actor, bind)], anyOf: ['true'] };
}

function ownWhere(actor: Actor, bind: Bind): string {
  const account = bind(actor.accountId);
  // A draft that was given up never was a case: nobody looks for it again.
  const wanted = `(c.filed or c.status <> 'withdrawn')`;
  if (!actor.principal) return `${wanted} and c.filed_by_account = ${account}`;
  const identity = `(select p.id from cases.party p where p.jurisdiction = c.jurisdiction
    and p.id_type = ${bind(actor.principal.idType)} and p.id_number = ${bind(actor.principal.idNumber)})`;
  return `${wanted} and (c.filed_by_account = ${account}
      or (c.filed and (c.applicant_party = ${identity} or c.agent_party = ${identity})))`;
}

function statusWhere(status: string, office: string | undefined, bind: Bind): string {
  const at = office ? ` and s.office = ${bind(office)}` : '';
  return `exists (select 1 from cases.standing s where s.jurisdiction = c.jurisdiction and s.case_id = c.id
    and s.status = ${bind(status)}${at})`;
}

/** In the words of the partial index clock_promised. */
const brokenPromiseWhere = ({ today }: ListInputs, bind: Bind) =>
  `c.id in (select k.case_id from cases.clock k
     where k.jurisdiction = $1 and k.name like 'tolerance:%' and k.due < ${bind(today)}::date)`;

function lightWhere(light: NonNullable<CaseQuery['light']>, inputs: ListInputs, bind: Bind): string {
  const running = 'c.due is not null and not c.paused';
  const today = () => `${bind(inputs.today)}::date`;
  const warning = () => `${bind(addWorkingDays(inputs.calendar, inputs.today, inputs.warnWithinDays))}::date`;
  switch (light) {
    case 'stopped':
      return 'c.due is null';
    case 'paused':
      return 'c.due is not null and c.paused';
    case 'overdue':
      return `${running} and c.due < ${today()}`;
    case 'warning':
      return `${running} and c.due between ${today()} and ${warning()}`;
    case 'normal':
      return `${running} and c.due > ${warning()}`;
  }
}

/** Who is shown masked names must not learn them by asking. */
function mayFindByName(actor: Actor): boolean {
  return (
    actor.kind === 'applicant' ||
    needsPersonalData(
      actor,
      actor.posts.map((post) => post.office),
    )
  );
}

/** By its number, by the number on the applicant's document, else by the words of the applicant's and the item's name. */
function wordsWhere(q: string, byName: boolean, bind: Bind): string {
  const id = idOfCaseNumber(q.trim().toUpperCase());
  if (id !== undefined) return `c.id = ${bind(id)}`;
  if (!byName) return `c.item_name like '%' || ${bind(q.replace(/[\\%_]/g, '\\$&'))} || '%'`;
  const code = tidyCode(q);
  if (isIdNumber(code)) {
    return `c.applicant_party in (select p.id from cases.party p where p.jurisdiction = c.jurisdiction
      and p.id_type = any(${bind(Object.keys(idTypes))}) and p.id_number = ${bind(code)})`;
  }
  const words = pairsOf(q);
  if (words.length === 0) return 'true';
  const question = words
    .map((word) => `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`)
    .join(' & ');
  return `c.id in (select s.case_id from cases.search s where s.jurisdiction = c.jurisdiction
    and s.words @@ ${bind(question)}::tsquery)`;
}

/** Of an identity card, a credit code, a passport: mostly digits. */
function isIdNumber(code: string): boolean {
  return /^[0-9A-Z]{8,20}$/.test(code) && code.replace(/\D/g, '').length >= 6;
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
           and ($3::date is null or (coalesce(w.due, 'infinity'), w.case_id) > ($3::date, $4::bigint))
         order by w.due nulls last, w.case_id limit $6
       ) l order by l.due nulls last, l.case_id limit $6
     ) w
     join cases.current c on c.jurisdiction = w.jurisdiction and c.id = w.case_id
     join cases.party a on a.jurisdiction = c.jurisdiction and a.id = c.applicant_party
     order by w.due nulls last, w.case_id`,
    [
      inputs.jurisdiction,
      JSON.stringify(posts),
      after?.due ?? null,
      after?.id ?? null,
      query.step ?? null,
      query.limit + 1,
      [actor.personId, ...actor.posts.flatMap(({ standsInFor }) => standsInFor ?? [])],
    ],
  );
  const page = rows.slice(0, query.limit);
  const wordsOf = await inputs.labelsOf(page.map((row) => row.item_id));
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      ...summary(row, actor, inputs, wordsOf),
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
    next: rows.length > query.limit && last ? cursorOf(`${last.place}/${last.id}`) : null,
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

/**
 * No post needs the full names of fifty people to choose one of them. Whoever opens a case is shown its names, and that
 * reading is recorded; a list leaves no trace, and so shows none (docs/decisions/0052-names-in-lists.md).
 */
function summary(
  row: SummaryRow,
  actor: Actor,
  inputs: ListInputs,
  wordsOf: (itemId: string) => Procedure | undefined,
): CaseSummary {
  const masked = actor.kind !== 'applicant' && row.applicant_kind === 'natural-person';
  return {
    caseNo: row.case_no,
    procedure: row.procedure,
    itemId: row.item_id,
    itemName: row.item_name,
    office: row.office,
    authority: row.authority,
    channel: row.channel,
    status: row.status,
    statusLabel: wordsOf(row.item_id)?.headlines[row.status] ?? inputs.statusLabel(row.procedure, row.status),
    version: row.version,
    applicant: masked ? maskName(row.applicant_name) : row.applicant_name,
    openedAt: row.opened_at.toISOString(),
    filedAt: (row.filed_at ?? row.opened_at).toISOString(),
    updatedAt: row.updated_at.toISOString(),
    due: row.due,
    light: lightOfRow(row, inputs),
    daysLeft: row.due === null ? null : workingDaysBetween(inputs.calendar, inputs.today, row.due),
  };
}

function lightOfRow({ due, paused }: SummaryRow, { today, calendar, warnWithinDays }: ListInputs) {
  if (due === null) return 'stopped' as const;
  if (paused) return 'paused' as const;
  if (today > due) return 'overdue' as const;
  return workingDaysBetween(calendar, today, due) <= warnWithinDays
    ? ('warning' as const)
    : ('normal' as const);
}

const cursorOf = (place: string | number) => Buffer.from(String(place), 'utf8').toString('base64url');

function readCursor(cursor: string): number {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  const id = Number(place);
  if (!/^\d+$/.test(place) || !Number.isSafeInteger(id)) throw badCursor();
  return id;
}

function readWorkCursor(cursor: string): { due: string; id: number } {
  const [due, id] = Buffer.from(cursor, 'base64url').toString('utf8').split('/');
  const number = Number(id || Number.NaN);
  if (!due || !(due === 'infinity' || isLegalDay(due)) || !Number.isSafeInteger(number)) throw badCursor();
  return { due, id: number };
}

function badCursor(): Problem {
  return new Problem({
    status: 422,
    code: 'input/invalid',
    title: '填写的内容有误',
    detail: '翻页标记无效，请从第一页重新开始。',
    errors: [{ pointer: '/cursor', code: 'list/cursor', message: '请使用上一页返回的 next。', in: 'query' }],
  });
}
