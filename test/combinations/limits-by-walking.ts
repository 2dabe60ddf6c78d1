/** The limits of a licensing case reckoned anew from nothing but its facts, day by day: an oracle for what clocks say. */
import type { Fact } from '../../src/kernel/procedure/fact.ts';
import type { ItemTerms } from '../../src/kernel/procedure/item-terms.ts';
import { dueByWalking, type Left } from './day-counting.ts';

interface Special extends Left {
  office: string;
  isOpen: boolean;
}

/** `termsOf` gives the item version a case went by when a fact was made. */
export function limitsByWalking(
  facts: readonly Fact[],
  termsOf: (version: number) => ItemTerms,
): Record<string, string> {
  const limits: Record<string, string> = {};
  const accepted = facts.find(({ kind }) => kind === 'accepted');
  if (!accepted) return limits;
  const stop = facts.find(({ kind }) => ['granted', 'denied', 'withdrawn'].includes(kind));
  const seen = stop ? facts.filter(({ version }) => version < stop.version) : facts;
  const specials = specialsIn(seen, stop?.effectiveOn);
  const item = itemAt(facts, accepted.version, termsOf);
  const extension = sum(seen.flatMap(({ kind, data }) => (kind === 'extended' ? [Number(data.days)] : [])));
  const { statutory, promised } = item.limits;
  limits['decision-statutory'] = dueByWalking(accepted.effectiveOn, statutory.days + extension, specials);
  limits['decision-promised'] = dueByWalking(accepted.effectiveOn, promised.days, specials);
  for (const [office, start] of lanesOpen(seen)) {
    const { reviewLimit } = itemAt(facts, start.version, termsOf);
    if (!reviewLimit || stop) continue;
    const own = specials.filter((special) => special.office === office);
    limits[`review:${office}`] = dueByWalking(start.effectiveOn, reviewLimit.days, own);
  }
  return limits;
}

/**
 * Whether the statutory limit stands still: a special procedure lasts, and it began while the limit ran or stood still. What
 * began after the last day leaves the limit where it ended.
 */
export function standsStillByWalking(
  facts: readonly Fact[],
  termsOf: (version: number) => ItemTerms,
): boolean {
  const accepted = facts.find(({ kind }) => kind === 'accepted');
  if (!accepted) return false;
  const { statutory } = itemAt(facts, accepted.version, termsOf).limits;
  const counted: Special[] = [];
  for (const special of specialsIn(facts, undefined).sort((a, b) => a.from.localeCompare(b.from))) {
    const granted = facts.filter(
      ({ kind, effectiveOn }) => kind === 'extended' && effectiveOn <= special.from,
    );
    const days = statutory.days + sum(granted.map(({ data }) => Number(data.days)));
    const isStill = counted.some(({ isOpen, to }) => isOpen || special.from <= to);
    if (isStill || special.from <= dueByWalking(accepted.effectiveOn, days, counted)) counted.push(special);
  }
  return counted.some(({ isOpen }) => isOpen);
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

function itemAt(facts: readonly Fact[], version: number, termsOf: (version: number) => ItemTerms): ItemTerms {
  const next = facts.find((fact) => fact.kind === 'version-moved' && fact.version > version);
  const last = facts.findLast(({ kind }) => kind === 'version-moved');
  const versions = next ? next.data.from : last ? last.data.to : { item: 1 };
  return termsOf(Number((versions as { item: number }).item));
}

/** Beginning and end of what lasts: an office's special procedure, and the hearing of the case. */
const begins = ['suspended', 'hearing-required'];
const hearingEnds = ['hearing-record-signed', 'hearing-dropped'];

/** Special procedures with their days; one that lasts ends as announced, or when the limit stops. */
function specialsIn(facts: readonly Fact[], stoppedOn: string | undefined): Special[] {
  const specials: Special[] = [];
  const end = (office: unknown, on: string) => {
    for (const one of specials) {
      if (one.office === office && one.isOpen) Object.assign(one, { to: on, isOpen: false });
    }
  };
  for (const { kind, data, effectiveOn } of facts) {
    if (begins.includes(kind)) {
      const to = dueByWalking(effectiveOn, Number(data.days));
      const office = kind === 'suspended' ? String(data.office) : 'hearing';
      specials.push({ office, from: effectiveOn, to, isOpen: true });
    }
    if (kind === 'resumed') end(data.office, effectiveOn);
    if (hearingEnds.includes(kind)) end('hearing', effectiveOn);
    if (kind === 'handed-over') {
      for (const one of specials) if (one.office === data.from && one.isOpen) one.office = String(data.to);
    }
    if (kind === 'version-moved') for (const office of leftBy(data.leaves)) end(office, effectiveOn);
  }
  if (stoppedOn) for (const one of specials) if (one.isOpen) one.to = stoppedOn;
  return specials;
}

const leftBy = (leaves: unknown) => (leaves as { instance: string }[]).map(({ instance }) => instance);

/** Lanes that are not concluded, each with the fact since which its limit runs. */
function lanesOpen(facts: readonly Fact[]): Map<string, Fact> {
  const since = new Map<string, Fact>();
  const open = new Map<string, boolean>();
  const start = (office: string, fact: Fact) => {
    since.set(office, fact);
    open.set(office, true);
  };
  for (const fact of facts) {
    const { kind, data } = fact;
    const offices = Array.isArray(data.offices) ? data.offices.map(String) : [];
    if (kind === 'accepted' || kind === 'sent-back') for (const office of offices) start(office, fact);
    if (kind === 'reviewed') open.set(String(data.office), false);
    if (kind === 'conclusion-withdrawn') open.set(String(data.office), true);
    if (kind === 'handed-over') takeOver(fact, since, open);
    if (kind === 'version-moved') {
      for (const office of leftBy(data.opens)) start(office, fact);
      for (const office of leftBy(data.leaves)) since.delete(office);
    }
  }
  return new Map([...since].filter(([office]) => open.get(office)));
}

/** The older of two limits goes on; whether it is concluded the hand-over itself says. */
function takeOver({ data }: Fact, since: Map<string, Fact>, open: Map<string, boolean>): void {
  const [from, to] = [String(data.from), String(data.to)];
  const inherited = since.get(from);
  const lane = (data.lanes as { lane: string; open: boolean }[]).find((one) => one.lane === 'review');
  if (!inherited || !lane) return;
  const own = since.get(to);
  since.set(to, own && own.version < inherited.version ? own : inherited);
  since.delete(from);
  open.set(to, lane.open);
}
