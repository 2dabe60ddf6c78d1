/** What the facts of a seal say: who may use it, for which authorities, how long. Pure. */
import type { Post } from '../../kernel/actor.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { type LegalDay, legalDayOf } from '../../kernel/time/legal-day.ts';
import type { SealKind } from './seal-kinds.ts';

export interface SealUsers {
  posts: Post[];
  /** The program may seal by itself what it makes by itself (receipts, letters of deemed acceptance). */
  automatic: boolean;
}

/** A document by which another authority's powers came to the seal's authority (一枚印章管审批). */
export interface Transfer {
  authority: string;
  /** 文号 of the document. */
  docNo: string;
  title: string;
  /** From this day the seal stands for that authority. */
  from: LegalDay;
  /** The last day, when the powers went back; with the document that says so. */
  to: LegalDay | null;
  endDocNo: string | null;
}

type Facts = readonly Pick<Fact, 'kind' | 'data' | 'actor' | 'effectiveOn'>[];

export function kindOf(facts: Facts): SealKind {
  const kind = facts[0]?.data.kind;
  return kind === 'approval' || kind === 'certificate' ? kind : 'official';
}

export const authorityOf = (facts: Facts): string => text(facts[0]?.data.authority);
export const applicantOf = (facts: Facts): string => facts[0]?.actor.person ?? '';

export function usersOf(facts: Facts): SealUsers {
  const data = facts.findLast(({ data: { users } }) => users !== undefined)?.data ?? {};
  const posts = Array.isArray(data.users) ? data.users.flatMap(postOf) : [];
  return { posts, automatic: data.automatic === true };
}

function postOf(value: Json): Post[] {
  const { role, office } = objectOf(value);
  // Posts were checked against the organisation when they were named.
  return typeof role === 'string' && typeof office === 'string'
    ? [{ role: role as Post['role'], office }]
    : [];
}

export function transfersOf(facts: Facts): Transfer[] {
  const transfers: Transfer[] = [];
  for (const { kind, data } of facts) {
    if (kind === 'seal-applied-for' && Array.isArray(data.transfers)) {
      transfers.push(...data.transfers.map((entry) => transferOf(objectOf(entry))));
    }
    if (kind === 'powers-transferred') transfers.push(transferOf(data));
    if (kind === 'powers-returned') {
      const ended = transfers.findLast(({ authority, to }) => authority === data.authority && to === null);
      if (ended) Object.assign(ended, { to: text(data.lastDay), endDocNo: text(data.docNo) });
    }
  }
  return transfers;
}

function transferOf(data: JsonObject): Transfer {
  const { authority, docNo, title, from } = data;
  return {
    authority: text(authority),
    docNo: text(docNo),
    title: text(title),
    from: text(from),
    to: null,
    endDocNo: null,
  };
}

export interface Coverage {
  authority: string;
  from: LegalDay;
  /** Null while it lasts. */
  to: LegalDay | null;
}

/** Before any document of ours. */
const always = '1900-01-01';

/** For which authorities it stands, and when: its own always, others by a transfer. */
export function coverageOf(facts: Facts): Coverage[] {
  const transferred = transfersOf(facts).map(({ authority, from, to }) => ({ authority, from, to }));
  return [{ authority: authorityOf(facts), from: always, to: null }, ...transferred];
}

/** Of the making, once it was made. */
export function validityOf(facts: Facts): { from: Date; to: Date } | undefined {
  const made = facts.findLast(({ kind }) => kind === 'seal-made')?.data;
  return made && { from: new Date(text(made.validFrom)), to: new Date(text(made.validTo)) };
}

/** The last day on which it may be used, as people say it. */
export function lastDayOf(facts: Facts): LegalDay | undefined {
  const validity = validityOf(facts);
  return validity && legalDayOf(validity.to);
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const objectOf = (value: Json): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
