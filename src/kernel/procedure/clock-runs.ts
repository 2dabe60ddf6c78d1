/** From which fact to which a clock ran: the latest run for each of those it runs for. */

import type { ClockDeclaration } from './clock-declaration.ts';
import { about } from './clock-pauses.ts';
import type { Fact } from './fact.ts';
import { handOverOf, versionMoveOf } from './standing/standing-facts.ts';

export interface Run {
  of: string | null;
  start: Fact;
  stop: Fact | undefined;
  /** What happened before it: a pause may reach into the run. */
  before: Fact[];
  /** What happened while it ran. */
  during: Fact[];
}

interface Course {
  start: Fact;
  stop: Fact | undefined;
}

type Key = string | null;

export function runsOf(declared: ClockDeclaration, facts: readonly Fact[]): Run[] {
  const courses = new Map<Key, Course>();
  for (const fact of facts) follow(declared, courses, fact);
  return [...courses].map(([of, { start, stop }]) => ({
    of,
    start,
    stop,
    before: facts.filter((fact) => fact.version < start.version),
    during: facts.filter(
      (fact) => fact.version > start.version && (stop === undefined || fact.version < stop.version),
    ),
  }));
}

function follow(declared: ClockDeclaration, courses: Map<Key, Course>, fact: Fact): void {
  const spokenOf = () => keysOf(declared, fact) ?? [...courses.keys()];
  if (declared.reopenedBy?.includes(fact.kind)) change(courses, spokenOf(), { stop: undefined });
  if (declared.stops.includes(fact.kind) && !declared.runsOnAfter?.(fact)) {
    const running = spokenOf().filter((key) => courses.get(key)?.stop === undefined);
    change(courses, running, { stop: fact });
  }
  if (declared.starts(fact)) {
    for (const key of keysOf(declared, fact) ?? [null]) courses.set(key, { start: fact, stop: undefined });
  }
  if (!declared.each) return;
  takeOver(declared, courses, fact);
  for (const { instance } of versionMoveOf(fact)?.leaves ?? []) {
    const left = keysOf(declared, about(fact, { office: instance })) ?? [];
    change(
      courses,
      left.filter((key) => courses.get(key)?.stop === undefined),
      { stop: fact },
    );
  }
}

function change(courses: Map<Key, Course>, keys: readonly Key[], to: Pick<Course, 'stop'>): void {
  for (const key of keys) {
    const course = courses.get(key);
    if (course) courses.set(key, { ...course, ...to });
  }
}

/** Undefined when the fact speaks of none in particular. */
function keysOf({ each }: ClockDeclaration, fact: Fact): Key[] | undefined {
  if (!each) return [null];
  const keys = each(fact);
  return keys === undefined ? undefined : [keys].flat();
}

/** Time does not begin anew because another office took over; where that one had a clock of its own, the older goes on. */
function takeOver(declared: ClockDeclaration, courses: Map<Key, Course>, fact: Fact): void {
  const over = handOverOf(fact);
  if (!over) return;
  const [from, to] = [over.from, over.to].map(
    (office) => keysOf(declared, about(fact, { office }))?.[0] ?? undefined,
  );
  const inherited = from === undefined ? undefined : courses.get(from);
  if (from === undefined || to === undefined || !inherited) return;
  courses.delete(from);
  const own = courses.get(to);
  if (!own) {
    courses.set(to, inherited);
    return;
  }
  // A lane that was left before the hand-over is not taken over: what the successor has of its own goes on.
  if (declared.lane !== undefined && !over.lanes.some(({ lane }) => lane === declared.lane)) return;
  const start = own.start.version < inherited.start.version ? own.start : inherited.start;
  const isOpen = over.lanes.some(({ lane, open }) => lane === declared.lane && open);
  courses.set(to, { start, stop: isOpen ? undefined : (own.stop ?? inherited.stop) });
}
