import type { DeadlineLine } from '../../../kernel/time/deadline-lines.ts';
import { dayAt, dayNumber, type LegalDay, weekdayAt } from '../../../kernel/time/legal-day.ts';

type Kind = DeadlineLine['kind'];
const mostWeeks = 60;

/** The count as a calendar. The list below it says the same in words, so screen readers skip it. */
export function DayGrid({ lines }: { lines: DeadlineLine[] }) {
  const kinds = kindsByDay(lines);
  const days = [...kinds.keys()];
  const first = Math.min(...days.map(dayNumber));
  const last = Math.max(...days.map(dayNumber));
  const monday = first - ((weekdayAt(first) + 6) % 7);
  const weeks = Math.floor((last - monday) / 7) + 1;
  if (days.length === 0 || weeks > mostWeeks) return null;
  return (
    <table className="day-grid" aria-hidden="true">
      <thead>
        <tr>
          {['一', '二', '三', '四', '五', '六', '日'].map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_, week) => (
          <tr key={dayAt(monday + week * 7)}>
            {Array.from({ length: 7 }, (_, at) => dayAt(monday + week * 7 + at)).map((day) => (
              <td key={day} className={kinds.get(day) ?? 'outside'}>
                {cellText(day, monday)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function kindsByDay(lines: DeadlineLine[]): Map<LegalDay, Kind> {
  const kinds = new Map<LegalDay, Kind>();
  for (const { kind, from, to } of lines) {
    if (kind === 'provisional') continue;
    for (let day = dayNumber(from); day <= dayNumber(to); day++) kinds.set(dayAt(day), kind);
  }
  return kinds;
}

/** The month stands where it begins, and on the first cell. */
function cellText(day: LegalDay, first: number): string {
  const [, month, date] = day.split('-').map(Number);
  return date === 1 || dayNumber(day) === first ? `${month}/${date}` : String(date);
}
