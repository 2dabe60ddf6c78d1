/** What happens to a certificate because of something else: a case of renewal or change, its use, the coming end. */
import Type from 'typebox';
import type { Basis } from '../../kernel/basis.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Gate, RuleContext, StepDeclaration, Who } from '../../kernel/procedure/declaration.ts';
import { choice, step } from '../../kernel/procedure/step.ts';
import { daysBetween } from '../../kernel/time/legal-day.ts';
import { basisOf, onlineRules } from './bases.ts';
import { refusal } from './refusals.ts';
import { validityData } from './renewal-window.ts';
import { text, validToOf } from './standing.ts';

const system: Who = { system: true };
const day = (title: string) => Type.String({ title, format: 'date' });
const id = (title: string, maxLength = 128) => Type.String({ title, minLength: 1, maxLength });
const caseId = id('办件', 32);

const inForce = [{ all: [{ lane: 'licence', states: ['valid'] }] }];
const standing = [{ all: [{ lane: 'licence', states: ['valid', 'suspended'] }] }];

const registered: Gate<unknown> = {
  name: 'licence/not-in-force',
  check: ({ state }) =>
    state.lanes.registration?.main === 'struck-off'
      ? refusal('licence/not-in-force', '证照已经注销。', '请重新申请。', [])
      : undefined,
};

/** Valid today, and neither suspended nor ended: what may rest on it (国务院关于在线政务服务的若干规定 11). */
const unexpired: Gate<unknown> = {
  name: 'licence/not-in-force',
  check: (context) => {
    const end = validToOf(context.state);
    return end !== null && context.today > end
      ? refusal('licence/not-in-force', `有效期已于 ${end} 届满。`, '请先办理延续或者重新申请。', [
          onlineRules('第十一条'),
        ])
      : undefined;
  },
};

/** 行政许可法 50: what has no end needs no renewal, what has ended can have none. */
const renewable: Gate<{ business: 'renewal' | 'change' }> = {
  name: 'renewal/expired',
  check: (context, input) => {
    const basis = basisOf(context, '第五十条第一款', '延续');
    const end = validToOf(context.state);
    if (input?.business === 'renewal' && end === null)
      return refusal('renewal/no-end', '这份证照长期有效，不需要延续。', '不用办理。', basis);
    if (end === null || context.today <= end) return undefined;
    return refusal('renewal/expired', `有效期已于 ${end} 届满，不能再延续或者变更。`, '请重新申请。', basis);
  },
};

const receiveApplication = step({
  name: 'receive-application',
  label: '收到延续或者变更申请',
  hint: '由办件记入。',
  who: [system],
  from: standing,
  input: Type.Object(
    { business: choice('业务', { renewal: '延续', change: '变更' }), case: caseId },
    { additionalProperties: false },
  ),
  gates: [registered, renewable],
  basis: (context) => basisOf(context, '第五十条第一款', '延续和变更'),
  facts: (context, input) => [
    {
      kind: input.business === 'renewal' ? 'renewal-applied-for' : 'change-applied-for',
      effectiveOn: context.today,
      basis: basisOf(context, input.business === 'renewal' ? '第五十条第一款' : '第四十九条', '延续和变更'),
      data: { case: input.case },
      payload: {},
    },
  ],
});

const validityOf = (context: RuleContext, validTo: string) =>
  validityData(context, text(context.state.facts[0]?.data ?? {}, 'type'), validTo);

const renewLicence = step({
  name: 'renew-licence',
  label: '延续有效期',
  hint: '由准予延续的决定，或者逾期未作决定时依法视为准予。',
  who: [system],
  from: standing,
  input: Type.Object(
    { case: caseId, validTo: day('新的有效期至'), deemed: Type.Boolean({ title: '视为准予' }) },
    { additionalProperties: false },
  ),
  gates: [registered],
  basis: (context) => basisOf(context, '第五十条第二款', '延续'),
  facts: (context, input) => [
    {
      kind: 'renewed',
      effectiveOn: context.today,
      basis: basisOf(context, '第五十条第二款', '延续'),
      data: { case: input.case, deemed: input.deemed, ...validityOf(context, input.validTo) },
      payload: {},
    },
  ],
});

/** A new document of the same certificate: its number stays, its identifier has the next version (GB/T 36904). */
const documentInput = Type.Object(
  {
    case: caseId,
    document: Type.Unsafe<JsonObject>({ type: 'object', title: '证照文件' }),
    certificate: Type.Unsafe<JsonObject>({ type: 'object', title: '证照内容' }),
  },
  { additionalProperties: false },
);

const newDocument = (
  name: 'change-licence' | 'replace-document',
  kind: 'changed' | 'document-replaced',
  label: string,
  article: string,
) =>
  step({
    name,
    label,
    hint: '由办件制证时记入。',
    who: [system],
    from: standing,
    input: documentInput,
    gates: [registered],
    basis: (context) => basisOf(context, article, label),
    facts: (context, input) => [
      {
        kind,
        effectiveOn: context.today,
        basis: basisOf(context, article, label),
        data: { case: input.case, ...input.document },
        payload: { certificate: input.certificate },
      },
    ],
  });

const useLicence = step({
  name: 'use-licence',
  label: '代替材料使用',
  hint: '办件需要这份证照的，经持证人同意直接取用。',
  who: [system],
  from: inForce,
  input: Type.Object(
    {
      case: caseId,
      caseNo: id('办件编号', 40),
      item: id('事项'),
      itemName: id('事项名称', 500),
      materialCode: id('材料', 64),
      materialName: id('材料名称', 500),
      consent: choice('怎样同意的', { holder: '持证人自己选用', presented: '持证人在窗口出示二维码' }),
      consentId: Type.Optional(id('同意记录', 64)),
    },
    { additionalProperties: false },
  ),
  gates: [registered, unexpired],
  basis: () => [useBasis],
  facts: (context, input) => [
    {
      kind: 'used',
      effectiveOn: context.today,
      basis: [useBasis],
      data: {
        case: input.case,
        caseNo: input.caseNo,
        item: input.item,
        material: input.materialCode,
        consent: input.consent,
        ...(input.consentId ? { consentId: input.consentId } : {}),
      },
      payload: { purpose: `办理“${input.itemName}”，代替材料“${input.materialName}”` },
    },
  ],
});

const useBasis: Basis = onlineRules('第十一条');

const remindRenewal = step({
  name: 'remind-renewal',
  label: '提醒延续',
  hint: '有效期届满前，按本区设置的天数提醒持证人。',
  who: [system],
  from: standing,
  input: Type.Object({}, { additionalProperties: false }),
  gates: [registered],
  basis: (context) => basisOf(context, '第五十条', '延续提醒'),
  facts: (context) => [
    {
      kind: 'renewal-reminded',
      effectiveOn: context.today,
      basis: basisOf(context, '第五十条', '延续提醒'),
      data: { ...reminderData(context) },
      payload: {},
    },
  ],
});

/** After a standstill one reminder stands for those that were missed. */
function reminderData({ today, state, settings }: RuleContext) {
  const validTo = validToOf(state);
  const left = validTo === null ? 0 : daysBetween(today, validTo);
  const due = settings.renewal.remindDaysBefore.filter((days) => days >= left);
  return { validTo, daysBefore: Math.min(...due), daysLeft: left };
}

export const documentSteps: StepDeclaration[] = [
  receiveApplication,
  renewLicence,
  newDocument('change-licence', 'changed', '变更', '第四十九条'),
  newDocument('replace-document', 'document-replaced', '换发证照', '第三十九条'),
  useLicence,
  remindRenewal,
];
