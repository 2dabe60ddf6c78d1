import type { CaseView, OfferedStep } from '../../../capabilities/cases/view-case.ts';

/** A step that is offered in several lanes is named with the office for which it would be taken. */
export function offerName({ nextSteps }: Pick<CaseView, 'nextSteps'>, offer: OfferedStep): string {
  const isOneOfSeveral = nextSteps.some(({ step, lane }) => step === offer.step && lane !== offer.lane);
  return isOneOfSeveral && offer.laneName ? `${offer.label}（${offer.laneName}）` : offer.label;
}
