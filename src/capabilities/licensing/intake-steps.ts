/** From filing to acceptance: 行政许可法 29, 32. The front desk takes everything; what is missing is said once, in full. */
import Type, { type Static } from 'typebox';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Application, ConcernedLicence } from '../../kernel/procedure/application.ts';
import type {
  Allowed,
  Procedure,
  RuleContext,
  StepDeclaration,
  Who,
} from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { lastFact } from '../../kernel/procedure/fold.ts';
import { isLicence } from '../../kernel/procedure/item-terms.ts';
import { choice, longText, step } from '../../kernel/procedure/step.ts';
import { lastDayOfBar } from '../../kernel/time/periods.ts';
import { barArticles, barOn, notBarred } from './barred-applicants.ts';
import { basisOf, licensingLaw, serviceRules } from './bases.ts';
import { correct, lapse, notifyOnce } from './correction-steps.ts';
import { handedMaterials } from './handed-materials.ts';
import { promisedIn } from './promised-materials.ts';

const clerk: Who = { role: 'clerk', at: 'hall' };
const reviewer: Who = { role: 'reviewer', at: 'lane' };
const applicant: Who = { party: 'applicant' };

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
  { id, validTo, applyBy, applyFrom }: ConcernedLicence,
): JsonObject {
  const received = receivedOn ?? today;
  const isEarly = typeof applyFrom === 'string' && received < applyFrom;
  return {
    ...{ id, validTo, inTime: applyBy !== null && received <= applyBy },
    // Before a rule whose text nobody here has checked lets it begin: shown to the clerk, who decides.
    ...(isEarly ? { opensOn: applyFrom } : {}),
  };
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

const acceptInput = Type.Object(
  {
    reasons: Type.Optional(
      Type.String({ title: '材料没有交齐，为什么仍然受理', minLength: 1, maxLength: 1000 }),
    ),
  },
  { additionalProperties: false },
);

/**
 * 行政许可法 32(5): accepted is what is complete; after acceptance nothing can be asked for any more (32(4)). Whoever accepts
 * with compulsory materials missing is asked for the reason by every form; contracts §4 knows no input here, so a call
 * without one is taken.
 */
function acceptanceAllowed({ state, item }: RuleContext): Record<string, Allowed> {
  const handed = new Set(
    state.facts.flatMap(({ data }) =>
      Array.isArray(data.materials)
        ? data.materials.flatMap((one) => (isNamed(one) ? [String(one.materialCode)] : []))
        : [],
    ),
  );
  const isWhole = item.materials.every(
    ({ materialCode, necessity }) => necessity !== 'required' || handed.has(materialCode),
  );
  return { reasons: isWhole ? { absent: true } : { required: true } };
}

const isNamed = (one: Json): one is JsonObject =>
  one !== null && typeof one === 'object' && !Array.isArray(one);

const accept = step({
  name: 'accept',
  label: '受理',
  hint: '受理后开始计算办结时限；将生成受理通知书。',
  who: [clerk, reviewer, { system: true }],
  from: [{ all: [{ lane: 'case', states: ['submitted'] }] }],
  input: acceptInput,
  allows: acceptanceAllowed,
  basis: (context) => basisOf(context, '第三十二条第（五）项', '受理'),
  gates: [notBarred],
  facts: (context, input) => [accepted(context, input)],
  letter: () => 'acceptance',
  duty: ['clerk'],
});

/** 行政许可法 32(4): not told in time, it counts as accepted from the day the materials were received, not from day five. */
function accepted(context: RuleContext, { reasons }: Static<typeof acceptInput>): NewFact {
  const deemed = context.actor.system;
  const received = lastFact(context.state, 'submitted', 'corrected');
  const deferred = promisedIn(context.state.facts);
  return {
    kind: 'accepted',
    effectiveOn: deemed && received ? received.effectiveOn : context.today,
    basis: deemed
      ? basisOf(context, '第三十二条第（四）项', '逾期未告知视为受理')
      : basisOf(context, '第三十二条第（五）项', '受理'),
    data: {
      deemed,
      offices: context.item.reviewOffices,
      ...(deferred.length > 0 ? { deferred } : {}),
    },
    payload: reasons ? { reasons } : {},
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
    concernsSafety: Type.Optional(
      Type.Boolean({
        title: '提供虚假材料的，是否直接关系公共安全、人身健康、生命财产安全（是的，一年内不得再次申请）',
      }),
    ),
  },
  { additionalProperties: false },
);

const groundArticles: Record<string, string> = {
  'no-licence-needed': '第三十二条第（一）项',
  'not-our-power': '第三十二条第（二）项',
  'false-materials': '第七十八条',
  barred: '第七十八条、第七十九条',
};

/** A bar is cited by the article it rests on; both where the program knows of none. */
function groundArticle(context: RuleContext, ground: string): string {
  const bar = ground === 'barred' ? barOn(context) : undefined;
  return bar ? barArticles[bar.ground] : (groundArticles[ground] ?? '第三十二条');
}

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
      basis: basisOf(context, groundArticle(context, input.ground), '不予受理'),
      data: {
        ground: input.ground,
        // 行政许可法 78: false materials where safety is at stake, not to be applied for again within a year.
        ...(input.ground === 'false-materials' && input.concernsSafety && isLicence(context.item)
          ? { barredUntil: lastDayOfBar(context.today, 1) }
          : {}),
      },
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

/** Beside what was promised anything may be brought. */
export const whileUndecided: StepDeclaration['from'] = [
  { all: [{ lane: 'case', states: ['submitted', 'accepted'] }] },
];

/** What was promised for later, or is brought of one's own accord while the case waits, is taken without a notice. */
const supplement = step({
  name: 'supplement',
  label: '补交材料',
  hint: '补交承诺稍后提交的材料，或者主动补充材料；不影响办理期限。',
  who: [applicant, clerk],
  from: [
    ...whileUndecided,
    // 容缺受理: the promise stands although it is decided, and is kept in the same way.
    {
      all: [{ lane: 'case', states: ['granted', 'issued', 'closed'] }],
      when: ({ state }) => promisedIn(state.facts).length > 0,
    },
  ],
  input: Type.Object({ materials: handedMaterials }, { additionalProperties: false }),
  faults: (context, { materials }) =>
    materials.length === 0
      ? [{ pointer: '/materials', message: '请至少补交一项材料。' }]
      : onlyPromised(context, materials),
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

/** Once it is decided nothing new is weighed: what was promised is brought, and is not promised again. */
function onlyPromised({ state }: RuleContext, materials: Static<typeof handedMaterials>) {
  if (['submitted', 'accepted'].includes(state.lanes.case?.main ?? '')) return [];
  const promised = promisedIn(state.facts);
  // Where nothing is owed, the state says no (409).
  if (promised.length === 0) return [];
  return materials.flatMap(({ materialCode, deferred }, at) =>
    deferred || !promised.includes(materialCode)
      ? [{ pointer: `/materials/${at}/materialCode`, message: '已经作出决定，只能补交承诺过的材料。' }]
      : [],
  );
}

export const intakeSteps: StepDeclaration[] = [
  submit,
  notifyOnce,
  correct,
  supplement,
  lapse,
  accept,
  refuseAcceptance,
];
