/** What a holder agreed to at a counter by showing her code: this person may take this certificate, until the evening. */
import { randomBytes } from 'node:crypto';
import type { Actor } from '../../kernel/actor.ts';
import type { Platform } from '../../platform/platform.ts';

export interface Consent {
  id: string;
  licenceId: string;
  expiresAt: Date;
}

/** Long enough for an application to be written down, too short to be kept. */
const lasts = '4 hours';

export async function giveConsent(
  { pool, jurisdiction }: Platform,
  licenceId: string,
  to: Actor,
): Promise<Consent> {
  const id = randomBytes(16).toString('hex');
  const { rows } = await pool.query<{ expiresAt: Date }>(
    `insert into licences.consent (jurisdiction, id, licence_id, given_to_account, given_at, expires_at)
     values ($1, $2, $3, $4, now(), now() + interval '${lasts}') returning expires_at as "expiresAt"`,
    [jurisdiction, id, licenceId, to.accountId],
  );
  return { id, licenceId, expiresAt: rows[0]?.expiresAt ?? new Date(0) };
}

export async function isConsentFor(
  { pool, jurisdiction }: Platform,
  id: string,
  licenceId: string,
  actor: Actor,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from licences.consent
     where jurisdiction = $1 and id = $2 and licence_id = $3 and given_to_account = $4 and expires_at > now()`,
    [jurisdiction, id, licenceId, actor.accountId],
  );
  return rowCount === 1;
}
