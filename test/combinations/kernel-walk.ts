/** One case walked at random through whatever the rules offer, and what must hold of it all the way. */
import { project } from '../../src/capabilities/cases/projection.ts';
import { licence } from '../../src/capabilities/licensing/items.fixture.ts';
import { licensing } from '../../src/capabilities/licensing/licensing.ts';
import { licensing1 } from '../../src/capabilities/licensing/licensing-1.ts';
import type { Post } from '../../src/kernel/actor.ts';
import { isPaused } from '../../src/kernel/procedure/clocks.ts';
import type { StepActor } from '../../src/kernel/procedure/declaration.ts';
import type { Duty } from '../../src/kernel/procedure/duties.ts';
import { fold } from '../../src/kernel/procedure/fold.ts';
import {
  applicant,
  calendar,
  ImaginedCase,
  interested,
} from '../../src/kernel/procedure/imagined-case.fixture.ts';
import { offeredSchema } from '../../src/kernel/procedure/offered-schema.ts';
import { inCapacity } from '../../src/kernel/procedure/rules.ts';
import { addWorkingDays } from '../../src/kernel/time/deadline.ts';
import { conclusionsIn } from './conclusions-by-reading.ts';
import { items, officers, staff, worldTurns } from './imagined-district.ts';
import { type Chance, chanceOf, inputFrom, type Things } from './input-from-schema.ts';
import { limitsByWalking, standsStillByWalking } from './limits-by-walking.ts';

const longest = 14;

interface Walk {
  made: ImaginedCase;
  day: string;
  chance: Chance;
  taken: string[];
}

function begin(chance: Chance): Walk {
  const item = items[chance(items.length)] ?? licence;
  const made = new ImaginedCase(chance(5) === 0 ? licensing1 : licensing, item);
  made.newest = licensing;
  made.officers = officers;
  const day = addWorkingDays(calendar, '2025-01-06', chance(200));
  return { made: made.file(day), day, chance, taken: [] };
}

function thingsOf({ made, day }: Walk): Things {
  const notice = made.facts.findLast(({ kind }) => kind === 'one-time-notice-given');
  const answered = new Set(
    made.facts.flatMap(({ version, data }) =>
      notice && version > notice.version && Array.isArray(data.answered) ? data.answered.map(Number) : [],
    ),
  );
  const demanded = (notice?.data.items ?? []) as { key: string; materialCode: string | null }[];
  return {
    today: day,
    materialCodes: made.item.materials.map(({ materialCode }) => materialCode),
    documentId: 'd1',
    demands: demanded.map(({ materialCode }, index) => ({
      index,
      materialCode,
      text: noticeTexts.get(made)?.[index] ?? '',
      isOpen: !answered.has(index),
    })),
  };
}

/** Words of a notice are payload, which an imagined case does not keep. */
const noticeTexts = new WeakMap<ImaginedCase, string[]>();

/** The applicant, the officers, and whom a step has made a party of the case. */
function everybodyIn({ facts }: ImaginedCase): StepActor[] {
  const named = facts.flatMap(({ kind, data }) =>
    kind === 'interested-party-named' ? [interested(String(data.party))] : [],
  );
  return [applicant, ...staff, ...named];
}

/** One step by somebody to whom one is offered; false when the few who were asked had none. */
function moves(walk: Walk): boolean {
  const { made, chance, day } = walk;
  const everybody = everybodyIn(made);
  for (let tried = 0; tried < 6; tried++) {
    const actor = (tried === 0 && waitedFor(walk)) || (everybody[chance(everybody.length)] ?? applicant);
    const offers = made.offers(day, actor);
    const closed = offers.filter(({ refusal }) => refusal);
    const refused = closed[chance(Math.max(closed.length, 1))];
    if (refused && chance(3) === 0) isRefused(walk, actor, refused);
    const open = offers.filter(({ refusal }) => !refusal);
    const offer = offerAmong(walk, open);
    if (offer) {
      takes(walk, actor, offer);
      return true;
    }
  }
  return false;
}

/** Now and then somebody whose work it is: by chance alone hardly a case gets far. */
function waitedFor({ made, day, chance }: Walk): StepActor | undefined {
  if (chance(2) === 0) return undefined;
  const duties = made.duties(day);
  const duty = duties[chance(Math.max(duties.length, 1))];
  return duty && holderOf(duty, duty.officer);
}

type Offer = ReturnType<ImaginedCase['offers']>[number];

/** Mostly something that this case has not met yet: urging and assigning are offered always, and make walks dull. */
function offerAmong({ made, chance }: Walk, offered: readonly Offer[]): Offer | undefined {
  const met = new Set(made.facts.map(({ kind }) => made.procedure.facts[kind]?.step));
  // How the result is to be delivered may be said at any time, and leads nowhere.
  const open = offered.filter(({ step }) => step.name !== 'choose-delivery' || chance(8) === 0);
  // A hearing that was asked for and given up again is rare, and the rare way is where faults hide.
  const givenUp = open.find(({ step }) => step.name === 'withdraw-hearing-request');
  if (givenUp && chance(3) === 0) return givenUp;
  const fresh = open.filter(({ step }) => !met.has(step.name));
  const among = fresh.length > 0 && chance(4) > 0 ? fresh : open;
  return among[chance(Math.max(among.length, 1))];
}

/** What is not offered is refused, whatever is typed into it, and leaves nothing behind. */
function isRefused(walk: Walk, actor: StepActor, { step, capacity }: Offer): void {
  const { made, day, chance } = walk;
  const before = made.facts.length;
  const context = inCapacity(made.context(day, actor), capacity);
  const input = inputFrom(offeredSchema(step, context), chance, thingsOf(walk));
  const refusal = made.try(step.name, day, actor, input, capacity.instance);
  if (!refusal || made.facts.length !== before)
    throw new Error(`${step.name} was not offered and went through`);
}

/** Which day is still in time depends on who of several asks; what came too late to be a correction has to be a whole one. */
export const saidByNoSchema = new Set(['hearing/too-late', 'correction/too-late']);

/** What is offered is accepted with any input that its schema allows. */
function takes(walk: Walk, actor: StepActor, { step, capacity }: Offer): void {
  const { made, chance, day } = walk;
  const context = inCapacity(made.context(day, actor), capacity);
  const input = inputFrom(offeredSchema(step, context), chance, thingsOf(walk));
  walk.taken.push(`${day} ${actor.personId} ${step.name} ${JSON.stringify(input)}`);
  const faults = step.faults?.(context, input) ?? [];
  if (faults.length > 0) throw new Error(`${step.name}: ${JSON.stringify(faults)}`);
  if (step.name === 'notify-once') {
    noticeTexts.set(
      made,
      (input.items as { text: string }[]).map(({ text }) => text),
    );
  }
  const refusal = made.try(step.name, day, actor, input, capacity.instance);
  if (refusal && !saidByNoSchema.has(refusal.code)) {
    throw new Error(`${step.name} was offered and refused: ${refusal.code}`);
  }
}

function isSame(seen: unknown, expected: unknown, what: string): void {
  if (seen === expected || JSON.stringify(seen) === JSON.stringify(expected)) return;
  throw new Error(`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(expected)}`);
}

/** Every lane stands in one declared state; folding all at once gives what folding on gave. */
function lanesStandOnce({ made }: Walk): void {
  const { procedure, state } = made;
  for (const [lane, instances] of Object.entries(state.lanes)) {
    for (const [instance, standing] of Object.entries(instances)) {
      if (standing in (procedure.lanes[lane]?.states ?? {})) continue;
      throw new Error(`lane ${lane}/${instance} stands in "${standing}"`);
    }
  }
  isSame(fold(procedure, made.facts).lanes, state.lanes, 'lanes folded anew');
}

/** What an office concluded stands until it or a sending back takes it; nothing is decided before all have (immediate items apart). */
function conclusionsStand({ made }: Walk): void {
  const { offices, decidedWithout } = conclusionsIn(made.facts);
  const read = [...offices].flatMap(([office, has]) => (has ? [office] : [])).sort();
  const lanes = Object.entries(made.state.lanes.review ?? {});
  const folded = lanes.flatMap(([office, at]) => (['agreed', 'disagreed'].includes(at) ? [office] : []));
  isSame(folded.sort(), read, 'offices that have concluded');
  if (made.item.projectType !== 'immediate') isSame(decidedWithout, [], 'decided without');
}

/** Clocks say what a count day by day says. */
function limitsAreRight({ made }: Walk): void {
  const termsOf = (version: number) => made.items.find((one) => one.version === version) ?? licence;
  const walked = limitsByWalking(made.facts, termsOf);
  const read = made
    .clocks()
    .filter(
      ({ name, stoppedOn }) => name.startsWith('decision-') || (name === 'review' && stoppedOn === null),
    )
    .map(({ name, of, due }) => [of === null ? name : `${name}:${of}`, due] as const);
  for (const [name, due] of read) isSame(due, walked[name], name);
  const statutory = made.clocks().find(({ name }) => name === 'decision-statutory');
  if (statutory?.stoppedOn === null) {
    isSame(isPaused(statutory), standsStillByWalking(made.facts, termsOf), 'stands still');
  }
  if (made.procedure.version > 1) {
    isSame(read.map(([name]) => name).sort(), Object.keys(walked).sort(), 'limits that run');
  }
}

/** The rows that lists read say the same, and no more than the clocks. */
function rowsAreRight({ made, day }: Walk): void {
  const read = made.clocks();
  const rows = project(made.procedure, made.facts, made.context(day, applicant), read).clocks;
  const isClosed = made.procedure.closed.includes(made.status);
  const running = read.filter((one) => one.stoppedOn === null && (one.outlives || !isClosed));
  const named = running.map(({ name, of, due }) => `${of === null ? name : `${name}:${of}`} ${due}`);
  isSame(rows.map(({ name, due }) => `${name} ${due}`).sort(), named.sort(), 'rows');
}

const forward = [
  'accept',
  'settle-challenge',
  'schedule-hearing',
  'record-hearing',
  'sign-record',
  'review',
  'decide',
  'issue',
  'deliver',
];

/** Somebody who has work does it, until the case is closed: nobody ever waits for nobody. */
function comesToAnEnd(walk: Walk): void {
  const { made } = walk;
  for (let step = 0; step < 60; step++) {
    made.settle(walk.day);
    if (made.procedure.closed.includes(made.status)) return;
    if (made.status === 'correcting') corrects(walk);
    else works(walk);
    walk.day = addWorkingDays(calendar, walk.day, 1);
  }
  throw new Error(`it never came to an end: ${made.status}`);
}

function corrects(walk: Walk): void {
  const offer = walk.made.offers(walk.day, applicant).find(({ step }) => step.name === 'correct');
  if (!offer) throw new Error('nobody can correct');
  takes(walk, applicant, offer);
}

function works(walk: Walk): void {
  const { made, day } = walk;
  const duties = made.duties(day).filter(({ step }) => forward.includes(step));
  const ready = duties.filter((duty) => !waitsForItsDay(walk, duty));
  const duty = forward.flatMap((step) => ready.filter((one) => one.step === step))[0];
  if (!duty) {
    // The day of a hearing is to come, or those in which one may be asked for are to pass: then time acts.
    const timeActs = made.clocks().some(({ onExpiry, stoppedOn }) => onExpiry && stoppedOn === null);
    if (duties.length > 0 || timeActs) return;
    throw new Error(`nobody has work, and it is ${made.status}`);
  }
  const actor = holderOf(duty, duty.officer);
  const offer = made
    .offers(day, actor)
    .find(
      ({ step, capacity, refusal }) =>
        step.name === duty.step && capacity.instance === duty.instance && !refusal,
    );
  if (!offer) throw new Error(`${duty.step} is work for ${actor.personId}, who is not offered it`);
  takes(walk, actor, offer);
}

/** Work that the calendar alone still holds back. */
function waitsForItsDay({ made, day }: Walk, { step, role, office, officer, instance }: Duty): boolean {
  return made
    .offers(day, holderOf({ role, office }, officer))
    .some(
      (offer) =>
        offer.step.name === step &&
        offer.capacity.instance === instance &&
        offer.refusal?.opensOn !== undefined,
    );
}

function holderOf({ role, office }: Post, officer: string | undefined): StepActor {
  const holds = ({ personId, posts }: StepActor) =>
    (officer === undefined || personId === officer) &&
    posts.some((post) => post.role === role && post.office === office);
  const holder = staff.find(holds);
  if (!holder) throw new Error(`nobody is ${role} of ${office}`);
  return holder;
}

export function walkOnce(seed: number): Walk {
  const chance = chanceOf(seed);
  const walk = begin(chance);
  try {
    const length = 1 + chance(longest);
    for (let step = 0; step < length; step++) {
      worldTurns(walk);
      walk.made.settle(walk.day);
      if (!moves(walk)) continue;
      conclusionsStand(walk);
      if (chance(4) === 0) limitsAreRight(walk);
    }
    lanesStandOnce(walk);
    limitsAreRight(walk);
    rowsAreRight(walk);
    comesToAnEnd(walk);
    conclusionsStand(walk);
    limitsAreRight(walk);
    return walk;
  } catch (fault) {
    throw new Error(`walk ${seed}: ${(fault as Error).message}\n${walk.taken.join('\n')}`);
  }
}
