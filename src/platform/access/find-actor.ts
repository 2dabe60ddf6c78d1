/** Who an account is today: its person, in whose name it acts, and the posts she holds, her own and as a deputy. */
import { type Actor, deputisedRoles, type Post, type Principal } from '../../kernel/actor.ts';
import type { Platform } from '../platform.ts';

export interface ActorRow {
  account: string;
  username: string;
  kind: Actor['kind'];
  person: string;
  name: string;
  posts: Post[];
  principal: Principal | null;
}

export function actorIn(row: ActorRow): Actor {
  return {
    accountId: row.account,
    personId: row.person,
    name: row.name,
    username: row.username,
    kind: row.kind,
    posts: row.posts,
    ...(row.principal && { principal: row.principal }),
  };
}

/** SQL: the posts of the account under this alias; `today` and `roles` (those that a deputy may have) are placeholders. */
export function postsOf(account: string, today: string, roles: string): string {
  const held = (post: string) =>
    `${post}.valid_from <= ${today} AND (${post}.valid_to IS NULL OR ${post}.valid_to >= ${today})`;
  return `
    coalesce((
      SELECT json_agg(json_strip_nulls(json_build_object('role', held.role, 'office', held.office,
        'items', held.items, 'standsInFor', held.stands_in_for)) ORDER BY held.office, held.role, held.stands_in_for NULLS FIRST)
      FROM (
        SELECT role, office, items, NULL AS stands_in_for FROM access.post
        WHERE (jurisdiction, person) = (${account}.jurisdiction, ${account}.person) AND ${held('post')}
        UNION ALL
        -- As deputy: what an absent colleague holds at an office where she has a post herself.
        SELECT post.role, post.office, post.items, away.person FROM access.absence away
        JOIN access.post ON (post.jurisdiction, post.person) = (away.jurisdiction, away.person) AND ${held('post')}
        WHERE (away.jurisdiction, away.deputy) = (${account}.jurisdiction, ${account}.person)
          AND away.valid_from <= ${today} AND away.valid_to >= ${today}
          AND (away.returned_on IS NULL OR away.returned_on > ${today}) AND post.role = ANY (${roles})
          AND EXISTS (SELECT FROM access.post own WHERE (own.jurisdiction, own.person, own.office)
            = (${account}.jurisdiction, ${account}.person, post.office) AND ${held('own')})
      ) AS held), '[]')`;
}

/** For what somebody began and the program finishes later. Undefined when she may not sign in any more. */
export async function findActor(
  { pool, jurisdiction, clock }: Platform,
  accountId: string,
): Promise<Actor | undefined> {
  const { rows } = await pool.query<ActorRow>(
    `SELECT a.id AS account, a.username, a.kind, a.person, p.name, a.principal, ${postsOf('a', '$3', '$4')} AS posts
     FROM access.account a JOIN access.person p ON (p.jurisdiction, p.id) = (a.jurisdiction, a.person)
     WHERE a.jurisdiction = $1 AND a.id = $2 AND a.disabled_at IS NULL`,
    [jurisdiction, accountId, clock.today(), deputisedRoles],
  );
  return rows[0] && actorIn(rows[0]);
}
