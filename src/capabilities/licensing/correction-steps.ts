/**
 * What is missing is said once, in full, and brought in any number of parts: 行政许可法 32(3)–(5). The words of a demand lie
 * beside the chain, which knows its place in the notice and the material it asks for.
 */
import Type, { type Static } from 'typebox';
import { phoneFault, typedPhone, typedPhoneHint } from '../../kernel/identifiers/phone.ts';
import { lastDayOf } from '../../kernel/procedure/clocks.ts';
import type { Allowed, Gate, RuleContext, Who } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { factsOf, lastFact } from '../../kernel/procedure/fold.ts';
import { step } from '../../kernel/procedure/step.ts';
import { basisOf, serviceRules } from './bases.ts';
import { caseClocks } from './clocks.ts';
import { handedMaterials } from './handed-materials.ts';
import { refusal } from './refusals.ts';

const clerk: Who = { role: 'clerk', at: 'hall' };
const reviewer: Who = { role: 'reviewer', at: 'lane' };
const applicant: Who = { party: 'applicant' };

const noticeInput = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          materialCode: Type.Optional(Type.String({ title: '对应材料', maxLength: 64 })),
          text: Type.String({ title: '需要补正的内容', minLength: 1, maxLength: 1000 }),
        },
        { additionalProperties: false },
      ),
      { title: '需要补正的全部内容', minItems: 1, maxItems: 100 },
    ),
    termDays: Type.Optional(Type.Integer({ title: '请在几个工作日内补正', minimum: 1, maximum: 365 })),
  },
  { additionalProperties: false },
);

interface Demand {
  materialCode: string | null;
  /** Undefined once it was lawfully erased. */
  text: string | undefined;
}

/** The demands of the last notice, in the order in which they were told. */
function demandsOf({ state, evidence }: RuleContext): Demand[] {
  const notice = lastFact(state, 'one-time-notice-given');
  const items = notice?.data.items;
  if (!notice || !Array.isArray(items)) return [];
  const texts = evidence?.payloadOf(notice).items;
  return items.flatMap((item, index) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? [
          {
            materialCode: item.materialCode === null ? null : String(item.materialCode),
            text: Array.isArray(texts) ? tidy(texts[index]) : undefined,
          },
        ]
      : [],
  );
}

const tidy = (text: unknown) => (typeof text === 'string' ? text.trim().replace(/\s+/g, ' ') : undefined);

/** 行政许可法 32(4): after acceptance nothing more may be demanded. */
const noticeTooLate: Gate<Static<typeof noticeInput>> = {
  name: 'notice/too-late',
  check: (context) =>
    lastFact(context.state, 'accepted')
      ? refusal(
          'notice/too-late',
          '办件已经受理（含逾期未告知视为受理），不能再发一次性告知书。',
          '材料问题请在审查意见中写明，或由审批人退回。',
          basisOf(context, '第三十二条第（四）项', '一次性告知'),
        )
      : undefined,
};

/**
 * 行政许可法 32(4)(5): all demands are told at once; a later notice may only repeat what is still unmet. What was demanded is
 * a material with the words about it: other words for the same material would be a new demand.
 */
const noSecondDemand: Gate<Static<typeof noticeInput>> = {
  name: 'notice/second-demand',
  check: (context, input) => {
    if (!input || factsOf(context.state, 'one-time-notice-given').length === 0) return undefined;
    const told = demandsOf(context);
    const added = input.items.filter(
      ({ materialCode = null, text }) =>
        !told.some((demand) => demand.materialCode === materialCode && demand.text === tidy(text)),
    );
    if (added.length === 0) return undefined;
    return refusal(
      'notice/second-demand',
      `已经一次性告知过，不能再提出新的要求：${added.map((item) => item.text).join('；')}`,
      `只能按上次告知的原文重复仍未补正的内容（${told.flatMap(({ text }) => text ?? []).join('；')}）；补正齐全的应当受理。`,
      basisOf(context, '第三十二条第（四）、（五）项', '一次性告知'),
    );
  },
};

export const notifyOnce = step({
  name: 'notify-once',
  label: '一次性告知补正',
  hint: '一次写明需要补正的全部内容；将生成一次性告知书，之后不能再增加要求。',
  who: [clerk, reviewer],
  from: [{ all: [{ lane: 'case', states: ['submitted'] }] }],
  input: noticeInput,
  before: [noticeTooLate, noSecondDemand],
  cautions: ({ state }) =>
    lastFact(state, 'one-time-notice-given')
      ? ['已经一次性告知过，不能再提出新的要求：只能按原文重复还没有补正的内容。已经补齐的，请受理。']
      : [],
  faults: ({ item }, input) =>
    input.items.flatMap((demand, index) =>
      demand.materialCode && !item.materials.some((known) => known.materialCode === demand.materialCode)
        ? [{ pointer: `/items/${index}/materialCode`, message: '本事项的材料目录里没有这项材料。' }]
        : [],
    ),
  basis: (context) => basisOf(context, '第三十二条第（四）项', '一次性告知'),
  facts: (context, input) => [
    {
      kind: 'one-time-notice-given',
      effectiveOn: context.today,
      basis: basisOf(context, '第三十二条第（四）项', '一次性告知'),
      data: {
        items: input.items.map(({ materialCode = null }) => ({ materialCode })),
        ...(input.termDays ? { termDays: input.termDays } : {}),
      },
      payload: { items: input.items.map((item) => item.text) },
    },
  ],
  letter: () => 'one-time-notice',
});

const correctInput = Type.Object(
  {
    materials: Type.Optional(handedMaterials),
    form: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { title: '更正后的申请表' })),
    answers: Type.Optional(
      Type.Array(
        Type.Object(
          {
            item: Type.Union([Type.Integer({ minimum: 0 }), Type.String({ minLength: 1, maxLength: 1000 })], {
              title: '告知的第几项（自 0 起）或其原文',
            }),
            text: Type.String({ title: '补正说明', minLength: 1, maxLength: 4000 }),
          },
          { additionalProperties: false },
        ),
        { title: '逐项答复', maxItems: 100 },
      ),
    ),
    phone: Type.Optional(
      Type.String({
        title: '更正后的联系电话',
        minLength: 5,
        maxLength: 32,
        pattern: typedPhone,
        'x-pattern-hint': typedPhoneHint,
      }),
    ),
    receivedOn: Type.Optional(Type.String({ title: '收到的日期（窗口登记，不填为今天）', format: 'date' })),
  },
  { additionalProperties: false },
);
type Correction = Static<typeof correctInput>;

/** Indexes of the notice's demands that were answered since it was given, this correction included. */
function answeredBy(context: RuleContext, input: Correction): Set<number> {
  const notice = lastFact(context.state, 'one-time-notice-given');
  const demands = demandsOf(context);
  const answered = new Set<number>(
    factsOf(context.state, 'correction-received')
      .filter((fact) => fact.version > (notice?.version ?? 0))
      .flatMap((fact) => (Array.isArray(fact.data.answered) ? fact.data.answered.map(Number) : [])),
  );
  for (const material of input.materials ?? []) {
    if (material.deferred) continue;
    demands.forEach((demand, index) => {
      if (demand.materialCode === material.materialCode) answered.add(index);
    });
  }
  for (const answer of input.answers ?? []) {
    const index = answeredIndex(demands, answer.item);
    if (index !== undefined && demands[index]?.materialCode === null) answered.add(index);
  }
  return answered;
}

function answeredIndex(demands: Demand[], item: number | string): number | undefined {
  if (typeof item === 'number') return item < demands.length ? item : undefined;
  const index = demands.findIndex(({ materialCode, text }) => materialCode === null && text === tidy(item));
  if (index >= 0) return index;
  // Forms send numbers as texts.
  return /^\d{1,3}$/.test(item) ? answeredIndex(demands, Number(item)) : undefined;
}

const isSubmitted = ({ state }: RuleContext) => state.lanes.case?.main === 'submitted';
const isAtCounter = ({ capacity }: RuleContext) => capacity?.post?.role === 'clerk';

/** Taken for withdrawn because nothing had come by the end of the term. */
const hasLapsed = ({ state }: RuleContext) => lastFact(state, 'lapsed', 'withdrawn')?.kind === 'lapsed';

/**
 * The term is kept by what reaches the authority on its last day (民法典 203 ¶2), whenever it is entered: then the application
 * was never withdrawn. What is incomplete or came later changes nothing.
 */
const cameInTime: Gate<Correction> = {
  name: 'correction/too-late',
  check: (context, input) => {
    if (!input || !hasLapsed(context)) return undefined;
    const lastDay = lastDayOf('correction', caseClocks, context);
    const isComplete = answeredBy(context, input).size === demandsOf(context).length;
    if (isComplete && input.receivedOn !== undefined && input.receivedOn <= lastDay) return undefined;
    return refusal(
      'correction/too-late',
      `补正期限已于 ${lastDay} 届满，申请已经视为撤回。`,
      '只有在期限内收到、并且补正齐全的，才能登记；请填写收到的日期。其他的请申请人重新申请。',
      [serviceRules(context.settings, '补正')],
    );
  },
};

export const correct = step({
  name: 'correct',
  label: '补正',
  hint: '按一次性告知书逐项补正，全部补齐后自动重新提交；没有告知书的，可以当场更正申请表和材料。',
  who: [applicant, clerk],
  from: [
    { all: [{ lane: 'case', states: ['correcting'] }] },
    // 行政许可法 32(3): what can be mended on the spot is, without a notice.
    { all: [{ lane: 'case', states: ['submitted'] }] },
    {
      all: [{ lane: 'case', states: ['withdrawn'] }],
      when: (context) => hasLapsed(context) && isAtCounter(context),
    },
  ],
  input: correctInput,
  allows: correctionAllows,
  faults: correctionFaults,
  gates: [cameInTime],
  basis: basisOfCorrection,
  facts: (context, input) => [isSubmitted(context) ? mended(context, input) : corrected(context, input)],
});

/** Words answer a notice; a day of receipt is the counter's to say, of what came while the notice ran. */
function correctionAllows(context: RuleContext): Record<string, Allowed> {
  if (isSubmitted(context)) return { answers: { absent: true }, receivedOn: { absent: true } };
  if (!isAtCounter(context)) return { receivedOn: { absent: true } };
  const from = lastFact(context.state, 'one-time-notice-given')?.effectiveOn ?? context.today;
  return hasLapsed(context)
    ? { receivedOn: { from, until: lastDayOf('correction', caseClocks, context), required: true } }
    : { receivedOn: { from, until: context.today } };
}

function basisOfCorrection(context: RuleContext) {
  return basisOf(
    context,
    isSubmitted(context) ? '第三十二条第（三）项' : '第三十二条第（四）、（五）项',
    '补正',
  );
}

/** Neither the status nor the five days to look at the application change by it. */
function mended(context: RuleContext, input: Correction): NewFact {
  return {
    kind: 'mended',
    effectiveOn: context.today,
    basis: basisOfCorrection(context),
    data: { materials: materialsIn(input) },
    payload: correctionPayload(input),
  };
}

function corrected(context: RuleContext, input: Correction): NewFact {
  const answered = [...answeredBy(context, input)].sort((a, b) => a - b);
  const complete = answered.length === demandsOf(context).length;
  return {
    kind: complete ? 'corrected' : 'correction-received',
    effectiveOn: input.receivedOn ?? context.today,
    basis: basisOfCorrection(context),
    data: {
      answered,
      materials: materialsIn(input),
      ...(hasLapsed(context) ? { takesBack: 'lapsed' } : {}),
    },
    payload: correctionPayload(input),
  };
}

const materialsIn = ({ materials = [] }: Correction) => materials.map((material) => ({ ...material }));

function correctionPayload(input: Correction): NewFact['payload'] {
  return JSON.parse(
    JSON.stringify({
      answers: input.answers ?? [],
      ...(input.form ? { form: input.form } : {}),
      ...(input.phone ? { phone: input.phone } : {}),
    }),
  );
}

function correctionFaults(context: RuleContext, input: Correction) {
  const faults = [...receiptFaults(context, input), ...answerFaults(context, input)];
  (input.materials ?? []).forEach((material, index) => {
    const known = context.item.materials.some((listed) => listed.materialCode === material.materialCode);
    if (known) return;
    faults.push({ pointer: `/materials/${index}/materialCode`, message: '本事项的材料目录里没有这项材料。' });
  });
  const wrongPhone = input.phone === undefined ? undefined : phoneFault(input.phone);
  if (wrongPhone) faults.push({ pointer: '/phone', message: `${wrongPhone}。` });
  if (!input.materials?.length && !input.answers?.length && !input.form && !input.phone) {
    faults.push({ pointer: '', message: '请至少补交一项材料、更正申请表或答复一项内容。' });
  }
  return faults;
}

function answerFaults(context: RuleContext, { answers = [] }: Correction) {
  if (isSubmitted(context) && answers.length > 0) {
    return [{ pointer: '/answers', message: '没有需要答复的告知书；可以更正申请表或者补充材料。' }];
  }
  const demands = demandsOf(context);
  return answers.flatMap((answer, index) => {
    const pointer = `/answers/${index}/item`;
    const at = answeredIndex(demands, answer.item);
    if (at === undefined) {
      return [{ pointer, message: '告知书里没有这一项，请按告知书的序号（自 0 起）或原文填写。' }];
    }
    return demands[at]?.materialCode === null
      ? []
      : [{ pointer, message: '这一项要求补交材料，请上传对应材料，不能只作文字说明。' }];
  });
}

/** Paper counts from the day on which it came; what is mended on the spot is mended today. */
function receiptFaults(context: RuleContext, { receivedOn }: Correction) {
  if (receivedOn === undefined) return [];
  const pointer = '/receivedOn';
  if (!isAtCounter(context)) return [{ pointer, message: '收到日期由窗口人员登记。' }];
  if (isSubmitted(context)) return [{ pointer, message: '当场更正的，以今天为准，不填收到日期。' }];
  if (receivedOn > context.today) return [{ pointer, message: '收到的日期不能晚于今天。' }];
  const told = lastFact(context.state, 'one-time-notice-given')?.effectiveOn ?? context.today;
  return receivedOn < told ? [{ pointer, message: `收到的日期不能早于告知的日期 ${told}。` }] : [];
}

export const lapse = step({
  name: 'lapse',
  label: '逾期未补正，视为撤回',
  hint: '仅在本区规定如此时由系统作出。',
  who: [{ system: true }],
  from: [{ all: [{ lane: 'case', states: ['correcting'] }] }],
  input: Type.Object({}, { additionalProperties: false }),
  basis: ({ settings }) => [serviceRules(settings, '补正')],
  facts: (context) => [
    {
      kind: 'lapsed',
      effectiveOn: lastDayOf('correction', caseClocks, context),
      basis: [serviceRules(context.settings, '补正')],
      data: {},
      payload: {},
    },
  ],
});
