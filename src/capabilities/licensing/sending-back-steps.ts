/**
 * Sending back, and an office taking back what it concluded. Both are internal: no article provides for them and none is
 * cited. Acceptance and its clocks stand; the fact states everything that survives, and the fold keeps exactly that.
 */
import Type, { type Static } from 'typebox';
import { internal } from '../../kernel/basis.ts';
import type { Gate, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { choice, longText, step } from '../../kernel/procedure/step.ts';
import { concluded } from './lanes.ts';
import { refusal } from './refusals.ts';
import { laneOffice } from './review-steps.ts';
import { suspendedOffices } from './suspensions.ts';

const sendBackInput = Type.Object(
  {
    to: choice('退回到', { materials: '退回材料审查', review: '退回重新审查' }),
    office: Type.Optional(Type.String({ title: '只退回哪个部门', maxLength: 64, deprecated: true })),
    offices: Type.Optional(
      Type.Array(Type.String({ maxLength: 64 }), { title: '退回哪些部门（不选为全部）', maxItems: 50 }),
    ),
    reasons: longText('退回理由'),
  },
  { additionalProperties: false },
);

const sendingBack = [internal('内部流转：退回重新审查')];

const sendBack = step({
  name: 'send-back',
  label: '退回',
  hint: '退回后由所退回的部门重新审查；受理、各项时限和其他部门的结论不变。',
  who: [
    { role: 'approver', at: 'office' },
    { role: 'reviewer', at: 'lane' },
  ],
  from: [
    {
      all: [
        { lane: 'case', states: ['accepted'] },
        { lane: 'review', states: ['working', ...concluded], join: 'any' },
      ],
    },
  ],
  input: sendBackInput,
  allows: ({ state }) => {
    const among = { of: 'office' as const, among: Object.keys(state.lanes.review ?? {}) };
    return { office: { ids: among }, offices: { ids: among } };
  },
  basis: () => sendingBack,
  facts: (context, input) => {
    const redone = redoneOffices(context, input);
    return [
      {
        kind: 'sent-back',
        effectiveOn: context.today,
        basis: sendingBack,
        data: { to: input.to, offices: redone, survives: survivors(context, redone) },
        payload: { reasons: input.reasons },
      },
    ];
  },
  aside: true,
});

/** Those named; when none is, all of them: the case goes back as a whole. */
function redoneOffices({ state }: RuleContext, { office, offices = [] }: Static<typeof sendBackInput>) {
  const named = [...new Set([...offices, ...(office ? [office] : [])])];
  return named.length > 0 ? named : Object.keys(state.lanes.review ?? {});
}

/** What stands, named so that it can be read: conclusions, opinions, special procedures under way, who has it. */
function survivors({ state }: RuleContext, redone: readonly string[]): string[] {
  const { review = {}, consultation = {} } = state.lanes;
  const kept = Object.keys(review).filter((office) => !redone.includes(office));
  const assigned = new Set(
    state.facts.flatMap(({ kind, data }) => (kind === 'assigned' ? [data.office] : [])),
  );
  return [
    'acceptance',
    'clocks',
    ...kept.map((office) => `review/${office}`),
    ...Object.keys(consultation).map((office) => `consultation/${office}`),
    ...suspendedOffices(state).map((office) => `suspension/${office}`),
    ...[...assigned].map((office) => `assignment/${office}`),
  ];
}

const withdrawing = [internal('内部流转：撤回本部门审查结论')];

/** Once every office has concluded it is the approver's to send back; before that an office corrects itself. */
const beforeJoinPasses: Gate<unknown> = {
  name: 'conclusion/join-passed',
  check: ({ state, capacity }) => {
    const standing = state.lanes.review ?? {};
    const isOver = Object.values(standing).every((one) => concluded.includes(one));
    return isOver && concluded.includes(standing[capacity?.instance ?? ''] ?? '')
      ? refusal(
          'conclusion/join-passed',
          '各部门都已经审查完毕，不能再自行撤回结论。',
          '需要重新审查的，请由审批人退回。',
          withdrawing,
        )
      : undefined;
  },
};

const withdrawConclusion = step({
  name: 'withdraw-conclusion',
  label: '撤回审查结论',
  hint: '在其他部门还没有全部审查完之前，撤回本部门的结论，重新审查。',
  who: [{ role: 'reviewer', at: 'lane' }],
  lane: 'review',
  from: [
    {
      all: [
        { lane: 'case', states: ['accepted'] },
        { lane: 'review', states: concluded, join: 'own' },
      ],
    },
  ],
  input: Type.Object({ reasons: longText('撤回理由') }, { additionalProperties: false }),
  gates: [beforeJoinPasses],
  basis: () => withdrawing,
  facts: (context, { reasons }) => [
    {
      kind: 'conclusion-withdrawn',
      effectiveOn: context.today,
      basis: withdrawing,
      data: { office: laneOffice(context) },
      payload: { reasons },
    },
  ],
  aside: true,
});

export const sendingBackSteps: StepDeclaration[] = [sendBack, withdrawConclusion];
