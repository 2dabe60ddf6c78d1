/** Puts new facts behind the ones a stream already has: versions, digests, chain. Pure: time and salts are arguments. */
import type { FactActor, NewFact } from '../procedure/fact.ts';
import { digestPayload, type Envelope, hashEnvelope } from './envelope.ts';

export interface Stream {
  jurisdiction: string;
  subjectType: string;
  subjectId: string;
}

/** Where a stream stands: version 0 and no hash before its first fact. */
export interface Head {
  version: number;
  hash: string | null;
}

export interface SealedFact {
  envelope: Envelope;
  hash: string;
  salt: Uint8Array;
  payload: NewFact['payload'];
}

/**
 * @param salts 32 random bytes for each fact, in order.
 * @param recordedAt RFC 3339 with milliseconds and Z.
 */
export function sealFacts(
  stream: Stream,
  head: Head,
  facts: readonly NewFact[],
  actor: FactActor,
  recordedAt: string,
  salts: readonly Uint8Array[],
): SealedFact[] {
  const sealed: SealedFact[] = [];
  let previous = head.hash;
  for (const [index, fact] of facts.entries()) {
    const salt = salts[index];
    if (!salt) throw new Error('every fact needs a salt of its own');
    const envelope: Envelope = {
      ...stream,
      version: head.version + index + 1,
      kind: fact.kind,
      effectiveOn: fact.effectiveOn,
      recordedAt,
      actor,
      basis: fact.basis,
      data: fact.data,
      payloadDigest: digestPayload(salt, fact.payload),
      previous,
    };
    previous = hashEnvelope(envelope);
    sealed.push({ envelope, hash: previous, salt, payload: fact.payload });
  }
  return sealed;
}
