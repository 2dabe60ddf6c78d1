import type { LegalDay } from '../../../kernel/time/legal-day.ts';
import { dayText } from '../words/days.ts';

/** A day inside a sentence, never broken at the end of a line. */
export function Day({ day, besides }: { day: LegalDay; besides?: LegalDay }) {
  return <span className="day">{dayText(day, besides)}</span>;
}
