/**
 * JSON as the database holds it, for hashing. A `jsonb` number may differ from every number of JSON's own kind (1.0,
 * 1.00000000000000000001); parsed it would look like its neighbour, and a change would pass unseen.
 */
import type { Json, JsonObject } from '../../../kernel/json.ts';

/** Undefined when a number is not written as it would be hashed. */
export function parseExactly<T extends Json = JsonObject>(text: string): T | undefined {
  if (!suspicious.test(text)) return JSON.parse(text);
  let isExact = true;
  const check = (_name: string, value: unknown, context?: { source?: string }) => {
    if (typeof value === 'number' && context?.source !== String(value)) isExact = false;
    return value;
  };
  const parsed = JSON.parse(text, check);
  return isExact ? parsed : undefined;
}

/** A fraction, or more digits than a number keeps. Texts may look so too; they are then looked at closely for nothing. */
const suspicious = /\d\.\d|\d{16}/;
