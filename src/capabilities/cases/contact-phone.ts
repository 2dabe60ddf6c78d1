import type { JsonObject } from '../../kernel/json.ts';
import type { CaseRecord } from './case-record.ts';

/** As last corrected, else as filed. Of the applicant; her agent's stands with the agent. */
export function contactPhoneOf({ facts, draft }: CaseRecord): string | undefined {
  const corrected = facts.findLast(
    ({ kind, payload }) => corrections.has(kind) && typeof payload.phone === 'string',
  );
  const filed = facts.findLast(({ payload }) => payload.applicant !== undefined)?.payload.applicant;
  const { phone } = (filed ?? draft?.applicant ?? {}) as JsonObject;
  const found = corrected?.payload.phone ?? phone;
  return typeof found === 'string' ? found : undefined;
}

/** Facts about other parties carry telephones too: theirs. */
const corrections = new Set(['corrected', 'correction-received', 'mended']);
