/** Which offices have concluded, read off the facts one after the other: another way to the answer than lanes and joins. */
import type { JsonObject } from '../../src/kernel/json.ts';
import type { Fact } from '../../src/kernel/procedure/fact.ts';

const decisions = ['granted', 'denied'];

export interface Conclusions {
  /** Every office that has to conclude, and whether it has. */
  offices: Map<string, boolean>;
  /** Those that had not, when it was decided all the same. */
  decidedWithout: string[];
}

export function conclusionsIn(facts: readonly Fact[]): Conclusions {
  const offices = new Map<string, boolean>();
  let decidedWithout: string[] = [];
  for (const { kind, data } of facts) {
    if (kind === 'accepted') for (const office of texts(data.offices)) offices.set(office, false);
    if (kind === 'reviewed') offices.set(String(data.office), true);
    if (kind === 'conclusion-withdrawn') offices.set(String(data.office), false);
    if (kind === 'sent-back') for (const office of texts(data.offices)) offices.set(office, false);
    if (kind === 'handed-over') {
      for (const { state } of reviewsIn(data.lanes)) {
        offices.delete(String(data.from));
        offices.set(String(data.to), isConcluded(state));
      }
    }
    if (kind === 'version-moved') {
      for (const { instance } of reviewsIn(data.leaves)) offices.delete(String(instance));
      for (const { instance, state } of reviewsIn(data.opens))
        offices.set(String(instance), isConcluded(state));
    }
    if (decisions.includes(kind)) decidedWithout = [...offices].flatMap(([one, has]) => (has ? [] : [one]));
  }
  return { offices, decidedWithout };
}

const isConcluded = (state: unknown) => state === 'agreed' || state === 'disagreed';
const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
const reviewsIn = (value: unknown) =>
  (Array.isArray(value) ? (value as JsonObject[]) : []).filter(({ lane }) => lane === 'review');
