/**
 * An office has ended and another acts in its place: the case follows, in a recorded step of the system, so that no case
 * waits for people who are not there any more. To whom it goes the register of offices says, never somebody's choice.
 */
import Type from 'typebox';
import type { JsonObject } from '../../json.ts';
import { involvedOffices } from '../capacities.ts';
import type { Procedure, RuleContext } from '../declaration.ts';
import type { LaneHandedOver } from './standing-facts.ts';
import { standingStep } from './standing-step.ts';

/** The first office of the case that has a successor. */
function ended(context: RuleContext): string | undefined {
  return involvedOffices(context).find((office) => context.successions?.[office] !== undefined);
}

export const handOver = standingStep({
  name: 'hand-over',
  label: '承办部门变更',
  hint: '部门撤并后由承接部门继续办理，由系统登记。',
  who: [{ system: true }],
  input: Type.Object(
    { from: Type.String({ title: '原部门', maxLength: 64 }) },
    { additionalProperties: false },
  ),
  refusal: ({ context, input }) =>
    (input ? context.successions?.[input.from] : ended(context))
      ? undefined
      : {
          code: 'hand-over/no-successor',
          reason: '这个部门没有登记承接部门。',
          needed: '请先在组织机构中登记。',
          basis: [],
        },
  bySystem: (context): JsonObject | undefined => {
    const from = ended(context);
    return from === undefined ? undefined : { from };
  },
  basis: (context) => {
    const basis = context.successions?.[ended(context) ?? '']?.basis;
    return basis ? [basis] : [];
  },
  facts: (context, { from }, procedure) => {
    const over = context.successions?.[from];
    if (!over) throw new Error(`no office took over from ${from}`);
    return [
      {
        kind: 'handed-over',
        effectiveOn: context.today,
        basis: [over.basis],
        data: {
          from,
          to: over.office,
          handling: context.item.office === from,
          authority: over.authority,
          lanes: lanesOver(context, procedure, from, over.office).map((lane) => ({ ...lane })),
        },
        payload: {},
      },
    ];
  },
});

function lanesOver({ state }: RuleContext, procedure: Procedure, from: string, to: string): LaneHandedOver[] {
  return Object.entries(procedure.lanes).flatMap(([lane, declared]) => {
    const standing = state.lanes[lane]?.[from];
    if (declared.per !== 'office' || standing === undefined) return [];
    const next = joined(standing, state.lanes[lane]?.[to], declared.ends, procedure, lane);
    return [{ lane, state: next, open: !declared.ends.includes(next) }];
  });
}

/**
 * Two lanes of what is one office now: what both concluded alike stands; what one of them has not concluded, or what they
 * concluded differently, is concluded anew by the one office.
 */
function joined(
  standing: string,
  own: string | undefined,
  ends: readonly string[],
  procedure: Procedure,
  lane: string,
): string {
  if (own === undefined || own === standing) return standing;
  if (!ends.includes(own)) return own;
  if (!ends.includes(standing)) return standing;
  return procedure.lanes[lane]?.reopensIn ?? own;
}
