/**
 * `Idempotency-Key`: a writing call that is sent again, because its answer got lost, has its effect once and gets the
 * first answer (contracts §3). Refusals and faults are not kept: after them the call may be made again.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import pLimit from 'p-limit';
import type { Pool, PoolClient } from 'pg';
import type { Platform } from '../platform.ts';
import { shellProblem } from './problem-codes.ts';

const visibleAscii = /^[\x21-\x7e]{1,200}$/;
const writingMethods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export interface IdempotencyScope {
  actor: string;
  /** Method and path as called: one key used for two cases is two keys. */
  route: string;
  key: string;
  bodyDigest: Buffer;
}

export interface Answer {
  status: number;
  body: unknown;
}

/** The key of a writing call, or undefined. Throws 422 when it is malformed; every route has passed this already. */
export function readIdempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !writingMethods.has(request.method)) return undefined;
  if (typeof key === 'string' && visibleAscii.test(key)) return key;
  throw shellProblem('idempotency/key', {
    errors: [
      {
        pointer: '/idempotency-key',
        code: 'idempotency/key',
        message: '应为 1 至 200 个可见的 ASCII 字符',
        in: 'header',
      },
    ],
  });
}

/** SM3 of the body in its RFC 8785 form: the order of members and white space make no other body. */
export function bodyDigest(request: FastifyRequest): Buffer {
  const text = request.body === undefined ? '' : (canonicalize(request.body) ?? '');
  return createHash('sm3').update(text).digest();
}

/**
 * Where the answer of this call belongs, or undefined when it carries no key. A call whose body is read by its handler
 * (a form with files) gives the digest of what it read.
 */
export function idempotencyScope(request: FastifyRequest, digest?: Buffer): IdempotencyScope | undefined {
  const key = readIdempotencyKey(request);
  if (key === undefined) return undefined;
  const path = request.url.split('?', 1)[0] ?? request.url;
  return {
    actor: request.actor?.accountId ?? request.partner?.id ?? 'nobody',
    route: `${request.method} ${path}`,
    key,
    bodyDigest: digest ?? bodyDigest(request),
  };
}

const turnsOf = new WeakMap<Pool, ReturnType<typeof pLimit>>();

/**
 * What `work` calls may take connections of its own while this one is held. If as many calls as there are connections did
 * so at once they would wait for each other for ever; half of them never can.
 */
function turns(pool: Pool): ReturnType<typeof pLimit> {
  const known = turnsOf.get(pool) ?? pLimit(Math.max(1, Math.floor(pool.options.max / 2)));
  turnsOf.set(pool, known);
  return known;
}

/**
 * Does `work` in one transaction together with the note of its answer. Of two calls with the same key at the same time
 * the second waits for the first to commit and gets its answer.
 */
export function answerOnce(
  { pool, jurisdiction }: Pick<Platform, 'pool' | 'jurisdiction'>,
  scope: IdempotencyScope | undefined,
  work: (client: PoolClient) => Promise<Answer>,
): Promise<Answer> {
  return turns(pool)(() => answerInTransaction(pool, jurisdiction, scope, work));
}

async function answerInTransaction(
  pool: Pool,
  jurisdiction: string,
  scope: IdempotencyScope | undefined,
  work: (client: PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect();
  let fault: Error | undefined;
  try {
    await client.query('BEGIN');
    const earlier = scope && (await claim(client, jurisdiction, scope));
    const answer = earlier ?? (await work(client));
    if (scope && !earlier) await remember(client, jurisdiction, scope, answer);
    await client.query('COMMIT');
    return answer;
  } catch (thrown) {
    await client.query('ROLLBACK').catch((broken: Error) => {
      fault = broken;
    });
    throw thrown;
  } finally {
    client.release(fault);
  }
}

/** Takes the key for this transaction, or returns the answer that an earlier call left under it. */
async function claim(
  client: PoolClient,
  jurisdiction: string,
  scope: IdempotencyScope,
): Promise<Answer | undefined> {
  const { actor, route, key } = scope;
  const place = [jurisdiction, actor, route, key];
  const taken = await client.query(
    `INSERT INTO platform.idempotency AS kept (jurisdiction, actor, route, key, body_digest) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (jurisdiction, actor, route, key) DO UPDATE
       SET body_digest = excluded.body_digest, status = NULL, response = NULL, created_at = now()
       WHERE kept.created_at < now() - interval '7 days'`,
    [...place, scope.bodyDigest],
  );
  if (taken.rowCount === 1) return undefined;
  const { rows } = await client.query<{ body_digest: Buffer; status: number; response: unknown }>(
    `SELECT body_digest, status, response FROM platform.idempotency
     WHERE (jurisdiction, actor, route, key) = ($1, $2, $3, $4)`,
    place,
  );
  const kept = rows[0];
  if (!kept?.body_digest.equals(scope.bodyDigest)) throw shellProblem('idempotency/other-body');
  if (isErased(kept)) throw shellProblem('idempotency/erased');
  return { status: kept.status, body: kept.response };
}

/** A lawful erasure leaves the row, so that nothing is done twice, and takes the answer (migrations/0150). */
export const isErased = ({ status }: { status: number }): boolean => status === 410;

async function remember(client: PoolClient, jurisdiction: string, scope: IdempotencyScope, answer: Answer) {
  await client.query(
    `UPDATE platform.idempotency SET status = $5, response = $6
     WHERE (jurisdiction, actor, route, key) = ($1, $2, $3, $4)`,
    [jurisdiction, scope.actor, scope.route, scope.key, answer.status, JSON.stringify(answer.body ?? null)],
  );
}

/** Drops what is older than seven days. Called by the daily job. */
export async function forgetOldAnswers({ pool }: Pick<Platform, 'pool'>): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM platform.idempotency WHERE created_at < now() - interval '7 days'`,
  );
  return rowCount ?? 0;
}
