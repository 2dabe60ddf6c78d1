/** What happens to a seal after it was applied for. The keeper of the seals takes these steps; each is a fact (contracts §7). */
import Type from 'typebox';
import { internal, law } from '../../kernel/basis.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Gate, StepDeclaration, Who } from '../../kernel/procedure/declaration.ts';
import { choice, step } from '../../kernel/procedure/step.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { refusal } from './refusals.ts';
import { applicantOf, lastDayOf, validityOf } from './standing.ts';

const keeper: Who = { role: 'sealer', at: 'hall' };
/** Whose seal it is may always have its use stopped: who knows that a key is in wrong hands must act (电子签名法 15). */
const head: Who = { role: 'head', at: 'office' };

const closed = { additionalProperties: false };
const from = (...states: string[]) => [{ all: [{ lane: 'seal', states }] }];
const keeping = [internal('印章管理')];
const ofSystem = [law('国务院关于在线政务服务的若干规定 第九条')];
const note = Type.Optional(Type.String({ title: '说明', maxLength: 500 }));

const noted = (said: string | undefined): JsonObject => (said === undefined ? {} : { note: said });

/** A hand that applies and makes at once could make itself any seal. */
const otherHand: Gate<unknown> = {
  name: 'other-hand',
  check: ({ state, actor }) =>
    actor.system || applicantOf(state.facts) !== actor.personId
      ? undefined
      : refusal('seal/own-application', '这枚印章是您申请的。', '请由另一位印章管理员制作。', keeping),
};

const notOver: Gate<unknown> = {
  name: 'not-over',
  check({ state, now }) {
    const validity = validityOf(state.facts);
    if (!validity || now <= validity.to) return undefined;
    const last = lastDayOf(state.facts);
    return refusal(
      'seal/expired-already',
      `印章的有效期到 ${last ? chineseDate(last) : ''}为止，已经届满。`,
      '请申请制作新的印章，并注销这一枚。',
      keeping,
    );
  },
};

const declineSeal = step({
  name: 'decline-seal',
  label: '不予制作',
  hint: '申请不符合规定的，写明理由；申请人可以重新申请。',
  who: [keeper],
  from: from('applied'),
  input: Type.Object({ reasons: Type.String({ title: '理由', minLength: 1, maxLength: 500 }) }, closed),
  basis: () => keeping,
  facts: ({ today }, { reasons }) => [
    { kind: 'seal-declined', effectiveOn: today, basis: keeping, data: {}, payload: { reasons } },
  ],
  aside: true,
});

const makeSeal = step({
  name: 'make-seal',
  label: '制作印章',
  hint: '由制章人签名制成电子印章，绑定签章人的证书；制成以后还要启用。',
  who: [keeper, { system: true }],
  from: from('applied'),
  input: Type.Object(
    {
      years: Type.Integer({ title: '有效期（年）', minimum: 1, maximum: 5, default: 5 }),
      signer: Type.Optional(Type.String({ title: '密钥库里的签章人', maxLength: 64 })),
    },
    closed,
  ),
  gates: [otherHand],
  basis: () => ofSystem,
  // What was made (certificate, validity, digest) is added when it has been made.
  facts: ({ today }, { years }) => [
    { kind: 'seal-made', effectiveOn: today, basis: ofSystem, data: { years }, payload: {} },
  ],
  duty: ['sealer'],
});

const putIntoUse = step({
  name: 'put-seal-into-use',
  label: '启用印章',
  hint: '从今天起可以用印。请先核对印模、名称和用印人员。',
  who: [keeper, { system: true }],
  from: from('made'),
  input: Type.Object({}, closed),
  gates: [notOver],
  basis: () => keeping,
  facts: ({ today }) => [
    { kind: 'seal-put-into-use', effectiveOn: today, basis: keeping, data: {}, payload: {} },
  ],
  duty: ['sealer'],
});

const stopGrounds = {
  'key-in-doubt': '密钥可能泄露或者失控',
  'under-inspection': '核查用印情况',
  'powers-in-question': '职权正在调整',
  other: '其他原因',
};

const stopSeal = step({
  name: 'stop-seal',
  label: '停用印章',
  hint: '停用以后任何人都不能用印，可以恢复；以前盖的章仍然有效。',
  who: [keeper, head],
  from: from('in-use'),
  input: Type.Object({ ground: choice('原因', stopGrounds), note }, closed),
  basis: () => keeping,
  facts: ({ today }, { ground, note: said }) => [
    {
      kind: 'seal-stopped',
      effectiveOn: today,
      basis: ground === 'key-in-doubt' ? [law('电子签名法 第十五条')] : keeping,
      data: { ground },
      payload: noted(said),
    },
  ],
});

const restoreSeal = step({
  name: 'restore-seal',
  label: '恢复使用',
  hint: '停用的原因已经消除，可以继续用印。',
  who: [keeper],
  from: from('out-of-use'),
  input: Type.Object({ note }, closed),
  gates: [notOver],
  basis: () => keeping,
  facts: ({ today }, { note: said }) => [
    {
      kind: 'seal-restored',
      effectiveOn: today,
      basis: keeping,
      data: {},
      payload: noted(said),
    },
  ],
});

const annulGrounds = {
  replaced: '换发新的印章',
  expired: '有效期届满',
  'authority-changed': '机关撤销、合并或者更名',
  'key-lost': '密钥泄露、丢失或者损坏',
  other: '其他原因',
};

const annulSeal = step({
  name: 'annul-seal',
  label: '注销印章',
  hint: '注销以后不能恢复，也不能再用印；以前盖的章仍然有效。',
  who: [keeper],
  from: from('made', 'in-use', 'out-of-use'),
  input: Type.Object({ ground: choice('原因', annulGrounds), note }, closed),
  basis: () => keeping,
  facts: ({ today }, { ground, note: said }) => [
    {
      kind: 'seal-annulled',
      effectiveOn: today,
      basis: ground === 'key-lost' ? [law('电子签名法 第十五条')] : keeping,
      data: { ground },
      payload: noted(said),
    },
  ],
  aside: true,
});

export const grounds: Record<string, string> = { ...stopGrounds, ...annulGrounds };

export const keepingSteps: StepDeclaration[] = [
  makeSeal,
  declineSeal,
  putIntoUse,
  stopSeal,
  restoreSeal,
  annulSeal,
];
