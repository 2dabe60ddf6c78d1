/** 行政许可法 50 ¶2: applied for in time and not decided before the end, a renewal counts as granted. */
import Type from 'typebox';
import type { JsonObject } from '../../kernel/json.ts';
import type { ClockDeclaration } from '../../kernel/procedure/clock-declaration.ts';
import { lastDayOf } from '../../kernel/procedure/clocks.ts';
import type { StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { step } from '../../kernel/procedure/step.ts';
import { daysBetween } from '../../kernel/time/legal-day.ts';
import { basisOf } from './bases.ts';

const deemRenewed = step({
  name: 'deem-renewed',
  label: '视为准予延续',
  hint: '有效期届满前没有作出是否准予延续的决定，依法视为准予。',
  who: [{ system: true }],
  // While the applicant has something to mend the agency is not the one who is late.
  from: [
    {
      all: [{ lane: 'case', states: ['submitted', 'accepted'] }],
      when: ({ item }) => item.business === 'renewal',
    },
  ],
  input: Type.Object({}, { additionalProperties: false }),
  basis: (context) => basisOf(context, '第五十条第二款', '延续'),
  facts: (context) => [
    {
      kind: 'renewal-deemed',
      // Not decided before the end, it counts as granted at the end: the validity has no gap.
      effectiveOn: lastDayOf('renewal-decision', [renewalDecision], context),
      basis: basisOf(context, '第五十条第二款', '延续'),
      data: {},
      payload: {},
    },
  ],
});

/** The certificate's last day, whatever day of the week it is: pauses and extensions do not move it. */
const renewalDecision: ClockDeclaration = {
  name: 'renewal-decision',
  label: '延续决定期限',
  against: 'agency',
  applies: (item) => item.business === 'renewal',
  starts: (fact) => fact.kind === 'submitted' && endOf(fact) !== undefined,
  limit: (item, settings, fact) => {
    const end = endOf(fact);
    return end === undefined
      ? undefined
      : {
          rule: 'XK-50',
          days: daysBetween(fact.effectiveOn, end),
          unit: 'natural',
          basis: basisOf({ item, settings }, '第五十条第二款', '延续'),
          endsOn: end,
        };
  },
  stops: ['granted', 'denied', 'renewal-deemed', 'acceptance-refused', 'lapsed', 'withdrawn'],
  onExpiry: { step: 'deem-renewed', when: () => true },
};

/** Of an application in time the last day of validity; late ones have the ordinary limits alone. */
function endOf({ data }: Fact): string | undefined {
  const licence = data.licence as JsonObject | undefined;
  return licence?.inTime === true && typeof licence.validTo === 'string' ? licence.validTo : undefined;
}

/** What counts as granted stops every clock that a grant stops. */
export function withRenewals(clocks: readonly ClockDeclaration[]): ClockDeclaration[] {
  const deemedToo = clocks.map((clock) =>
    clock.stops.includes('granted') ? { ...clock, stops: [...clock.stops, 'renewal-deemed'] } : clock,
  );
  return [...deemedToo, renewalDecision];
}

export const renewalSteps: StepDeclaration[] = [deemRenewed];
