import { factDeclared } from '../../kernel/procedure/fold.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { OpenCase } from './open-case.ts';

/** The day on which nothing more was to be done; undefined while something is. A rating afterwards changes no day. */
export function closedOn({ record, declaration }: OpenCase): LegalDay | undefined {
  if (!declaration.closed.includes(record.status)) return undefined;
  return record.facts.findLast(({ kind }) => (factDeclared(declaration, kind)?.moves.length ?? 0) > 0)
    ?.effectiveOn;
}
