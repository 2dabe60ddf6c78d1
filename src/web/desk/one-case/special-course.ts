/** What the head of a case has to say besides its status: a special procedure that lasts, a review that was sent back. */
import type { CaseView, TimelineEntry } from '../../../capabilities/cases/view-case.ts';

import { leadingClock } from './leading-clock.ts';

type Course = Pick<CaseView, 'timeline' | 'lanes' | 'clocks'>;

/** Sent back, and not every office has concluded anew. */
export function sentBack({ timeline, lanes }: Course): TimelineEntry | undefined {
  const isOpen = lanes.some(({ lane, state }) => lane === 'review' && unfinished.has(state));
  return isOpen ? timeline.findLast(({ step }) => step === 'send-back') : undefined;
}

const hearingOver = new Set(['recorded', 'dropped']);

const unfinished = new Set(['waiting', 'working']);

/** The special procedure that stops the clocks now (行政许可法 §45); its kind as the record of its beginning names it. */
export function specialProcedure({ timeline, clocks, lanes }: Course): { kind: string } | undefined {
  // A clock that runs beside it (the day to hold a hearing) is what the office has to keep: then it leads.
  const isPaused = leadingClock({ clocks })?.light === 'paused';
  if (isPaused && lanes.some(({ lane, state }) => lane === 'hearing' && !hearingOver.has(state))) {
    return { kind: '听证' };
  }
  const begun = timeline.findLast(({ step }) => step === 'suspend');
  if (!isPaused || !begun) return undefined;
  return { kind: /开始([^，。]+)，/.exec(begun.note)?.[1] ?? '' };
}
