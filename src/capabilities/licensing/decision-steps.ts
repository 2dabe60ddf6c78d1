/** Decision, document, delivery, and what the applicant may do at any time: 行政许可法 34 ¶2, 37, 38, 39, 44. */
import Type, { type Static } from 'typebox';
import { internal, local } from '../../kernel/basis.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type {
  Allowed,
  Gate,
  RuleContext,
  State,
  StepDeclaration,
  Who,
} from '../../kernel/procedure/declaration.ts';
import { factsOf } from '../../kernel/procedure/fold.ts';
import { isLicence } from '../../kernel/procedure/item-terms.ts';
import { choice, longText, step } from '../../kernel/procedure/step.ts';
import { barArticles, barOn, notGrantedWhileBarred } from './barred-applicants.ts';
import { basesOf, basisOf, licensingLaw, serviceRules } from './bases.ts';
import { deliveryCautions } from './delivery-steps.ts';
import { decidedOnTheRecord } from './hearing-gates.ts';
import { hearingStanding } from './hearing-standing.ts';
import { concluded } from './lanes.ts';
import { owedInWords } from './promised-materials.ts';
import { refusal } from './refusals.ts';
import { suspendedOffices } from './suspensions.ts';

const applicant: Who = { party: 'applicant' };
const isImmediate = ({ item }: RuleContext) => item.projectType === 'immediate';
/** As what she acts now, whatever else she holds: the approver who also serves at a window decides as the approver. */
const isClerk = ({ capacity }: RuleContext) => capacity?.post?.role === 'clerk';

const decideInput = Type.Object(
  {
    outcome: choice('决定', { grant: '准予', deny: '不予准予' }),
    reasons: Type.Optional(longText('理由（不予准予时必填）')),
    conditions: Type.Optional(Type.String({ title: '附加要求', maxLength: 2000 })),
  },
  { additionalProperties: false },
);

/** 行政许可法 34 ¶2 lets what is complete be granted on the spot; a refusal is weighed by the office and its approver. */
const clerkOnlyGrants: Gate<Static<typeof decideInput>> = {
  name: 'decision/clerk-grants-only',
  check: (context, input) =>
    isClerk(context) && input?.outcome === 'deny'
      ? refusal(
          'decision/clerk-grants-only',
          '窗口只能当场准予；不予准予须由部门审查后由审批人决定。',
          '请转部门审查，由审批人作出决定。',
          basisOf(context, '第三十四条第二款', '决定'),
        )
      : undefined,
};

/** Nobody decides what she examined because a colleague was away: standing in does not join the two. */
const deputyDoesNotDecideOwnReview: Gate<unknown> = {
  name: 'decision/own-review',
  check: ({ state, actor, capacity }) =>
    capacity?.post?.standsInFor !== undefined &&
    state.facts.some(({ kind, actor: by }) => kind === 'reviewed' && by.person === actor.personId)
      ? refusal(
          'decision/own-review',
          '您审查过这个办件，不能再代理审批人作出决定。',
          '请由审批人本人或者另一位代理人决定。',
          [internal('内部分工：审查与决定由不同人员作出')],
        )
      : undefined,
};

const decide = step({
  name: 'decide',
  label: '作出决定',
  hint: '依法作出准予或不予准予的书面决定；将生成决定书。',
  who: [
    { role: 'approver', at: 'office' },
    // 行政许可法 34 ¶2: complete and in form, decided on the spot by the clerk authorised for the item.
    { role: 'clerk', at: 'hall', when: isImmediate },
  ],
  from: [
    {
      all: [
        { lane: 'case', states: ['accepted'] },
        { lane: 'review', states: concluded, join: 'all' },
      ],
      when: (context) => !isClerk(context),
    },
    {
      all: [
        { lane: 'case', states: ['accepted'] },
        { lane: 'review', states: ['waiting'], join: 'all' },
      ],
      when: (context) => isImmediate(context) && isClerk(context),
    },
  ],
  input: decideInput,
  allows: decisionAllowed,
  cautions: decisionCautions,
  faults: decisionFaults,
  basis: (context) => basisOf(context, isImmediate(context) ? '第三十四条第二款' : '第三十七条', '决定'),
  facts: (context, input) => [decided(context, input)],
  letter: ({ item }, input) => {
    const [granted, denied] = item.letters.filing ? ['filing', 'filing-denial'] : ['grant', 'denial'];
    return input?.outcome === 'deny' ? denied : granted;
  },
  letterKinds: ['grant', 'denial', 'filing', 'filing-denial'],
  gates: [notGrantedWhileBarred, decidedOnTheRecord, clerkOnlyGrants, deputyDoesNotDecideOwnReview],
  duty: ['approver', 'clerk'],
});

/**
 * A clerk grants and nothing else. Who decides otherwise than a review that says 不同意 (行政许可法 34, 37) is asked for the
 * reasons by every form; contracts §4 demands them of a refusal alone, so a call without them is not turned away.
 */
function decisionAllowed(context: RuleContext): Record<string, Allowed> {
  if (isClerk(context)) return { outcome: { among: ['grant'] }, reasons: { absent: true } };
  return disagreeing(context.state).length > 0 ? { reasons: { required: true } } : {};
}

/** Offices whose review stands at 不同意. */
const disagreeing = ({ lanes }: State) =>
  Object.entries(lanes.review ?? {}).flatMap(([office, standing]) =>
    standing === 'disagreed' ? [office] : [],
  );

function decisionCautions(context: RuleContext, officeName: (id: string) => string): string[] {
  const against = disagreeing(context.state).map(officeName);
  const owed = owedInWords(context);
  return [
    ...(owed ? [`承诺补交的材料还没有交：${owed}。准予以后申请人仍要补交。`] : []),
    ...(isClerk(context)
      ? ['窗口只能当场准予。认为不能准予的，不要在这里办：由部门审查后，审批人决定。']
      : []),
    ...(against.length > 0
      ? [
          `${against.join('、')}审查不同意。准予的，理由写明为什么不采纳，并写进决定书；要重新审查的，请退回。`,
        ]
      : []),
  ];
}

/** 行政许可法 38 ¶2: a refusal gives its reasons. */
function decisionFaults(_context: RuleContext, { outcome, reasons }: Static<typeof decideInput>) {
  if (outcome !== 'deny' || reasons?.trim()) return [];
  return [{ pointer: '/reasons', message: '不予准予必须说明理由。' }];
}

function decided(context: RuleContext, input: Static<typeof decideInput>) {
  const grant = input.outcome === 'grant';
  const against = grant ? disagreeing(context.state) : [];
  // 行政许可法 78, 79: not accepted or not granted; what silence accepted is denied for it.
  const bar = grant || !isLicence(context.item) ? undefined : barOn(context);
  return {
    kind: grant ? 'granted' : 'denied',
    effectiveOn: context.today,
    basis: [
      ...basesOf(
        context,
        [
          // Decided on the spot, 34 ¶2; what goes to review is no longer.
          ...(isImmediate(context) && isClerk(context) ? ['第三十四条第二款'] : []),
          grant ? '第三十八条第一款' : '第三十八条第二款',
        ],
        '决定',
      ),
      ...(bar ? [licensingLaw(barArticles[bar.ground])] : []),
      // 行政许可法 48 ¶2: decided on the record of the hearing.
      ...(hearingStanding(context.state) === 'recorded' ? [licensingLaw('第四十八条第二款')] : []),
    ],
    data: { ...specialsEnded(context), ...(against.length > 0 ? { against } : {}) },
    payload: {
      ...(input.reasons ? { reasons: input.reasons } : {}),
      ...(input.conditions ? { conditions: input.conditions } : {}),
    },
  };
}

/** 行政许可法 39 asks for a certificate under seal, not for a file: where none can be made, paper ends the waiting. */
const issueInput = Type.Object(
  {
    paperReason: Type.Optional(
      Type.String({
        title: '改发纸质证照的理由（电子证照印不出来时才填写）',
        minLength: 2,
        maxLength: 200,
      }),
    ),
  },
  { additionalProperties: false },
);

/** 行政许可法 45 leaves out the time that was needed: what still runs is not, once it is decided without its result. */
function specialsEnded({ state }: RuleContext): JsonObject {
  const offices = suspendedOffices(state);
  return offices.length > 0 ? { specialsEnded: offices } : {};
}

const issue = step({
  name: 'issue',
  label: '制证',
  hint: '生成电子证照并加签；之后送达申请人。',
  who: [{ role: 'issuer', at: 'hall' }],
  from: [{ all: [{ lane: 'case', states: ['granted'] }], when: ({ item }) => item.hasResultDocument }],
  input: issueInput,
  basis: (context) => basisOf(context, '第三十九条', '制证'),
  facts: (context, input) => [
    {
      kind: 'issued',
      effectiveOn: context.today,
      basis: basisOf(context, '第三十九条', '制证'),
      data: { ...(input.paperReason ? { onPaper: true } : {}) },
      payload: { ...(input.paperReason ? { paperReason: input.paperReason } : {}) },
    },
  ],
  duty: ['issuer'],
});

const deliver = step({
  name: 'deliver',
  label: '送达',
  hint: '送达后办件办结；将生成送达回证。',
  who: [
    { role: 'issuer', at: 'hall' },
    { role: 'clerk', at: 'hall' },
  ],
  from: [
    { all: [{ lane: 'case', states: ['issued', 'denied', 'not-accepted'] }] },
    { all: [{ lane: 'case', states: ['granted'] }], when: ({ item }) => !item.hasResultDocument },
  ],
  input: Type.Object(
    {
      method: choice('送达方式', {
        collection: '自取',
        window: '窗口当场送达',
        express: '邮寄',
        electronic: '电子送达',
      }),
      receiver: Type.Optional(Type.String({ title: '签收人', minLength: 1, maxLength: 100 })),
      trackingNo: Type.Optional(Type.String({ title: '邮寄单号', minLength: 1, maxLength: 64 })),
    },
    { additionalProperties: false },
  ),
  // Number and signature are asked for and not demanded: contracts §4 leaves both open.
  cautions: deliveryCautions,
  basis: (context) => basisOf(context, articleOfDelivery(context), '送达'),
  facts: (context, input) => [
    {
      kind: 'delivered',
      effectiveOn: context.today,
      basis: basisOf(context, articleOfDelivery(context), '送达'),
      data: { method: input.method },
      payload: {
        ...(input.receiver ? { receiver: input.receiver } : {}),
        ...(input.trackingNo ? { trackingNo: input.trackingNo } : {}),
      },
    },
  ],
  letter: () => 'delivery',
  duty: ['issuer'],
});

/** 行政许可法 44 is about documents granted; a refusal is delivered under 38 ¶2, one of acceptance under 32 ¶2. */
function articleOfDelivery({ state }: RuleContext): string {
  const standing = state.lanes.case?.main;
  if (standing === 'denied') return '第三十八条第二款';
  return standing === 'not-accepted' ? '第三十二条第二款' : '第四十四条';
}

const withdraw = step({
  name: 'withdraw',
  label: '撤回申请',
  hint: '撤回后本次办理终止，可以重新申请。',
  who: [applicant],
  from: [{ all: [{ lane: 'case', states: ['draft', 'submitted', 'correcting', 'accepted'] }] }],
  input: Type.Object(
    { reasons: Type.Optional(Type.String({ title: '原因', maxLength: 1000 })) },
    { additionalProperties: false },
  ),
  basis: ({ settings }) => [serviceRules(settings, '撤回')],
  facts: (context, input) => [
    {
      kind: 'withdrawn',
      effectiveOn: context.today,
      basis: [serviceRules(context.settings, '撤回')],
      data: {},
      payload: { ...(input.reasons ? { reasons: input.reasons } : {}) },
    },
  ],
  aside: true,
});

const filed = [
  'submitted',
  'correcting',
  'accepted',
  'not-accepted',
  'granted',
  'denied',
  'issued',
  'closed',
  'withdrawn',
];

/** 国办发〔2019〕51号: one rating a matter, and (local rule) one follow-up after a bad one was mended. */
const ratedOnce: Gate<unknown> = {
  name: 'rating/already-given',
  check: ({ state, settings }) =>
    factsOf(state, 'rated').length >= 2
      ? refusal('rating/already-given', '您已经评价并追加评价过。', '感谢您的评价，无需再次提交。', [
          serviceRules(settings, '好差评'),
        ])
      : undefined,
};

/** A draft that was given up was never a case. */
const onceFiled: Gate<unknown> = {
  name: 'rating/not-filed',
  check: ({ state, settings }) =>
    factsOf(state, 'submitted').length === 0
      ? refusal('rating/not-filed', '这份申请没有提交过，不能评价。', '提交办理后再评价。', [
          serviceRules(settings, '好差评'),
        ])
      : undefined,
};

const rate = step({
  name: 'rate',
  label: '评价',
  hint: '五级评价：5 非常满意，4 满意，3 基本满意，2 不满意，1 非常不满意；可追加评价一次。',
  who: [applicant],
  from: [{ all: [{ lane: 'case', states: filed }] }],
  input: Type.Object(
    {
      grade: Type.Integer({ title: '满意程度', minimum: 1, maximum: 5 }),
      tags: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { title: '标签', maxItems: 10 }),
      ),
      comment: Type.Optional(Type.String({ title: '想说的话', maxLength: 2000 })),
    },
    { additionalProperties: false },
  ),
  gates: [onceFiled, ratedOnce],
  basis: () => [local('政务服务“好差评”')],
  facts: (context, input) => [
    {
      kind: 'rated',
      effectiveOn: context.today,
      basis: [serviceRules(context.settings, '好差评')],
      data: { grade: input.grade, followUp: factsOf(context.state, 'rated').length > 0 },
      payload: {
        ...(input.tags ? { tags: input.tags } : {}),
        ...(input.comment ? { comment: input.comment } : {}),
      },
    },
  ],
  aside: true,
});

export const decisionSteps: StepDeclaration[] = [decide, issue, deliver, withdraw, rate];
