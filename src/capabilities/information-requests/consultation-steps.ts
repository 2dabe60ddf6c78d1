/** Asking others before the answer: third parties (政府信息公开条例 32), organs that made the information together (34). */
import Type from 'typebox';
import type { JsonObject } from '../../kernel/json.ts';
import { lastDayOf } from '../../kernel/procedure/clocks.ts';
import type { RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { factsOf } from '../../kernel/procedure/fold.ts';
import { step } from '../../kernel/procedure/step.ts';
import { article, clocks } from './clocks.ts';
import { standingIn } from './lanes.ts';
import { refusal } from './refusals.ts';
import { confirmed, disclosure } from './request-steps.ts';

/** Named when it was given, or the only one that is open. */
function chosen(open: string[], named: string | undefined): string | undefined {
  return named ?? (open.length === 1 ? open[0] : undefined);
}

const consultThirdParty = step({
  name: 'consult-third-party',
  label: '征求第三方意见',
  hint: '公开会损害第三方合法权益的，书面征求其意见；所需时间不计入答复期限。',
  who: [disclosure],
  from: confirmed,
  input: Type.Object(
    { name: Type.String({ title: '第三方的姓名或者名称', minLength: 1, maxLength: 200 }) },
    { additionalProperties: false },
  ),
  basis: () => [article('第三十二条')],
  facts: ({ today, state }, { name }) => [
    {
      kind: 'third-party-consulted',
      effectiveOn: today,
      basis: [article('第三十二条')],
      data: { party: `t${factsOf(state, 'third-party-consulted').length + 1}` },
      payload: { name },
    },
  ],
  letter: () => 'third-party-inquiry',
  aside: true,
});

const opinionInput = {
  agrees: Type.Optional(Type.Boolean({ title: '是否同意公开' })),
  text: Type.Optional(Type.String({ title: '意见', maxLength: 4000 })),
};

const noneOpen = (text: string) =>
  refusal('consultation/none', '没有正在征求的意见。', '先征求意见。', [article(text)]);

const thirdPartyReplies = step({
  name: 'third-party-replies',
  label: '登记第三方意见',
  hint: '登记后恢复计算答复期限。',
  who: [disclosure],
  from: confirmed,
  input: Type.Object(
    { ...opinionInput, party: Type.Optional(Type.String({ title: '哪一个第三方', maxLength: 20 })) },
    { additionalProperties: false },
  ),
  faults: (context, input) => [
    ...whichFaults(standingIn(context, 'third-party-opinion', 'asked'), input.party),
    ...unsaid(input.agrees),
  ],
  gates: [
    {
      name: 'consultation/none',
      check: (context) =>
        standingIn(context, 'third-party-opinion', 'asked').length > 0 ? undefined : noneOpen('第三十二条'),
    },
  ],
  basis: () => [article('第三十二条')],
  facts: (context, input) => [
    {
      kind: 'third-party-replied',
      effectiveOn: context.today,
      basis: [article('第三十二条')],
      data: {
        party: chosen(standingIn(context, 'third-party-opinion', 'asked'), input.party) ?? '',
        agrees: input.agrees === true,
      },
      payload: { ...(input.text ? { text: input.text } : {}) },
    },
  ],
  aside: true,
});

function whichFaults(open: string[], named: string | undefined) {
  if (open.length > 1 && named === undefined) {
    const message = `正在征求 ${open.length} 方的意见，请写明是哪一方：${open.join('、')}。`;
    return [{ pointer: '/party', message }];
  }
  return named !== undefined && open.length > 0 && !open.includes(named)
    ? [{ pointer: '/party', message: `没有正在征求“${named}”的意见，可以是：${open.join('、')}。` }]
    : [];
}

const unsaid = (agrees: boolean | undefined) =>
  agrees === undefined ? [{ pointer: '/agrees', message: '请写明是否同意公开。' }] : [];

/** Fact of silence on the day the term ended: the law's day, whenever the system comes to it. */
function silence(kind: string, of: 'office' | 'party', text: string) {
  return (context: RuleContext, input: JsonObject): NewFact[] => {
    const key = String(input[of]);
    return [
      {
        kind,
        effectiveOn: lastDayOf('consultation', clocks, context, key),
        basis: [article(text)],
        data: { [of]: key },
        payload: {},
      },
    ];
  };
}

const thirdPartyStaysSilent = step({
  name: 'third-party-stays-silent',
  label: '第三方逾期未提出意见',
  hint: '由行政机关依照条例决定是否公开；由系统登记。',
  who: [{ system: true }],
  from: confirmed,
  input: Type.Object({ party: Type.String() }, { additionalProperties: false }),
  basis: () => [article('第三十二条')],
  facts: silence('third-party-silent', 'party', '第三十二条'),
});

/** 条例 34: the other organs that made the information together with this one. Nobody asks herself to gain time. */
function otherOrgans({ offices, item, settings, authorityOf }: RuleContext): string[] {
  return offices.filter(
    (office) =>
      office !== item.office && office !== settings.hallOffice && authorityOf?.(office) !== item.authority,
  );
}

const consultOffice = step({
  name: 'consult-office',
  label: '征求机关意见',
  hint: '共同制作的信息，征求相关机关意见；逾期未提出意见的视为同意公开。',
  who: [disclosure],
  from: confirmed,
  input: Type.Object(
    { office: Type.String({ title: '征求哪个部门', minLength: 1, maxLength: 64 }) },
    { additionalProperties: false },
  ),
  allows: (context) => ({ office: { ids: { of: 'office', among: otherOrgans(context) } } }),
  gates: [
    {
      name: 'consultation/once',
      check: ({ state }, input) => {
        const standing = input && state.lanes['office-opinion']?.[input.office];
        if (standing === undefined) return undefined;
        const basis = [article('第三十四条')];
        return standing === 'asked'
          ? refusal('consultation/running', '正在征求这个机关的意见。', '等待其答复。', basis)
          : refusal('consultation/once', '已经征求过这个机关的意见。', '请依其意见答复。', basis);
      },
    },
  ],
  basis: () => [article('第三十四条')],
  facts: ({ today }, { office }) => [
    {
      kind: 'office-consulted',
      effectiveOn: today,
      basis: [article('第三十四条')],
      data: { office },
      payload: {},
    },
  ],
  letter: () => 'office-inquiry',
  aside: true,
});

/** 条例 34: the opinion is the asked organ's own. Whoever got its letter on paper has it entered by that organ's officers. */
const officeReplies = step({
  name: 'office-replies',
  label: '提出意见',
  hint: '由被征求意见的部门对是否公开提出意见；书面答复的，由该部门的人员登记。',
  who: [
    { role: 'reviewer', at: 'opened' },
    { role: 'approver', at: 'opened' },
    { role: 'head', at: 'opened' },
  ],
  lane: 'office-opinion',
  from: confirmed,
  input: Type.Object(
    {
      ...opinionInput,
      // Each speaks for her own; a call that names it is still understood.
      office: Type.Optional(Type.String({ title: '部门', maxLength: 64, deprecated: true })),
    },
    { additionalProperties: false },
  ),
  faults: ({ capacity }, { office, agrees }) => [
    ...(office === undefined || office === capacity?.instance
      ? []
      : [{ pointer: '/office', message: '只能提出本部门的意见；兼任几个部门的，请用 lane 写明是哪一个。' }]),
    ...unsaid(agrees),
  ],
  gates: [
    {
      name: 'consultation/none',
      check: (context) =>
        standingIn(context, 'office-opinion', 'asked').includes(context.capacity?.instance ?? '')
          ? undefined
          : noneOpen('第三十四条'),
    },
  ],
  basis: () => [article('第三十四条')],
  facts: ({ today, capacity }, input) => [
    {
      kind: 'office-replied',
      effectiveOn: today,
      basis: [article('第三十四条')],
      data: { office: capacity?.instance ?? '', agrees: input.agrees === true },
      payload: { ...(input.text ? { text: input.text } : {}) },
    },
  ],
  duty: ['reviewer'],
});

const officeStaysSilent = step({
  name: 'office-stays-silent',
  label: '机关逾期未提出意见',
  hint: '视为同意公开；由系统登记。',
  who: [{ system: true }],
  from: confirmed,
  input: Type.Object({ office: Type.String() }, { additionalProperties: false }),
  basis: () => [article('第三十四条')],
  facts: silence('office-silent', 'office', '第三十四条'),
});

export const consultationSteps: StepDeclaration[] = [
  consultThirdParty,
  thirdPartyReplies,
  thirdPartyStaysSilent,
  consultOffice,
  officeReplies,
  officeStaysSilent,
];
