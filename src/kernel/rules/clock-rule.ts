import type { Unit } from '../time/deadline.ts';
import type { LegalDay } from '../time/legal-day.ts';

/**
 * One limit of time as a law sets it. A clock carries its own unit, length and consequence: there is no
 * general way to tell working days from natural ones by the number (民法典 §204: special law first).
 */
export interface ClockRule {
  /** `XK-42-1`: abbreviation of the law, article, paragraph or item. Never reused for another rule. */
  id: string;
  law: string;
  /** The day of the version that was read: adoption or approval, or the last amendment. Absent when none was read. */
  lawVersion?: LegalDay;
  /** `第四十二条第一款` */
  article: string;
  /** The event whose day is not counted, in words. */
  trigger: string;
  days: number;
  unit: Unit;
  /** `before`: the days are counted back from the event (有效期届满三十日前). */
  direction: 'after' | 'before';
  /** Whose inaction the end of the period has consequences for. */
  against: 'agency' | 'applicant' | 'third-party';
  extension?: { days: number; by: string; rule: string };
  expiry: string;
  summary: string;
  /** True when the article itself was read in the version named; false for what is only commonly stated. */
  read: boolean;
  /** `law` binds everywhere; `local` is a default that the district's own rules replace. */
  kind: 'law' | 'local';
}
