import type { CaseSummary } from '../../../capabilities/cases/case-summary.ts';
import type { ClockView } from '../../../capabilities/cases/view/clock-views.ts';
import { Light } from '../pieces/light.tsx';
import { useCase } from '../server-answers/cases.ts';
import { dayText } from '../words/days.ts';

/** Which of a case's clocks is late or nearly so: the list knows only the day, so the case itself is asked. */
export function LateClocks({ item }: { item: CaseSummary }) {
  const { data, isPending } = useCase(item.caseNo);
  if (isPending) return <span className="fine">…</span>;
  const late = data ? [...data.clocks, ...data.reminders].filter(isUrgent) : [];
  return (
    <ul>
      {late.map((clock) => (
        <li key={`${clock.name} ${clock.of}`}>
          <Light light={clock.light} /> {clock.label}{' '}
          <span className="fine">
            {clock.days} {clock.unit === 'working' ? '个工作日' : '日'}，最迟 {dayText(clock.due)}
          </span>
        </li>
      ))}
    </ul>
  );
}

const isUrgent = ({ stoppedOn, light, against }: ClockView) =>
  stoppedOn === null && against === 'agency' && (light === 'overdue' || light === 'warning');
