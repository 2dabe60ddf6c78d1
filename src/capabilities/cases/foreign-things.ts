/** Documents and certificates that a step names must exist and be the actor's to name; each is told at its place. */
import type { Actor } from '../../kernel/actor.ts';
import type { HandedMaterial } from '../../kernel/procedure/application.ts';
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

export async function foreignLicenceErrors(
  { findForeignLicences }: CaseParts,
  actor: Actor,
  named: Named[],
): Promise<ProblemError[]> {
  if (named.length === 0) return [];
  const foreign = new Set(
    await findForeignLicences(
      actor,
      named.map(({ id }) => id),
    ),
  );
  const message = '没有这份电子证照，或者它不是您的，请上传文件。';
  return named.flatMap(({ id, pointer }) =>
    foreign.has(id) ? [{ pointer, code: 'licence/unknown', message }] : [],
  );
}

export function licencesIn(materials: readonly HandedMaterial[], at = ''): Named[] {
  return materials.flatMap(({ licenceId }, index) =>
    licenceId ? [{ id: licenceId, pointer: `${at}/materials/${index}/licenceId` }] : [],
  );
}
