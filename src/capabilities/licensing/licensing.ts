/** Licensing: from filing to delivery. One declaration; everything else reads it. */
import type { Procedure } from '../../kernel/procedure/declaration.ts';
import { assertSound } from '../../kernel/procedure/declaration-faults.ts';
import { arrival } from './arrival.ts';
import { caseClocks, laneClocks } from './clocks.ts';
import { consultationSteps } from './consultation-steps.ts';
import { decisionSteps } from './decision-steps.ts';
import { intakeSteps, opening } from './intake-steps.ts';
import { facts, headline, headlines, lanes } from './lanes.ts';
import { licensing1 } from './licensing-1.ts';
import { renewalSteps, withRenewals } from './renewal-steps.ts';
import { review, timeSteps } from './review-steps.ts';
import { sendingBackSteps } from './sending-back-steps.ts';

export const licensing: Procedure = {
  id: 'licensing',
  version: 2,
  name: '行政许可与依申请事项办理',
  lanes,
  facts,
  opening,
  steps: [
    ...intakeSteps,
    review,
    ...sendingBackSteps,
    ...timeSteps,
    ...consultationSteps,
    ...decisionSteps,
    ...renewalSteps,
  ],
  clocks: withRenewals([...caseClocks, ...laneClocks]),
  headlines,
  headline,
  closed: ['closed', 'withdrawn'],
  earlier: licensing1,
  arrival,
};

assertSound(licensing);
