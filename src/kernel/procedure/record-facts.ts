import type { FactDeclaration, Procedure } from './declaration.ts';
import type { Fact } from './fact.ts';

/**
 * Facts that the case of any procedure may get, though no step of it makes them: they are about its record. They move no
 * lane and start no clock.
 */
export const recordFacts = {
  'payload-erased': { label: '依法删除内容', step: 'erase', moves: [] },
} as const satisfies Record<string, FactDeclaration>;

export function isRecordFact(kind: string): kind is keyof typeof recordFacts {
  return Object.hasOwn(recordFacts, kind);
}

export function declarationOf(procedure: Procedure, kind: string): FactDeclaration | undefined {
  return procedure.facts[kind] ?? (isRecordFact(kind) ? recordFacts[kind] : undefined);
}

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
