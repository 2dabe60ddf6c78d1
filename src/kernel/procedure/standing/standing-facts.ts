/**
 * Facts that any case can have, whatever its law: somebody urged, somebody was given it, another office took over, it
 * goes by a newer version, words of it were lawfully erased. They are the kernel's, so that no procedure declares them again.
 */
import type { Json, JsonObject } from '../../json.ts';
import type { FactDeclaration, LaneInstance } from '../declaration.ts';
import type { Fact } from '../fact.ts';

export const standingFacts: Record<string, FactDeclaration> = {
  urged: { label: '催办', step: 'urge', moves: [] },
  assigned: { label: '指定经办人', step: 'assign', internal: true, moves: [] },
  'handed-over': { label: '承办部门变更', step: 'hand-over', moves: [] },
  'payload-erased': { label: '依法删除内容', step: 'erase', moves: [] },
  'version-moved': { label: '转按新版本办理', step: 'move-version', internal: true, moves: [] },
};

/** An instance of a lane that went over to another office, and how it stands there. */
export interface LaneHandedOver {
  lane: string;
  state: string;
  /** Whether it is still to be concluded there. */
  open: boolean;
}

export interface HandOver {
  from: string;
  to: string;
  /** The handling office itself: then letters and numbers are the new authority's. */
  handling: boolean;
  authority: string;
  lanes: LaneHandedOver[];
}

export function handOverOf(fact: Fact): HandOver | undefined {
  if (fact.kind !== 'handed-over') return undefined;
  const { from, to, handling, authority, lanes } = fact.data;
  return {
    from: String(from),
    to: String(to),
    handling: handling === true,
    authority: String(authority),
    lanes: objectsIn(lanes).map(({ lane, state, open }) => ({
      lane: String(lane),
      state: String(state),
      open: open === true,
    })),
  };
}

export interface VersionMove {
  from: Versions;
  to: Versions;
  opens: LaneInstance[];
  leaves: LaneInstance[];
}

export interface Versions {
  procedure: number;
  item: number;
}

export function versionMoveOf(fact: Fact): VersionMove | undefined {
  if (fact.kind !== 'version-moved') return undefined;
  const { from, to, opens, leaves } = fact.data;
  return {
    from: versionsIn(from),
    to: versionsIn(to),
    opens: instancesIn(opens),
    leaves: instancesIn(leaves),
  };
}

function versionsIn(value: Json | undefined): Versions {
  const { procedure, item } = objectsIn([value ?? null])[0] ?? {};
  return { procedure: Number(procedure), item: Number(item) };
}

function instancesIn(value: Json | undefined): LaneInstance[] {
  return objectsIn(value).map(({ lane, instance, state }) => ({
    lane: String(lane),
    instance: String(instance),
    state: String(state),
  }));
}

function objectsIn(value: Json | undefined): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (one): one is JsonObject => one !== null && typeof one === 'object' && !Array.isArray(one),
  );
}
