/** What the head of a case has to say besides its status: a special procedure that lasts, a review that was sent back. */

import type { TimelineEntry } from '../../../capabilities/cases/view/timeline.ts';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { leadingClock } from './leading-clock.ts';

type Course = Pick<CaseView, 'timeline' | 'lanes' | 'clocks'>;

/** Sent back, and not every office has concluded anew. */
export function sentBack({ timeline, lanes }: Course): TimelineEntry | undefined {
  const isOpen = lanes.some(({ lane, state }) => lane === 'review' && unfinished.has(state));
  return isOpen ? timeline.findLast(({ step }) => step === 'send-back') : undefined;
}

const hearingOver = new Set(['recorded', 'dropped']);

const unfinished = new Set(['waiting', 'working']);

/**
 * The special procedure that stops the case's clocks now (行政许可法 §45); its kind as the record of its beginning names it.
 * Where several offices review, theirs it is and the others go on: then the office is named.
 */
export function specialProcedure({
  timeline,
  clocks,
  lanes,
}: Course): { kind: string; office?: string } | undefined {
  const cases = clocks.filter(({ laneName }) => laneName === null);
  // A clock that runs beside it (the day to hold a hearing) is what the office has to keep: then it leads.
  const isPaused = leadingClock({ clocks: cases })?.light === 'paused';
  if (isPaused && lanes.some(({ lane, state }) => lane === 'hearing' && !hearingOver.has(state))) {
    return { kind: '听证' };
  }
  const lasting = lanes.filter(({ note }) => note !== null);
  const isLasting = (lane: string | null) =>
    lasting.length === 0 || lasting.some((one) => one.instance === lane);
  const begun = timeline.findLast(({ step, lane }) => step === 'suspend' && isLasting(lane));
  if (!isPaused || !begun) return undefined;
  const kind = /开始([^，。]+)，/.exec(begun.note)?.[1] ?? '';
  const office = lanes.find(({ lane, instance }) => lane === 'review' && instance === begun.lane);
  const isOneOfSeveral = lanes.filter(({ lane }) => lane === 'review').length > 1;
  return office && isOneOfSeveral ? { kind, office: office.instanceLabel } : { kind };
}
