/** From receipt to a clear request: 政府信息公开条例 29–31. */
import Type from 'typebox';
import { local } from '../../kernel/basis.ts';
import type { Application } from '../../kernel/procedure/application.ts';
import { lastDayOf, readClocks } from '../../kernel/procedure/clocks.ts';
import type {
  Alternative,
  Procedure,
  RuleContext,
  StepDeclaration,
  Who,
} from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { lastFact } from '../../kernel/procedure/fold.ts';
import { longText, step } from '../../kernel/procedure/step.ts';
import { article, clocks } from './clocks.ts';
import { refusal } from './refusals.ts';

export const applicant: Who = { party: 'applicant' };
export const disclosure: Who = { role: 'disclosure', at: 'office' };
/** Whether the applicant is clarifying what the authority asked too late (条例 30): its own time runs on meanwhile. */
const askedLate = ({ state }: Pick<RuleContext, 'state'>): boolean =>
  lastFact(state, 'clarification-asked')?.data.late === true;

/** While it is to be answered. */
export const confirmed: Alternative[] = [
  { all: [{ lane: 'request', states: ['confirmed'] }] },
  { all: [{ lane: 'request', states: ['clarifying'] }], when: askedLate },
];

export const opening: Procedure['opening'] = {
  who: [applicant, disclosure],
  facts: (context, application) => {
    const filed = submitted(context, application);
    return isReceivedAtOnce(application) ? [filed, received(filed.effectiveOn, application)] : [filed];
  },
};

function submitted({ item, today }: RuleContext, application: Application): NewFact {
  return {
    kind: 'submitted',
    effectiveOn: application.receivedOn ?? today,
    basis: [article('第二十九条')],
    data: {
      item: item.itemId,
      itemVersion: item.version,
      authority: item.authority,
      office: item.office,
      channel: application.channel,
      applicant: application.applicantParty,
      applicantKind: application.applicantKind,
      agent: application.agentParty,
      ...(application.receivedOn ? { receivedOn: application.receivedOn } : {}),
      materials: application.materials.map((material) => ({ ...material })),
    },
    payload: {
      applicant: application.applicant,
      form: application.form,
      ...(application.receivedReason ? { receivedReason: application.receivedReason } : {}),
    },
  };
}

/** 条例 31(1)(2): in person, the day it is handed in; by signed mail, the day it is signed for. Otherwise once confirmed. */
function isReceivedAtOnce({ channel, signedMail }: Application): boolean {
  return channel === 'window' || (channel === 'mail' && signedMail === true);
}

function received(effectiveOn: string, { channel }: Application): NewFact {
  const part = channel === 'mail' ? '第三十一条第（二）项' : '第三十一条第（一）项';
  return { kind: 'confirmed', effectiveOn, basis: [article(part)], data: {}, payload: {} };
}

const confirmReceipt = step({
  name: 'confirm-receipt',
  label: '确认收到申请',
  hint: '与申请人确认收到的日期；答复期限自该日起计算。',
  who: [disclosure],
  from: [{ all: [{ lane: 'request', states: ['submitted'] }] }],
  input: Type.Object(
    { on: Type.String({ title: '双方确认的日期', format: 'date' }) },
    { additionalProperties: false },
  ),
  faults: ({ today, state }, { on }) => {
    const filedOn = lastFact(state, 'submitted')?.effectiveOn ?? today;
    if (on > today) return [{ pointer: '/on', message: '确认的日期不能晚于今天。' }];
    return on < filedOn ? [{ pointer: '/on', message: `确认的日期不能早于提交的日期 ${filedOn}。` }] : [];
  },
  basis: () => [article('第三十一条第（三）项')],
  facts: (_context, { on }) => [
    { kind: 'confirmed', effectiveOn: on, basis: [article('第三十一条')], data: {}, payload: {} },
  ],
  letter: () => 'registration',
  duty: ['disclosure'],
});

const askClarification = step({
  name: 'ask-clarification',
  label: '告知补正',
  hint: '申请内容不明确时，自收到申请之日起七个工作日内一次性告知，说明需要补正的事项和合理的期限；超过七个工作日才告知的，答复期限不重新计算。',
  who: [disclosure],
  from: confirmed,
  input: Type.Object(
    {
      what: longText('需要补正的事项'),
      termDays: Type.Integer({ title: '补正期限（工作日）', minimum: 1, maximum: 365 }),
    },
    { additionalProperties: false },
  ),
  before: [
    {
      name: 'clarification/once',
      check: ({ state }) =>
        lastFact(state, 'clarification-asked')
          ? refusal('clarification/once', '已经告知过补正，不能再次告知。', '请按现有内容答复。', [
              article('第三十条'),
            ])
          : undefined,
    },
  ],
  basis: () => [article('第三十条')],
  facts: (context, { what, termDays }) => [
    {
      kind: 'clarification-asked',
      effectiveOn: context.today,
      basis: [article('第三十条')],
      data: { termDays, ...(isAfterNoticeTerm(context) ? { late: true } : {}) },
      payload: { what },
    },
  ],
  letter: () => 'clarification',
  aside: true,
});

function isAfterNoticeTerm(context: RuleContext): boolean {
  const notice = readClocks(clocks, context.state.facts, context).find(
    (clock) => clock.name === 'clarification-notice',
  );
  return notice !== undefined && context.today > notice.due;
}

/** What a clarification has to say of itself. */
export const clarifiedData = (context: RuleContext): NewFact['data'] =>
  askedLate(context) ? { late: true } : {};

const clarify = step({
  name: 'clarify',
  label: '补正',
  hint: '行政机关自收到补正之日起重新计算答复期限；超过七个工作日才告知补正的，不重新计算。',
  who: [applicant],
  from: [{ all: [{ lane: 'request', states: ['clarifying'] }] }],
  input: Type.Object({ text: longText('补正内容') }, { additionalProperties: false }),
  basis: () => [article('第三十条')],
  facts: (context, { text }) => [
    {
      kind: 'clarified',
      effectiveOn: context.today,
      basis: [article('第三十条')],
      data: clarifiedData(context),
      payload: { text },
    },
  ],
});

const abandon = step({
  name: 'abandon',
  label: '视为放弃申请',
  hint: '申请人无正当理由逾期不补正，由系统作出。',
  who: [{ system: true }],
  from: [{ all: [{ lane: 'request', states: ['clarifying'] }] }],
  input: Type.Object({}, { additionalProperties: false }),
  basis: () => [article('第三十条')],
  facts: (context) => [
    {
      kind: 'abandoned',
      effectiveOn: lastDayOf('clarification', clocks, context),
      basis: [article('第三十条')],
      data: {},
      payload: {},
    },
  ],
});

const withdraw = step({
  name: 'withdraw',
  label: '撤回申请',
  hint: '撤回后不再处理这次申请，可以重新提出。',
  who: [applicant],
  from: [{ all: [{ lane: 'request', states: ['submitted', 'confirmed', 'clarifying'] }] }],
  input: Type.Object(
    { reasons: Type.Optional(Type.String({ title: '原因', maxLength: 1000 })) },
    { additionalProperties: false },
  ),
  // No article provides for it: the district's own rules do.
  basis: ({ settings }) => [local(`${settings.serviceRules.title} 撤回`)],
  facts: ({ today, settings }, { reasons }) => [
    {
      kind: 'withdrawn',
      effectiveOn: today,
      basis: [local(`${settings.serviceRules.title} 撤回`)],
      data: {},
      payload: { ...(reasons ? { reasons } : {}) },
    },
  ],
  aside: true,
});

export const requestSteps: StepDeclaration[] = [confirmReceipt, askClarification, clarify, abandon, withdraw];
