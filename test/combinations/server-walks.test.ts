/**
 * Two hundred cases walked at random over HTTP, on a real database, one beside the other, while an item changes, an office
 * ends and somebody is away. Whatever is offered is accepted, what is not is refused and leaves the ledger as it was; the
 * rows that lists read are those that a count day by day over all facts gives. `WALKS=n`, `SEED=n` as in kernel-walks.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView } from '../../src/capabilities/cases/public.ts';
import { hotelOpening } from '../../src/capabilities/catalogue/items/hotel-opening.ts';
import { keepItems } from '../../src/capabilities/catalogue/keep-items.ts';
import { licensing } from '../../src/capabilities/licensing/licensing.ts';
import { demonstrationOrganisation } from '../../src/capabilities/organisation/demonstration-organisation.ts';
import { importOrganisation } from '../../src/capabilities/organisation/public.ts';
import type { JsonObject } from '../../src/kernel/json.ts';
import { calendar } from '../../src/kernel/procedure/imagined-case.fixture.ts';
import { standingSteps } from '../../src/kernel/procedure/standing/standing-steps.ts';
import { addWorkingDays } from '../../src/kernel/time/deadline.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { type Answer, type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';
import { conclusionsIn } from './conclusions-by-reading.ts';
import { chanceOf, inputFrom, type Things } from './input-from-schema.ts';
import { saidByNoSchema } from './kernel-walk.ts';
import { limitsByWalking } from './limits-by-walking.ts';
import { documentOf, keptOf, termsOfItem, usernameOf, usernames } from './served-district.ts';

const walks = Number(process.env.WALKS ?? 200);
const chance = chanceOf(Number(process.env.SEED ?? 1));
const movesOfEach = 4;
/** Decided once every office has concluded; the others can be decided at once. */
const ofSeveral = ['hotel-opening', 'food-business-licence'];
const items = [
  'hotel-opening',
  'hotel-opening',
  'hotel-opening',
  'food-business-licence',
  'prepackaged-food-filing',
  'business-licence-reissue',
];

/** Walks that never met something prove nothing about it. */
const wanted = [
  'accept',
  'review',
  'send-back',
  'suspend',
  'resume',
  'consult-office',
  'move-version',
  'urge',
  'assign',
  'decide',
  'tell-hearing-right',
  'require-hearing',
  'schedule-hearing',
];

let demonstration: Demonstration;
let today = '2026-03-02';
/** `waited` are the people who have work in it, as last seen. */
const cases: { caseNo: string; version: number; told: string[]; waited: string[] }[] = [];
const refusals = new Map<string, number>();
const taken = new Map<string, number>();

beforeAll(async () => {
  demonstration = await startDemonstration(`${today}T09:00:00+08:00`);
});
afterAll(() => demonstration.close());

const pick = <T>(among: readonly T[]): T | undefined => among[chance(Math.max(among.length, 1))];

describe(`${walks} cases over HTTP`, () => {
  it('are filed', async () => {
    for (let at = 0; at < walks; at++) {
      const { caseNo, version } = await fileCase(demonstration, pick(items));
      cases.push({ caseNo, version, told: [], waited: ['clerk'] });
    }
  });

  it('go whatever way is offered, and no other', () => moveAll(), 300_000);

  it('find another item version, an office that ended, a colleague who is away', async () => {
    await keepItems(demonstration.platform, [changedHotel], 'declared');
    await importOrganisation(demonstration.platform, changedOrganisation());
    await someoneIsAway();
    await passDays(1);
  });

  it('go on all the same', () => moveAll(), 300_000);

  it('are looked through for what chance has missed', async () => {
    for (const step of wanted) if (!taken.has(step)) await lookFor(step);
  }, 300_000);

  it('have limits that a count of days gives', async () => {
    for (const one of cases) await limitsAreRight(one);
  }, 300_000);

  it('can be brought to their end', async () => {
    // Every eighth, and those in which a hearing is to come.
    const chosen = cases.filter(({ told }, at) => at % 8 === 0 || told.some(isHearingFixed));
    for (const one of chosen) await comesToAnEnd(one);
  }, 300_000);

  it('leave a ledger in which every hash fits, having met what there is to meet', async () => {
    expect((await verifyLedger(demonstration.platform.pool)).faults).toEqual([]);
    if (walks < 200) return;
    const met = [...wanted, 'record-hearing', 'sign-record'];
    expect(met.filter((step) => !taken.has(step))).toEqual([]);
    expect(refusals.get('403') ?? 0).toBeGreaterThan(20);
    expect(refusals.get('409') ?? 0).toBeGreaterThan(20);
  });
});

const isHearingFixed = (line: string) => line.includes(' schedule-hearing ');

type Walked = (typeof cases)[number];

/** Every case a few steps on, in an order in which no two stand next to each other for long. */
async function moveAll(): Promise<void> {
  for (let round = 0; round < movesOfEach / 2; round++) {
    for (const one of cases) await moves(one);
    await passDays(1 + chance(3));
  }
}

async function passDays(days: number): Promise<void> {
  today = addWorkingDays(calendar, today, days);
  await demonstration.moveTo(`${today}T09:00:00+08:00`);
}

/** Somebody looks at the case; if she may do something she does it, and tries something she may not. */
async function moves(one: Walked): Promise<void> {
  const username = pick(chance(2) === 0 ? one.waited : usernames) ?? 'company';
  const seen = await look(one, username);
  if (!seen) return;
  const offer = chance(2) === 0 ? pick(seen.nextSteps) : rarest(seen.nextSteps);
  if (chance(2) === 0) await isRefused(one, username, seen);
  if (offer) await takes(one, username, seen, offer);
}

/** What was taken least so far: urging and assigning are offered always, and by chance alone hardly a case gets far. */
function rarest(offers: readonly Offer[]): Offer | undefined {
  const times = ({ step }: Offer) => taken.get(step) ?? 0;
  return offers.toSorted((one, other) => times(one) - times(other))[0];
}

/** Takes this step where it is first offered to anybody. */
async function lookFor(step: string): Promise<void> {
  for (const one of cases) {
    for (const username of usernames) {
      const seen = await look(one, username);
      const offer = seen?.nextSteps.find((offered) => offered.step === step);
      if (!seen || !offer) continue;
      await takes(one, username, seen, offer);
      return;
    }
  }
}

async function look(one: Walked, username: string): Promise<CaseView | undefined> {
  const { status, body } = await (await demonstration.as(username)).get(`/api/v1/cases/${one.caseNo}`);
  if (status === 404) return undefined;
  expect(status, told(one, body)).toBe(200);
  // A clock that ran out may have acted; nobody else has.
  expect(body.version).toBeGreaterThanOrEqual(one.version);
  one.version = body.version;
  one.waited = body.waitingFor.map(usernameOf);
  return body;
}

type Offer = CaseView['nextSteps'][number];

async function takes(one: Walked, username: string, seen: CaseView, offer: Offer): Promise<CaseView> {
  const input = inputFrom(offer.input, chance, await thingsOf(username, seen));
  const { status, body } = await send(one, username, offer.step, input, offer.lane);
  one.told.push(`${today} ${username} ${offer.step} ${JSON.stringify(input)}`);
  if (status === 409 && saidByNoSchema.has(body.code)) return seen;
  expect(status, told(one, body)).toBe(200);
  expect(body.version, told(one, body)).toBeGreaterThan(one.version);
  one.version = body.version;
  one.waited = body.waitingFor.map(usernameOf);
  taken.set(offer.step, (taken.get(offer.step) ?? 0) + 1);
  return body;
}

async function send(
  { caseNo }: Walked,
  username: string,
  step: string,
  input: JsonObject,
  lane: string | undefined,
): Promise<Answer> {
  const person = await demonstration.as(username);
  return person.post(`/api/v1/cases/${caseNo}/steps`, { step, input, ...(lane ? { lane } : {}) });
}

const told = ({ caseNo, told }: Walked, body: unknown) =>
  `${caseNo}\n${told.join('\n')}\n${JSON.stringify(body).slice(0, 600)}`;

const steps = [...licensing.steps, ...standingSteps];

/** A step that is not offered, with an input that its schema allows: somebody else's, or not now. Nothing is left behind. */
async function isRefused(one: Walked, username: string, seen: CaseView): Promise<void> {
  const step = pick(steps);
  if (!step || seen.nextSteps.some((offered) => offered.step === step.name)) return;
  const schema = JSON.parse(JSON.stringify(step.input));
  const input = inputFrom(schema, chance, await thingsOf(username, seen));
  for (const named of ['office', 'officer', 'offices']) {
    // Ids are of this case: those that can be left out are, the others are one that exists.
    if (schema.required?.includes(named)) input[named] = 'committee-office';
    else delete input[named];
  }
  const { status, body } = await send(one, username, step.name, input, undefined);
  // Whom a case can be given to, for whom and for when stands in the offer alone, and an input that is wrong is told first.
  const isOfThisCase = 'party' in step.input.properties || 'on' in step.input.properties;
  const fine = step.name === 'assign' || isOfThisCase ? [403, 409, 422] : [403, 409];
  expect(fine, `${step.name} by ${username}: ${told(one, body)}`).toContain(status);
  refusals.set(String(status), (refusals.get(String(status)) ?? 0) + 1);
  const kept = await keptOf(demonstration, one.caseNo);
  // Time may act meanwhile, nobody else does.
  const left = kept.facts.slice(one.version).filter(({ actor }) => actor.capacity !== 'system');
  expect(left, told(one, body)).toEqual([]);
}

async function thingsOf(username: string, seen: CaseView): Promise<Things> {
  return {
    today,
    materialCodes: seen.materials.map(({ materialCode }) => materialCode),
    documentId: await documentOf(demonstration, username),
    demands: (seen.notice?.items ?? []).map(({ index, materialCode, text, answered }) => ({
      index,
      materialCode,
      text,
      isOpen: !answered,
    })),
  };
}

async function limitsAreRight(one: Walked): Promise<void> {
  const { facts, rows, due, itemVersion } = await keptOf(demonstration, one.caseNo);
  const itemId = String(facts[0]?.data.item);
  const first = Number(facts[0]?.data.itemVersion);
  const terms = await termsOfItem(demonstration, itemId, [...new Set([first, itemVersion])]);
  const walked = limitsByWalking(facts, (version) => {
    const item = terms.get(version);
    if (!item) throw new Error(`no version ${version} of ${itemId}`);
    return item;
  });
  if (ofSeveral.includes(itemId)) expect(conclusionsIn(facts).decidedWithout, told(one, facts)).toEqual([]);
  const kept = rows.filter(({ name }) => name.startsWith('decision-') || name.startsWith('review:'));
  for (const row of kept) expect(row.due, `${row.name} of ${told(one, facts)}`).toBe(walked[row.name]);
  // What runs goes before what a hearing has stopped.
  const ofCase = rows.filter(({ name }) => name.startsWith('decision-') || name === 'hearing');
  const running = ofCase.filter(({ paused }) => !paused);
  const days = (running.length > 0 ? running : ofCase).map((row) => row.due);
  if (days.length > 0) expect(due).toBe(days.sort()[0]);
}

const forward = [
  'accept',
  'correct',
  'settle-challenge',
  'schedule-hearing',
  'record-hearing',
  'sign-record',
  'review',
  'decide',
  'issue',
  'deliver',
];

/** Whoever is waited for does it: nobody waits for nobody. */
async function comesToAnEnd(one: Walked): Promise<void> {
  let seen = await look(one, 'clerk');
  for (let step = 0; step < 60 && seen; step++) {
    if (licensing.closed.includes(seen.status)) return;
    // A hearing has its day, and those who may ask for one have theirs: till then nobody can do anything.
    if (!(await someoneGoesOn(one, seen))) await passDays(1);
    seen = await look(one, 'clerk');
  }
  throw new Error(`it never came to an end: ${told(one, seen)}`);
}

async function someoneGoesOn(one: Walked, { status, waitingFor }: CaseView): Promise<boolean> {
  const turns = forward.flatMap((name) => waitingFor.filter(({ step }) => step === name));
  const waited = status === 'correcting' ? [undefined] : turns;
  for (const turn of waited) {
    const username = turn ? await whoTakes(turn) : 'company';
    const own = await look(one, username);
    const wanted = turn?.step ?? 'correct';
    const offer = own?.nextSteps.find((offered) => offered.step === wanted);
    if (!own || !offer) continue;
    await takes(one, username, own, offer);
    return true;
  }
  return false;
}

/** By the name of the officer it was given to, or anybody at the post. */
async function whoTakes({ role, office, officer }: CaseView['waitingFor'][number]): Promise<string> {
  const candidates = usernames.filter((one) => one === 'reviewer2' || one === usernameOf({ role, office }));
  for (const username of candidates) {
    const { actor } = await whoIs(username);
    const holds = actor.posts.some((post) => post.role === role && post.office === office);
    if (holds && (officer === null || officer === actor.name)) return username;
  }
  return usernameOf({ role, office });
}

interface Session {
  actor: { id: string; name: string; posts: { role: string; office: string }[] };
}

const sessions = new Map<string, Session>();

async function whoIs(username: string): Promise<Session> {
  const known = sessions.get(username);
  if (known) return known;
  const { body } = await (await demonstration.as(username)).get<Session>('/api/v1/sessions/current');
  sessions.set(username, body);
  return body;
}

/** Another promise, a shorter limit of each office, and one office more. */
const changedHotel = {
  ...hotelOpening,
  reviewOffices: [...hotelOpening.reviewOffices, 'emergency'],
  limits: { ...hotelOpening.limits, promised: { ...hotelOpening.limits.promised, days: 15 } },
};

/** Public security is taken over by emergency management; the fire brigade has another name. */
function changedOrganisation() {
  const offices = demonstrationOrganisation.offices.map((office) => ({
    ...office,
    ...(office.id === 'fire' ? { name: '明川经济开发区消防救援支队' } : {}),
    ...(office.id === 'public-security'
      ? { successor: { office: 'emergency', basis: '机构改革方案（示范）', from: today } }
      : {}),
  }));
  return { ...demonstrationOrganisation, offices, staff: [] };
}

async function someoneIsAway(): Promise<void> {
  const [away, deputy] = await Promise.all([whoIs('reviewer'), whoIs('reviewer2')]);
  const to = addWorkingDays(calendar, today, 30);
  const { status, body } = await (await demonstration.as('head')).post('/api/v1/absences', {
    person: away.actor.id,
    deputy: deputy.actor.id,
    from: today,
    to,
  });
  expect(status, JSON.stringify(body)).toBe(201);
}
