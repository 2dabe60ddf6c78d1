/** Answering and delivering: 政府信息公开条例 35–40. */
import Type, { type Static } from 'typebox';
import type { Gate, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { lastFact } from '../../kernel/procedure/fold.ts';
import { choice, longText, step } from '../../kernel/procedure/step.ts';
import { article } from './clocks.ts';
import { standingIn } from './lanes.ts';
import { refusal } from './refusals.ts';
import { confirmed, disclosure } from './request-steps.ts';
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

export const answerSteps: StepDeclaration[] = [answer, deliver];
