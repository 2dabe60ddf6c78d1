/**
 * Signing in with a password, and the lock-out. Five wrong passwords from one address lock that name for that address
 * for five minutes; attempts meanwhile are not counted, so the wait has an end. Whoever types a name wrong a hundred
 * times from everywhere locks out only addresses from which the account has not been used before: nobody can keep the
 * owner out for ever. Names that do not exist are counted and answered alike.
 */
import { shellProblem } from '../http/problem-codes.ts';
import type { Platform } from '../platform.ts';
import { verifyPassword } from './passwords.ts';
import { type Carrier, digestOf, type OpenedSession, type Sessions } from './sessions.ts';

export interface Credentials {
  username: string;
  password: string;
}

const perAddress = 5;
const everywhere = 100;
const countedWithin = '1 hour';
const lockedFor = '5 minutes';
const scopeOfAll = Buffer.from('everywhere');

export async function signIn(
  platform: Platform,
  sessions: Sessions,
  credentials: Credentials,
  { carrier, address }: { carrier: Carrier; address: string },
): Promise<OpenedSession> {
  const username = tidyUsername(credentials.username);
  const { password } = credentials;
  const attempt = { platform, name: digestOf(username), address: digestOf(address) };
  const account = await findAccount(platform, username);
  const isKnown = account !== undefined && (await sessions.isKnownAddress(account.id, address));
  await refuseWhileLocked(attempt, isKnown);
  if (!(await verifyPassword(account?.password_hash, password)) || account === undefined) {
    await countFailure(attempt);
    throw shellProblem('session/wrong-credentials');
  }
  // Guesses sent at once all pass the first look; the lock they cause meanwhile stops the one that is right.
  await refuseWhileLocked(attempt, isKnown);
  await platform.pool.query(
    'DELETE FROM access.sign_in_failure WHERE jurisdiction = $1 AND username_digest = $2 AND scope = $3',
    [platform.jurisdiction, attempt.name, attempt.address],
  );
  return sessions.open(account.id, carrier, address);
}

/** Typed with the input method left in its wide form it is still her name; as with the password, hence NFKC. */
const tidyUsername = (typed: string) => typed.normalize('NFKC').trim();

interface Attempt {
  platform: Platform;
  name: Buffer;
  address: Buffer;
}

async function findAccount({ pool, jurisdiction }: Platform, username: string) {
  const { rows } = await pool.query<{ id: string; password_hash: string }>(
    `SELECT id, password_hash FROM access.account
     WHERE jurisdiction = $1 AND username = $2 AND disabled_at IS NULL`,
    [jurisdiction, username],
  );
  return rows[0];
}

async function refuseWhileLocked({ platform, name, address }: Attempt, isKnown: boolean): Promise<void> {
  const scopes = isKnown ? [address] : [address, scopeOfAll];
  const { rows } = await platform.pool.query<{ seconds: number }>(
    `SELECT ceil(extract(epoch FROM max(locked_until) - now()))::integer AS seconds FROM access.sign_in_failure
     WHERE jurisdiction = $1 AND username_digest = $2 AND scope = ANY($3) AND locked_until > now()
     HAVING max(locked_until) IS NOT NULL`,
    [platform.jurisdiction, name, scopes],
  );
  const seconds = rows[0]?.seconds;
  if (seconds === undefined) return;
  throw shellProblem('session/locked', {
    detail: `不正确的次数过多，请在 ${Math.ceil(seconds / 60)} 分钟后再试。其间的尝试不会延长等待。`,
    headers: { 'retry-after': String(seconds) },
  });
}

/** A count starts anew after its hour and after each lock. Old counts of anybody are cleared on the way. */
async function countFailure({ platform, name, address }: Attempt): Promise<void> {
  await platform.pool.query(
    `WITH forgotten AS (
       DELETE FROM access.sign_in_failure
       WHERE jurisdiction = $1 AND username_digest <> $2 AND first_at < now() - interval '1 day')
     INSERT INTO access.sign_in_failure AS f (jurisdiction, username_digest, scope, failures, first_at)
     VALUES ($1, $2, $3, 1, now()), ($1, $2, $4, 1, now())
     ON CONFLICT (jurisdiction, username_digest, scope) DO UPDATE SET (failures, first_at, locked_until) = (
       SELECT CASE WHEN anew THEN 1 ELSE f.failures + 1 END,
              CASE WHEN anew THEN now() ELSE f.first_at END,
              CASE WHEN anew THEN NULL
                   WHEN f.failures + 1 >= CASE WHEN f.scope = $4 THEN ${everywhere} ELSE ${perAddress} END
                     THEN coalesce(f.locked_until, now() + interval '${lockedFor}') END
       FROM (SELECT f.locked_until < now() IS TRUE
               OR f.first_at < now() - interval '${countedWithin}' AND f.locked_until IS NULL AS anew) AS window_state)`,
    [platform.jurisdiction, name, address, scopeOfAll],
  );
}
