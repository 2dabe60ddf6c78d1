/** Review by each office in its own lane, with pauses and extension: 行政许可法 34, 42, 45. */
import Type, { type Static } from 'typebox';
import type { JsonObject } from '../../kernel/json.ts';
import { isPaused, readClocks } from '../../kernel/procedure/clocks.ts';
import type { Allowed, Gate, RuleContext, StepDeclaration, Who } from '../../kernel/procedure/declaration.ts';
import { lastFact } from '../../kernel/procedure/fold.ts';
import { choice, longText, step } from '../../kernel/procedure/step.ts';
import { basisOf } from './bases.ts';
import { caseClocksWithHearing } from './hearing-clocks.ts';
import { reviewerIsNotChair } from './hearing-gates.ts';
import { refusal } from './refusals.ts';
import { suspendedOffices } from './suspensions.ts';

const reviewer: Who = { role: 'reviewer', at: 'lane' };
const underway = [{ all: [{ lane: 'case', states: ['accepted'] }] }];

/** The office in whose lane the actor works. */
export function laneOffice({ capacity, item }: RuleContext): string {
  return capacity?.instance ?? item.office;
}

const reviewInput = Type.Object(
  {
    conclusion: choice('审查结论', { agree: '同意', disagree: '不同意' }),
    opinion: longText('审查意见'),
    siteCheckOn: Type.Optional(Type.String({ title: '现场核查日期', format: 'date' })),
    secondOfficer: Type.Optional(Type.String({ title: '共同核查人员', minLength: 1, maxLength: 100 })),
  },
  { additionalProperties: false },
);

export const review = step({
  name: 'review',
  label: '审查',
  hint: '对申请材料进行审查并写明意见；现场核查应当由两名以上工作人员进行。',
  who: [reviewer],
  lane: 'review',
  from: [
    {
      all: [
        { lane: 'case', states: ['accepted'] },
        { lane: 'review', states: ['waiting', 'working'], join: 'own' },
      ],
    },
  ],
  input: reviewInput,
  allows: ({ item }): Record<string, Allowed> =>
    item.siteCheck === 'always' ? { siteCheckOn: { required: true }, secondOfficer: { required: true } } : {},
  faults: reviewFaults,
  gates: [reviewerIsNotChair],
  basis: (context) => basisOf(context, '第三十四条', '审查'),
  facts: (context, input) => [
    {
      kind: 'reviewed',
      effectiveOn: context.today,
      basis: basisOf(context, '第三十四条', '审查'),
      data: {
        office: laneOffice(context),
        conclusion: input.conclusion,
        ...(input.siteCheckOn ? { siteCheckOn: input.siteCheckOn } : {}),
        ...secondOfficer(context, input.secondOfficer),
      },
      payload: {
        opinion: input.opinion,
        ...(input.secondOfficer ? { secondOfficer: input.secondOfficer } : {}),
      },
    },
  ],
  duty: ['reviewer'],
});

/** Who was there besides, by opaque id where she holds a post here; her name as it was given is payload. */
function secondOfficer({ officers = [] }: RuleContext, named: string | undefined): JsonObject {
  const found = officers.find(({ person, name }) => [person, name].includes(named?.trim() ?? ''));
  return found ? { secondOfficer: found.person } : {};
}

/** 行政许可法 34 ¶3: a check of the substance is done by two officers or more. */
function reviewFaults({ item, today, actor, state }: RuleContext, input: Static<typeof reviewInput>) {
  const faults = [];
  if (item.siteCheck === 'always' && !input.siteCheckOn) {
    faults.push({ pointer: '/siteCheckOn', message: '本事项必须现场核查，请填写核查日期。' });
  }
  if ((input.siteCheckOn || item.siteCheck === 'always') && !input.secondOfficer) {
    faults.push({
      pointer: '/secondOfficer',
      message: '现场核查应当有两名以上工作人员，请填写共同核查人员（行政许可法第三十四条）。',
    });
  }
  const self = [actor.name, actor.personId, actor.username];
  if (input.secondOfficer && self.includes(input.secondOfficer.trim())) {
    faults.push({ pointer: '/secondOfficer', message: '共同核查人员不能是您本人，请填写另一名工作人员。' });
  }
  if (input.siteCheckOn && input.siteCheckOn > today) {
    faults.push({ pointer: '/siteCheckOn', message: '核查日期不能晚于今天。' });
  }
  // What is checked is the content of this application: nothing before it came.
  const received = lastFact(state, 'submitted')?.effectiveOn;
  if (input.siteCheckOn && received && input.siteCheckOn < received) {
    faults.push({ pointer: '/siteCheckOn', message: `核查日期不能早于收到申请的日期 ${received}。` });
  }
  return faults;
}

/** 行政许可法 45: the closed list. */
export const suspensionReasons: Record<string, string> = {
  hearing: '听证',
  tender: '招标',
  auction: '拍卖',
  inspection: '检验',
  testing: '检测',
  quarantine: '检疫',
  appraisal: '鉴定',
  'expert-review': '专家评审',
};

const suspendInput = Type.Object(
  {
    reason: choice('特别程序', suspensionReasons),
    days: Type.Integer({ title: '所需工作日', minimum: 1, maximum: 365 }),
    notice: Type.Optional(longText('书面告知内容')),
    noticeDocumentId: Type.Optional(Type.String({ title: '已送达的书面告知（文件）', maxLength: 64 })),
  },
  { additionalProperties: false },
);

const suspensionNamedByLaw: Gate<Static<typeof suspendInput>> = {
  name: 'suspension/not-in-law',
  check: ({ item }, input) => {
    const named = item.suspension.reasons;
    if (named.length > 0 && (!input || named.includes(input.reason))) return undefined;
    return refusal(
      'suspension/not-in-law',
      input
        ? `“${suspensionReasons[input.reason]}”不是本事项依据的法律规定可以不计入期限的情形。`
        : '本事项依据的法律没有规定可以暂停计算期限的情形。',
      named.length > 0
        ? `可以是：${named.map((reason) => suspensionReasons[reason] ?? reason).join('、')}。`
        : '请在期限内办结。',
      // Where its law knows no pause, what stands against one is the limit itself.
      named.length > 0 ? item.suspension.basis : item.limits.statutory.basis,
    );
  },
};

const notAlreadySuspended: Gate<Static<typeof suspendInput>> = {
  name: 'suspension/running',
  check: (context) =>
    isSuspended(context, laneOffice(context))
      ? refusal(
          'suspension/running',
          '本部门的特别程序正在进行，时限已经暂停。',
          '先恢复计时，再开始新的特别程序。',
          context.item.suspension.basis,
        )
      : undefined,
};

/** A special procedure of this office that has not ended; one that came with a lane taken over is its own. */
export function isSuspended({ state }: Pick<RuleContext, 'state'>, office: string): boolean {
  return suspendedOffices(state).includes(office);
}

const suspend = step({
  name: 'suspend',
  label: '开始特别程序（暂停计时）',
  hint: '所需时间不计入办理期限，须书面告知申请人；将生成所需时间告知书。',
  who: [reviewer],
  lane: 'review',
  from: underway,
  input: suspendInput,
  allows: ({ item }) => ({ reason: { among: item.suspension.reasons } }),
  faults: (_context, input) =>
    // 行政许可法 45: the time needed is told to the applicant in writing.
    input.notice || input.noticeDocumentId
      ? []
      : [{ pointer: '/notice', message: '必须书面告知申请人所需时间：请填写告知内容或选择已送达的文件。' }],
  gates: [suspensionNamedByLaw, notAlreadySuspended],
  basis: ({ item }) => item.suspension.basis,
  facts: (context, input) => [
    {
      kind: 'suspended',
      effectiveOn: context.today,
      basis: context.item.suspension.basis,
      data: {
        office: laneOffice(context),
        reason: input.reason,
        days: input.days,
        ...(input.noticeDocumentId ? { noticeDocumentId: input.noticeDocumentId } : {}),
      },
      payload: { ...(input.notice ? { notice: input.notice } : {}) },
    },
  ],
  letter: () => 'time-needed',
  aside: true,
});

const resume = step({
  name: 'resume',
  label: '结束特别程序（恢复计时）',
  hint: '自今日起恢复计算期限。',
  who: [reviewer],
  lane: 'review',
  from: underway,
  input: Type.Object(
    { note: Type.Optional(Type.String({ title: '说明', maxLength: 1000 })) },
    { additionalProperties: false },
  ),
  gates: [
    {
      name: 'suspension/none',
      check: (context) =>
        isSuspended(context, laneOffice(context))
          ? undefined
          : refusal(
              'suspension/none',
              '本部门没有正在进行的特别程序。',
              '无需恢复计时。',
              context.item.suspension.basis,
            ),
    },
  ],
  basis: ({ item }) => item.suspension.basis,
  facts: (context, input) => [
    {
      kind: 'resumed',
      effectiveOn: context.today,
      basis: context.item.suspension.basis,
      data: { office: laneOffice(context) },
      payload: { ...(input.note ? { note: input.note } : {}) },
    },
  ],
  aside: true,
});

const extendInput = Type.Object(
  {
    days: Type.Integer({ title: '延长工作日', minimum: 1, maximum: 365 }),
    reasons: longText('延长理由（将告知申请人）'),
  },
  { additionalProperties: false },
);

const extensionLawful: Gate<Static<typeof extendInput>> = {
  name: 'extension',
  check: (context, input) => {
    const { item, state, today } = context;
    const allowed = item.extension;
    if (!allowed) {
      const basis = item.limits.statutory.basis;
      return refusal(
        'extension/not-in-law',
        '本事项依据的法律没有规定可以延长期限。',
        '请在期限内办结。',
        basis,
      );
    }
    if (lastFact(state, 'extended')) {
      return refusal(
        'extension/already',
        '期限只能延长一次，本办件已经延长过。',
        '请在延长后的期限内办结。',
        allowed.basis,
      );
    }
    const statutory = readClocks(caseClocksWithHearing, state.facts, context).find(
      (clock) => clock.name === 'decision-statutory',
    );
    if (statutory && today > statutory.due && !isPaused(statutory)) {
      return refusal(
        'extension/after-end',
        `法定期限已于 ${statutory.due} 届满，期满后不能再延长。`,
        '请立即作出决定并说明逾期原因。',
        allowed.basis,
      );
    }
    if (input && input.days > allowed.days) {
      return refusal(
        'extension/too-long',
        `最多可以延长 ${allowed.days} 个工作日，申请延长 ${input.days} 个。`,
        `请填写 ${allowed.days} 或更少。`,
        allowed.basis,
      );
    }
    return undefined;
  },
};

const extend = step({
  name: 'extend',
  label: '延长法定期限',
  hint: '期满前由负责人批准，只能延长一次，理由告知申请人；将生成延期告知书。',
  who: [
    { role: 'head', at: 'office', when: ({ item }) => item.extension?.by !== 'leader' },
    // 行政许可法 42 ¶2: joint handling is extended by the head of the government, not of the authority.
    { role: 'leader', at: 'hall', when: ({ item }) => item.extension?.by === 'leader' },
  ],
  from: underway,
  input: extendInput,
  allows: ({ item }): Record<string, Allowed> =>
    item.extension ? { days: { maximum: item.extension.days } } : {},
  gates: [extensionLawful],
  basis: ({ item }) => item.extension?.basis ?? item.limits.statutory.basis,
  facts: (context, input) => [
    {
      kind: 'extended',
      effectiveOn: context.today,
      basis: context.item.extension?.basis ?? [],
      data: { days: input.days },
      payload: { reasons: input.reasons },
    },
  ],
  letter: () => 'extension',
  aside: true,
});

/** What moves time while it is reviewed. */
export const timeSteps: StepDeclaration[] = [suspend, resume, extend];
