import type { Calendar } from '../time/calendar.ts';
import {
  type Deadline,
  DeadlineInputFault,
  deadline,
  firstUnpublishedYear,
  withinCalendar,
} from '../time/deadline.ts';
import { addDays, dayNumber, isLegalDay, type LegalDay, weekdayName } from '../time/legal-day.ts';
import type { Pause } from '../time/pauses.ts';
import { latestDayBefore } from '../time/periods.ts';
import type { ClockRule } from './clock-rule.ts';
import { citation } from './rule-register.ts';

/**
 * The deadline of a rule: its own length, unit and direction. For a rule that counts back (XK-50), `from` is the
 * event and `due` the last day on which the act is in time. Throws DeadlineInputFault.
 */
export function ruleDeadline(
  calendar: Calendar,
  rule: ClockRule,
  from: LegalDay,
  pauses: readonly Pause[],
): Deadline {
  if (rule.direction === 'before') return countBack(calendar, rule, from, pauses);
  const answer = deadline(calendar, { from, days: rule.days, unit: rule.unit, pauses });
  const lines = answer.lines.map((line) => (line.kind === 'due' ? { ...line, basis: citation(rule) } : line));
  return { ...answer, lines };
}

function countBack(calendar: Calendar, rule: ClockRule, event: LegalDay, pauses: readonly Pause[]): Deadline {
  if (!isLegalDay(event))
    throw new DeadlineInputFault('from', 'deadline/bad-day', '起算日应为有效日期，形如2026-02-13。');
  if (pauses.length > 0) {
    throw new DeadlineInputFault(
      'pauses',
      'deadline/pause-counting-back',
      `${rule.id}向前倒数，不能扣除时间。`,
    );
  }
  const { days, unit } = rule;
  const due = latestDayBefore(calendar, { event, days, unit });
  const unitName = unit === 'working' ? '个工作日' : '日';
  return {
    due,
    provisional: withinCalendar(
      () => firstUnpublishedYear(calendar, dayNumber(due), dayNumber(event) - 1) !== undefined,
    ),
    lines: [
      {
        kind: 'start',
        from: event,
        to: event,
        days: 1,
        text: `${event}${rule.trigger}，当日不计入，向前倒数`,
      },
      {
        kind: 'counted',
        from: due,
        to: addDays(event, -1),
        days,
        text: `${due}至${addDays(event, -1)}倒数${days}${unitName}`,
      },
      {
        kind: 'due',
        from: due,
        to: due,
        days: 1,
        text: `最迟在${due}（${weekdayName(due)}）`,
        basis: citation(rule),
      },
    ],
  };
}
