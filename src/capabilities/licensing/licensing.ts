/** Licensing: from filing to delivery. One declaration; everything else reads it. */
import type { Procedure } from '../../kernel/procedure/declaration.ts';
import { assertSound } from '../../kernel/procedure/declaration-faults.ts';
import { isLicence } from '../../kernel/procedure/item-terms.ts';
import { arrival } from './arrival.ts';
import { laneClocks } from './clocks.ts';
import { consultationSteps } from './consultation-steps.ts';
import { decisionSteps } from './decision-steps.ts';
import { deliveryFacts, deliverySteps } from './delivery-steps.ts';
import { wordingOf } from './filing-words.ts';
import { caseClocksWithHearing } from './hearing-clocks.ts';
import { hearingFacts, hearingLanes } from './hearing-lanes.ts';
import { hearingPlanSteps } from './hearing-plan-steps.ts';
import { hearingRecordSteps } from './hearing-record-steps.ts';
import { hearingRequestSteps } from './hearing-request-steps.ts';
import { hearingRightSteps } from './hearing-right-steps.ts';
import { intakeSteps, opening } from './intake-steps.ts';
import { facts, headline, headlines, lanes } from './lanes.ts';
import { licensing1 } from './licensing-1.ts';
import { tolerance } from './promised-materials.ts';
import { renewalSteps, withRenewals } from './renewal-steps.ts';
import { review, timeSteps } from './review-steps.ts';
import { sendingBackSteps } from './sending-back-steps.ts';

const hearingSteps = [
  ...hearingRightSteps,
  ...hearingRequestSteps,
  ...hearingPlanSteps,
  ...hearingRecordSteps,
];

export const licensing: Procedure = {
  id: 'licensing',
  version: 2,
  name: '行政许可与依申请事项办理',
  lanes: { ...lanes, ...hearingLanes },
  facts: { ...facts, ...hearingFacts, ...deliveryFacts },
  opening,
  steps: [
    ...intakeSteps,
    review,
    ...sendingBackSteps,
    ...timeSteps,
    ...consultationSteps,
    // Other types have a hearing only where their own law gives one; none of those in the catalogue does.
    ...hearingSteps.map((step) => ({ ...step, applies: isLicence })),
    ...decisionSteps,
    ...deliverySteps,
    ...renewalSteps,
  ],
  clocks: withRenewals([...caseClocksWithHearing, tolerance, ...laneClocks]),
  wordingOf,
  headlines,
  headline,
  closed: ['closed', 'withdrawn'],
  earlier: licensing1,
  arrival,
};

assertSound(licensing);
