import type { Procedure } from '../declaration.ts';
import { standingFacts } from './standing-facts.ts';
import { standingSteps } from './standing-steps.ts';

const made = new WeakMap<Procedure, Procedure>();

/** The procedure as a case goes by it: with what may happen to any case. Lives of other subjects have none of that. */
export function withStanding(procedure: Procedure): Procedure {
  const known = made.get(procedure);
  if (known) return known;
  const { steps, facts } = procedure;
  const whole = {
    ...procedure,
    steps: [...steps, ...standingSteps],
    facts: { ...facts, ...standingFacts },
  };
  made.set(procedure, whole);
  return whole;
}
