/** 催办: the applicant, or the supervisor, asks whoever has the case to go on with it. It changes no limit. */
import Type from 'typebox';
import { local } from '../../basis.ts';
import { involvedOffices } from '../capacities.ts';
import type { RuleContext } from '../declaration.ts';
import { standingStep } from './standing-step.ts';

const urging = ({ settings }: RuleContext) => [local(`${settings.serviceRules.title} 催办`)];

export const urge = standingStep({
  name: 'urge',
  label: '催办',
  hint: '提醒正在办理的部门尽快办理；不改变任何期限，当天只能催办一次。',
  who: [{ party: 'applicant' }, { role: 'supervisor', at: 'hall' }],
  input: Type.Object(
    {
      office: Type.Optional(Type.String({ title: '只催办哪个部门', maxLength: 64 })),
      text: Type.Optional(Type.String({ title: '想说的话', maxLength: 1000 })),
    },
    { additionalProperties: false },
  ),
  allows: (context) => ({ office: { ids: { of: 'office', among: involvedOffices(context) } } }),
  refusal: ({ context, duties }) => {
    if (duties().length === 0) {
      return {
        code: 'urging/nobody-waits',
        reason: '现在没有部门需要办理，不能催办。',
        needed: '等待中的是申请人或者其他程序，请先办完。',
        basis: urging(context),
      };
    }
    const by = context.capacity?.post ? 'supervisor' : 'applicant';
    const isRepeated = context.state.facts.some(
      ({ kind, data, effectiveOn }) => kind === 'urged' && data.by === by && effectiveOn === context.today,
    );
    return isRepeated
      ? {
          code: 'urging/today',
          reason: '今天已经催办过。',
          needed: '可以明天再催办。',
          basis: urging(context),
        }
      : undefined;
  },
  basis: urging,
  facts: (context, { office, text }) => [
    {
      kind: 'urged',
      effectiveOn: context.today,
      basis: urging(context),
      data: { by: context.capacity?.post ? 'supervisor' : 'applicant', ...(office ? { office } : {}) },
      payload: { ...(text ? { text } : {}) },
    },
  ],
});
