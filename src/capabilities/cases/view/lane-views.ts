/** Where each lane of a case stands, and with whom. */
import type { Procedure, RuleContext } from '../../../kernel/procedure/declaration.ts';
import type { Duty } from '../../../kernel/procedure/duties.ts';
import { partyNamed } from '../involved-parties.ts';
import type { OpenCase } from '../open-case.ts';
import { officerName } from './whose-turn.ts';

/** Where one instance of a lane stands, and with whom. */
export interface LaneView {
  lane: string;
  label: string;
  /** What the lane has an instance for, where it has several. */
  per: 'office' | 'party' | null;
  instance: string;
  instanceLabel: string;
  state: string;
  stateLabel: string;
  /** It is concluded: nothing is waited for. */
  over: boolean;
  /** The day of the fact by which it came to stand so. */
  since: string;
  /** Name of the officer who has it; null while anybody at the post may take it. */
  officer: string | null;
  /** When it was last urged, while nothing has come of it. */
  urgedOn: string | null;
  /** What is peculiar there now, in a few words (a special procedure); null when nothing is. */
  note: string | null;
}

export function lanesOf(
  open: OpenCase,
  { state, today }: RuleContext,
  duties: readonly Duty[],
  withNames: boolean,
): LaneView[] {
  const { module, declaration, directory, record } = open;
  return Object.entries(declaration.lanes).flatMap(([lane, declared]) =>
    Object.entries(state.lanes[lane] ?? {}).map(([instance, standing]) => {
      const since = record.facts.find(({ version }) => version === state.movedAt[lane]?.[instance]);
      const duty = duties.find((one) => one.instance === instance && isOfLane(declaration, one, lane));
      return {
        lane,
        label: declared.label,
        per: declared.per ?? null,
        instance,
        instanceLabel:
          declared.per === 'office'
            ? directory.officeName(instance, today)
            : (withNames && declared.per === 'party' && partyNamed(record, instance)) || declared.label,
        state: standing,
        stateLabel: declared.states[standing] ?? standing,
        over: declared.ends.includes(standing),
        since: since?.effectiveOn ?? '',
        officer: officerName(open, duty?.officer),
        urgedOn: duty?.urgedOn ?? null,
        note: module.laneNote?.(state, lane, instance) ?? null,
      };
    }),
  );
}

const isOfLane = (declaration: Procedure, duty: Duty, lane: string) =>
  declaration.steps.some((step) => step.name === duty.step && step.lane === lane);
