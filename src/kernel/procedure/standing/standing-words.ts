/** What standing facts say on the timeline, in any procedure. */
import type { JsonObject } from '../../json.ts';
import type { Fact } from '../fact.ts';
import { handOverOf, standingFacts, versionMoveOf } from './standing-facts.ts';

export interface Names {
  office: (id: string) => string;
  person: (id: string) => string;
}

/** Of these the applicant is told: another office has her case. */
export const standingTells: readonly string[] = ['handed-over'];

export const isStandingFact = (kind: string): boolean => Object.hasOwn(standingFacts, kind);

/** Whole sentences; the payload may be gone or hidden. Throws for a fact that is not standing. */
export function describeStanding(fact: Fact, payload: JsonObject, names: Names): string {
  const { data } = fact;
  switch (fact.kind) {
    case 'urged': {
      const whom = typeof data.office === 'string' ? names.office(data.office) : '正在办理的部门';
      return `${data.by === 'supervisor' ? '电子监察' : '申请人'}催办，请${whom}尽快办理${inFull(payload.text)}`;
    }
    case 'assigned': {
      const office = names.office(String(data.office));
      return typeof data.officer === 'string'
        ? `${office}指定由${names.person(data.officer)}经办${inFull(payload.reasons)}`
        : `${office}不再指定经办人，本部门同岗位人员均可办理${inFull(payload.reasons)}`;
    }
    case 'handed-over': {
      const over = handOverOf(fact);
      return `${names.office(over?.from ?? '')}已经撤并，由${names.office(over?.to ?? '')}继续办理；已有的结论、时限和特别程序不变。`;
    }
    case 'version-moved':
      return `${versionsMoved(fact)}继续办理，已经开始计算的期限不变${lanesChanged(fact, names)}${inFull(payload.reasons)}`;
    default:
      throw new Error(`"${fact.kind}" is not a standing fact`);
  }
}

function versionsMoved(fact: Fact): string {
  const move = versionMoveOf(fact);
  if (!move) return '';
  const parts = [
    ...(move.from.item === move.to.item ? [] : [`事项第 ${move.to.item} 版（原第 ${move.from.item} 版）`]),
    ...(move.from.procedure === move.to.procedure
      ? []
      : [`程序第 ${move.to.procedure} 版（原第 ${move.from.procedure} 版）`]),
  ];
  return `转按${parts.join('和')}`;
}

function lanesChanged(fact: Fact, { office }: Names): string {
  const move = versionMoveOf(fact);
  const named = (instances: { instance: string }[]) =>
    instances.map((one) => office(one.instance)).join('、');
  return [
    ...(move && move.opens.length > 0 ? [`；增加由${named(move.opens)}审查`] : []),
    ...(move && move.leaves.length > 0 ? [`；不再需要${named(move.leaves)}审查`] : []),
  ].join('');
}

function inFull(text: unknown): string {
  if (typeof text !== 'string' || !text.trim()) return '。';
  const trimmed = text.trim();
  return /[。！？!?]$/.test(trimmed) ? `：${trimmed}` : `：${trimmed}。`;
}
