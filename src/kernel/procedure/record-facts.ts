import type { Fact } from './fact.ts';

/** A lawful erasure (个人信息保护法 §47), as it stands in its fact. */
export interface Erasure {
  /** Of the fact whose payload went. */
  version: number;
  /** As people cite it. */
  basis: string;
  /** Opaque id of the person who answers for it. */
  responsible: string;
  on: string;
}

/** What was erased from a stream, in the order of its going. */
export function erasuresIn(facts: readonly Fact[]): Erasure[] {
  return facts
    .filter(({ kind }) => kind === 'payload-erased')
    .map(({ data, effectiveOn }) => ({
      version: Number(data.version),
      basis: String(data.basis),
      responsible: String(data.responsible),
      on: effectiveOn,
    }));
}
