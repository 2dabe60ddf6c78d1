import type { Basis } from '../basis.ts';
import type { JsonObject } from '../json.ts';
import type { LegalDay } from '../time/legal-day.ts';

/** Who did it, in opaque ids only: this stands inside the hash chain for ever. */
export interface FactActor {
  /** Opaque person id, or `system`. */
  person: string;
  capacity: 'applicant' | 'agent' | 'interested-party' | 'post' | 'system' | 'partner' | 'device';
  role?: string;
  office?: string;
  /** The absent colleague whose post it was, by opaque id: a deputy acted. */
  standsInFor?: string;
  /** Opaque id of the party in whose name an agent acted. */
  principal?: string;
}

/** A fact about to be appended. `data` is coded and impersonal; free text and personal data go into `payload`. */
export interface NewFact {
  kind: string;
  /** The legal day, Asia/Shanghai; may lie before the day of recording (deemed acceptance, mail, back-entry). */
  effectiveOn: LegalDay;
  basis: Basis[];
  data: JsonObject;
  payload: JsonObject;
  /** The kind of letter that this fact makes, where a step writes to several people. */
  letter?: string;
}

/** A fact as the fold reads it: no payload, so that erasing one never changes a state. */
export interface Fact {
  version: number;
  kind: string;
  effectiveOn: LegalDay;
  /** RFC 3339 with milliseconds and Z. */
  recordedAt: string;
  actor: FactActor;
  basis: Basis[];
  data: JsonObject;
}
