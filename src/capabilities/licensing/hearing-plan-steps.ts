/** Before a hearing: called for, notified in time, chaired by somebody who did not review. 行政许可法 46, 48. */
import Type, { type Static } from 'typebox';
import type { Allowed, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { choice, longText, step } from '../../kernel/procedure/step.ts';
import { isLegalDay } from '../../kernel/time/legal-day.ts';
import { article48, licensingLaw } from './bases.ts';
import { forWhom, officers, partiesOrStaff, speaker, speakerFaults, speakers } from './hearing-actors.ts';
import {
  chairIsNoReviewer,
  heldInTime,
  noneCalledYet,
  noOpenChallenge,
  noticeInTime,
  someChallenge,
} from './hearing-gates.ts';
import { atHearing, whileAccepted } from './hearing-lanes.ts';
import {
  applicantOf,
  earliestHearing,
  hearingStanding,
  lastDayToHold,
  participants,
} from './hearing-standing.ts';

const name = (title: string) => Type.String({ title, minLength: 1, maxLength: 100 });

export const hearingGrounds = {
  law: '法律、法规、规章规定应当听证',
  'public-interest': '涉及公共利益的重大许可事项，本机关认为需要听证',
};

const requireHearing = step({
  name: 'require-hearing',
  label: '决定举行听证（依职权）',
  hint: '此后向社会公告并举行听证；所需时间不计入办理期限，将生成所需时间告知书。',
  who: officers,
  from: whileAccepted,
  input: Type.Object(
    {
      ground: choice('理由类别', hearingGrounds),
      reasons: longText('具体理由'),
      days: Type.Integer({ title: '所需工作日（将书面告知申请人）', minimum: 1, maximum: 365 }),
    },
    { additionalProperties: false },
  ),
  gates: [noneCalledYet],
  basis: () => [licensingLaw('第四十六条')],
  facts: ({ today, item }, input) => [
    {
      kind: 'hearing-required',
      effectiveOn: today,
      basis: [licensingLaw('第四十六条'), licensingLaw('第四十五条')],
      data: { ground: input.ground, office: item.office, reason: 'hearing', days: input.days },
      payload: { reasons: input.reasons },
      letter: 'time-needed',
    },
  ],
  letterKinds: ['time-needed'],
  aside: true,
});

export const openness = {
  public: '公开举行',
  'state-secret': '不公开：涉及国家秘密',
  'trade-secret': '不公开：涉及商业秘密',
  privacy: '不公开：涉及个人隐私',
};

const planInput = Type.Object(
  {
    on: Type.String({ title: '举行日期', format: 'date' }),
    at: Type.String({
      title: '时间（如 09:30）',
      maxLength: 5,
      pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
      'x-pattern-hint': '请写成 09:30 这样，用 24 小时制',
    }),
    place: Type.String({ title: '地点', minLength: 1, maxLength: 200 }),
    chair: name('主持人（不得是审查本申请的人员）'),
    recorder: Type.Optional(name('记录员')),
    openness: choice('是否公开举行', openness),
    announce: Type.Optional(Type.Boolean({ title: '是否向社会公告' })),
    reasons: Type.Optional(
      Type.String({ title: '改期或者不公开的理由（写入通知书）', minLength: 1, maxLength: 1000 }),
    ),
  },
  { additionalProperties: false },
);
type PlanInput = Static<typeof planInput>;

/** 行政许可法 46 wants the announcement; 48(1) leaves it to the authority; 5 ¶2 keeps secrets and privacy out of it. */
function planFaults({ state, today }: RuleContext, input: PlanInput, isChange: boolean) {
  const faults = [];
  const called = state.facts.findLast((fact) => fact.kind === 'hearing-required');
  if (!isLegalDay(input.on) || input.on <= today) {
    faults.push({ pointer: '/on', message: '举行日期应当在今天以后。' });
  }
  if (called?.data.ground !== 'requested' && input.openness === 'public' && input.announce !== true) {
    faults.push({
      pointer: '/announce',
      message: '依职权举行的听证应当向社会公告（行政许可法第四十六条）。',
    });
  }
  if (input.openness !== 'public' && input.announce === true) {
    faults.push({ pointer: '/announce', message: '不公开举行的听证不向社会公告。' });
  }
  if ((isChange || input.openness !== 'public') && !input.reasons) {
    faults.push({ pointer: '/reasons', message: '改期或者不公开举行的，请写明理由。' });
  }
  return faults;
}

/** The day for everybody, and a notice of its own to each who takes part. */
function planned({ today, state }: RuleContext, input: PlanInput): NewFact[] {
  const announced = input.announce === true;
  const again = hearingStanding(state) === 'scheduled';
  const { on, at, openness: how, place, chair, recorder, reasons } = input;
  const applicant = applicantOf(state);
  return [
    {
      kind: 'hearing-scheduled',
      effectiveOn: today,
      basis: [article48('一'), ...(announced ? [licensingLaw('第四十六条')] : [])],
      data: { on, at, openness: how, announced, again },
      payload: { place, chair, ...(recorder ? { recorder } : {}), ...(reasons ? { reasons } : {}) },
      ...(announced ? { letter: 'hearing-announcement' } : {}),
    },
    ...participants(state).map(
      (party): NewFact => ({
        kind: 'hearing-notified',
        effectiveOn: today,
        basis: [article48('一')],
        data: { party, role: party === applicant ? 'applicant' : 'interested-party' },
        payload: {},
        letter: 'hearing-notice',
      }),
    ),
  ];
}

/** 行政许可法 47, 48(1): from the first day that leaves time for the notice to the last that the law leaves. */
function planAllows(context: RuleContext): Record<string, Allowed> {
  const first = earliestHearing(context.calendar, context.today);
  const last = lastDayToHold(context);
  const until = last === undefined ? {} : { until: last > first ? last : first };
  return { on: { from: first, ...until } };
}

const planBasis = () => [licensingLaw('第四十八条第一款')];
const planGates = [noticeInTime, heldInTime, chairIsNoReviewer];
const planLetters = ['hearing-notice', 'hearing-announcement'];

const scheduleHearing = step({
  name: 'schedule-hearing',
  label: '通知听证',
  hint: '至迟于听证七个工作日前通知申请人和利害关系人；主持人不得是审查本申请的人员。每人生成一份听证通知书。',
  who: officers,
  from: atHearing('required'),
  input: planInput,
  allows: planAllows,
  faults: (context, input) => planFaults(context, input, false),
  gates: planGates,
  basis: planBasis,
  facts: planned,
  letterKinds: planLetters,
  duty: ['reviewer'],
});

const rescheduleHearing = step({
  name: 'reschedule-hearing',
  label: '听证改期',
  hint: '改期须重新通知，仍须在七个工作日前；写明理由。',
  who: officers,
  from: atHearing('scheduled'),
  input: planInput,
  allows: planAllows,
  faults: (context, input) => planFaults(context, input, true),
  gates: planGates,
  basis: planBasis,
  facts: planned,
  letterKinds: planLetters,
  aside: true,
});

/** 行政许可法 48(3): a party may ask that a chair with a stake in the matter steps aside. */
const challengeChair = step({
  name: 'challenge-chair',
  label: '申请主持人回避',
  hint: '认为主持人与本许可事项有直接利害关系的，可以申请其回避。',
  who: partiesOrStaff,
  from: atHearing('scheduled'),
  input: Type.Object({ reasons: longText('理由'), ...forWhom }, { additionalProperties: false }),
  allows: (context) => speakers(context, participants(context.state)),
  faults: speakerFaults,
  gates: [noOpenChallenge],
  basis: () => [article48('三')],
  facts: (context, input) => [
    {
      kind: 'chair-challenged',
      effectiveOn: input.receivedOn ?? context.today,
      basis: [article48('三')],
      data: { party: speaker(context, input) },
      payload: { reasons: input.reasons },
    },
  ],
  aside: true,
});

export const challengeOutcomes = { replace: '主持人回避，另行指定', keep: '主持人不回避' };

const settleChallenge = step({
  name: 'settle-challenge',
  label: '决定主持人是否回避',
  hint: '回避的，同时指定另一位没有审查本申请的主持人。',
  who: [{ role: 'head', at: 'office' }],
  from: atHearing('scheduled'),
  input: Type.Object(
    {
      outcome: choice('决定', challengeOutcomes),
      chair: Type.Optional(name('另行指定的主持人（回避时必填）')),
      reasons: longText('理由（将告知各方）'),
    },
    { additionalProperties: false },
  ),
  faults: (_context, input) =>
    input.outcome === 'replace' && !input.chair
      ? [{ pointer: '/chair', message: '主持人回避的，请另行指定主持人。' }]
      : [],
  gates: [someChallenge, chairIsNoReviewer],
  basis: () => [article48('三')],
  facts: ({ today }, input) => [
    {
      kind: 'challenge-settled',
      effectiveOn: today,
      basis: [article48('三')],
      data: { outcome: input.outcome },
      payload: {
        reasons: input.reasons,
        ...(input.outcome === 'replace' && input.chair ? { chair: input.chair } : {}),
      },
    },
  ],
  duty: ['head'],
});

export const hearingPlanSteps: StepDeclaration[] = [
  requireHearing,
  scheduleHearing,
  rescheduleHearing,
  challengeChair,
  settleChallenge,
];
