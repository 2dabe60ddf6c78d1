/** Special procedures that last (行政许可法 45): which offices have one, folded from the facts. */
import type { State } from '../../kernel/procedure/declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { handOverOf, versionMoveOf } from '../../kernel/procedure/standing/standing-facts.ts';

/** The fact that began the special procedure which an office has now. */
export function suspensionsIn({ facts }: Pick<State, 'facts'>): Map<string, Fact> {
  const running = new Map<string, Fact>();
  for (const fact of facts) {
    const office = String(fact.data.office);
    if (fact.kind === 'suspended') running.set(office, fact);
    if (fact.kind === 'resumed') running.delete(office);
    const over = handOverOf(fact);
    const taken = over && running.get(over.from);
    if (over && taken) {
      running.delete(over.from);
      running.set(over.to, taken);
    }
    for (const { instance } of versionMoveOf(fact)?.leaves ?? []) running.delete(instance);
  }
  return running;
}

export const suspendedOffices = (state: Pick<State, 'facts'>): string[] => [...suspensionsIn(state).keys()];
