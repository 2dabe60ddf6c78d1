/** The demonstration's people by what they are, a document of each, and what the database keeps of a case. */
import { createCatalogue, itemTerms } from '../../src/capabilities/catalogue/public.ts';
import type { Post } from '../../src/kernel/actor.ts';
import type { Fact } from '../../src/kernel/procedure/fact.ts';
import type { ItemTerms } from '../../src/kernel/procedure/item-terms.ts';
import { smallPdf } from '../../src/platform/documents/zip-archive.fixture.ts';
import type { Demonstration } from '../support/demonstration.ts';

const ofMarket: Record<string, string> = { reviewer: 'reviewer', approver: 'approver', head: 'head' };
const ofHall: Record<string, string> = { clerk: 'clerk', issuer: 'issuer', supervisor: 'supervisor' };

/** Who holds a post in the demonstration. */
export function usernameOf({ role, office }: Post | { role: string; office: string }): string {
  if (office === 'market-regulation') return ofMarket[role] ?? `${role}-${office}`;
  if (office === 'hall') return ofHall[role] ?? `${role}-${office}`;
  return `${role}-${office}`;
}

export const reviewingOffices = ['market-regulation', 'public-security', 'fire', 'health', 'emergency'];

export const usernames = [
  'company',
  'clerk',
  'issuer',
  'supervisor',
  'catalogue',
  'leader',
  'reviewer2',
  ...reviewingOffices.flatMap((office) =>
    ['reviewer', 'approver', 'head'].map((role) => usernameOf({ role, office })),
  ),
];

const uploaded = new Map<string, Promise<string>>();

/** A document that this person has uploaded herself; nobody can hand in what is another's. */
export function documentOf(demonstration: Demonstration, username: string): Promise<string> {
  const known = uploaded.get(username) ?? upload(demonstration, username);
  uploaded.set(username, known);
  return known;
}

async function upload(demonstration: Demonstration, username: string): Promise<string> {
  const { headers } = await demonstration.as(username);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(smallPdf)]), '材料.pdf');
  const request = new Request('http://local/', { method: 'POST', body: form });
  const answer = await demonstration.app.inject({
    method: 'POST',
    url: '/api/v1/documents',
    headers: { ...headers, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  if (answer.statusCode !== 201) throw new Error(`not uploaded: ${answer.body}`);
  return answer.json().id;
}

export interface Kept {
  facts: Fact[];
  rows: { name: string; due: string; paused: boolean }[];
  due: string | null;
  itemVersion: number;
  status: string;
}

/** The ledger of a case and the rows beside it, as the database's owner sees them. */
export async function keptOf({ owner }: Demonstration, caseNo: string): Promise<Kept> {
  const { rows } = await owner.query<Kept>(
    `select c.due::text, c.item_version as "itemVersion", c.status,
       (select json_agg(json_build_object('version', f.version, 'kind', f.kind, 'effectiveOn', f.effective_on,
          'recordedAt', f.recorded_at, 'actor', f.actor, 'basis', f.basis, 'data', f.data) order by f.version)
        from ledger.fact f where f.subject_type = 'case' and f.subject_id = c.id::text) as facts,
       coalesce((select json_agg(json_build_object('name', k.name, 'due', k.due, 'paused', k.paused) order by k.name)
        from cases.clock k where k.jurisdiction = c.jurisdiction and k.case_id = c.id), '[]') as rows
     from cases.current c where c.case_no = $1`,
    [caseNo],
  );
  if (!rows[0]) throw new Error(`no case ${caseNo}`);
  return rows[0];
}

/** What each version of an item says to the rules. */
export async function termsOfItem(
  { platform }: Demonstration,
  itemId: string,
  versions: readonly number[],
): Promise<Map<number, ItemTerms>> {
  const catalogue = createCatalogue(platform);
  const items = await Promise.all(versions.map((version) => catalogue.getItemVersion(itemId, version)));
  return new Map(items.flatMap((item) => (item.fileable ? [[item.version, itemTerms(item)] as const] : [])));
}
