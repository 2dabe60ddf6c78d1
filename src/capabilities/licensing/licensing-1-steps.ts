/** Steps as version 1 had them, where a later version does otherwise. */
import Type, { type TArray, type TObject } from 'typebox';
import { internal } from '../../kernel/basis.ts';
import type { StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { choice, step } from '../../kernel/procedure/step.ts';
import { whileUndecided } from './intake-steps.ts';
import { concluded } from './lanes.ts';

export const sendBack = step({
  name: 'send-back',
  label: '退回',
  hint: '退回后由审查人员重新审查；受理及各项时限不变。',
  who: [
    { role: 'approver', at: 'office' },
    { role: 'reviewer', at: 'lane' },
  ],
  from: [
    {
      all: [
        { lane: 'case', states: ['accepted'] },
        { lane: 'review', states: ['working', ...concluded], join: 'any' },
      ],
    },
  ],
  input: Type.Object(
    {
      to: choice('退回到', { materials: '退回材料审查', review: '退回重新审查' }),
      office: Type.Optional(Type.String({ title: '只退回哪个部门', maxLength: 64 })),
      reasons: Type.String({ title: '退回理由', minLength: 1, maxLength: 4000 }),
    },
    { additionalProperties: false },
  ),
  allows: ({ item }) => ({ office: { ids: { of: 'office', among: item.reviewOffices } } }),
  faults: ({ item }, input) =>
    input.office && !item.reviewOffices.includes(input.office)
      ? [{ pointer: '/office', message: '该部门不参与本事项的审查。' }]
      : [],
  basis: () => [internal('内部流转：退回重新审查')],
  facts: (context, input) => {
    const offices = input.office ? [input.office] : context.item.reviewOffices;
    const kept = context.item.reviewOffices.filter((office) => !offices.includes(office));
    return [
      {
        kind: 'sent-back',
        effectiveOn: context.today,
        basis: [internal('内部流转：退回重新审查')],
        data: {
          to: input.to,
          offices,
          survives: ['acceptance', 'clocks', ...kept.map((office) => `review/${office}`)],
        },
        payload: { reasons: input.reasons },
      },
    ];
  },
  aside: true,
});

/** A counter could not take a certificate from a wallet yet: no material names its holder's consent. */
export function withoutConsents(declared: StepDeclaration): StepDeclaration {
  const { materials } = declared.input.properties;
  if (!materials) return declared;
  const isOptional = !declared.input.required?.includes('materials');
  const { items } = materials as TArray<TObject>;
  const first = { ...materials, items: Type.Omit(items, ['consentId'], { additionalProperties: false }) };
  const input = Type.Object(
    { ...declared.input.properties, materials: isOptional ? Type.Optional(first) : first },
    { additionalProperties: false },
  );
  return { ...declared, input };
}

const laterInput = new Set(['accept/reasons', 'correct/phone', 'issue/paperReason']);

/** What could not be said in these steps yet: why gaps were accepted, another telephone in a correction, a certificate on paper. */
export function withoutLaterInput(declared: StepDeclaration): StepDeclaration {
  const { name, input, allows } = declared;
  const isKnown = ([member]: [string, unknown]) => !laterInput.has(`${name}/${member}`);
  const kept = Object.entries(input.properties).filter(isKnown);
  if (kept.length === Object.keys(input.properties).length) return declared;
  return {
    ...declared,
    input: Type.Object(Object.fromEntries(kept), { additionalProperties: false }),
    ...(allows && {
      allows: (context) => Object.fromEntries(Object.entries(allows(context)).filter(isKnown)),
    }),
  };
}

/** A filing was granted like a licence, by the same letters. */
export function withoutFilings(declared: StepDeclaration): StepDeclaration {
  return declared.name === 'decide' ? { ...declared, letterKinds: ['grant', 'denial'] } : declared;
}

/** What was promised could be brought only until it was decided. */
export function beforeTheDecision(declared: StepDeclaration): StepDeclaration {
  return declared.name === 'supplement' ? { ...declared, from: whileUndecided } : declared;
}

/** Nothing was mended without a notice, and what came in on paper counted from the day on which it was entered. */
export function withoutMending(declared: StepDeclaration): StepDeclaration {
  if (declared.name === 'refuse-acceptance') {
    return {
      ...declared,
      input: Type.Omit(declared.input, ['concernsSafety'], { additionalProperties: false }),
    };
  }
  if (declared.name !== 'correct') return declared;
  return {
    ...declared,
    from: declared.from.slice(0, 1),
    input: Type.Omit(declared.input, ['receivedOn'], { additionalProperties: false }),
  };
}
