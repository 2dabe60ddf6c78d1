/** First answers of steps: read here, written in the step's own statement. */
import type { Pool } from 'pg';
import { type Answer, type IdempotencyScope, isErased } from '../../platform/http/idempotency.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';

/** The first answer under this key; throws 422 when the key was used for another body. */
export async function findFirstAnswer(
  pool: Pool,
  jurisdiction: string,
  scope: IdempotencyScope | undefined,
): Promise<Answer | undefined> {
  if (!scope) return undefined;
  const place = [jurisdiction, scope.actor, scope.route, scope.key];
  const { rows } = await pool.query<{ digest: Buffer; status: number; response: unknown; old: boolean }>(
    `select body_digest as digest, status, response, created_at < now() - interval '7 days' as old
     from platform.idempotency where (jurisdiction, actor, route, key) = ($1, $2, $3, $4)`,
    place,
  );
  const kept = rows[0];
  if (!kept) return undefined;
  if (kept.old) {
    await pool.query(
      `delete from platform.idempotency where (jurisdiction, actor, route, key) = ($1, $2, $3, $4)
         and created_at < now() - interval '7 days'`,
      place,
    );
    return undefined;
  }
  if (!kept.digest.equals(scope.bodyDigest)) throw shellProblem('idempotency/other-body');
  if (isErased(kept)) throw shellProblem('idempotency/erased');
  return { status: kept.status, body: kept.response };
}
