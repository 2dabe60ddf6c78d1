/** From filing to acceptance: 行政许可法 29, 32. The front desk takes everything; what is missing is said once, in full. */
import Type, { type Static } from 'typebox';
import { phoneFault, typedPhone, typedPhoneHint } from '../../kernel/identifiers/phone.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { sm3 } from '../../kernel/ledger/envelope.ts';
import type { Application, ConcernedLicence } from '../../kernel/procedure/application.ts';
import type {
  Gate,
  Procedure,
  RuleContext,
  StepDeclaration,
  Who,
} from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { factsOf, lastFact } from '../../kernel/procedure/fold.ts';
import { isLicence } from '../../kernel/procedure/item-terms.ts';
import { choice, step } from '../../kernel/procedure/step.ts';
import { basisOf, licensingLaw, serviceRules } from './bases.ts';
import { refusal } from './refusals.ts';

const clerk: Who = { role: 'clerk', at: 'hall' };
const reviewer: Who = { role: 'reviewer', at: 'lane' };
const applicant: Who = { party: 'applicant' };

const longText = (title: string) => Type.String({ title, minLength: 1, maxLength: 4000 });

const handedMaterials = Type.Array(
  Type.Object(
    {
      materialCode: Type.String({ title: '材料', minLength: 1, maxLength: 64 }),
      documentId: Type.Optional(Type.String({ title: '文件', maxLength: 64 })),
      licenceId: Type.Optional(Type.String({ title: '电子证照', maxLength: 128 })),
      consentId: Type.Optional(Type.String({ title: '持证人的同意', maxLength: 64 })),
      deferred: Type.Optional(Type.Literal(true, { title: '稍后补交' })),
    },
    { additionalProperties: false },
  ),
  { title: '材料', maxItems: 200 },
);

/** 行政许可法 29: by letter, fax, data message or at the window; 电子签名法 11: online it is received on entering the system. */
export const opening: Procedure['opening'] = {
  who: [applicant, clerk],
  facts: (context, application) => [
    application.draft ? drafted(context, application) : submitted(context, application),
  ],
};

function drafted(context: RuleContext, application: Application): NewFact {
  return {
    kind: 'drafted',
    effectiveOn: context.today,
    basis: [licensingBasisOfFiling(context)],
    data: coded(context, application),
    payload: {},
  };
}

export function submitted(context: RuleContext, application: Application): NewFact {
  return {
    kind: 'submitted',
    effectiveOn: application.receivedOn ?? context.today,
    basis: [licensingBasisOfFiling(context)],
    data: {
      ...coded(context, application),
      materials: application.materials.map((material) => ({ ...material })),
      ...(application.mandateDocumentId ? { mandateDocumentId: application.mandateDocumentId } : {}),
    },
    payload: {
      applicant: application.applicant,
      form: application.form,
      ...(application.receivedReason ? { receivedReason: application.receivedReason } : {}),
    },
  };
}

function coded(context: RuleContext, application: Application): NewFact['data'] {
  const { item } = context;
  return {
    item: item.itemId,
    itemVersion: item.version,
    authority: item.authority,
    office: item.office,
    channel: application.channel,
    applicant: application.applicantParty,
    applicantKind: application.applicantKind,
    agent: application.agentParty,
    ...(application.receivedOn ? { receivedOn: application.receivedOn } : {}),
    ...(application.licence ? { licence: concerned(context, application, application.licence) } : {}),
  };
}

/** 行政许可法 50 ¶1: applied for thirty days before the end or not; only then does silence renew (¶2). */
function concerned(
  { today }: RuleContext,
  { receivedOn }: Application,
  { id, validTo, applyBy }: ConcernedLicence,
): JsonObject {
  return { id, validTo, inTime: applyBy !== null && (receivedOn ?? today) <= applyBy };
}

function licensingBasisOfFiling({ item, settings }: RuleContext) {
  return isLicence(item) ? licensingLaw('第二十九条') : serviceRules(settings, '申请');
}

/** The draft's content is kept outside the ledger until it is sent; the server puts it in as the step's fact. */
const submit = step({
  name: 'submit',
  label: '提交申请',
  hint: '提交后即进入办理，时限自收到之日起计算。',
  who: [applicant],
  from: [{ all: [{ lane: 'case', states: ['draft'] }] }],
  input: Type.Object({}, { additionalProperties: false }),
  basis: (context) => [licensingBasisOfFiling(context)],
  facts: () => [],
  sendsDraft: true,
});

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

/** Identity of one demand: the material it asks for, else the digest of its words (texts stay outside the chain). */
export function demandKey(item: { materialCode?: string; text: string }): string {
  if (item.materialCode) return `material:${item.materialCode}`;
  return `text:${sm3(Buffer.from(item.text.trim(), 'utf8')).toString('hex').slice(0, 32)}`;
}

interface Demand {
  key: string;
  materialCode: string | null;
}

/** The demands of the last notice, in the order in which they were told. */
export function demandsOf(state: RuleContext['state']): Demand[] {
  const items = lastFact(state, 'one-time-notice-given')?.data.items;
  if (!Array.isArray(items)) return [];
  return items.flatMap((item) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? [
          {
            key: String(item.key),
            materialCode: item.materialCode === null ? null : String(item.materialCode),
          },
        ]
      : [],
  );
}

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

/** 行政许可法 32(4)(5): all demands are told at once; a later notice may only repeat what is still unmet. */
const noSecondDemand: Gate<Static<typeof noticeInput>> = {
  name: 'notice/second-demand',
  check: (context, input) => {
    const earlier = factsOf(context.state, 'one-time-notice-given');
    if (earlier.length === 0 || !input) return undefined;
    const told = new Set(demandsOf(context.state).map((demand) => demand.key));
    const added = input.items.filter((item) => !told.has(demandKey(item)));
    if (added.length === 0) return undefined;
    return refusal(
      'notice/second-demand',
      `已经一次性告知过，不能再提出新的要求：${added.map((item) => item.text).join('；')}`,
      '只能重复上次告知中仍未补正的内容；补正齐全的应当受理。',
      basisOf(context, '第三十二条第（四）、（五）项', '一次性告知'),
    );
  },
};

const notifyOnce = step({
  name: 'notify-once',
  label: '一次性告知补正',
  hint: '一次写明需要补正的全部内容；将生成一次性告知书，之后不能再增加要求。',
  who: [clerk, reviewer],
  from: [{ all: [{ lane: 'case', states: ['submitted'] }] }],
  input: noticeInput,
  before: [noticeTooLate, noSecondDemand],
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
        items: input.items.map((item) => ({ key: demandKey(item), materialCode: item.materialCode ?? null })),
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
            text: longText('补正说明'),
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
  },
  { additionalProperties: false },
);
type Correction = Static<typeof correctInput>;

/** Indexes of the notice's demands that were answered since it was given, this correction included. */
function answeredBy(context: RuleContext, input: Correction): Set<number> {
  const notice = lastFact(context.state, 'one-time-notice-given');
  const demands = demandsOf(context.state);
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
  const index = demands.findIndex((demand) => demand.key === demandKey({ text: item }));
  if (index >= 0) return index;
  // Forms send numbers as texts.
  return /^\d{1,3}$/.test(item) ? answeredIndex(demands, Number(item)) : undefined;
}

const correct = step({
  name: 'correct',
  label: '补正',
  hint: '按一次性告知书逐项补正；全部补齐后自动重新提交。',
  who: [applicant, clerk],
  from: [{ all: [{ lane: 'case', states: ['correcting'] }] }],
  input: correctInput,
  faults: correctionFaults,
  basis: (context) => basisOf(context, '第三十二条第（四）、（五）项', '补正'),
  facts: (context, input) => {
    const answered = [...answeredBy(context, input)].sort((a, b) => a - b);
    const complete = answered.length === demandsOf(context.state).length;
    return [
      {
        kind: complete ? 'corrected' : 'correction-received',
        effectiveOn: context.today,
        basis: basisOf(context, '第三十二条第（四）、（五）项', '补正'),
        data: { answered, materials: (input.materials ?? []).map((material) => ({ ...material })) },
        payload: correctionPayload(input),
      },
    ];
  },
});

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
  const demands = demandsOf(context.state);
  const faults = (input.materials ?? []).flatMap((material, index) => {
    const known = context.item.materials.some((listed) => listed.materialCode === material.materialCode);
    return known
      ? []
      : [{ pointer: `/materials/${index}/materialCode`, message: '本事项的材料目录里没有这项材料。' }];
  });
  (input.answers ?? []).forEach((answer, index) => {
    const at = answeredIndex(demands, answer.item);
    if (at === undefined) {
      faults.push({
        pointer: `/answers/${index}/item`,
        message: '告知书里没有这一项，请按告知书的序号（自 0 起）或原文填写。',
      });
    } else if (demands[at]?.materialCode !== null) {
      faults.push({
        pointer: `/answers/${index}/item`,
        message: '这一项要求补交材料，请上传对应材料，不能只作文字说明。',
      });
    }
  });
  const wrongPhone = input.phone === undefined ? undefined : phoneFault(input.phone);
  if (wrongPhone) faults.push({ pointer: '/phone', message: `${wrongPhone}。` });
  if (!input.materials?.length && !input.answers?.length && !input.form && !input.phone) {
    faults.push({ pointer: '', message: '请至少补交一项材料、更正申请表或答复一项内容。' });
  }
  return faults;
}

const lapse = step({
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
      effectiveOn: context.today,
      basis: [serviceRules(context.settings, '补正')],
      data: {},
      payload: {},
    },
  ],
});

const accept = step({
  name: 'accept',
  label: '受理',
  hint: '受理后开始计算办结时限；将生成受理通知书。',
  who: [clerk, reviewer, { system: true }],
  from: [{ all: [{ lane: 'case', states: ['submitted'] }] }],
  input: Type.Object({}, { additionalProperties: false }),
  basis: (context) => basisOf(context, '第三十二条第（五）项', '受理'),
  facts: (context) => [accepted(context)],
  letter: () => 'acceptance',
  duty: ['clerk'],
});

/** 行政许可法 32(4): not told in time, it counts as accepted from the day the materials were received, not from day five. */
function accepted(context: RuleContext): NewFact {
  const deemed = context.actor.system;
  const received = lastFact(context.state, 'submitted', 'corrected');
  return {
    kind: 'accepted',
    effectiveOn: deemed && received ? received.effectiveOn : context.today,
    basis: deemed
      ? basisOf(context, '第三十二条第（四）项', '逾期未告知视为受理')
      : basisOf(context, '第三十二条第（五）项', '受理'),
    data: { deemed, offices: context.item.reviewOffices },
    payload: {},
  };
}

const refusalInput = Type.Object(
  {
    ground: choice('理由类别', {
      'no-licence-needed': '依法不需要取得许可（或不需要办理）',
      'not-our-power': '不属于本机关职权范围',
      'false-materials': '隐瞒情况或者提供虚假材料',
      barred: '在限制申请的期限内',
    }),
    reasons: longText('具体理由'),
    rightAuthority: Type.Optional(Type.String({ title: '应向哪个机关申请', minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
);

const groundArticles: Record<string, string> = {
  'no-licence-needed': '第三十二条第（一）项',
  'not-our-power': '第三十二条第（二）项',
  'false-materials': '第七十八条',
  barred: '第七十八条、第七十九条',
};

const refuseAcceptance = step({
  name: 'refuse-acceptance',
  label: '不予受理',
  hint: '须说明理由；不属于本机关职权的，须告知应向哪个机关申请。将生成书面凭证。',
  who: [clerk, reviewer],
  from: [{ all: [{ lane: 'case', states: ['submitted'] }] }],
  input: refusalInput,
  faults: (_context, input) =>
    // 行政许可法 32(2): tell the applicant which authority to go to.
    input.ground === 'not-our-power' && !input.rightAuthority
      ? [{ pointer: '/rightAuthority', message: '请写明申请人应当向哪个机关申请。' }]
      : [],
  basis: (context) => basisOf(context, '第三十二条', '不予受理'),
  facts: (context, input) => [
    {
      kind: 'acceptance-refused',
      effectiveOn: context.today,
      basis: basisOf(context, groundArticles[input.ground] ?? '第三十二条', '不予受理'),
      data: { ground: input.ground },
      payload: {
        reasons: input.reasons,
        ...(input.rightAuthority ? { rightAuthority: input.rightAuthority } : {}),
      },
    },
  ],
  letter: (_context, input) =>
    input?.ground === 'no-licence-needed' ? 'non-acceptance' : 'refusal-of-acceptance',
  letterKinds: ['non-acceptance', 'refusal-of-acceptance'],
  aside: true,
});

/** What was promised for later, or is brought of one's own accord while the case waits, is taken without a notice. */
const supplement = step({
  name: 'supplement',
  label: '补交材料',
  hint: '补交承诺稍后提交的材料，或者主动补充材料；不影响办理期限。',
  who: [applicant, clerk],
  from: [{ all: [{ lane: 'case', states: ['submitted', 'accepted'] }] }],
  input: Type.Object({ materials: handedMaterials }, { additionalProperties: false }),
  faults: (_context, { materials }) =>
    materials.length === 0 ? [{ pointer: '/materials', message: '请至少补交一项材料。' }] : [],
  basis: ({ settings }) => [serviceRules(settings, '补交材料')],
  facts: (context, { materials }) => [
    {
      kind: 'supplemented',
      effectiveOn: context.today,
      basis: [serviceRules(context.settings, '补交材料')],
      data: { materials: materials.map((material) => ({ ...material })) },
      payload: {},
    },
  ],
  aside: true,
});

export const intakeSteps: StepDeclaration[] = [
  submit,
  notifyOnce,
  correct,
  supplement,
  lapse,
  accept,
  refuseAcceptance,
];
