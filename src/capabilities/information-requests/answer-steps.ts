/** Asking others, lengthening, answering, delivering: 政府信息公开条例 32–40. */
import Type, { type Static } from 'typebox';
import type { JsonObject } from '../../kernel/json.ts';
import { isPaused, lastDayOf, readClocks } from '../../kernel/procedure/clocks.ts';
import type { Gate, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { factsOf, lastFact } from '../../kernel/procedure/fold.ts';
import { choice, step } from '../../kernel/procedure/step.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { article, clocks } from './clocks.ts';
import { refusal } from './refusals.ts';
import { confirmed, disclosure, longText } from './request-steps.ts';
import { groundArticles, groundFaults, groundsInput, groundsTold } from './withholding-grounds.ts';

/** 条例 36–39 and 35: what an answer can be. */
export const answerKinds = {
  'already-public': '已经主动公开',
  disclosed: '予以公开',
  'partly-disclosed': '部分公开',
  'not-disclosed': '不予公开',
  'not-held': '信息不存在',
  'not-ours': '不属于本机关负责公开',
  repeated: '重复申请，不予重复处理',
  excessive: '申请明显超过合理范围，不予处理',
  'needs-processing': '需要加工、分析，不予提供',
  'complaint-like': '信访、投诉、举报类，不作为申请处理',
  publication: '公开出版物，告知获取途径',
  'other-rules': '另有规定，依照有关规定办理',
};

const answerArticles: Record<string, string> = {
  'already-public': '第三十六条第（一）项',
  disclosed: '第三十六条第（二）项',
  'partly-disclosed': '第三十七条',
  'not-disclosed': '第三十六条第（三）项',
  'not-held': '第三十六条第（四）项',
  'not-ours': '第三十六条第（五）项',
  repeated: '第三十六条第（六）项',
  excessive: '第三十五条',
  'needs-processing': '第三十八条',
  'complaint-like': '第三十九条第一款',
  publication: '第三十九条第二款',
  'other-rules': '第三十六条第（七）项',
};

const giving = ['disclosed', 'partly-disclosed'];

function standingIn({ state }: RuleContext, lane: string, standing: string): string[] {
  return Object.entries(state.lanes[lane] ?? {}).flatMap(([instance, at]) =>
    at === standing ? [instance] : [],
  );
}

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
  faults: (context, input) =>
    whichFaults(standingIn(context, 'third-party-opinion', 'asked'), input.party, '/party', input.agrees),
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

function whichFaults(
  open: string[],
  named: string | undefined,
  pointer: string,
  agrees: boolean | undefined,
) {
  const faults = [];
  if (open.length > 1 && named === undefined) {
    faults.push({
      pointer,
      message: `正在征求 ${open.length} 方的意见，请写明是哪一方：${open.join('、')}。`,
    });
  }
  if (named !== undefined && open.length > 0 && !open.includes(named)) {
    faults.push({ pointer, message: `没有正在征求“${named}”的意见，可以是：${open.join('、')}。` });
  }
  if (agrees === undefined) faults.push({ pointer: '/agrees', message: '请写明是否同意公开。' });
  return faults;
}

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

const officeReplies = step({
  name: 'office-replies',
  label: '提出意见',
  hint: '对是否公开提出意见。',
  who: [disclosure, { role: 'reviewer', at: 'lane' }],
  lane: 'office-opinion',
  from: confirmed,
  input: Type.Object(
    { ...opinionInput, office: Type.Optional(Type.String({ title: '部门', maxLength: 64 })) },
    { additionalProperties: false },
  ),
  faults: (context, input) =>
    whichFaults(askedOf(context), named(context, input.office), '/office', input.agrees),
  gates: [
    {
      name: 'consultation/none',
      check: (context) => (askedOf(context).length > 0 ? undefined : noneOpen('第三十四条')),
    },
  ],
  basis: () => [article('第三十四条')],
  facts: (context, input) => [
    {
      kind: 'office-replied',
      effectiveOn: context.today,
      basis: [article('第三十四条')],
      data: {
        office: chosen(askedOf(context), named(context, input.office)) ?? '',
        agrees: input.agrees === true,
      },
      payload: { ...(input.text ? { text: input.text } : {}) },
    },
  ],
  duty: ['reviewer'],
});

/** Open inquiries that the actor may answer: disclosure for all, an office for itself. */
function askedOf(context: RuleContext): string[] {
  const open = standingIn(context, 'office-opinion', 'asked');
  const { posts } = context.actor;
  if (posts.some((post) => post.role === 'disclosure')) return open;
  return open.filter((office) => posts.some((post) => post.office === office));
}

/** An office that answers for itself need not name itself. */
function named(context: RuleContext, office: string | undefined): string | undefined {
  return office ?? chosen(askedOf(context), undefined);
}

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

const days = (title: string, maximum: number) => Type.Integer({ title, minimum: 1, maximum });

const extend = step({
  name: 'extend',
  label: '延长答复期限',
  hint: '经政府信息公开工作机构负责人同意，可以延长一次，最长二十个工作日，并告知申请人。',
  who: [{ role: 'head-disclosure', at: 'office' }],
  from: confirmed,
  input: Type.Object(
    {
      days: days('延长工作日', getRule('XXGK-33-extension').days),
      reasons: longText('延长理由（将告知申请人）'),
    },
    { additionalProperties: false },
  ),
  gates: [{ name: 'extension', check: extensionRefusal }],
  basis: () => [article('第三十三条第二款')],
  facts: ({ today }, input) => [
    {
      kind: 'extended',
      effectiveOn: today,
      basis: [article('第三十三条第二款')],
      data: { days: input.days },
      payload: { reasons: input.reasons },
    },
  ],
  letter: () => 'extension',
  aside: true,
});

function extensionRefusal(context: RuleContext) {
  const basis = [article('第三十三条第二款')];
  if (lastFact(context.state, 'extended')) {
    return refusal('extension/already', '答复期限已经延长过一次。', '请在延长后的期限内答复。', basis);
  }
  const ended = answerEnded(context);
  return ended === undefined
    ? undefined
    : refusal('extension/after-end', `答复期限已于 ${ended} 届满，不能再延长。`, '请立即答复。', basis);
}

/** The day on which the answer was due, once that is over and nothing that began before it stands still. */
function answerEnded(context: RuleContext): LegalDay | undefined {
  const answer = readClocks(clocks, context.state.facts, context).find((clock) => clock.name === 'answer');
  return answer && context.today > answer.due && !isPaused(answer) ? answer.due : undefined;
}

/** 条例 35: for what cannot be answered within the limit of 33. Once that has ended there is nothing left to put off. */
const delayInTime: Gate<unknown> = {
  name: 'delay/after-end',
  check: (context) => {
    const ended = answerEnded(context);
    return ended === undefined
      ? undefined
      : refusal('delay/after-end', `答复期限已于 ${ended} 届满，不能再确定延迟期限。`, '请立即答复。', [
          article('第三十五条'),
        ]);
  },
};

const delay = step({
  name: 'delay',
  label: '确定延迟答复的期限',
  hint: '申请人说明的理由合理但无法按期答复的，确定合理的延迟期限并告知申请人。',
  who: [disclosure],
  from: confirmed,
  input: Type.Object(
    { days: days('延迟工作日', 365), reasons: longText('理由（将告知申请人）') },
    { additionalProperties: false },
  ),
  gates: [
    {
      name: 'reasons/not-given',
      check: ({ state }) => {
        const basis = [article('第三十五条')];
        if (!lastFact(state, 'reasons-given')) {
          return refusal('reasons/not-given', '申请人尚未说明理由。', '先要求申请人说明理由。', basis);
        }
        return lastFact(state, 'delayed')
          ? refusal('delay/already', '已经确定过延迟答复的期限。', '请在该期限内答复。', basis)
          : undefined;
      },
    },
    delayInTime,
  ],
  basis: () => [article('第三十五条')],
  facts: ({ today }, input) => [
    {
      kind: 'delayed',
      effectiveOn: today,
      basis: [article('第三十五条')],
      data: { days: input.days },
      payload: { reasons: input.reasons },
    },
  ],
  letter: () => 'delay',
  aside: true,
});

const answerInput = Type.Object(
  {
    kind: choice('答复类型', answerKinds),
    text: longText('答复内容'),
    grounds: groundsInput,
    documents: Type.Optional(
      Type.Array(Type.String({ maxLength: 64 }), { title: '提供的文件', maxItems: 50 }),
    ),
    objectionNotice: Type.Optional(
      Type.String({
        title: '告知第三方的内容和理由（第三方不同意而决定公开时必填）',
        minLength: 1,
        maxLength: 4000,
      }),
    ),
  },
  { additionalProperties: false },
);

const noGivingWhileAsking: Gate<Static<typeof answerInput>> = {
  name: 'consultation/open',
  check: (context, input) => {
    const open = [
      ...standingIn(context, 'office-opinion', 'asked'),
      ...standingIn(context, 'third-party-opinion', 'asked'),
    ];
    if (!input || !giving.includes(input.kind) || open.length === 0) return undefined;
    return refusal(
      'consultation/open',
      `还有 ${open.length} 方的意见正在征求，期限未满。`,
      '等待意见，或者期限届满后再决定公开。',
      [article('第三十二条'), article('第三十四条')],
    );
  },
};

/** 条例 35: only after reasons were asked for. */
const reasonsBeforeExcessive: Gate<Static<typeof answerInput>> = {
  name: 'answer/reasons-first',
  check: ({ state }, input) =>
    input?.kind === 'excessive' && !lastFact(state, 'reasons-asked')
      ? refusal('answer/reasons-first', '尚未要求申请人说明理由。', '先要求申请人说明理由。', [
          article('第三十五条'),
        ])
      : undefined,
};

const answer = step({
  name: 'answer',
  label: '答复',
  hint: '按类型作出答复；将生成答复书，不予公开和部分公开的写明救济途径。',
  who: [disclosure],
  from: confirmed,
  input: answerInput,
  faults: (context, input) => [...groundFaults(input), ...objectionFaults(context, input)],
  cautions: () => [
    '不予公开、部分公开的，选定依据以外，还请在答复内容里说明理由（第三十六条、第三十七条）。',
    '予以公开的，请附上文件；不附的，在答复内容里写明获取的方式、途径和时间（第三十六条）。',
  ],
  gates: [noGivingWhileAsking, reasonsBeforeExcessive],
  basis: () => [article('第三十六条')],
  facts: ({ today }, input) => [
    {
      kind: 'answered',
      effectiveOn: today,
      basis: citedBy(input).map(article),
      data: {
        kind: input.kind,
        ...(groundsTold(input).length > 0 ? { grounds: groundsTold(input) } : {}),
        materials: (input.documents ?? []).map((documentId) => ({ materialCode: 'answer', documentId })),
      },
      payload: {
        text: input.text,
        ...(input.objectionNotice ? { objectionNotice: input.objectionNotice } : {}),
      },
    },
  ],
  letter: () => 'answer',
  duty: ['disclosure'],
});

/** Its own article, and each one by which something is withheld. */
function citedBy(input: Static<typeof answerInput>): string[] {
  const grounds = groundsTold(input).map((ground) => groundArticles[ground]);
  return [...new Set([answerArticles[input.kind] ?? '第三十六条', ...grounds])];
}

/** 条例 32: disclosure against an objection is told to the third party in writing, with its reasons. */
function objectionFaults(context: RuleContext, input: Static<typeof answerInput>) {
  return giving.includes(input.kind) &&
    standingIn(context, 'third-party-opinion', 'disagreed').length > 0 &&
    !input.objectionNotice
    ? [
        {
          pointer: '/objectionNotice',
          message: '第三方不同意公开而决定公开的，应当书面告知第三方内容和理由。',
        },
      ]
    : [];
}

const deliver = step({
  name: 'deliver',
  label: '送达',
  hint: '按申请人要求的形式提供；送达后办结。',
  who: [disclosure],
  from: [{ all: [{ lane: 'request', states: ['answered'] }] }],
  input: Type.Object(
    {
      method: Type.Optional(
        choice('送达方式', {
          electronic: '电子',
          mail: '邮寄',
          collection: '当面领取',
          reading: '查阅、抄录',
        }),
      ),
      receiver: Type.Optional(Type.String({ title: '签收人', maxLength: 100 })),
      trackingNo: Type.Optional(Type.String({ title: '邮寄单号', maxLength: 64 })),
    },
    { additionalProperties: false },
  ),
  basis: () => [article('第四十条')],
  facts: ({ today }, { method, receiver, trackingNo }) => [
    {
      kind: 'delivered',
      effectiveOn: today,
      basis: [article('第四十条')],
      data: { method: method ?? 'electronic' },
      payload: { ...(receiver ? { receiver } : {}), ...(trackingNo ? { trackingNo } : {}) },
    },
  ],
  letter: () => 'delivery',
  duty: ['disclosure'],
});

export const answerSteps: StepDeclaration[] = [
  consultThirdParty,
  thirdPartyReplies,
  thirdPartyStaysSilent,
  consultOffice,
  officeReplies,
  officeStaysSilent,
  extend,
  delay,
  answer,
  deliver,
];
