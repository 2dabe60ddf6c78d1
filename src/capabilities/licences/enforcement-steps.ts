/** 暂扣 and 吊销 are penalties (行政处罚法 9(3)): they come from a decision on a penalty case and from nobody at a desk. */
import Type from 'typebox';
import type { StepDeclaration, Who } from '../../kernel/procedure/declaration.ts';
import { step } from '../../kernel/procedure/step.ts';
import { penaltyLaw } from './bases.ts';

const system: Who = { system: true };
const closed = { additionalProperties: false };
const day = (title: string) => Type.String({ title, format: 'date' });

const decision = {
  /** `penalty/17`: the stream in which the decision stands. */
  decision: Type.String({ title: '处罚决定', minLength: 3, maxLength: 128 }),
  decisionDocNo: Type.String({ title: '处罚决定书文号', minLength: 4, maxLength: 60 }),
};

const suspendLicence = step({
  name: 'suspend-licence',
  label: '暂扣',
  hint: '依生效的行政处罚决定暂扣。',
  who: [system],
  from: [
    {
      all: [
        { lane: 'licence', states: ['valid'] },
        { lane: 'registration', states: ['registered'] },
      ],
    },
  ],
  input: Type.Object({ ...decision, until: Type.Optional(day('暂扣至')) }, closed),
  basis: () => [penaltyLaw],
  facts: (context, { until, ...input }) => [
    {
      kind: 'licence-suspended',
      effectiveOn: context.today,
      basis: [penaltyLaw],
      data: { ...input, ...(until ? { until } : {}) },
      payload: {},
    },
  ],
});

const restoreLicence = step({
  name: 'restore-licence',
  label: '解除暂扣',
  hint: '暂扣期满，或者处罚决定被撤销、变更。',
  who: [system],
  from: [{ all: [{ lane: 'licence', states: ['suspended'] }] }],
  input: Type.Object(
    {
      decision: Type.Optional(decision.decision),
      decisionDocNo: Type.Optional(decision.decisionDocNo),
      termOver: Type.Optional(Type.Boolean({ title: '期满' })),
    },
    closed,
  ),
  basis: () => [penaltyLaw],
  facts: (context, input) => [
    {
      kind: 'licence-restored',
      effectiveOn: context.today,
      basis: [penaltyLaw],
      data: { ...input },
      payload: {},
    },
  ],
});

const forfeitLicence = step({
  name: 'forfeit-licence',
  label: '吊销',
  hint: '依生效的行政处罚决定吊销。',
  who: [system],
  from: [
    {
      all: [
        { lane: 'licence', states: ['valid', 'suspended'] },
        { lane: 'registration', states: ['registered'] },
      ],
    },
  ],
  input: Type.Object(decision, closed),
  basis: () => [penaltyLaw],
  facts: (context, input) => [
    {
      kind: 'forfeited',
      effectiveOn: context.today,
      basis: [penaltyLaw],
      data: { ...input },
      payload: {},
    },
  ],
});

export const enforcementSteps: StepDeclaration[] = [suspendLicence, restoreLicence, forfeitLicence];
