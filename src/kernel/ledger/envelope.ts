/**
 * The ledger's hash, by the published format: SM3 over the RFC 8785 form of the envelope; payloads lie outside the
 * chain and only their salted digest stands inside, so that a lawful erasure never breaks a proof.
 */
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Basis } from '../basis.ts';
import type { JsonObject } from '../json.ts';
import type { FactActor } from '../procedure/fact.ts';
import type { LegalDay } from '../time/legal-day.ts';

export interface Envelope {
  jurisdiction: string;
  subjectType: string;
  subjectId: string;
  version: number;
  kind: string;
  effectiveOn: LegalDay;
  /** Milliseconds, Z. */
  recordedAt: string;
  actor: FactActor;
  basis: Basis[];
  data: JsonObject;
  /** Lower-case hex. */
  payloadDigest: string;
  /** Hash of the fact before it in the same stream, hex; null for the first. */
  previous: string | null;
}

/** Lower-case hex SM3 of the envelope's canonical form. Throws when the envelope holds what JSON cannot. */
export function hashEnvelope(envelope: Envelope): string {
  return sm3(Buffer.from(canonical(envelope), 'utf8')).toString('hex');
}

/** SM3(salt of 32 bytes ‖ RFC 8785 payload), lower-case hex. */
export function digestPayload(salt: Uint8Array, payload: JsonObject): string {
  if (salt.length !== 32) throw new Error('a payload salt has 32 bytes');
  return sm3(Buffer.concat([salt, Buffer.from(canonical(payload), 'utf8')])).toString('hex');
}

export function sm3(bytes: Uint8Array): Buffer {
  return hash('sm3', bytes, 'buffer');
}

function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('only JSON values have a canonical form');
  return text;
}
