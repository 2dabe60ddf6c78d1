/**
 * What a page could not take goes back to it: kept for a day, and shown again under an address of its own. Every answer to
 * a form is so a redirect, and neither Back nor Reload sends a form twice or ends at a page the browser no longer has
 * (decision 0058).
 */
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '../../platform/platform.ts';
import type { Fault } from '../kit/parts.tsx';
import { fieldOf, type Sent } from './read-form.ts';

export interface Returned {
  faults: Fault[];
  /** The same at their fields, by JSON Pointer or name. */
  at: Record<string, string>;
  /** Everything as it was typed; never a password. */
  sent: Sent;
  notice?: string;
}

export const nothingReturned: Returned = { faults: [], at: {}, sent: {} };

const parameter = 'returned';

/** Ends a POST: the page at `place` shows what came back. */
export async function giveBack(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
  place: string,
  returned: Partial<Returned>,
): Promise<FastifyReply> {
  const id = randomUUID();
  await platform.pool.query(
    `insert into portal.returned_form (jurisdiction, id, account_id, path, content) values ($1, $2, $3, $4, $5)`,
    [
      platform.jurisdiction,
      id,
      request.actor?.accountId ?? '',
      place,
      JSON.stringify({ ...nothingReturned, ...returned }),
    ],
  );
  return reply.redirect(`${place}?${parameter}=${id}`, 303);
}

/** What came back to this page; nothing where its day is over, or it is somebody else's: the page is then as if new. */
export async function findReturned(platform: Platform, request: FastifyRequest): Promise<Returned> {
  const id = fieldOf(request.query, parameter);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return nothingReturned;
  const path = request.url.split('?', 1)[0];
  const { rows } = await platform.pool.query<{ content: Returned }>(
    `select content from portal.returned_form
     where (jurisdiction, id, account_id, path) = ($1, $2, $3, $4) and kept_at > now() - interval '1 day'`,
    [platform.jurisdiction, id, request.actor?.accountId ?? '', path],
  );
  return rows[0]?.content ?? nothingReturned;
}

export async function forgetReturnedForms({ pool }: Pick<Platform, 'pool'>): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from portal.returned_form where kept_at < now() - interval '1 day'`,
  );
  return rowCount ?? 0;
}
