/** Who may use a seal, and for which authorities it stands (一枚印章管审批): each change is recorded with its document. */
import Type from 'typebox';
import { roles } from '../../kernel/actor.ts';
import { internal, law, local } from '../../kernel/basis.ts';
import type { RuleContext, StepDeclaration, Who } from '../../kernel/procedure/declaration.ts';
import { step } from '../../kernel/procedure/step.ts';
import { refusal } from './refusals.ts';
import { authorityOf, kindOf, transfersOf } from './standing.ts';

const keeper: Who = { role: 'sealer', at: 'hall' };
const closed = { additionalProperties: false };
const keeping = [internal('印章管理')];
const from = (states: string[]) => [{ all: [{ lane: 'seal', states }] }];
const living = ['applied', 'made', 'in-use', 'out-of-use'];
const day = (title: string) => Type.String({ title, format: 'date' });
const docNo = Type.String({
  title: '文件的文号',
  minLength: 4,
  maxLength: 60,
  pattern: '\\S',
  'x-pattern-hint': '不能只有空格',
});

/** Posts that may seal, for the application as well. */
export const usersSchema = Type.Array(
  Type.Object(
    {
      role: Type.Enum([...roles.filter((role) => role !== 'applicant')], { title: '岗位' }),
      office: Type.String({ title: '部门', minLength: 1, maxLength: 40 }),
    },
    closed,
  ),
  { title: '用印人员', maxItems: 100 },
);

export const automaticSchema = Type.Boolean({ title: '允许系统自动用印（回执、系统作出的文书）' });

const changeUsers = step({
  name: 'change-seal-users',
  label: '变更用印人员',
  hint: '列出以后可以用这枚印章的全部岗位；没有列出的不能再用。',
  who: [keeper],
  from: from(living),
  input: Type.Object({ users: usersSchema, automatic: automaticSchema }, closed),
  faults: ({ offices }, { users }) => unknownOffices(users, offices),
  basis: () => keeping,
  facts: ({ today }, { users, automatic }) => [
    {
      kind: 'seal-users-changed',
      effectiveOn: today,
      basis: keeping,
      data: { users, automatic },
      payload: {},
    },
  ],
});

export function unknownOffices(users: readonly { office: string }[], offices: readonly string[]) {
  return users.flatMap(({ office }, index) =>
    offices.includes(office)
      ? []
      : [{ pointer: `/users/${index}/office`, message: `没有编号为“${office}”的部门。` }],
  );
}

/** What is said of a transfer, in the application too. */
export const transferFields = {
  authority: Type.String({ title: '划出审批权的机关', minLength: 1, maxLength: 40 }),
  docNo,
  title: Type.String({ title: '文件名称', minLength: 4, maxLength: 200 }),
  from: day('自哪一天起'),
};

const recordTransfer = step({
  name: 'record-transfer',
  label: '登记划转的审批权',
  hint: '几个机关的审批权依文件划转以后，由一枚行政审批专用章用印；文号和日期记录在案。',
  who: [keeper],
  from: from(living),
  input: Type.Object(transferFields, closed),
  gates: [
    {
      name: 'approval-seal',
      check: ({ state }) => (kindOf(state.facts) === 'approval' ? undefined : onlyApprovalSeals),
    },
    {
      name: 'not-yet',
      check: (context, input) => (input ? alreadyThere(context, input.authority) : undefined),
    },
  ],
  basis: () => keeping,
  facts: ({ today }, input) => [
    {
      kind: 'powers-transferred',
      effectiveOn: today,
      basis: [local(input.docNo)],
      data: { ...input },
      payload: {},
    },
  ],
});

const onlyApprovalSeals = refusal(
  'transfer/not-approval-seal',
  '这枚印章不是行政审批专用章，只代表它自己的机关（行政许可法第三十九条：加盖本行政机关印章）。',
  '请在行政审批专用章上登记。',
  [law('行政许可法 第三十九条')],
);

function alreadyThere({ state }: RuleContext, authority: string) {
  if (authorityOf(state.facts) === authority) {
    return refusal('transfer/own-powers', '这是印章所属的机关自己。', '请选择划出审批权的机关。', keeping);
  }
  const known = transfersOf(state.facts).find(
    (transfer) => transfer.authority === authority && transfer.to === null,
  );
  if (!known) return undefined;
  const reason = `这个机关的审批权已经由${known.docNo}划转。`;
  return refusal('transfer/already', reason, '如有变化，请先登记收回。', [local(known.docNo)]);
}

const recordReturn = step({
  name: 'record-return',
  label: '登记收回的审批权',
  hint: '依文件收回以后，这枚印章不再代表那个机关。',
  who: [keeper],
  from: from(living),
  input: Type.Object({ authority: transferFields.authority, docNo, lastDay: day('最后一天') }, closed),
  gates: [
    {
      name: 'transferred',
      check: ({ state }, input) =>
        input &&
        !transfersOf(state.facts).some(({ authority, to }) => authority === input.authority && to === null)
          ? refusal('transfer/none', '没有登记过这个机关的审批权划转。', '请核对机关。', keeping)
          : undefined,
    },
  ],
  basis: () => keeping,
  facts: ({ today }, input) => [
    {
      kind: 'powers-returned',
      effectiveOn: today,
      basis: [local(input.docNo)],
      data: { ...input },
      payload: {},
    },
  ],
});

export const powersSteps: StepDeclaration[] = [changeUsers, recordTransfer, recordReturn];
