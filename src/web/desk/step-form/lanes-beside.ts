import type { CaseView } from '../../../capabilities/cases/view-case.ts';

/** The lanes of offices and third parties, without the case's own. */
export const lanesBeside = ({ lanes }: CaseView) => lanes.filter((lane) => lane.instance !== 'main');
