/** Why this day: every run of days that was treated alike, in words, with a running count. */
import type { DeadlineLine } from '../../kernel/time/deadline-lines.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { dayInWords, saidInWords, shortDay } from '../kit/day-words.ts';

export function DayLines({ lines, today }: { lines: DeadlineLine[]; today: LegalDay }) {
  let counted = 0;
  return (
    <table className="day-lines">
      <thead>
        <tr>
          <th scope="col">日期</th>
          <th scope="col">算不算</th>
          <th scope="col" className="count">
            累计
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const counts = line.kind === 'counted' || line.kind === 'make-up';
          if (counts) counted += line.days;
          return (
            <tr key={line.kind + line.from}>
              <th scope="row">
                <Span line={line} today={today} />
              </th>
              <td>
                {saidInWords(withoutSpan(line.text), today)}
                {line.basis && <span className="small quiet">（{line.basis}）</span>}
              </td>
              <td className="count">{counts ? counted : ''}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** 2月13日 周五, or 2月15日至2月23日: a date never breaks in the middle. */
function Span({ line: { from, to }, today }: { line: DeadlineLine; today: LegalDay }) {
  if (from !== to) {
    return (
      <>
        <span className="whole">{shortDay(from, today)}</span>
        <wbr />
        <span className="whole">至{shortDay(to, today)}</span>
      </>
    );
  }
  const [date = '', weekday = ''] = dayInWords(from, today).split(' ');
  return (
    <>
      <span className="whole">{date}</span> <span className="whole">{weekday}</span>
    </>
  );
}

/** The sentence begins with its days, which stand in the column beside it. */
function withoutSpan(text: string): string {
  return text.replace(/^\d{4}-\d{2}-\d{2}(至\d{4}-\d{2}-\d{2})?(（星期.）)?/, '').replace(/^[为是]/, '');
}
