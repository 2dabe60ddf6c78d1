/**
 * Sessions of accounts. They live on the database server's time, which every process shares, never on the program's
 * clock: moving a demonstration's clock by a year signs nobody out. Only digests of tokens are stored.
 *
 * A program carries a bearer token, valid for its whole life. A browser carries a cookie; its token is exchanged every
 * quarter of an hour while it is used and the session ends after an hour without use.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Actor, deputisedRoles } from '../../kernel/actor.ts';
import type { Platform } from '../platform.ts';
import { type ActorRow, actorIn, postsOf } from './find-actor.ts';

export type Carrier = 'bearer' | 'cookie';

export interface Session {
  actor: Actor;
  carrier: Carrier;
  csrfToken: string;
  expiresAt: Date;
  /** A cookie whose token has been in use for long enough to be exchanged. */
  dueForRotation: boolean;
}

export interface OpenedSession {
  token: string;
  expiresAt: Date;
}

export interface Sessions {
  open(accountId: string, carrier: Carrier, address: string): Promise<OpenedSession>;
  /** The session of a token that is valid now. May be up to five seconds old, see `freshFor`. */
  find(token: string): Promise<Session | undefined>;
  /** A new token for the session; undefined when another request has just exchanged it. */
  rotate(token: string): Promise<string | undefined>;
  end(token: string): Promise<void>;
  /** After a change of password: everybody who signed in with the old one is out, except the session given. */
  endOthers(accountId: string, keep: string): Promise<void>;
  /** Whether the account has signed in from this address in the last thirty days. */
  isKnownAddress(accountId: string, address: string): Promise<boolean>;
}

const lifetime = '12 hours';
const rotateAfter = '15 minutes';
const idleAfter = '75 minutes'; // an hour, counted from the last exchange
const graceOfOldToken = '1 minute'; // requests of the same page that were under way during the exchange
const rememberedFor = '30 days';

/**
 * How long a process trusts what it read: one look-up for all the requests of a page. It bounds how long another
 * process may still accept a session that was ended, or a post that was taken away.
 */
const freshFor = 5_000;
const mostCached = 10_000;

export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export function createSessions({ pool, jurisdiction, clock }: Platform): Sessions {
  const cache = new Map<string, { until: number; session: Promise<Session | undefined> }>();

  async function read(digest: Buffer): Promise<Session | undefined> {
    const { rows } = await pool.query<SessionRow>(readSession, [
      jurisdiction,
      digest,
      clock.today(),
      deputisedRoles,
    ]);
    return rows[0] && sessionOf(rows[0]);
  }

  return {
    async open(accountId, carrier, address) {
      const token = newToken();
      const { rows } = await pool.query<{ expires_at: Date }>(
        `WITH forgotten AS (
           DELETE FROM access.session WHERE jurisdiction = $1 AND expires_at < now() - interval '${rememberedFor}')
         INSERT INTO access.session (jurisdiction, token_digest, account, carrier, csrf_token, address_digest, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, now() + interval '${lifetime}') RETURNING expires_at`,
        [jurisdiction, digestOf(token), accountId, carrier, newToken(), digestOf(address)],
      );
      return { token, expiresAt: rows[0]?.expires_at ?? new Date() };
    },

    find(token) {
      const digest = digestOf(token);
      const key = digest.toString('base64');
      const now = Date.now();
      const known = cache.get(key);
      if (known && known.until > now) return known.session.then((session) => stillValid(session, now));
      const session = read(digest);
      session.catch(() => cache.delete(key));
      if (cache.size >= mostCached) cache.clear();
      cache.set(key, { until: now + freshFor, session });
      return session;
    },

    async rotate(token) {
      const next = newToken();
      const { rowCount } = await pool.query(
        `UPDATE access.session SET token_digest = $3, previous_digest = $2, rotated_at = now()
         WHERE jurisdiction = $1 AND token_digest = $2 AND expires_at > now()`,
        [jurisdiction, digestOf(token), digestOf(next)],
      );
      cache.delete(digestOf(token).toString('base64'));
      return rowCount === 1 ? next : undefined;
    },

    async end(token) {
      const digest = digestOf(token);
      await pool.query(
        `UPDATE access.session SET expires_at = least(expires_at, now())
         WHERE jurisdiction = $1 AND (token_digest = $2 OR previous_digest = $2)`,
        [jurisdiction, digest],
      );
      cache.delete(digest.toString('base64'));
    },

    async endOthers(accountId, keep) {
      await pool.query(
        `UPDATE access.session SET expires_at = least(expires_at, now())
         WHERE jurisdiction = $1 AND account = $2 AND token_digest <> $3`,
        [jurisdiction, accountId, digestOf(keep)],
      );
      cache.clear();
    },

    async isKnownAddress(accountId, address) {
      const { rowCount } = await pool.query(
        `SELECT FROM access.session
         WHERE jurisdiction = $1 AND account = $2 AND address_digest = $3
           AND created_at > now() - interval '${rememberedFor}' LIMIT 1`,
        [jurisdiction, accountId, digestOf(address)],
      );
      return rowCount === 1;
    },
  };
}

interface SessionRow extends ActorRow {
  carrier: Carrier;
  csrf_token: string;
  expires_at: Date;
  due_for_rotation: boolean;
}

const readSession = `
  SELECT s.account, a.username, a.kind, a.person, p.name, a.principal, s.carrier, s.csrf_token, s.expires_at,
    (s.carrier = 'cookie' AND s.token_digest = $2 AND s.rotated_at < now() - interval '${rotateAfter}')
      AS due_for_rotation,
    ${postsOf('a', '$3', '$4')} AS posts
  FROM access.session s
  JOIN access.account a ON (a.jurisdiction, a.id) = (s.jurisdiction, s.account)
  JOIN access.person p ON (p.jurisdiction, p.id) = (a.jurisdiction, a.person)
  WHERE s.jurisdiction = $1
    AND (s.token_digest = $2
      OR (s.previous_digest = $2 AND s.rotated_at > now() - interval '${graceOfOldToken}'))
    AND s.expires_at > now()
    AND (s.carrier = 'bearer' OR s.rotated_at > now() - interval '${idleAfter}')
    AND a.disabled_at IS NULL`;

function sessionOf(row: SessionRow): Session {
  return {
    actor: actorIn(row),
    carrier: row.carrier,
    csrfToken: row.csrf_token,
    expiresAt: row.expires_at,
    dueForRotation: row.due_for_rotation,
  };
}

function stillValid(session: Session | undefined, now: number): Session | undefined {
  return session && session.expiresAt.getTime() > now ? session : undefined;
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}
