/**
 * What desks and boards read, derived from facts by pure functions: the live rows and rebuilt ones are the same by
 * construction. Only what changed is written.
 */

import { type ClockReading, isPaused, readClocks } from '../../kernel/procedure/clocks.ts';
import type { Procedure, RuleContext, State } from '../../kernel/procedure/declaration.ts';
import type { Duty } from '../../kernel/procedure/duties.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import { dutiesOf } from '../../kernel/procedure/rules.ts';

export interface ClockRow {
  name: string;
  office: string;
  due: string;
  paused: boolean;
  expiry_step: string | null;
}

export interface WorklistRow {
  office: string;
  role: string;
  step: string;
  due: string | null;
  paused: boolean;
  since: string;
  /** Opaque id of the officer it was given to; null while anybody at the post may take it. */
  officer: string | null;
  /** When somebody last urged it and nothing moved since. */
  urged_on: string | null;
}

export interface Projection {
  status: string;
  office: string;
  /** Whether it was ever sent; what was not is its author's alone. */
  filed: boolean;
  version: number;
  due: string | null;
  paused: boolean;
  clocks: ClockRow[];
  worklist: WorklistRow[];
  /** From where it is seen besides its handling office and its authority (case-context.ts `seesCase`). */
  sight: string[];
}

type Inputs = Omit<RuleContext, 'state' | 'actor' | 'capacity'>;

/** Everything derived from the facts of one case. `read` are the clocks of these facts, when they were read already. */
export function project(
  procedure: Procedure,
  facts: readonly Fact[],
  inputs: Inputs,
  read: readonly ClockReading[] = readClocks(procedure.clocks, facts, inputs),
): Projection {
  const state = fold(procedure, facts);
  const running = read.filter((clock) => clock.stoppedOn === null);
  const isClosed = procedure.closed.includes(procedure.headline(state));
  const open = isClosed ? running.filter(({ outlives }) => outlives) : running;
  const clocks = open.map((clock) => clockRow(clock, inputs.item.office));
  const against = open.filter(
    (clock) => clock.against === 'agency' && !clock.mayLapse && clock.lane === null,
  );
  // What stands still does not hide what runs beside it: the day to hold a hearing, while the decision waits for it.
  const ticking = against.filter((clock) => !isPaused(clock));
  const due = earliest((ticking.length > 0 ? ticking : against).map((clock) => clock.due));
  const paused = against.length > 0 && ticking.length === 0;
  const since = facts.at(-1)?.recordedAt ?? '';
  const laneOf = (name: string) => procedure.steps.find((step) => step.name === name)?.lane;
  const worklist = dutiesOf(procedure, { ...inputs, state }).map((duty) => ({
    office: duty.office,
    role: duty.role,
    step: duty.step,
    ...limitOf(duty, open, { due, paused }, laneOf),
    since,
    officer: duty.officer ?? null,
    urged_on: duty.urgedOn ?? null,
  }));
  const filed = wasFiled(facts);
  return {
    status: procedure.headline(state),
    office: inputs.item.office,
    filed,
    version: state.version,
    due,
    paused,
    clocks,
    worklist,
    sight: sightOf(procedure, state, inputs.item),
  };
}

/** What stands for the head of the government where offices stand. */
export const seenByLeader = ':leader';

function sightOf(procedure: Procedure, state: State, item: ItemTerms): string[] {
  const lanes = Object.entries(procedure.lanes).flatMap(([lane, { per }]) =>
    per === 'office' ? Object.keys(state.lanes[lane] ?? {}) : [],
  );
  const others = [...item.reviewOffices, ...lanes].filter((office) => office !== item.office);
  return [...new Set([...others, ...(item.extension?.by === 'leader' ? [seenByLeader] : [])])].sort();
}

/** Work in a lane is pressed by the lane's own clock where it has one that ends first, and paused by its own pause only. */
function limitOf(
  { step, instance }: Duty,
  open: readonly ClockReading[],
  whole: Pick<WorklistRow, 'due' | 'paused'>,
  laneOf: (step: string) => string | undefined,
): Pick<WorklistRow, 'due' | 'paused'> {
  const own = open.find(
    (clock) => clock.lane !== null && clock.lane === laneOf(step) && clock.of === instance,
  );
  if (!own) return whole;
  return { due: earliest([own.due, ...(whole.due === null ? [] : [whole.due])]), paused: isPaused(own) };
}

const beforeFiling = new Set(['drafted', 'withdrawn', 'payload-erased']);

/** What is never filed is its author's alone. */
export function wasFiled(facts: readonly Fact[]): boolean {
  return facts.some(({ kind }) => !beforeFiling.has(kind));
}

function clockRow(clock: ClockReading, office: string): ClockRow {
  const name = clock.of === null ? clock.name : `${clock.name}:${clock.of}`;
  return {
    name,
    office: clock.lane === null ? office : (clock.of ?? office),
    due: clock.due,
    paused: isPaused(clock),
    expiry_step: clock.onExpiry?.step ?? null,
  };
}

function earliest(days: string[]): string | null {
  return days.length === 0 ? null : days.reduce((first, day) => (day < first ? day : first));
}

export interface ProjectionChange {
  putClocks: ClockRow[];
  dropClocks: string[];
  putWork: WorklistRow[];
  dropWork: { office: string; role: string; step: string }[];
  putSight: string[];
  dropSight: string[];
  standingChanged: boolean;
}

/** Only the rows that differ; `since` of a duty that stays is kept. */
export function changeBetween(before: Projection | undefined, after: Projection): ProjectionChange {
  const oldClocks = before?.clocks ?? [];
  const oldWork = before?.worklist ?? [];
  return {
    putClocks: after.clocks.filter(
      (row) => JSON.stringify(row) !== JSON.stringify(oldClocks.find((old) => old.name === row.name)),
    ),
    dropClocks: oldClocks
      .filter((old) => !after.clocks.some((row) => row.name === old.name))
      .map((row) => row.name),
    putWork: after.worklist.filter((row) => {
      const old = oldWork.find((candidate) => isSameDuty(candidate, row));
      return !old || JSON.stringify({ ...old, since: '' }) !== JSON.stringify({ ...row, since: '' });
    }),
    dropWork: oldWork
      .filter((old) => !after.worklist.some((row) => isSameDuty(row, old)))
      .map(({ office, role, step }) => ({ office, role, step })),
    putSight: after.sight.filter((place) => !before?.sight.includes(place)),
    dropSight: (before?.sight ?? []).filter((place) => !after.sight.includes(place)),
    standingChanged: before?.status !== after.status || before.office !== after.office,
  };
}

function isSameDuty(one: WorklistRow, other: WorklistRow): boolean {
  return one.office === other.office && one.role === other.role && one.step === other.step;
}
