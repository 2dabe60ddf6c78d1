/** Documents that a step names must exist and be the actor's to name; each is told at its place. */
import type { Actor } from '../../kernel/actor.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import type { CaseParts } from './open-case.ts';
import { foreignDocument } from './problems.ts';

/** An id and the place where it was typed. */
export interface Named {
  id: string;
  pointer: string;
}

export async function foreignDocumentErrors(
  { findForeign }: CaseParts,
  actor: Actor,
  named: Named[],
): Promise<ProblemError[]> {
  const foreign = new Set(
    await findForeign(
      actor,
      named.map(({ id }) => id),
    ),
  );
  return named.flatMap(({ id, pointer }) => (foreign.has(id) ? [foreignDocument(id, pointer)] : []));
}
