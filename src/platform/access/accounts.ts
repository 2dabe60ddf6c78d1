import { randomUUID } from 'node:crypto';
import type { Actor, Post, Principal } from '../../kernel/actor.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../platform.ts';

export interface NewAccount {
  username: string;
  passwordHash: string;
  name: string;
  kind: Actor['kind'];
  posts?: Post[];
  principal?: Principal;
  demonstration?: boolean;
}

/**
 * Makes the accounts that do not exist yet, each with its person and posts, in one statement. Existing ones stay as
 * they are. Their posts are held from `since` on. Returns how many were made.
 */
export async function createAccounts(
  { pool, jurisdiction, clock }: Platform,
  accounts: NewAccount[],
  { since = clock.today() }: { since?: LegalDay } = {},
): Promise<number> {
  const rows = accounts.map((account) => ({
    id: randomUUID(),
    person: randomUUID(),
    username: account.username,
    password_hash: account.passwordHash,
    name: account.name,
    kind: account.kind,
    posts: account.posts ?? [],
    principal: account.principal ?? null,
    demonstration: account.demonstration ?? false,
  }));
  const { rowCount } = await pool.query(
    `WITH wanted AS (
       SELECT * FROM jsonb_to_recordset($2) AS w (id text, person text, username text, password_hash text, name text,
         kind text, posts jsonb, principal jsonb, demonstration boolean)
       WHERE NOT EXISTS (SELECT FROM access.account a WHERE a.jurisdiction = $1 AND a.username = w.username)),
     people AS (
       INSERT INTO access.person (jurisdiction, id, name) SELECT $1, person, name FROM wanted),
     posts AS (
       INSERT INTO access.post (jurisdiction, person, role, office, items, valid_from)
       SELECT $1, person, post ->> 'role', post ->> 'office', ${itemsOf('post')}, $3::date
       FROM wanted, jsonb_array_elements(posts) AS post)
     INSERT INTO access.account (jurisdiction, id, username, password_hash, person, kind, principal, demonstration)
     SELECT $1, id, username, password_hash, person, kind, nullif(principal, 'null'), demonstration FROM wanted
     ON CONFLICT (jurisdiction, username) DO NOTHING`,
    [jurisdiction, JSON.stringify(rows), since],
  );
  return rowCount ?? 0;
}

/** SQL: the items that a post in JSON is for, in one order; null where it names none. */
const itemsOf = (post: string) =>
  `(SELECT array_agg(item ORDER BY item) FROM jsonb_array_elements_text(${post} -> 'items') AS item)`;

/**
 * Makes the posts of existing staff accounts equal to those given: missing ones are held from `since` on, others end
 * the day before. Old posts stay on record, because old decisions were made in them; a post that is for other items than
 * before is another post.
 */
export async function alignPosts(
  { pool, jurisdiction, clock }: Platform,
  holders: { username: string; posts: Post[] }[],
  { since = clock.today() }: { since?: LegalDay } = {},
): Promise<void> {
  await pool.query(
    `WITH holder AS (
       SELECT a.person, h.posts FROM jsonb_to_recordset($2) AS h (username text, posts jsonb)
       JOIN access.account a ON a.jurisdiction = $1 AND a.username = h.username AND a.kind = 'staff'),
     wanted AS (
       SELECT DISTINCT person, post ->> 'role' AS role, post ->> 'office' AS office, ${itemsOf('post')} AS items
       FROM holder, jsonb_array_elements(posts) AS post),
     ended AS (
       UPDATE access.post SET valid_to = greatest(valid_from, $3::date - 1)
       WHERE jurisdiction = $1 AND person IN (SELECT person FROM holder) AND valid_to IS NULL
         AND NOT EXISTS (SELECT FROM wanted w
           WHERE (w.person, w.role, w.office) = (post.person, post.role, post.office)
             -- One that begins today is changed below.
             AND (w.items IS NOT DISTINCT FROM post.items OR post.valid_from = $3::date)))
     INSERT INTO access.post (jurisdiction, person, role, office, items, valid_from)
     SELECT $1, person, role, office, items, $3::date FROM wanted w
     WHERE NOT EXISTS (SELECT FROM access.post held WHERE held.jurisdiction = $1 AND held.valid_to IS NULL
       AND (held.person, held.role, held.office) = (w.person, w.role, w.office)
       AND held.items IS NOT DISTINCT FROM w.items)
     ON CONFLICT (jurisdiction, person, role, office, valid_from) DO UPDATE
       SET valid_to = NULL, items = excluded.items`,
    [jurisdiction, JSON.stringify(holders), since],
  );
}
