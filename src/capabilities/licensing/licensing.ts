/** Licensing: from filing to delivery. One declaration; everything else reads it. */

import type { Procedure } from '../../kernel/procedure/declaration.ts';
import { assertSound } from '../../kernel/procedure/declaration-faults.ts';
import { clocks } from './clocks.ts';
import { decisionSteps } from './decision-steps.ts';
import { intakeSteps, opening } from './intake-steps.ts';
import { facts, headline, headlines, lanes } from './lanes.ts';
import { renewalSteps } from './renewal-steps.ts';
import { reviewSteps } from './review-steps.ts';

export const licensing: Procedure = {
  id: 'licensing',
  version: 1,
  name: '行政许可与依申请事项办理',
  lanes,
  facts,
  opening,
  steps: [...intakeSteps, ...reviewSteps, ...decisionSteps, ...renewalSteps],
  clocks,
  headlines,
  headline,
  closed: ['closed', 'withdrawn'],
};

assertSound(licensing);
