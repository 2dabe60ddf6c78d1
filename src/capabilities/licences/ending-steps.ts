/**
 * How a certificate ends: 撤销 (行政许可法 69), 撤回 (8) and 注销 (70) are different endings with different consequences. The
 * first two take something from the holder, so she is told and heard before (7); the head of the authority decides.
 */
import Type, { type Static } from 'typebox';
import type { Gate, RuleContext, StepDeclaration, Who } from '../../kernel/procedure/declaration.ts';
import { isLicence } from '../../kernel/procedure/item-terms.ts';
import { choice, step } from '../../kernel/procedure/step.ts';
import { addWorkingDays } from '../../kernel/time/deadline.ts';
import { lastDayOfBar } from '../../kernel/time/periods.ts';
import { basisOf } from './bases.ts';
import {
  cancellationGrounds,
  type Ending,
  endings,
  type Ground,
  groundsOf,
  labelsOf,
  revocationGrounds,
  withdrawalGrounds,
} from './grounds.ts';
import { lanes } from './lanes.ts';
import { refusal } from './refusals.ts';
import { holderKindOf, lastProposal, validToOf } from './standing.ts';

const holder: Who = { party: 'applicant' };
const keeper: Who = { role: 'certificates', at: 'hall' };
const head: Who = { role: 'head', at: 'office' };
const approver: Who = { role: 'approver', at: 'office' };

const reasons = Type.String({ title: '事实和理由', minLength: 1, maxLength: 4000 });
const legalBasis = Type.Optional(
  Type.String({ title: '所依据的其他法律条文', minLength: 4, maxLength: 100 }),
);
const closed = { additionalProperties: false };
const living = ['valid', 'suspended'];

/** 行政许可法 is not every certificate's law, and "otherwise by law" names which. */
function unnamedLaw(
  { item }: RuleContext,
  { ground, legalBasis: named }: { ground: string; legalBasis?: string },
) {
  if (named || (isLicence(item) && ground !== 'other-law')) return [];
  return [{ pointer: '/legalBasis', message: '请写明所依据的法律条文，例如“食品安全法 第一百二十四条”。' }];
}

/** Two endings in one list: each ground says whose it is. */
function namedBy<Labels extends Record<string, string>>(ending: string, labels: Labels): Labels {
  return Object.fromEntries(
    Object.entries(labels).map(([code, label]) => [code, `${ending}：${label}`]),
  ) as Labels;
}

const proposeInput = Type.Object(
  {
    ending: choice('拟作出的处理', endings),
    ground: choice('理由', {
      ...namedBy(endings.revoke, labelsOf(revocationGrounds)),
      ...namedBy(endings.withdraw, labelsOf(withdrawalGrounds)),
    }),
    reasons,
    legalBasis,
    termDays: Type.Optional(Type.Integer({ title: '请在几个工作日内陈述、申辩', minimum: 3, maximum: 60 })),
  },
  closed,
);

const groundOf = (ending: Ending, ground: string): Ground | undefined =>
  Object.entries<Ground>(groundsOf[ending]).find(([code]) => code === ground)?.[1];

const proposeEnding = step({
  name: 'propose-ending',
  label: '告知拟撤销或者撤回',
  hint: '撤销、撤回以前先书面告知持证人，听取陈述、申辩；将生成告知书。',
  who: [keeper, approver, head],
  from: [
    {
      all: [
        { lane: 'licence', states: living },
        { lane: 'registration', states: ['registered'] },
        { lane: 'ending', states: ['none'] },
      ],
    },
  ],
  input: proposeInput,
  faults: (context, input) => [
    ...(groundOf(input.ending, input.ground)
      ? []
      : [{ pointer: '/ground', message: `这项理由不是${endings[input.ending]}的理由，请重新选择。` }]),
    ...unnamedLaw(context, input),
  ],
  basis: (context) => basisOf(context, '第七条', '陈述申辩'),
  facts: (context, input) => [
    {
      kind: 'ending-proposed',
      effectiveOn: context.today,
      basis: [
        ...basisOf(context, '第七条', '陈述申辩'),
        ...basisOf(
          context,
          groundOf(input.ending, input.ground)?.article ?? '',
          '撤销和撤回',
          input.legalBasis,
        ),
      ],
      data: {
        ending: input.ending,
        ground: input.ground,
        termDays: input.termDays ?? context.settings.viewsDays,
      },
      payload: { reasons: input.reasons, ...(input.legalBasis ? { legalBasis: input.legalBasis } : {}) },
    },
  ],
  letter: () => 'ending-notice',
});

const stateViews = step({
  name: 'state-views',
  label: '陈述、申辩',
  hint: '您可以说明事实、理由，提出证据；行政机关应当充分听取，不会因此加重处理。',
  who: [holder],
  from: [{ all: [{ lane: 'ending', states: ['proposed'] }] }],
  input: Type.Object({ views: Type.String({ title: '您的意见', minLength: 1, maxLength: 4000 }) }, closed),
  basis: (context) => basisOf(context, '第七条', '陈述申辩'),
  facts: (context, input) => [
    {
      kind: 'views-stated',
      effectiveOn: context.today,
      basis: basisOf(context, '第七条', '陈述申辩'),
      data: {},
      payload: { views: input.views },
    },
  ],
});

const dropEnding = step({
  name: 'drop-ending',
  label: '不再处理',
  hint: '理由不成立的，终止拟作出的处理，证照继续有效。',
  who: [head, approver],
  from: [{ all: [{ lane: 'ending', states: ['proposed', 'heard'] }] }],
  input: Type.Object({ reasons }, closed),
  basis: (context) => basisOf(context, '第七条', '陈述申辩'),
  facts: (context, input) => [
    {
      kind: 'ending-dropped',
      effectiveOn: context.today,
      basis: basisOf(context, '第七条', '陈述申辩'),
      data: {},
      payload: { reasons: input.reasons },
    },
  ],
  aside: true,
});

/** What is decided is what was told, and after the holder spoke or her time to speak was over. */
const heardOn = (ending: Ending): Gate<unknown> => ({
  name: 'ending/not-proposed',
  check: (context) => {
    const { state, today, calendar } = context;
    const standing = state.lanes.ending?.main ?? 'none';
    const proposal = lastProposal(state);
    const basis = basisOf(context, '第七条', '陈述申辩');
    if (standing === 'none' || proposal?.data.ending !== ending) {
      const needed = `请先“告知拟撤销或者撤回”，选择${endings[ending]}。`;
      return refusal('ending/not-proposed', `还没有告知持证人拟${endings[ending]}及其理由。`, needed, basis);
    }
    const end = addWorkingDays(calendar, proposal.effectiveOn, Number(proposal.data.termDays));
    if (standing === 'heard' || today > end) return undefined;
    return refusal(
      'ending/views-open',
      `持证人在 ${end} 以前可以陈述、申辩，目前还没有收到。`,
      '请等她提出意见，或者等期限届满。',
      basis,
    );
  },
});

const decision = {
  decidedBy: choice('作出决定的机关', { own: '作出许可决定的机关', superior: '其上级行政机关' }),
  superiorDocNo: Type.Optional(Type.String({ title: '上级行政机关决定的文号', minLength: 4, maxLength: 60 })),
  reasons,
  legalBasis,
};

function missingDocNo({ decidedBy, superiorDocNo }: { decidedBy: string; superiorDocNo?: string }) {
  return decidedBy === 'superior' && !superiorDocNo
    ? [{ pointer: '/superiorDocNo', message: '请填写上级行政机关决定的文号。' }]
    : [];
}

const revokeInput = Type.Object(
  {
    ground: choice('理由', labelsOf(revocationGrounds)),
    ...decision,
    harmsPublic: Type.Boolean({ title: '撤销是否可能对公共利益造成重大损害' }),
    concernsSafety: Type.Optional(
      Type.Boolean({ title: '是否直接关系公共安全、人身健康、生命财产安全（欺骗、贿赂取得的必填）' }),
    ),
  },
  closed,
);

/** 行政许可法 69 ¶3 leaves no choice where the public would be harmed more. */
const noPublicHarm: Gate<Static<typeof revokeInput>> = {
  name: 'ending/public-harm',
  check: (context, input) =>
    input?.harmsPublic
      ? refusal(
          'ending/public-harm',
          '撤销可能对公共利益造成重大损害的，不予撤销。',
          '请“不再处理”，或者重新评估对公共利益的影响。',
          basisOf(context, '第六十九条第三款', '撤销'),
        )
      : undefined,
};

const decidable = [
  {
    all: [
      { lane: 'licence', states: living },
      { lane: 'registration', states: ['registered'] },
    ],
  },
];

const revokeLicence = step({
  name: 'revoke-licence',
  label: '撤销',
  hint: '准予决定本身违法的，由作出决定的机关或者其上级机关撤销；将生成撤销决定书。',
  who: [head],
  from: decidable,
  input: revokeInput,
  faults: (context, input) => [
    ...missingDocNo(input),
    ...unnamedLaw(context, input),
    ...(input.ground === 'fraud' && isLicence(context.item) && input.concernsSafety === undefined
      ? [
          {
            pointer: '/concernsSafety',
            message: '请选择，它决定三年内能不能再次申请（行政许可法第七十九条）。',
          },
        ]
      : []),
  ],
  gates: [heardOn('revoke'), noPublicHarm],
  basis: (context) => basisOf(context, '第六十九条', '撤销'),
  facts: (context, input) => [
    {
      kind: 'revoked',
      effectiveOn: context.today,
      basis: basisOf(context, revocationGrounds[input.ground].article, '撤销', input.legalBasis),
      data: {
        ground: input.ground,
        decidedBy: input.decidedBy,
        // 行政许可法 79: got by fraud where safety is at stake, not to be applied for again within three years.
        ...(input.ground === 'fraud' && input.concernsSafety && isLicence(context.item)
          ? { barredUntil: lastDayOfBar(context.today, 3) }
          : {}),
      },
      payload: decisionPayload(input),
    },
  ],
  letter: () => 'revocation',
});

function decisionPayload(input: { reasons: string; superiorDocNo?: string; legalBasis?: string }) {
  return {
    reasons: input.reasons,
    ...(input.superiorDocNo ? { superiorDocNo: input.superiorDocNo } : {}),
    ...(input.legalBasis ? { legalBasis: input.legalBasis } : {}),
  };
}

const withdrawLicence = step({
  name: 'withdraw-licence',
  label: '撤回许可',
  hint: '依据变了或者客观情况发生重大变化，为公共利益需要撤回，并依法补偿；将生成撤回决定书。',
  who: [head],
  from: decidable,
  input: Type.Object(
    {
      ground: choice('理由', labelsOf(withdrawalGrounds)),
      ...decision,
      compensation: Type.String({ title: '补偿安排', minLength: 1, maxLength: 2000 }),
    },
    closed,
  ),
  faults: (context, input) => [...missingDocNo(input), ...unnamedLaw(context, input)],
  gates: [heardOn('withdraw')],
  basis: (context) => basisOf(context, '第八条第二款', '撤回'),
  facts: (context, input) => [
    {
      kind: 'licence-withdrawn',
      effectiveOn: context.today,
      basis: basisOf(context, withdrawalGrounds[input.ground].article, '撤回', input.legalBasis),
      data: { ground: input.ground, decidedBy: input.decidedBy },
      payload: { ...decisionPayload(input), compensation: input.compensation },
    },
  ],
  letter: () => 'licence-withdrawal',
});

const cancelInput = Type.Object(
  { ground: choice('理由', labelsOf(cancellationGrounds)), reasons, legalBasis },
  closed,
);

/** Each ground of 行政许可法 70 has a condition that the register itself can tell. */
const groundHolds: Gate<Static<typeof cancelInput>> = {
  name: 'cancellation/not-ended',
  check: (context, input) => {
    if (!input) return undefined;
    const { state, today } = context;
    const basis = basisOf(context, cancellationGrounds[input.ground].article, '注销');
    const ended = lanes.licence?.ends.includes(state.lanes.licence?.main ?? '') === true;
    if (ended !== (input.ground === 'ended-before')) {
      return ended
        ? refusal('cancellation/ended', '证照已经被撤销、撤回或者吊销。', '请选择第四项理由。', basis)
        : refusal('cancellation/not-ended', '证照没有被撤销、撤回或者吊销。', '请选择实际的理由。', basis);
    }
    const end = validToOf(state);
    if (input.ground === 'expired' && (end === null || today <= end)) {
      const reason = end === null ? '证照长期有效。' : `有效期至 ${end}，还没有届满。`;
      return refusal('cancellation/not-expired', reason, '请等有效期届满，或者选择实际的理由。', basis);
    }
    const wanted = { 'person-lost': 'natural-person', 'organization-ended': 'organization' }[
      input.ground as string
    ];
    return wanted === undefined || wanted === holderKindOf(state)
      ? undefined
      : refusal('cancellation/other-holder', '这项理由不适用于这种持证人。', '请选择实际的理由。', basis);
  },
};

const cancelLicence = step({
  name: 'cancel-licence',
  label: '注销',
  hint: '许可已经终止的，办理注销手续，从登记中除去；将生成注销决定书。',
  who: [keeper, approver],
  from: [{ all: [{ lane: 'registration', states: ['registered'] }] }],
  input: cancelInput,
  faults: unnamedLaw,
  gates: [groundHolds],
  basis: (context) => basisOf(context, '第七十条', '注销'),
  facts: (context, input) => [
    {
      kind: 'cancelled',
      effectiveOn: context.today,
      basis: basisOf(context, cancellationGrounds[input.ground].article, '注销', input.legalBasis),
      data: { ground: input.ground },
      payload: decisionPayload(input),
    },
  ],
  letter: () => 'cancellation',
});

export const endingSteps: StepDeclaration[] = [
  proposeEnding,
  stateViews,
  dropEnding,
  revokeLicence,
  withdrawLicence,
  cancelLicence,
];
