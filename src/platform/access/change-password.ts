import type { Actor } from '../../kernel/actor.ts';
import { shellProblem } from '../http/problem-codes.ts';
import type { Platform } from '../platform.ts';
import { hashPassword, passwordFaults, verifyPassword } from './passwords.ts';

export async function changePassword(
  { pool, jurisdiction }: Platform,
  { accountId }: Actor,
  wanted: { current: string; new: string },
): Promise<void> {
  const { rows } = await pool.query<{ username: string; password_hash: string; demonstration: boolean }>(
    'SELECT username, password_hash, demonstration FROM access.account WHERE (jurisdiction, id) = ($1, $2)',
    [jurisdiction, accountId],
  );
  const account = rows[0];
  const faults = passwordFaults(wanted.new, account?.username ?? '');
  if (faults.length > 0) throw shellProblem('password/weak', { errors: faults });
  if (!(await verifyPassword(account?.password_hash, wanted.current))) {
    const message = '与正在使用的密码不符';
    throw shellProblem('password/wrong', {
      errors: [{ pointer: '/current', code: 'password/wrong', message }],
    });
  }
  if (account?.demonstration) throw shellProblem('password/demonstration');
  await pool.query('UPDATE access.account SET password_hash = $3 WHERE (jurisdiction, id) = ($1, $2)', [
    jurisdiction,
    accountId,
    await hashPassword(wanted.new),
  ]);
}
