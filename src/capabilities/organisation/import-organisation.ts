/** How a real installation gets its offices and its first accounts, and how it is told of later changes. */
import { randomInt } from 'node:crypto';
import { alignPosts, createAccounts } from '../../platform/access/accounts.ts';
import { hashPassword } from '../../platform/access/passwords.ts';
import type { Platform } from '../../platform/platform.ts';
import type { OrganisationData } from './organisation-file.ts';
import { storeOrganisation } from './store-organisation.ts';

export interface InitialPassword {
  username: string;
  password: string;
}

/**
 * Stores what the file says. Staff without an account get one with a random password, which is returned here and
 * nowhere kept; the posts of the others become those of the file, from today. After a failure the same file may be
 * imported again: it completes what is missing.
 */
export async function importOrganisation(
  platform: Platform,
  data: OrganisationData,
): Promise<InitialPassword[]> {
  await storeOrganisation(platform, data);
  await alignPosts(platform, data.staff);
  const fresh = (await withoutAccount(platform, data)).map((person) => ({
    ...person,
    password: newPassword(),
  }));
  const accounts = await Promise.all(
    fresh.map(async ({ password, ...person }) => ({
      ...person,
      kind: 'staff' as const,
      passwordHash: await hashPassword(password),
    })),
  );
  await createAccounts(platform, accounts);
  return fresh.map(({ username, password }) => ({ username, password }));
}

async function withoutAccount({ pool, jurisdiction }: Platform, { staff }: OrganisationData) {
  const { rows } = await pool.query<{ username: string }>(
    'SELECT username FROM access.account WHERE jurisdiction = $1 AND username = ANY ($2)',
    [jurisdiction, staff.map(({ username }) => username)],
  );
  const existing = new Set(rows.map(({ username }) => username));
  return staff.filter(({ username }) => !existing.has(username));
}

// Without letters and digits that are mistaken for each other on paper.
const letters = 'abcdefghjkmnpqrstuvwxyz';
const digits = '23456789';

/** Four groups of four, some 75 bits: `kwmz-T4fh-…`. One capital and one digit at least, as the rules ask. */
function newPassword(): string {
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const group = () => Array.from({ length: 4 }, () => pick(letters + digits)).join('');
  return `${group()}-${pick(letters).toUpperCase()}${pick(digits)}${pick(letters)}${pick(letters)}-${group()}-${group()}`;
}
