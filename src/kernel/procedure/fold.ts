/** State is a fold over facts: nothing else decides where a case stands. */
import type { FactDeclaration, LaneStates, Move, Procedure, State } from './declaration.ts';
import type { Fact } from './fact.ts';
import { handOverOf, standingFacts, versionMoveOf } from './standing/standing-facts.ts';
import { openingVersion, versionOf } from './versions.ts';

export const emptyState: State = { version: 0, lanes: {}, movedAt: {}, facts: [] };

type Standing = Pick<State, 'lanes' | 'movedAt'>;

/**
 * Folds facts (ascending, gapless versions) into a state. `procedure` is the version the case goes by after them; facts
 * from before it was moved there are read by the declaration under which they were made. Throws on a fact that the
 * declaration does not know.
 */
export function fold(procedure: Procedure, facts: readonly Fact[], from: State = emptyState): State {
  let { version } = from;
  let standing: Standing = from;
  let declaration = openingVersion(procedure, facts);
  for (const fact of facts) {
    const declared = factDeclared(declaration, fact.kind);
    if (!declared) throw new Error(`${declaration.id}@${declaration.version} knows no fact "${fact.kind}"`);
    if (fact.version !== version + 1) {
      throw new Error(`fact ${fact.version} does not follow version ${version}`);
    }
    version = fact.version;
    standing = handedOver(moved(standing, declared, fact), fact);
    const move = versionMoveOf(fact);
    if (move) {
      declaration = versionOf(procedure, move.to.procedure);
      standing = arrived(standing, declaration, fact);
    }
  }
  const { lanes, movedAt } = standing;
  return { version, lanes, movedAt, facts: from.facts.length === 0 ? facts : [...from.facts, ...facts] };
}

/** What the procedure says of a fact, or what holds of it in every procedure. */
export function factDeclared(procedure: Procedure, kind: string): FactDeclaration | undefined {
  return procedure.facts[kind] ?? standingFacts[kind];
}

function moved(from: Standing, declared: FactDeclaration, fact: Fact): Standing {
  let standing = from;
  for (const move of declared.moves) {
    const to = targetOf(move, fact);
    const lane = standing.lanes[move.lane] ?? {};
    standing = { ...standing, lanes: { ...standing.lanes, [move.lane]: lane } };
    for (const instance of instancesOf(move, lane, fact)) {
      standing = placed(standing, move.lane, instance, to, fact.version);
    }
  }
  return standing;
}

function placed(
  { lanes, movedAt }: Standing,
  lane: string,
  instance: string,
  state: string,
  version: number,
): Standing {
  return {
    lanes: { ...lanes, [lane]: { ...lanes[lane], [instance]: state } },
    movedAt: { ...movedAt, [lane]: { ...movedAt[lane], [instance]: version } },
  };
}

function without({ lanes, movedAt }: Standing, lane: string, instance: string): Standing {
  const { [instance]: _state, ...others } = lanes[lane] ?? {};
  const { [instance]: _at, ...otherTimes } = movedAt[lane] ?? {};
  return { lanes: { ...lanes, [lane]: others }, movedAt: { ...movedAt, [lane]: otherTimes } };
}

/** An instance that goes over keeps its place in time: taking over is no progress. */
function handedOver(standing: Standing, fact: Fact): Standing {
  const over = handOverOf(fact);
  if (!over) return standing;
  return over.lanes.reduce((before, { lane, state }) => {
    const since = before.movedAt[lane]?.[over.to] ?? before.movedAt[lane]?.[over.from] ?? fact.version;
    const isNew = before.lanes[lane]?.[over.to] !== state && over.to in (before.lanes[lane] ?? {});
    return placed(without(before, lane, over.from), lane, over.to, state, isNew ? fact.version : since);
  }, standing);
}

/** What stands in a state that the new declaration does not have cannot come along: the rules must not let it. */
function arrived(standing: Standing, declaration: Procedure, fact: Fact): Standing {
  const move = versionMoveOf(fact);
  if (!move) return standing;
  const left = move.leaves.reduce((before, { lane, instance }) => without(before, lane, instance), standing);
  const after = move.opens.reduce(
    (before, { lane, instance, state }) => placed(before, lane, instance, state, fact.version),
    left,
  );
  for (const [lane, instances] of Object.entries(after.lanes)) {
    for (const state of Object.values(instances)) {
      if (state in (declaration.lanes[lane]?.states ?? {})) continue;
      throw new Error(`${declaration.id}@${declaration.version} has no state "${state}" in lane "${lane}"`);
    }
  }
  return after;
}

function targetOf(move: Move, fact: Fact): string {
  const to = move.pick ? move.pick(fact.data) : move.to[0];
  if (to === undefined || !move.to.includes(to)) {
    throw new Error(`fact "${fact.kind}" moves lane "${move.lane}" to undeclared state "${to}"`);
  }
  return to;
}

function instancesOf(move: Move, lane: LaneStates, fact: Fact): string[] {
  if (move.instances) return move.instances(fact.data);
  const open = Object.keys(lane);
  if (move.survivors) {
    const survivors = move.survivors(fact.data);
    return open.filter((instance) => !survivors.includes(`${move.lane}/${instance}`));
  }
  return open.length > 0 ? open : ['main'];
}

/** The last fact of a kind, or undefined. */
export function lastFact(state: State, ...kinds: string[]): Fact | undefined {
  return state.facts.findLast((fact) => kinds.includes(fact.kind));
}

export function factsOf(state: State, ...kinds: string[]): Fact[] {
  return state.facts.filter((fact) => kinds.includes(fact.kind));
}
