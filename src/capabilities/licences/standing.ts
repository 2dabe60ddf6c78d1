/** What the facts of a certificate say about its validity and its state. Pure. */
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { State } from '../../kernel/procedure/declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';

/** Facts that set the last day of validity anew. */
export const validitySetting = ['issued', 'renewed'];

export const dayOf = (value: Json | undefined): LegalDay | null => (typeof value === 'string' ? value : null);

/** The last day of validity; null when it does not end. */
export function validToOf({ facts }: Pick<State, 'facts'>): LegalDay | null {
  return dayOf(facts.findLast(({ kind }) => validitySetting.includes(kind))?.data.validTo);
}

/** 行政许可法 50: the last day on which a renewal is applied for in time; null where nothing ends. */
export function applyByOf({ facts }: Pick<State, 'facts'>): LegalDay | null {
  return dayOf(facts.findLast(({ kind }) => validitySetting.includes(kind))?.data.applyBy);
}

/** The first day on which it may be applied for; null where nothing says so. */
export function applyFromOf({ facts }: { facts: readonly Fact[] }): LegalDay | null {
  return dayOf(facts.findLast(({ kind }) => validitySetting.includes(kind))?.data.applyFrom);
}

export function holderKindOf({ facts }: Pick<State, 'facts'>): string {
  return String(facts[0]?.data.holderKind ?? '');
}

export function lastProposal({ facts }: Pick<State, 'facts'>): Fact | undefined {
  return facts.findLast(({ kind }) => kind === 'ending-proposed');
}

export const text = (data: JsonObject, name: string): string =>
  typeof data[name] === 'string' ? data[name] : '';
