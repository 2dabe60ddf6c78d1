/**
 * Licensing as cases went by it first: one send-back that names its offices, no consultation, no clock of an office's own.
 * Cases opened under it go on under it; nothing here is edited any more (golden/licensing-1.json).
 */
import type { FactDeclaration, Procedure } from '../../kernel/procedure/declaration.ts';
import { assertSound } from '../../kernel/procedure/declaration-faults.ts';
import { caseClocks } from './clocks.ts';
import { decisionSteps } from './decision-steps.ts';
import { intakeSteps, opening } from './intake-steps.ts';
import { facts, headline, headlines, lanes } from './lanes.ts';
import {
  beforeTheDecision,
  sendBack,
  withoutConsents,
  withoutFilings,
  withoutLaterInput,
  withoutMending,
} from './licensing-1-steps.ts';
import { review, timeSteps } from './review-steps.ts';

const sentBack: FactDeclaration = {
  label: '退回',
  step: 'send-back',
  internal: true,
  moves: [
    {
      lane: 'review',
      instances: ({ offices }) => (Array.isArray(offices) ? offices.map(String) : []),
      to: ['waiting', 'working'],
      pick: ({ to }) => (to === 'materials' ? 'waiting' : 'working'),
    },
  ],
};

const {
  mended: _mended,
  'conclusion-withdrawn': _conclusionWithdrawn,
  'office-consulted': _officeConsulted,
  'office-replied': _officeReplied,
  'renewal-deemed': _renewalDeemed,
  ...firstFacts
} = facts;
const { consultation: _consultation, ...firstLanes } = lanes;

export const licensing1: Procedure = {
  id: 'licensing',
  version: 1,
  name: '行政许可与依申请事项办理',
  lanes: firstLanes,
  facts: { ...firstFacts, 'sent-back': sentBack },
  opening,
  steps: [
    ...intakeSteps.map(withoutMending).map(withoutConsents).map(beforeTheDecision),
    review,
    sendBack,
    ...timeSteps,
    ...decisionSteps.map(withoutFilings),
  ].map(withoutLaterInput),
  clocks: caseClocks,
  headlines,
  headline,
  closed: ['closed', 'withdrawn'],
};

assertSound(licensing1);
