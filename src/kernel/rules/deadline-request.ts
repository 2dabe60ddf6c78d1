import type { Calendar } from '../time/calendar.ts';
import { type Deadline, DeadlineInputFault, deadline } from '../time/deadline.ts';
import type { Pause } from '../time/pauses.ts';
import type { ClockRule } from './clock-rule.ts';
import { ruleDeadline } from './rule-deadline.ts';
import { findRule } from './rule-register.ts';

/** A question as people write it, on the command line, in a batch file or in an address. */
export interface DeadlineRequest {
  from?: string | undefined;
  days?: number | undefined;
  /** `working` when absent. */
  unit?: string | undefined;
  /** `A..B` each. */
  pauses?: readonly string[] | undefined;
  /** Id of a clock rule, in place of days and unit. */
  rule?: string | undefined;
}

/** Throws DeadlineInputFault, with the place and a Chinese sentence. */
export function answerRequest(calendar: Calendar, request: DeadlineRequest): Deadline {
  const { from, days, unit = 'working', rule } = request;
  if (from === undefined) throw new DeadlineInputFault('from', 'deadline/bad-day', '缺少起算日（from）。');
  const pauses = (request.pauses ?? []).map(readPause);
  if (rule !== undefined) return ruleDeadline(calendar, requestedRule(request, rule), from, pauses);
  if (days === undefined) {
    throw new DeadlineInputFault('days', 'deadline/bad-length', '缺少天数（days）或者规则编号（rule）。');
  }
  if (unit !== 'working' && unit !== 'natural') {
    throw new DeadlineInputFault(
      'unit',
      'deadline/bad-unit',
      '单位应为working（工作日）或natural（自然日）。',
    );
  }
  return deadline(calendar, { from, days, unit, pauses });
}

/** `2026-03-02..2026-03-06`; whether the days exist is for `deadline` to say. */
function readPause(text: string): Pause {
  const [, from, to] = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
  if (from === undefined || to === undefined) {
    const message = `扣除时间“${text}”应写成2026-03-02..2026-03-06。`;
    throw new DeadlineInputFault('pauses', 'deadline/bad-pause', message);
  }
  return { from, to };
}

function requestedRule(request: DeadlineRequest, id: string): ClockRule {
  const rule = findRule(id);
  if (!rule) throw new DeadlineInputFault('rule', 'deadline/unknown-rule', `没有编号为“${id}”的规则。`);
  if (request.days !== undefined || request.unit !== undefined) {
    const message = '规则自带天数和单位，不能再写days或unit。';
    throw new DeadlineInputFault('rule', 'deadline/rule-with-length', message);
  }
  return rule;
}
