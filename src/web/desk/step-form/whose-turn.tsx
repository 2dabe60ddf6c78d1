import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { nameIn, roleNames } from '../words/labels.ts';

const waitingForApplicant = new Set(['correcting', 'clarifying']);

/** Said to whom nothing is to do here: who has to act now. */
export function WhoseTurn({ shown: { waitingFor, status } }: { shown: CaseView }) {
  if (waitingForApplicant.has(status)) return <p className="turn">现在等申请人补正。</p>;
  const turns = waitingFor.map(
    ({ role, officeName, stepLabel, officer }) =>
      `${officeName} ${officer ?? nameIn(roleNames, role)} ${stepLabel}`,
  );
  if (turns.length === 0) return null;
  return <p className="turn">现在由 {[...new Set(turns)].join('；')}。</p>;
}
