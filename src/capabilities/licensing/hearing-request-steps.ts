/** What becomes of the right to a hearing: used, waived, let go by, or the request taken back. 行政许可法 47. */
import Type, { type Static } from 'typebox';
import type { Gate, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { step } from '../../kernel/procedure/step.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';
import { licensingLaw } from './bases.ts';
import { type ForWhom, forWhom, partiesOrStaff, speaker, speakerFaults, speakers } from './hearing-actors.ts';
import { askedTooLate } from './hearing-gates.ts';
import { atHearing, whileAccepted } from './hearing-lanes.ts';
import { hearingStanding, isHearingPending, lastDayToAsk, rightsTold } from './hearing-standing.ts';
import { refusal } from './refusals.ts';

const request = [licensingLaw('第四十七条第一款')];

const requestInput = Type.Object(
  {
    reasons: Type.Optional(Type.String({ title: '理由', maxLength: 4000 })),
    ...forWhom,
    toldOn: Type.Optional(
      Type.String({ title: '实际收到告知书的日期（邮寄送达的，代为登记时）', format: 'date' }),
    ),
  },
  { additionalProperties: false },
);
type Request = Static<typeof requestInput>;

const mayAsk: Gate<Request> = {
  name: 'hearing/request',
  check: (context, input) => {
    const party = speaker(context, input);
    // Staff enter it for somebody; for whom, the input says.
    if (party === '') return nobodyCanAsk(context);
    const standing = rightsTold(context.state)[party];
    if (standing === undefined) return notTold();
    if (standing === 'requested') return requestedAlready();
    if (hearingStanding(context.state) === 'recorded') return heldAlready();
    return askedTooLate(context, party, input?.receivedOn ?? context.today, input?.toldOn);
  },
};

const requestedAlready = () =>
  refusal('hearing/already-requested', '已经要求过听证。', '请等待听证通知书。', request);

function nobodyCanAsk(context: RuleContext) {
  if (Object.keys(rightsTold(context.state)).length === 0) return notTold();
  if (hearingStanding(context.state) === 'recorded') return heldAlready();
  return whoMayAsk(context).length === 0 ? requestedAlready() : undefined;
}

/** Silence and a waiver do not end it before the five days do; what lay there in time is entered later. */
const whoMayAsk = ({ state }: RuleContext) =>
  Object.entries(rightsTold(state)).flatMap(([party, standing]) => (standing === 'requested' ? [] : [party]));

const heldAlready = () =>
  refusal('hearing/already-held', '听证已经举行，笔录已经签字。', '可以继续陈述、申辩。', request);

const notTold = () =>
  refusal(
    'hearing/not-told',
    '行政机关没有告知可以要求听证的权利。',
    '认为许可直接涉及重大利益的，可以先陈述、申辩，请行政机关审查是否应当告知听证权利。',
    request,
  );

const requestHearing = step({
  name: 'request-hearing',
  label: '要求听证',
  hint: '自被告知之日起五个工作日内提出；不承担组织听证的费用。组织听证所需时间不计入办理期限。',
  who: partiesOrStaff,
  from: whileAccepted,
  input: requestInput,
  allows: (context) => {
    const among = whoMayAsk(context);
    const days = among.map((party) => lastDayToAsk(context, party) ?? context.today);
    const last = days.reduce((one, other) => (one > other ? one : other), '');
    const isLate = last !== '' && last < context.today;
    return {
      ...speakers(context, among),
      // What is typed in after the term must have lain there within it.
      ...(isLate && context.actor.party === null ? { receivedOn: { until: last, required: true } } : {}),
    };
  },
  faults: (context, input) => [...speakerFaults(context, input), ...toldOnFaults(context, input)],
  gates: [mayAsk],
  basis: () => request,
  facts: (context, input) => {
    const effectiveOn = input.receivedOn ?? context.today;
    const asked: NewFact = {
      kind: 'hearing-requested',
      effectiveOn,
      basis: request,
      data: { party: speaker(context, input), ...(input.toldOn ? { toldOn: input.toldOn } : {}) },
      payload: { ...(input.reasons ? { reasons: input.reasons } : {}) },
    };
    // One hearing for all who ask: the first request calls for it.
    return isHearingPending(context.state) ? [asked] : [asked, calledFor(context, effectiveOn)];
  },
  letterKinds: ['time-needed'],
  aside: true,
});

function toldOnFaults({ actor, today, state }: RuleContext, { party = '', toldOn, receivedOn }: Request) {
  if (toldOn === undefined) return [];
  const made = state.facts.find((fact) => fact.kind === 'hearing-right-told' && fact.data.party === party);
  const isPossible = toldOn <= (receivedOn ?? today) && toldOn >= (made?.effectiveOn ?? toldOn);
  return actor.party === null && isPossible
    ? []
    : [
        {
          pointer: '/toldOn',
          message: '收到告知书的日期应当在告知书作出以后、提出要求以前，由工作人员登记。',
        },
      ];
}

/** 行政许可法 45: the time it needs is told to the applicant in writing, from the first day on. */
function calledFor({ item }: RuleContext, effectiveOn: string): NewFact {
  return {
    kind: 'hearing-required',
    effectiveOn,
    basis: [...request, licensingLaw('第四十五条')],
    data: {
      ground: 'requested',
      office: item.office,
      reason: 'hearing',
      days: getRule('XK-47-hearing').days,
    },
    payload: {},
    letter: 'time-needed',
  };
}

const standingAt = ({ state }: RuleContext, at: string) =>
  Object.entries(rightsTold(state)).flatMap(([party, standing]) => (standing === at ? [party] : []));

/** Who may still ask may also say that she will not. */
const rightIsOpen: Gate<ForWhom> = {
  name: 'hearing/no-open-right',
  check: (context, input) => {
    const rights = rightsTold(context.state);
    const party = speaker(context, input);
    const open = party === '' ? standingAt(context, 'told').length > 0 : rights[party] === 'told';
    return open
      ? undefined
      : refusal(
          'hearing/no-open-right',
          '没有被告知听证权利，或者已经表明过、期限已经届满。',
          '无需办理这一步。',
          request,
        );
  },
};

const waiveHearing = step({
  name: 'waive-hearing',
  label: '表明不要求听证',
  hint: '各方都表明不要求听证的，不用等五个工作日届满即可作出决定。',
  who: partiesOrStaff,
  from: whileAccepted,
  input: Type.Object(forWhom, { additionalProperties: false }),
  allows: (context) => speakers(context, standingAt(context, 'told')),
  faults: speakerFaults,
  gates: [rightIsOpen],
  basis: () => request,
  facts: (context, input) => [
    {
      kind: 'hearing-waived',
      effectiveOn: input.receivedOn ?? context.today,
      basis: request,
      data: { party: speaker(context, input) },
      payload: {},
    },
  ],
  aside: true,
});

const hearingRightLapses = step({
  name: 'hearing-right-lapses',
  label: '期满没有要求听证',
  hint: '自被告知之日起五个工作日内没有要求听证的，由系统登记。',
  who: [{ system: true }],
  from: whileAccepted,
  input: Type.Object({ party: Type.String() }, { additionalProperties: false }),
  basis: () => request,
  facts: (context, { party }) => [
    {
      kind: 'hearing-right-lapsed',
      effectiveOn: lastDayToAsk(context, party) ?? context.today,
      basis: request,
      data: { party },
      payload: {},
    },
  ],
});

const hasRequested: Gate<ForWhom> = {
  name: 'hearing/not-requested',
  check: (context, input) => {
    const rights = rightsTold(context.state);
    const party = speaker(context, input);
    const has = party === '' ? standingAt(context, 'requested').length > 0 : rights[party] === 'requested';
    return has
      ? undefined
      : refusal('hearing/not-requested', '没有要求过听证。', '无需办理这一步。', request);
  },
};

const withdrawRequest = step({
  name: 'withdraw-hearing-request',
  label: '撤回听证要求',
  hint: '再没有人要求听证的，不再举行，办理期限恢复计算。',
  who: partiesOrStaff,
  from: atHearing('required', 'scheduled'),
  input: Type.Object(forWhom, { additionalProperties: false }),
  allows: (context) => speakers(context, standingAt(context, 'requested')),
  faults: speakerFaults,
  gates: [hasRequested],
  basis: () => request,
  facts: (context, input) => {
    const party = speaker(context, input);
    const effectiveOn = input.receivedOn ?? context.today;
    const withdrawn: NewFact = {
      kind: 'hearing-request-withdrawn',
      effectiveOn,
      basis: request,
      data: { party },
      payload: {},
    };
    return isOnlyGround(context, party) ? [withdrawn, dropped(effectiveOn)] : [withdrawn];
  },
  aside: true,
});

/** One on the authority's own motion (46) is held whoever withdraws. */
function isOnlyGround({ state }: RuleContext, party: string): boolean {
  const called = state.facts.findLast((fact) => fact.kind === 'hearing-required');
  const others = Object.entries(rightsTold(state)).filter(
    ([other, standing]) => other !== party && standing === 'requested',
  );
  return called?.data.ground === 'requested' && others.length === 0;
}

const dropped = (effectiveOn: string): NewFact => ({
  kind: 'hearing-dropped',
  effectiveOn,
  basis: request,
  data: {},
  payload: {},
});

export const hearingRequestSteps: StepDeclaration[] = [
  requestHearing,
  waiveHearing,
  hearingRightLapses,
  withdrawRequest,
];
