/** The cases that somebody may list, the newest first, by what she asks for. Limit inside, join after. */
import type { Actor } from '../../kernel/actor.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import { idTypes } from '../../kernel/identifiers/identity-documents.ts';
import { needsPersonalData } from '../../kernel/masking.ts';
import { addWorkingDays } from '../../kernel/time/deadline.ts';
import { cursorOf, idIn, type Page } from '../../platform/http/list-page.ts';
import { seeEverything } from './case-context.ts';
import { idOfCaseNumber } from './case-number.ts';
import {
  type CaseSummary,
  type ListInputs,
  type SummaryRow,
  summaryColumns,
  summaryOf,
} from './case-summary.ts';
import { seenByLeader } from './projection.ts';
import { pairsOf } from './search-words.ts';

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
  if (query.cursor !== undefined) wheres.push(`c.id < ${bind(idIn(query.cursor))}`);
  const limit = bind(query.limit + 1);
  const found = query.q ? await waysToFind(query.q, actor, inputs, bind) : ['true'];
  const scans = anyOf.flatMap((one) =>
    found.map(
      (way) =>
        `(select c.* from cases.current c where ${[...wheres, one, way].join(' and ')} order by c.id desc limit ${limit})`,
    ),
  );
  const { rows } = await pool.query<SummaryRow>(
    // A scan of its own for each way of seeing a case and of finding it: each walks its index, newest first, and stops.
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
    items: page.map((row) => summaryOf(row, actor, inputs, wordsOf)),
    next: rows.length > query.limit && last ? cursorOf(Number(last.id)) : null,
  };
}

type Bind = (value: unknown) => string;

/** Which cases a person may list at all; the same rule as seeing one (case-context.ts `seesCase`). */
function scopeOf(actor: Actor, inputs: ListInputs): { all: true } | { offices: string[] } | { own: true } {
  if (actor.kind === 'applicant') return { own: true };
  const isEverywhere = actor.posts.some(
    (post) => seeEverything.includes(post.role) || post.office === inputs.hallOffice,
  );
  if (isEverywhere) return { all: true };
  return { offices: [...new Set(actor.posts.map((post) => post.office))] };
}

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
  return ownCases(actor, bind);
}

/** What she filed, and as whom she acts in it; each by its own index. */
function ownCases({ accountId, principal }: Actor, bind: Bind): { every: string[]; anyOf: string[] } {
  const filedByHer = `c.filed_by_account = ${bind(accountId)}`;
  const identity =
    principal &&
    `(select p.id from cases.party p where p.jurisdiction = $1
        and p.id_type = ${bind(principal.idType)} and p.id_number = ${bind(principal.idNumber)})`;
  return {
    // A draft that was given up never was a case: nobody looks for it again.
    every: [`(c.filed or c.status <> 'withdrawn')`],
    anyOf: [
      filedByHer,
      ...(identity
        ? [`c.filed and c.applicant_party = ${identity}`, `c.filed and c.agent_party = ${identity}`]
        : []),
    ],
  };
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

/**
 * By its number, by the number on the applicant's document, else by the words of the applicant's and the item's name. Whoever
 * sees natural persons masked finds organisations, whose names stand in every list, and items.
 */
async function waysToFind(q: string, actor: Actor, inputs: ListInputs, bind: Bind): Promise<string[]> {
  const id = idOfCaseNumber(q.trim().toUpperCase());
  if (id !== undefined) return [`c.id = ${bind(id)}`];
  if (!mayFindByName(actor)) {
    const items = await inputs.itemsNamed(q);
    return [
      `${wordsWhere(q, bind)} and exists (select from cases.party p where p.jurisdiction = c.jurisdiction
         and p.id = c.applicant_party and p.kind = 'organization')`,
      ...(items.length > 0 ? [`c.item_id = any(${bind(items)})`] : []),
      ...ofHerItems(q, actor, bind),
    ];
  }
  return [byNameOrNumber(q, bind)];
}

/** A post for single items finds people in these. */
function ofHerItems(q: string, actor: Actor, bind: Bind): string[] {
  const offices = actor.posts.map(({ office }) => office);
  const named = new Set(actor.posts.flatMap(({ items }) => items ?? []));
  const items = [...named].filter((item) => needsPersonalData(actor, offices, item));
  return items.length > 0 ? [`${byNameOrNumber(q, bind)} and c.item_id = any(${bind(items)})`] : [];
}

function byNameOrNumber(q: string, bind: Bind): string {
  const code = tidyCode(q);
  if (!isIdNumber(code)) return wordsWhere(q, bind);
  return `c.applicant_party in (select p.id from cases.party p where p.jurisdiction = c.jurisdiction
    and p.id_type = any(${bind(Object.keys(idTypes))}) and p.id_number = ${bind(code)})`;
}

function wordsWhere(q: string, bind: Bind): string {
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
