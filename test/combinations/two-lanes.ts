/**
 * What must come of an event while two lanes stand somewhere, written down by itself: which events are open, what they do,
 * what the law or the declaration makes of the limits. Nothing here asks the program's rules.
 */
import { dueByWalking, type Left } from './day-counting.ts';

export const laneStates = ['waiting', 'working', 'agreed', 'disagreed'] as const;
export type LaneState = (typeof laneStates)[number];

export const events = [
  'send-back to acceptance',
  'send-back to one lane',
  'withdraw conclusion',
  'suspend',
  'suspend in the other lane',
  'extend',
  'deemed acceptance',
  'item version change',
  'office renamed',
  'office taken over',
] as const;
export type EventName = (typeof events)[number];

/** The days of every row: taken in, concluded, sent back where a lane is to be working, first event, second event. */
export const days = {
  received: '2025-09-01',
  concluded: '2025-09-10',
  sentBack: '2025-09-11',
  first: '2025-09-15',
  second: '2025-09-16',
};

export const limits = {
  statutory: 45,
  promised: 20,
  review: 15,
  extension: 15,
  pause: 5,
  reviewAfterChange: 5,
};

export interface Expected {
  lanes: { a: LaneState; b: LaneState };
  /** The office whose lane the first one is by now. */
  officeOfA: string;
  /** Since when each lane's own limit runs, and under which version it began. */
  began: { a: Began; b: Began };
  /** When the special procedure began that each lane has. */
  suspended: { a: string | null; b: string | null };
  isExtended: boolean;
  version: 1 | 2;
}

interface Began {
  on: string;
  days: number;
}

const isOver = (state: LaneState) => state === 'agreed' || state === 'disagreed';

export function standing(a: LaneState, b: LaneState): Expected {
  const began = (state: LaneState) => ({
    on: state === 'working' ? days.sentBack : days.received,
    days: limits.review,
  });
  return {
    lanes: { a, b },
    officeOfA: 'fire',
    began: { a: began(a), b: began(b) },
    suspended: { a: null, b: null },
    isExtended: false,
    version: 1,
  };
}

/** Undefined when the event goes through; else with what the rule refuses it. `nothing` is what nobody is offered at all. */
export function refusalExpected(event: EventName, { lanes, suspended, isExtended, version }: Expected) {
  switch (event) {
    case 'send-back to acceptance':
    case 'send-back to one lane':
      return lanes.a === 'waiting' && lanes.b === 'waiting' ? 'step/not-from-here' : undefined;
    case 'withdraw conclusion':
      if (!isOver(lanes.a)) return 'step/not-from-here';
      return isOver(lanes.b) ? 'conclusion/join-passed' : undefined;
    case 'suspend':
      return suspended.a ? 'suspension/running' : undefined;
    case 'suspend in the other lane':
      return suspended.b ? 'suspension/running' : undefined;
    case 'extend':
      return isExtended ? 'extension/already' : undefined;
    // 行政许可法 32(4): what counts as accepted is told nothing more.
    case 'deemed acceptance':
      return 'notice/too-late';
    case 'item version change':
      return version === 2 ? 'nothing' : undefined;
    case 'office renamed':
    case 'office taken over':
      return undefined;
  }
}

export function after(event: EventName, before: Expected, on: string): Expected {
  const anew = { on, days: before.version === 2 ? limits.reviewAfterChange : limits.review };
  switch (event) {
    case 'send-back to acceptance':
      return { ...before, lanes: { a: 'waiting', b: 'waiting' }, began: { a: anew, b: anew } };
    case 'send-back to one lane':
      return { ...before, lanes: { ...before.lanes, a: 'working' }, began: { ...before.began, a: anew } };
    case 'withdraw conclusion':
      return { ...before, lanes: { ...before.lanes, a: 'working' } };
    case 'suspend':
      return { ...before, suspended: { ...before.suspended, a: on } };
    case 'suspend in the other lane':
      return { ...before, suspended: { ...before.suspended, b: on } };
    case 'extend':
      return { ...before, isExtended: true };
    case 'item version change':
      return { ...before, version: 2 };
    case 'office taken over':
      return { ...before, officeOfA: 'emergency' };
    case 'deemed acceptance':
    case 'office renamed':
      return before;
  }
}

export function headlineExpected({ lanes: { a, b } }: Expected): string {
  if (isOver(a) && isOver(b)) return 'reviewed';
  return a === 'waiting' && b === 'waiting' ? 'accepted' : 'reviewing';
}

/** Every limit that must be running, with its due day; stopped ones are absent. Both lanes' special procedures are one for the case. */
export function limitsExpected(expected: Expected): Record<string, string> {
  const { lanes, began, suspended, isExtended, officeOfA } = expected;
  const leftBy = (on: string | null): Left[] =>
    on === null ? [] : [{ from: on, to: dueByWalking(on, limits.pause) }];
  const [leftByA, leftByB] = [leftBy(suspended.a), leftBy(suspended.b)];
  const left = [...leftByA, ...leftByB];
  const statutory = limits.statutory + (isExtended ? limits.extension : 0);
  return {
    'decision-statutory': dueByWalking(days.received, statutory, left),
    'decision-promised': dueByWalking(days.received, limits.promised, left),
    ...(isOver(lanes.a) ? {} : { [`review:${officeOfA}`]: dueByWalking(began.a.on, began.a.days, leftByA) }),
    ...(isOver(lanes.b)
      ? {}
      : { 'review:market-regulation': dueByWalking(began.b.on, began.b.days, leftByB) }),
  };
}

/** Which limits stand still now: the case's while either lane has a special procedure, a lane's while it has one itself. */
export function pausedExpected({ suspended, officeOfA }: Expected): string[] {
  return [
    ...(suspended.a || suspended.b ? ['decision-statutory', 'decision-promised'] : []),
    ...(suspended.a ? [`review:${officeOfA}`] : []),
    ...(suspended.b ? ['review:market-regulation'] : []),
  ];
}

/** Who must be offered what, of the steps that depend on how the lanes stand. */
export function offersExpected({ lanes: { a, b }, suspended }: Expected): Record<string, string[]> {
  return {
    a: [
      ...(isOver(a) ? [] : ['review']),
      ...(isOver(a) && !isOver(b) ? ['withdraw-conclusion'] : []),
      suspended.a ? 'resume' : 'suspend',
    ].sort(),
    b: [
      ...(isOver(b) ? [] : ['review']),
      ...(isOver(b) && !isOver(a) ? ['withdraw-conclusion'] : []),
      suspended.b ? 'resume' : 'suspend',
    ].sort(),
    approver: isOver(a) && isOver(b) ? ['decide'] : [],
  };
}
