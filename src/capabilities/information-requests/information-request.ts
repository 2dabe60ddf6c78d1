/** Requests for government information: 政府信息公开条例 29–40. A second law on the same kernel. */
import type { Procedure } from '../../kernel/procedure/declaration.ts';
import { assertSound } from '../../kernel/procedure/declaration-faults.ts';
import { answerSteps } from './answer-steps.ts';
import { clocks } from './clocks.ts';
import { consultationSteps } from './consultation-steps.ts';
import { enteredSteps } from './entered-steps.ts';
import { facts, headline, headlines, lanes } from './lanes.ts';
import { moreTimeSteps } from './more-time-steps.ts';
import { reasonsSteps } from './reasons-steps.ts';
import { opening, requestSteps } from './request-steps.ts';

export const informationRequest: Procedure = {
  id: 'information-request',
  version: 1,
  name: '政府信息公开申请',
  lanes,
  facts,
  opening,
  steps: [
    ...requestSteps,
    ...reasonsSteps,
    ...enteredSteps,
    ...consultationSteps,
    ...moreTimeSteps,
    ...answerSteps,
  ],
  clocks,
  headlines,
  headline,
  closed: ['closed', 'abandoned', 'withdrawn'],
};

assertSound(informationRequest);
