/** The life of a certificate, from `issue` to its end. One declaration; the register, the desk and the wallet read it. */
import type { Procedure } from '../../kernel/procedure/declaration.ts';
import { assertSound } from '../../kernel/procedure/declaration-faults.ts';
import { clocks } from './clocks.ts';
import { documentSteps } from './document-steps.ts';
import { endingSteps } from './ending-steps.ts';
import { enforcementSteps } from './enforcement-steps.ts';
import { facts, headline, headlines, lanes } from './lanes.ts';

export const licenceLife: Procedure = {
  id: 'licence-life',
  version: 1,
  name: '电子证照的一生',
  lanes,
  facts,
  // Nobody applies for a certificate here: its first fact is written by the step `issue` of its case.
  opening: { who: [{ system: true }], facts: () => [] },
  steps: [...documentSteps, ...endingSteps, ...enforcementSteps],
  clocks,
  headlines,
  headline,
  closed: ['cancelled'],
};

assertSound(licenceLife);
