import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { FactName } from '../../platform/ledger/proofs.ts';
import type { Platform } from '../../platform/platform.ts';
import { findCaseId } from '../cases/public.ts';

/** A subject's name in the ledger: on the outside a case number serves as the id of a case (contracts §6). */
export async function subjectInLedger(
  platform: Platform,
  subject: string,
): Promise<{ type: string; id: string }> {
  const slash = subject.indexOf('/');
  const [type, id] = [subject.slice(0, slash), subject.slice(slash + 1)];
  if (type !== 'case') return { type, id };
  return { type, id: String((await findCaseId(platform, id)) ?? id) };
}

/** The fact a query asks for, by subject and version or by hash. Throws 422 with the place when it names none. */
export async function factNamed(
  platform: Platform,
  { subject, version, hash }: { subject?: string; version?: number; hash?: string },
): Promise<FactName> {
  if (hash !== undefined) return { hash };
  if (subject !== undefined && version !== undefined) {
    const { jurisdiction } = platform;
    return { jurisdiction, ...(await subjectInLedger(platform, subject)), version };
  }
  const missing = subject === undefined ? '/subject' : '/version';
  const message = '请填写 subject 和 version，或者 hash';
  throw shellProblem('input/invalid', {
    errors: [{ pointer: missing, code: 'input/required', message, in: 'query' }],
  });
}
