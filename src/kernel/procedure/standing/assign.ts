/** The head of an office gives a case to a named officer, or back to everybody at the post. */
import Type from 'typebox';
import { isForItem } from '../../actor.ts';
import { assigneeOf, assigning } from '../assignments.ts';
import type { RuleContext } from '../declaration.ts';
import { standingStep } from './standing-step.ts';

/** Whoever of the office can be given a case: those who review, decide or answer there, not its heads. */
function candidates(context: RuleContext): string[] {
  const { officers = [], capacity } = context;
  const atWork = new Set(['clerk', 'reviewer', 'approver', 'disclosure']);
  const of = officers.filter(
    (one) =>
      one.office === capacity?.instance &&
      atWork.has(one.role) &&
      !one.absent &&
      isForItem(one, context.item.itemId),
  );
  const assignee = assigneeOf(context.state, capacity?.instance ?? '');
  return [...new Set(of.map(({ person }) => person))].filter((person) => person !== assignee);
}

/** Nobody is named yet: anybody at the post may take it. */
const isFree = ({ state, capacity }: RuleContext) =>
  assigneeOf(state, capacity?.instance ?? '') === undefined;

export const assign = standingStep({
  name: 'assign',
  label: '指定经办人',
  hint: '指定本部门的一位同事经办。已经指定的，可以改为他人；不填，则恢复为同岗位人员均可办理。',
  who: [
    { role: 'head', at: 'involved' },
    { role: 'head-disclosure', at: 'involved' },
  ],
  input: Type.Object(
    {
      officer: Type.Optional(Type.String({ title: '经办人', maxLength: 64 })),
      reasons: Type.Optional(Type.String({ title: '说明', maxLength: 1000 })),
    },
    { additionalProperties: false },
  ),
  allows: (context) => ({
    officer: {
      ids: { of: 'person', among: candidates(context) },
      ...(isFree(context) ? { required: true as const } : {}),
    },
  }),
  faults: (context, { officer }) =>
    officer === undefined && isFree(context) ? [{ pointer: '/officer', message: '请选择经办人。' }] : [],
  refusal: ({ context }) =>
    candidates(context).length > 0 || !isFree(context)
      ? undefined
      : {
          code: 'assignment/nobody',
          reason: '本部门没有可以指定的经办人员。',
          needed: '请先在组织机构中登记在岗人员。',
          basis: assigning,
        },
  basis: () => assigning,
  facts: (context, { officer, reasons }) => [
    {
      kind: 'assigned',
      effectiveOn: context.today,
      basis: assigning,
      data: { office: context.capacity?.instance ?? '', officer: officer ?? null },
      payload: { ...(reasons ? { reasons } : {}) },
    },
  ],
});
