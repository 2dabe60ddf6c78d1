/** Passwords: argon2id, and the rules for the accounts of real people (GB/T 22239 asks for complexity and lock-out). */
import { hash, type Options, verify } from '@node-rs/argon2';
import type { ProblemError } from '../http/problem.ts';

/** 19 MiB and two passes (OWASP's lower bound): some 20 ms, so that a counter's morning rush still signs in at once. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const shortest = 10;
export const longestPassword = 128;

/** The same password typed on two keyboards may come as different code points, hence NFKC. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

/**
 * Without a stored hash it verifies against one that nothing matches: an unknown user takes as long as a wrong
 * password.
 */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? hashOfNobody, password.normalize('NFKC'));
  return stored !== undefined && matches;
}

/** Of a random text that was thrown away, at the cost above. */
const hashOfNobody =
  '$argon2id$v=19$m=19456,t=2,p=1$3+uCRD5WVP7XMcI/bGoEAw$ppNCCnLbpzr8O6YKPu+9JPq4YNmRA647fIULyqvo6q8';

/** What is wrong with a new password; nothing when it may be used. */
export function passwordFaults(password: string, username: string): ProblemError[] {
  const text = password.normalize('NFKC');
  const faults: string[] = [];
  if ([...text].length < shortest) faults.push(`至少 ${shortest} 个字符`);
  if ([...text].length > longestPassword) faults.push(`最多 ${longestPassword} 个字符`);
  if (kindsOfCharacters(text) < 3) faults.push('须包含大写字母、小写字母、数字、其他字符中的至少三种');
  if (text.toLowerCase().includes(username.toLowerCase())) faults.push('不能包含用户名');
  if (/(.)\1{3}/u.test(text)) faults.push('同一字符不能连续出现四次');
  return faults.map((message) => ({ pointer: '/new', code: 'password/weak', message }));
}

function kindsOfCharacters(text: string): number {
  return [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(text)).length;
}
