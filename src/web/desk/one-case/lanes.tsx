import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { lanesBeside } from '../step-form/lanes-beside.ts';

/** Where each office or third party stands. The case's own lane is what the headline already says. */
export function Lanes({ shown }: { shown: CaseView }) {
  const offices = lanesBeside(shown);
  if (offices.length === 0) return null;
  return (
    <section>
      <h2>{offices.every(({ lane }) => lane === 'review') ? '各部门审查' : '各方意见'}</h2>
      <ul className="lanes">
        {offices.map(({ lane, instance, instanceLabel, state, stateLabel }) => (
          <li key={`${lane}/${instance}`}>
            {instanceLabel} <span className={`state ${state}`}>{stateLabel}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
