import type { CaseView } from '../../../capabilities/cases/view-case.ts';

/** The lanes of offices and other parties, and a hearing; without the case's own, the first. */
export const lanesBeside = ({ lanes }: CaseView) => lanes.filter(({ lane }) => lane !== lanes[0]?.lane);
