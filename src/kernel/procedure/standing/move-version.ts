/**
 * A running case goes on under a later declaration or item version: a recorded step with reasons, never a side effect of
 * an update. Limits that run already stay as they were told; what begins afterwards follows the new version.
 */
import Type from 'typebox';
import { internal } from '../../basis.ts';
import type { Arrival, Procedure, RuleContext } from '../declaration.ts';
import { standingStep } from './standing-step.ts';

const moving = [internal('程序或者事项有了新版本，在办件转按新版本办理')];
const isThereNewer = ({ newer }: RuleContext) =>
  newer !== undefined && (newer.procedure !== null || newer.item !== null);

export const moveVersion = standingStep({
  name: 'move-version',
  label: '转按新版本办理',
  hint: '此后按新版本办理；已经开始计算的期限和已经作出的结论不变。',
  who: [
    { role: 'catalogue', at: 'hall', when: isThereNewer },
    { role: 'head', at: 'office', when: isThereNewer },
  ],
  input: Type.Object(
    { reasons: Type.String({ title: '理由', minLength: 1, maxLength: 1000 }) },
    { additionalProperties: false },
  ),
  refusal: ({ context, procedure }) => arrivalIn(context, procedure)?.refusal?.(context),
  basis: () => moving,
  facts: (context, { reasons }, procedure) => {
    const { newer, item, state } = context;
    const target = newer?.procedure ?? procedure;
    const lanes = arrivalIn(context, procedure)?.lanes?.(context) ?? { opens: [], leaves: [] };
    const left = lanes.leaves.map(({ lane, instance }) => `${lane}/${instance}`);
    const standing = Object.entries(state.lanes).flatMap(([lane, instances]) =>
      Object.keys(instances).map((instance) => `${lane}/${instance}`),
    );
    return [
      {
        kind: 'version-moved',
        effectiveOn: context.today,
        basis: moving,
        data: {
          from: { procedure: procedure.version, item: item.version },
          to: { procedure: target.version, item: newer?.item?.version ?? item.version },
          opens: lanes.opens.map((one) => ({ ...one })),
          leaves: lanes.leaves.map((one) => ({ ...one })),
          survives: ['clocks', ...standing.filter((one) => !left.includes(one))],
        },
        payload: { reasons },
      },
    ];
  },
});

function arrivalIn({ newer }: RuleContext, procedure: Procedure): Arrival | undefined {
  return (newer?.procedure ?? procedure).arrival;
}
