/** Steps that are open in any case under way, whatever its law. What they make is in standing-facts.ts. */
import type { StepDeclaration } from '../declaration.ts';
import { assign } from './assign.ts';
import { handOver } from './hand-over.ts';
import { moveVersion } from './move-version.ts';
import type { StandingStep } from './standing-step.ts';
import { urge } from './urge.ts';

export type { StandingStep } from './standing-step.ts';

export const standingSteps: readonly StandingStep[] = [urge, assign, handOver, moveVersion];

export function isStandingStep(step: StepDeclaration): step is StandingStep {
  return standingSteps.some((standing) => standing === step);
}
