import type { ClockView } from '../../../capabilities/cases/view/clock-views.ts';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';

/**
 * The case's running clock that ends first: against the agency before any other, because that one is ours to keep. What
 * need not happen at all leads nobody.
 */
export function leadingClock({ clocks }: Pick<CaseView, 'clocks'>): ClockView | undefined {
  const running = clocks.filter(
    (clock) => clock.stoppedOn === null && clock.laneName === null && !clock.mayLapse,
  );
  const ours = running.filter((clock) => clock.against === 'agency');
  return (ours.length > 0 ? ours : running).toSorted((a, b) => (a.due < b.due ? -1 : 1))[0];
}
