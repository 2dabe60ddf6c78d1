/** Answering and delivering: 政府信息公开条例 32, 35–40. */
import Type, { type Static } from 'typebox';
import type { Allowed, Gate, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { choice, longText, step } from '../../kernel/procedure/step.ts';
import { article } from './clocks.ts';
import { standingIn } from './lanes.ts';
import { reasonsBeforeExcessive } from './reasons-steps.ts';
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
        title: '书面告知第三方：决定公开的内容和理由',
        minLength: 1,
        maxLength: 4000,
        'x-asked-when': { kind: ['disclosed'] },
      }),
    ),
  },
  { additionalProperties: false },
);

type Answer = Static<typeof answerInput>;

const noGivingWhileAsking: Gate<Answer> = {
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

/** A request that goes by an item version from before there was such a letter: nobody is said to have been told. */
const noticeIsProvided: Gate<Answer> = {
  name: 'answer/notice-not-provided',
  check: (context, input) =>
    input && overruled(context, input).length > 0 && !context.item.letters['third-party-notice']
      ? refusal(
          'answer/notice-not-provided',
          '决定公开第三方不同意公开的信息，应当书面告知第三方，而本件所用的事项版本没有这种文书。',
          '请先把办件改按新版事项办理，再答复。',
          [article('第三十二条')],
        )
      : undefined,
};

const overruling =
  '第三方不同意公开。仍然决定公开的，将为每个不同意的第三方另行生成告知书，写明公开的内容和理由（第三十二条）；其中不要写申请人是谁。部分公开而第三方不同意的部分都不公开的，依据选“第三方合法权益”，不填告知书。';

const answer = step({
  name: 'answer',
  label: '答复',
  hint: '按类型作出答复；将生成答复书，不予公开和部分公开的写明救济途径。',
  who: [disclosure],
  from: confirmed,
  input: answerInput,
  // Nobody objected: nobody is told.
  allows: (context): Record<string, Allowed> =>
    opponents(context).length > 0 ? {} : { objectionNotice: { absent: true } },
  faults: (context, input) => [...groundFaults(input), ...objectionFaults(context, input)],
  cautions: (context) => [
    ...(opponents(context).length > 0 ? [overruling] : []),
    '不予公开、部分公开的，选定依据以外，还请在答复内容里说明理由（第三十六条、第三十七条）。',
    '予以公开的，请附上文件；不附的，在答复内容里写明获取的方式、途径和时间（第三十六条）。',
  ],
  gates: [noGivingWhileAsking, reasonsBeforeExcessive, noticeIsProvided],
  basis: () => [article('第三十六条')],
  facts: (context, input) => [
    {
      kind: 'answered',
      effectiveOn: context.today,
      basis: citedBy(context, input).map(article),
      data: {
        kind: input.kind,
        ...(groundsTold(input).length > 0 ? { grounds: groundsTold(input) } : {}),
        materials: (input.documents ?? []).map((documentId) => ({ materialCode: 'answer', documentId })),
      },
      payload: { text: input.text },
      letter: 'answer',
    },
    ...overruled(context, input).map((party) => thirdPartyTold(context, party, input)),
  ],
  letterKinds: ['answer', 'third-party-notice'],
  duty: ['disclosure'],
});

/** Its own article, each one by which something is withheld, and the one by which an objection is overruled. */
function citedBy(context: RuleContext, input: Answer): string[] {
  const grounds = groundsTold(input).map((ground) => groundArticles[ground]);
  const objection = overruled(context, input).length > 0 ? ['第三十二条'] : [];
  return [...new Set([answerArticles[input.kind] ?? '第三十六条', ...grounds, ...objection])];
}

/** Third parties who do not agree. */
const opponents = (context: RuleContext) => standingIn(context, 'third-party-opinion', 'disagreed');

/**
 * Whoever objects to what is disclosed is overruled, unless it is her part that is withheld (ground of 条例 15) and no notice
 * says otherwise.
 */
function overruled(context: RuleContext, input: Answer): string[] {
  const keepsHers = input.kind === 'partly-disclosed' && groundsTold(input).includes('third-party');
  if (!giving.includes(input.kind) || (keepsHers && !input.objectionNotice)) return [];
  return opponents(context);
}

/** 条例 32: each is told in writing what is disclosed, and why. */
function thirdPartyTold(
  { today }: RuleContext,
  party: string,
  { kind, objectionNotice = '' }: Answer,
): NewFact {
  return {
    kind: 'third-party-told',
    effectiveOn: today,
    basis: [article('第三十二条')],
    data: { party, kind },
    payload: { reasons: objectionNotice },
    letter: 'third-party-notice',
  };
}

function objectionFaults(context: RuleContext, input: Answer) {
  const pointer = '/objectionNotice';
  const isToBeTold = overruled(context, input).length > 0;
  if (isToBeTold && !input.objectionNotice?.trim()) {
    return [{ pointer, message: '第三方不同意公开而决定公开的，应当书面告知第三方内容和理由。' }];
  }
  return input.objectionNotice && !isToBeTold
    ? [{ pointer, message: '没有第三方不同意而决定公开的内容，不需要告知第三方，请删去。' }]
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
          express: '快递',
          window: '窗口送达',
          collection: '当面领取',
          reading: '查阅、抄录',
        }),
      ),
      receiver: Type.Optional(Type.String({ title: '签收人', maxLength: 100 })),
      trackingNo: Type.Optional(Type.String({ title: '邮寄、快递单号', maxLength: 64 })),
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
