import type { CaseView } from '../../../capabilities/cases/view-case.ts';

/** Where each office or other party stands, lane by lane. The case's own, the first, is what the headline already says. */
export function Lanes({ shown }: { shown: CaseView }) {
  const own = shown.lanes[0]?.lane;
  const beside = Map.groupBy(
    shown.lanes.filter(({ lane }) => lane !== own),
    ({ lane }) => lane,
  );
  return [...beside].map(([lane, instances]) => (
    <section key={lane}>
      <h2>{lane === 'review' ? '各部门审查' : instances[0]?.label}</h2>
      <ul className="lanes">
        {instances.map(({ instance, instanceLabel, label, state, stateLabel }) => (
          <li key={instance}>
            {instanceLabel === label ? '' : instanceLabel}{' '}
            <span className={`state ${state}`}>{stateLabel}</span>
          </li>
        ))}
      </ul>
    </section>
  ));
}
