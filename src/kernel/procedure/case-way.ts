/** The way one case has gone through its procedure: where it stood and since when, and which steps were taken. */
import type { LegalDay } from '../time/legal-day.ts';
import type { Procedure, State } from './declaration.ts';
import type { Fact } from './fact.ts';
import { emptyState, factDeclared, fold } from './fold.ts';
import { mainLaneOf } from './outline.ts';
import { versionMoveOf } from './standing/standing-facts.ts';
import { openingVersion, versionOf } from './versions.ts';

export interface CaseWay {
  /** States of the main lane in which the case stood or stands, with the day on which it last came there. */
  visited: Record<string, LegalDay>;
  current: string | null;
  /** Steps taken, with the day of the last time. */
  taken: Record<string, LegalDay>;
  /** Lanes beside the main one that were opened: where each instance stands, and since when. */
  lanes: Record<string, { instance: string; state: string; on: LegalDay }[]>;
}

/** The same as it is shown to somebody: names and labels in place of ids, and only what she may know. */
export interface ShownWay extends Pick<CaseWay, 'visited' | 'current' | 'taken'> {
  today: LegalDay;
  lanes: Record<string, { name: string; standing: string; on: LegalDay }[]>;
  /** What runs now, in words: 承诺办结时限：最迟 3月16日. */
  running: string[];
}

export function wayOf(procedure: Procedure, facts: readonly Fact[]): CaseWay {
  const main = mainLaneOf(procedure);
  const visited: CaseWay['visited'] = {};
  const daysOf = new Map(facts.map(({ version, effectiveOn }) => [version, effectiveOn]));
  let state: State = emptyState;
  let declaration = openingVersion(procedure, facts);
  for (const fact of facts) {
    const move = versionMoveOf(fact);
    if (move) declaration = versionOf(procedure, move.to.procedure);
    const next = fold(declaration, [fact], state);
    const standing = next.lanes[main]?.main;
    if (standing !== undefined && standing !== state.lanes[main]?.main) visited[standing] = fact.effectiveOn;
    state = next;
  }
  return {
    visited,
    current: state.lanes[main]?.main ?? null,
    taken: takenSteps(procedure, facts),
    lanes: Object.fromEntries(
      Object.entries(state.lanes)
        .filter(([lane]) => lane !== main)
        .map(([lane, instances]) => [
          lane,
          Object.entries(instances).map(([instance, standing]) => ({
            instance,
            state: standing,
            on: daysOf.get(state.movedAt[lane]?.[instance] ?? 0) ?? '',
          })),
        ]),
    ),
  };
}

/** Facts recorded by one person at one instant are one step's; a fact that several steps can make is then told apart. */
function takenSteps(procedure: Procedure, facts: readonly Fact[]): CaseWay['taken'] {
  const taken: CaseWay['taken'] = {};
  const together = Map.groupBy(facts, ({ recordedAt, actor }) => `${recordedAt} ${actor.person}`);
  for (const group of together.values()) {
    const makers = group.map(({ kind }) => {
      const declared = factDeclared(procedure, kind);
      return declared ? [declared.step, ...(declared.alsoBy ?? [])] : [];
    });
    const [first = [], ...others] = makers;
    const step = first.find((name) => others.every((names) => names.includes(name))) ?? first[0];
    const on = group[0]?.effectiveOn;
    if (step !== undefined && on !== undefined) taken[step] = on;
  }
  return taken;
}
