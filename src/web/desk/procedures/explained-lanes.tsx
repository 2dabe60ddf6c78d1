import type { Explanation } from '../../../kernel/procedure/explanation.ts';

const each = { office: '每个部门一条', party: '每人一条' };

/** Where a case can stand: its own line, and those that run beside it. */
export function ExplainedLanes({ lanes }: Pick<Explanation, 'lanes'>) {
  return (
    <section>
      <h2>办件可能处在哪里</h2>
      <dl className="answers">
        {lanes.map(({ lane, label, per, states }) => (
          <div key={lane}>
            <dt>
              {label}
              {per && <span className="fine">（{each[per]}）</span>}
            </dt>
            <dd>{states.map((state) => (state.over ? `${state.label}（结束）` : state.label)).join('、')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
