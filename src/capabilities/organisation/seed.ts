import { createAccounts } from '../../platform/access/accounts.ts';
import { hashPassword } from '../../platform/access/passwords.ts';
import type { Platform } from '../../platform/platform.ts';
import { demonstrationPassword, listDemonstrationAccounts } from './demonstration-accounts.ts';
import { beginning, demonstrationOrganisation } from './demonstration-organisation.ts';
import { storeOrganisation } from './store-organisation.ts';

/** Run at every start. Only a demonstration invents an organisation and accounts with a published password. */
export async function seedOrganisation(platform: Platform): Promise<void> {
  if (platform.config.mode !== 'demo') return;
  await storeOrganisation(platform, demonstrationOrganisation);
  const accounts = listDemonstrationAccounts();
  if (await haveAccounts(platform, accounts.length)) return; // the hash alone is most of the time
  const passwordHash = await hashPassword(demonstrationPassword);
  await createAccounts(
    platform,
    accounts.map((account) => ({ ...account, passwordHash })),
    { since: beginning },
  );
}

async function haveAccounts({ pool, jurisdiction }: Platform, wanted: number): Promise<boolean> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*) AS count FROM access.account WHERE jurisdiction = $1 AND demonstration',
    [jurisdiction],
  );
  return (rows[0]?.count ?? 0) >= wanted;
}
