/**
 * How the result reaches the applicant: she says so herself, before it is delivered, and what was sent is signed for.
 * 行政许可法 44 counts until the document is with her. Electronic delivery rests on her consent, and only on it.
 */
import Type, { type Static } from 'typebox';
import type { FactDeclaration, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { lastFact } from '../../kernel/procedure/fold.ts';
import { choice, step } from '../../kernel/procedure/step.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { basisOf } from './bases.ts';
import { ended, type Told } from './sentence-parts.ts';

const chosenMethods = { collection: '到窗口领取', express: '邮寄', electronic: '电子送达' };

const text = (title: string, maxLength: number) =>
  Type.Optional(Type.String({ title, minLength: 1, maxLength }));

const choiceInput = Type.Object(
  {
    method: choice('送达方式', chosenMethods),
    receiver: text('收件人（邮寄时必填）', 100),
    phone: text('收件电话（邮寄时必填）', 30),
    address: text('收件地址（邮寄时必填）', 300),
    consent: Type.Optional(
      Type.Literal(true, { title: '同意电子送达：文书和证照在网上查看、下载，即为送达' }),
    ),
  },
  { additionalProperties: false },
);

const undelivered = ['submitted', 'correcting', 'accepted', 'not-accepted', 'granted', 'denied', 'issued'];

const chooseDelivery = step({
  name: 'choose-delivery',
  label: '选择送达方式',
  hint: '送达以前可以改；邮寄的写明收件地址，电子送达须本人同意。',
  who: [{ party: 'applicant' }, { role: 'clerk', at: 'hall' }],
  from: [{ all: [{ lane: 'case', states: undelivered }] }],
  input: choiceInput,
  faults: (_context, input) => choiceFaults(input),
  basis: (context) => basisOf(context, '第四十四条', '送达'),
  facts: (context, { method, consent, ...address }) => [
    {
      kind: 'delivery-chosen',
      effectiveOn: context.today,
      basis: basisOf(context, '第四十四条', '送达'),
      data: { method, ...(consent ? { consent } : {}) },
      payload: { ...address },
    },
  ],
  aside: true,
});

function choiceFaults(input: Static<typeof choiceInput>) {
  if (input.method === 'electronic') {
    return input.consent
      ? []
      : [{ pointer: '/consent', message: '电子送达须申请人同意；不同意的，请选择领取或者邮寄。' }];
  }
  if (input.method !== 'express') return [];
  const needed = { receiver: '收件人', phone: '收件电话', address: '收件地址' } as const;
  return (['receiver', 'phone', 'address'] as const).flatMap((name) =>
    input[name]?.trim() ? [] : [{ pointer: `/${name}`, message: `邮寄的，请填写${needed[name]}。` }],
  );
}

const recordSignature = step({
  name: 'record-signature',
  label: '登记签收',
  hint: '邮寄的文书由谁在哪一天签收，照回执登记。',
  who: [
    { role: 'issuer', at: 'hall' },
    { role: 'clerk', at: 'hall' },
  ],
  from: [{ all: [{ lane: 'case', states: ['closed'] }], when: isUnderWayByPost }],
  input: Type.Object(
    {
      signedOn: Type.String({ title: '签收日期', format: 'date' }),
      receiver: Type.String({ title: '签收人', minLength: 1, maxLength: 100 }),
    },
    { additionalProperties: false },
  ),
  allows: ({ today }) => ({ signedOn: { until: today } }),
  faults: ({ state, today }, { signedOn }) => {
    const sent = lastFact(state, 'delivered')?.effectiveOn ?? '';
    if (signedOn > today) return [{ pointer: '/signedOn', message: '签收日期不能晚于今天。' }];
    return signedOn < sent ? [{ pointer: '/signedOn', message: '签收日期不能早于寄出的日期。' }] : [];
  },
  basis: (context) => basisOf(context, '第四十四条', '送达'),
  facts: (context, { signedOn, receiver }) => [
    {
      kind: 'receipt-signed',
      effectiveOn: context.today,
      basis: basisOf(context, '第四十四条', '送达'),
      data: { signedOn },
      payload: { receiver },
    },
  ],
  aside: true,
});

function isUnderWayByPost({ state }: RuleContext): boolean {
  return lastFact(state, 'delivered')?.data.method === 'express' && !lastFact(state, 'receipt-signed');
}

export const deliverySteps: StepDeclaration[] = [chooseDelivery, recordSignature];

export const deliveryFacts: Record<string, FactDeclaration> = {
  'delivery-chosen': { label: '选择送达方式', step: 'choose-delivery', moves: [] },
  'receipt-signed': { label: '签收', step: 'record-signature', moves: [] },
};

/** What whoever delivers reads before: how the applicant wants it, or that nobody asked her. */
export function deliveryCautions({ state, evidence }: RuleContext): string[] {
  const chosen = lastFact(state, 'delivery-chosen');
  const signed = '领取、当场送达的，请填写签收人。';
  if (!chosen) {
    return [`申请人没有选择送达方式。电子送达须先取得本人同意；邮寄须有收件地址和单号。${signed}`];
  }
  const { receiver, phone, address } = evidence?.payloadOf(chosen) ?? {};
  switch (chosen.data.method) {
    case 'electronic':
      return ['申请人选择并同意电子送达。'];
    case 'express':
      return [
        `申请人选择邮寄：${[receiver, phone, address].filter(Boolean).join('，') || '收件信息已依法删除'}。请填写单号。`,
      ];
    default:
      return [`申请人选择到窗口领取，没有同意电子送达。${signed}`];
  }
}

export const deliverySentences: Record<string, (told: Told) => string> = {
  'delivery-chosen': ({ data, payload }) => {
    const method = Object.entries(chosenMethods).find(([code]) => code === data.method)?.[1] ?? '送达方式';
    const to = [payload.receiver, payload.phone, payload.address].filter(Boolean).join('，');
    if (data.method === 'electronic') return '申请人选择并同意电子送达。';
    return to ? `申请人选择${method}：${ended(to)}` : `申请人选择${method}。`;
  },
  'receipt-signed': ({ data, payload }) =>
    `${data.signedOn ? `于 ${chineseDate(String(data.signedOn))}` : '已经'}签收${payload.receiver ? `，签收人：${payload.receiver}` : ''}。`,
};
