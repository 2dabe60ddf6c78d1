/** What a golden file keeps of a version: the shape of its declaration, and lives with everything that is read from them. */
import type { JsonObject } from '../../../kernel/json.ts';
import { readClocks } from '../../../kernel/procedure/clocks.ts';
import type { Procedure } from '../../../kernel/procedure/declaration.ts';
import type { Fact } from '../../../kernel/procedure/fact.ts';
import { fold } from '../../../kernel/procedure/fold.ts';
import { calendar, type ImaginedCase } from '../../../kernel/procedure/imagined-case.fixture.ts';
import type { ItemTerms } from '../../../kernel/procedure/item-terms.ts';
import type { Settings } from '../../../kernel/procedure/settings.ts';
import {
  earlierTermsIn,
  termsAfterHandOvers,
  versionOf,
  versionsAfter,
} from '../../../kernel/procedure/versions.ts';

export interface GoldenLife {
  title: string;
  /** The item's versions, in order. */
  items: ItemTerms[];
  settings: Settings;
  facts: Fact[];
  /** After each fact, in order. */
  readings: Reading[];
}

export interface Reading {
  headline: string;
  lanes: Record<string, Record<string, string>>;
  clocks: string[];
}

export function goldenLife(title: string, made: ImaginedCase): GoldenLife {
  const { settings, items } = made;
  const told = made.facts.map((fact, at) => ({ ...fact, payload: made.payloads[at] }));
  const facts: Fact[] = JSON.parse(JSON.stringify(told));
  return { title, items, settings, facts, readings: readingsOf(made.newest, { facts, settings, items }) };
}

export function readingsOf(
  newest: Procedure,
  { facts, settings, items }: Pick<GoldenLife, 'facts' | 'settings' | 'items'>,
): Reading[] {
  const termsOf = (version: number) => {
    const item = items.find((one) => one.version === version);
    if (!item) throw new Error(`no item version ${version}`);
    return item;
  };
  return facts.map((_fact, at) => {
    const so = facts.slice(0, at + 1);
    const versions = versionsAfter(so, { procedure: newest.version, item: items[0]?.version ?? 1 });
    const procedure = versionOf(newest, versions.procedure);
    const state = fold(procedure, so);
    const clocks = readClocks(procedure.clocks, so, {
      calendar,
      settings,
      item: termsAfterHandOvers(termsOf(versions.item), so),
      earlierTerms: earlierTermsIn(so, termsOf),
    });
    return {
      headline: procedure.headline(state),
      lanes: JSON.parse(JSON.stringify(state.lanes)),
      clocks: clocks.map(
        ({ name, of, startedOn, due, stoppedOn }) =>
          `${name}${of === null ? '' : `:${of}`} ${startedOn}..${due}${stoppedOn ? ` stopped ${stoppedOn}` : ''}`,
      ),
    };
  });
}

/** Everything of a declaration that can be written down; what its functions do the lives show. */
export function shapeOf(procedure: Procedure): JsonObject {
  const { id, version, lanes, facts, steps, clocks, headlines, closed } = procedure;
  return JSON.parse(
    JSON.stringify({
      id,
      version,
      lanes: Object.fromEntries(
        Object.entries(lanes).map(([lane, { label, states, ends, per }]) => [
          lane,
          { label, states, ends, per },
        ]),
      ),
      facts: Object.fromEntries(
        Object.entries(facts).map(([kind, { step, internal, moves }]) => [
          kind,
          { step, internal, moves: moves.map(({ lane, to }) => ({ lane, to })) },
        ]),
      ),
      steps: steps.map(({ name, who, lane, from, input, duty, letterKinds, aside }) => ({
        name,
        who,
        lane,
        from,
        input,
        duty,
        letterKinds,
        aside,
      })),
      clocks: clocks.map(({ name, against, stops, mayLapse, pausedBy, onExpiry }) => ({
        name,
        against,
        stops,
        mayLapse,
        pausedBy,
        onExpiry,
      })),
      headlines,
      closed,
    }),
  );
}
