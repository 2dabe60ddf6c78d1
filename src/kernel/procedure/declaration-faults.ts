/** Faults of a declaration, found at load and said in sentences: a wrong law must not wait for a citizen to meet it. */
import type { Procedure, StateCondition } from './declaration.ts';

export function findDeclarationFaults(procedure: Procedure): string[] {
  return [
    ...undeclaredStates(procedure),
    ...unreachableStates(procedure),
    ...laneFaults(procedure),
    ...stepFaults(procedure),
    ...factFaults(procedure),
    ...clockFaults(procedure),
    ...missingLabels(procedure),
    ...versionFaults(procedure),
  ];
}

/** Throws with every fault at once. */
export function assertSound(procedure: Procedure): void {
  const faults = findDeclarationFaults(procedure);
  if (faults.length > 0) {
    throw new Error(`Procedure ${procedure.id}@${procedure.version} is not sound:\n- ${faults.join('\n- ')}`);
  }
}

function conditionsOf(procedure: Procedure): { step: string; condition: StateCondition }[] {
  return procedure.steps.flatMap((step) =>
    step.from.flatMap((alternative) => alternative.all.map((condition) => ({ step: step.name, condition }))),
  );
}

function undeclaredStates(procedure: Procedure): string[] {
  const known = (lane: string, state: string) => state in (procedure.lanes[lane]?.states ?? {});
  const moves = Object.entries(procedure.facts).flatMap(([kind, fact]) =>
    fact.moves.flatMap((move) =>
      move.to
        .filter((state) => !known(move.lane, state))
        .map(
          (state) => `fact "${kind}" moves lane "${move.lane}" to "${state}", which the lane does not have`,
        ),
    ),
  );
  const conditions = conditionsOf(procedure).flatMap(({ step, condition }) =>
    condition.states
      .filter((state) => !known(condition.lane, state))
      .map((state) => `step "${step}" starts from "${state}", which lane "${condition.lane}" does not have`),
  );
  return [...moves, ...conditions];
}

function unreachableStates(procedure: Procedure): string[] {
  const reached = new Set(
    Object.values(procedure.facts).flatMap((fact) =>
      fact.moves.flatMap((move) => move.to.map((state) => `${move.lane}/${state}`)),
    ),
  );
  return Object.entries(procedure.lanes).flatMap(([lane, declared]) =>
    Object.keys(declared.states)
      .filter((state) => !reached.has(`${lane}/${state}`))
      .map((state) => `no fact ever moves lane "${lane}" to "${state}"`),
  );
}

function laneFaults(procedure: Procedure): string[] {
  return Object.entries(procedure.lanes).flatMap(([lane, declared]) =>
    declared.ends
      .filter((state) => !(state in declared.states))
      .map((state) => `lane "${lane}" ends in "${state}", which it does not have`),
  );
}

/** A fact names the step that makes it, as the timeline shows; filing is the opening's. */
function factFaults(procedure: Procedure): string[] {
  const steps = new Set(['file', ...procedure.steps.map((step) => step.name)]);
  return Object.entries(procedure.facts).flatMap(([kind, fact]) =>
    [fact.step, ...(fact.alsoBy ?? [])]
      .filter((step) => !steps.has(step))
      .map((step) => `fact "${kind}" is made by step "${step}", which is not declared`),
  );
}

function stepFaults(procedure: Procedure): string[] {
  const faults: string[] = [];
  const names = new Set<string>();
  for (const step of procedure.steps) {
    if (names.has(step.name)) faults.push(`step "${step.name}" is declared twice`);
    names.add(step.name);
    if (step.lane !== undefined && !(step.lane in procedure.lanes)) {
      faults.push(`step "${step.name}" works in lane "${step.lane}", which is not declared`);
    }
    if (step.who.length === 0) faults.push(`nobody may ever take step "${step.name}"`);
    if (step.from.length === 0) faults.push(`step "${step.name}" starts from nowhere`);
    if (step.enters !== undefined && !procedure.steps.some(({ name }) => name === step.enters)) {
      faults.push(`step "${step.name}" enters step "${step.enters}", which is not declared`);
    }
    for (const role of step.duty ?? []) {
      const mayTake = step.who.some((who) => 'role' in who && who.role === role);
      if (!mayTake) faults.push(`step "${step.name}" is work for "${role}", who may not take it`);
    }
  }
  return faults;
}

function clockFaults(procedure: Procedure): string[] {
  return procedure.clocks.flatMap((clock) => {
    const faults: string[] = [];
    if (clock.stops.length === 0) faults.push(`nothing ever stops clock "${clock.name}"`);
    const pairs = (clock.pausedBy ?? []).flatMap((pair) => [pair.from, ...pair.to]);
    for (const kind of [...clock.stops, ...pairs, ...(clock.startedBy ?? [])]) {
      if (!(kind in procedure.facts)) faults.push(`clock "${clock.name}" waits for unknown fact "${kind}"`);
    }
    const step = clock.onExpiry?.step;
    const systemMay = procedure.steps
      .find((candidate) => candidate.name === step)
      ?.who.some((who) => 'system' in who);
    if (step && !systemMay)
      faults.push(`clock "${clock.name}" ends in "${step}", which the system may not take`);
    return faults;
  });
}

/** What happened under the declaration before must stay readable, and what stands there must have a place here. */
function versionFaults(procedure: Procedure): string[] {
  const { earlier } = procedure;
  if (!earlier) return [];
  const faults: string[] = [];
  if (earlier.id !== procedure.id) faults.push(`the declaration before it is "${earlier.id}"`);
  if (earlier.version >= procedure.version)
    faults.push(`version ${procedure.version} does not follow version ${earlier.version}`);
  for (const kind of Object.keys(earlier.facts)) {
    if (!(kind in procedure.facts))
      faults.push(`fact "${kind}" of version ${earlier.version} is unknown to it`);
  }
  for (const [lane, { states }] of Object.entries(earlier.lanes)) {
    for (const state of Object.keys(states)) {
      if (!(state in (procedure.lanes[lane]?.states ?? {})))
        faults.push(
          `cases of version ${earlier.version} may stand in "${state}" of lane "${lane}", which it lacks`,
        );
    }
  }
  return faults;
}

function missingLabels(procedure: Procedure): string[] {
  const labelled: [string, string][] = [
    ...procedure.steps.flatMap((step): [string, string][] => [
      [`step "${step.name}"`, step.label],
      [`hint of step "${step.name}"`, step.hint],
    ]),
    ...procedure.clocks.map((clock): [string, string] => [`clock "${clock.name}"`, clock.label]),
    ...Object.entries(procedure.facts).map(([kind, fact]): [string, string] => [
      `fact "${kind}"`,
      fact.label,
    ]),
    ...procedure.closed.map((status): [string, string] => [
      `headline "${status}"`,
      procedure.headlines[status] ?? '',
    ]),
    ...Object.entries(procedure.lanes).flatMap(([lane, declared]): [string, string][] => [
      [`lane "${lane}"`, declared.label],
      ...Object.entries(declared.states).map(([state, label]): [string, string] => [
        `state "${state}" of lane "${lane}"`,
        label,
      ]),
    ]),
  ];
  return labelled.filter(([, label]) => label.trim() === '').map(([what]) => `${what} has no label`);
}
