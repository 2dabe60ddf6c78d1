import type { OfferedStep } from '../../../capabilities/cases/view/offered-steps.ts';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';

/**
 * A step that is offered in several lanes is named with the office for which it would be taken; one that is a party's own,
 * as what it is for staff.
 */
export function offerName({ nextSteps }: Pick<CaseView, 'nextSteps'>, offer: OfferedStep): string {
  const isOneOfSeveral = nextSteps.some(({ step, lane }) => step === offer.step && lane !== offer.lane);
  if (isOneOfSeveral && offer.laneName) return `${offer.label}（${offer.laneName}）`;
  return offer.onBehalf ? `${offer.label}（代登记）` : offer.label;
}
