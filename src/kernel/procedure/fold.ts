/** State is a fold over facts: nothing else decides where a case stands. */
import type { FactDeclaration, LaneStates, Move, Procedure, State } from './declaration.ts';
import type { Fact } from './fact.ts';
import { declarationOf } from './record-facts.ts';

export const emptyState: State = { version: 0, lanes: {}, facts: [] };

/** Folds facts (ascending, gapless versions) into a state. Throws on a fact the declaration does not know. */
export function fold(procedure: Procedure, facts: readonly Fact[], from: State = emptyState): State {
  let { version, lanes } = from;
  for (const fact of facts) {
    const declared = declarationOf(procedure, fact.kind);
    if (!declared) throw new Error(`${procedure.id}@${procedure.version} knows no fact "${fact.kind}"`);
    if (fact.version !== version + 1) {
      throw new Error(`fact ${fact.version} does not follow version ${version}`);
    }
    version = fact.version;
    lanes = moved(lanes, declared, fact);
  }
  return { version, lanes, facts: from.facts.length === 0 ? facts : [...from.facts, ...facts] };
}

function moved(lanes: State['lanes'], declared: FactDeclaration, fact: Fact): State['lanes'] {
  const result = { ...lanes };
  for (const move of declared.moves) {
    const to = targetOf(move, fact);
    const lane: LaneStates = { ...result[move.lane] };
    for (const instance of instancesOf(move, lane, fact)) lane[instance] = to;
    result[move.lane] = lane;
  }
  return result;
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
  return open.length > 0 ? open : ['main'];
}

/** The last fact of a kind, or undefined. */
export function lastFact(state: State, ...kinds: string[]): Fact | undefined {
  return state.facts.findLast((fact) => kinds.includes(fact.kind));
}

export function factsOf(state: State, ...kinds: string[]): Fact[] {
  return state.facts.filter((fact) => kinds.includes(fact.kind));
}
