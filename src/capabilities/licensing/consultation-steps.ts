/**
 * Asking an office that does not decide. Its opinion is read, never waited for: no step asks for its lane. No law sets a
 * term for it; the district's rules may.
 */
import Type from 'typebox';
import { internal } from '../../kernel/basis.ts';
import type { RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { longText, step } from '../../kernel/procedure/step.ts';
import { refusal } from './refusals.ts';

const consulting = [internal('内部流转：征求其他部门意见')];
const accepted = { lane: 'case', states: ['accepted'] };

/** Whoever does not review it anyway and is not being asked already. Nobody reviews at the hall: it could never reply. */
function offices({ offices, state, item, settings }: RuleContext): string[] {
  const { review = {}, consultation = {} } = state.lanes;
  return offices.filter(
    (office) =>
      office !== settings.hallOffice &&
      !(office in review) &&
      !item.reviewOffices.includes(office) &&
      consultation[office] !== 'asked',
  );
}

const consultOffice = step({
  name: 'consult-office',
  label: '征求其他部门意见',
  hint: '征求不参与审查的部门的意见；不影响办理期限，也不妨碍作出决定。',
  who: [
    { role: 'reviewer', at: 'lane' },
    { role: 'approver', at: 'office' },
  ],
  from: [{ all: [accepted] }],
  input: Type.Object(
    {
      office: Type.String({ title: '征求哪个部门', minLength: 1, maxLength: 64 }),
      question: longText('征求什么意见'),
    },
    { additionalProperties: false },
  ),
  allows: (context) => ({ office: { ids: { of: 'office', among: offices(context) } } }),
  gates: [
    {
      name: 'consultation/nobody',
      check: (context) =>
        offices(context).length === 0
          ? refusal('consultation/nobody', '没有可以再征求意见的部门。', '等待已经征求的意见。', consulting)
          : undefined,
    },
  ],
  basis: () => consulting,
  facts: ({ today }, { office, question }) => [
    {
      kind: 'office-consulted',
      effectiveOn: today,
      basis: consulting,
      data: { office },
      payload: { question },
    },
  ],
  aside: true,
});

const officeReplies = step({
  name: 'office-replies',
  label: '提出意见',
  hint: '就所征求的问题提出本部门的意见，供审查和决定参考。',
  who: [{ role: 'reviewer', at: 'opened' }],
  lane: 'consultation',
  from: [{ all: [accepted, { lane: 'consultation', states: ['asked'], join: 'own' }] }],
  input: Type.Object({ text: longText('意见') }, { additionalProperties: false }),
  basis: () => consulting,
  facts: ({ today, capacity }, { text }) => [
    {
      kind: 'office-replied',
      effectiveOn: today,
      basis: consulting,
      data: { office: capacity?.instance ?? '' },
      payload: { text },
    },
  ],
  duty: ['reviewer'],
});

export const consultationSteps: StepDeclaration[] = [consultOffice, officeReplies];
