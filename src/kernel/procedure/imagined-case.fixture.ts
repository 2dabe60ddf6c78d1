/** A case without a database, for tests of rules: given these facts, when this step on this day, then these facts. */
import type { Post } from '../actor.ts';
import type { JsonObject } from '../json.ts';
import { publishedCalendar } from '../time/calendar.ts';
import type { LegalDay } from '../time/legal-day.ts';
import type { Application } from './application.ts';
import { type ClockReading, expiredClocks, lightOf, readClocks } from './clocks.ts';
import type {
  Capacity,
  EarlierMisconduct,
  Evidence,
  InputFault,
  Officer,
  Procedure,
  Refusal,
  RuleContext,
  State,
  StepActor,
  Succession,
} from './declaration.ts';
import type { Duty } from './duties.ts';
import type { Fact, NewFact } from './fact.ts';
import { fold } from './fold.ts';
import type { ItemTerms } from './item-terms.ts';
import {
  capacityFor,
  dutiesOf,
  factsOfStep,
  findStep,
  inCapacity,
  type Offer,
  offersFor,
  refusalOf,
  standingDuty,
} from './rules.ts';
import type { Settings } from './settings.ts';
import { withStanding } from './standing/with-standing.ts';
import { earlierTermsIn, termsAfterHandOvers, versionOf, versionsAfter } from './versions.ts';

export const calendar = publishedCalendar();

export const settings: Settings = {
  version: '1',
  lapseAfterCorrectionTerm: false,
  serviceRules: { title: '《试验区政务服务规则》', noticeDays: 5, deliveryDays: 10, deemedAcceptance: true },
  hallOffice: 'hall',
  caseNoPrefix: 'SY',
  warnWithinDays: 3,
  renewal: { applyDaysBefore: 30, unit: 'natural', remindDaysBefore: [60, 45] },
  viewsDays: 5,
  reasonsDays: 7,
};

export const applicant: StepActor = {
  personId: 'a1',
  name: '甲',
  posts: [],
  party: 'applicant',
  partyId: 'p1',
  system: false,
};
export const interested = (partyId: string): StepActor => ({
  ...applicant,
  personId: `person-${partyId}`,
  name: partyId,
  party: 'interested-party',
  partyId,
});
export const system: StepActor = { personId: 'system', name: '系统', posts: [], party: null, system: true };
export const staff = (...posts: Post[]): StepActor => person('s1', ...posts);
export const person = (personId: string, ...posts: Post[]): StepActor => ({
  personId,
  name: '乙',
  posts,
  party: null,
  system: false,
});
export const clerk = staff({ role: 'clerk', office: 'hall' });
export const issuer = staff({ role: 'issuer', office: 'hall' });
export const at = (role: Post['role'], office = 'market-regulation') => staff({ role, office });

const imaginedOffices = ['hall', 'market-regulation', 'fire', 'planning', 'health', 'emergency'];

type Terms = Pick<RuleContext, 'item' | 'earlierTerms'>;

export class ImaginedCase {
  facts: Fact[] = [];
  readonly payloads: JsonObject[] = [];
  /** The newest declaration, and the versions of its item, the newest last. */
  newest: Procedure;
  items: ItemTerms[];
  readonly settings: Settings;
  readonly opened: { procedure: number; item: number };
  /** The register of offices and people, as it is today. */
  successions: Record<string, Succession> = {};
  officers: Officer[] = [];
  /** What was found against the applicant before. */
  earlierMisconduct: EarlierMisconduct[] = [];

  constructor(procedure: Procedure, item: ItemTerms, own: Partial<Settings> = {}) {
    this.newest = procedure;
    this.items = [item];
    this.opened = { procedure: procedure.version, item: item.version };
    this.settings = { ...settings, ...own };
  }

  get versions() {
    return versionsAfter(this.facts, this.opened);
  }

  /** The declaration the case goes by. */
  get procedure(): Procedure {
    return withStanding(versionOf(this.newest, this.versions.procedure));
  }

  private termsOf(version: number): ItemTerms {
    const item = this.items.find((one) => one.version === version);
    if (!item) throw new Error(`no item version ${version}`);
    return item;
  }

  private known:
    | { facts: readonly Fact[]; count: number; items: readonly ItemTerms[]; terms: Terms }
    | undefined;

  private get terms(): Terms {
    const { known, items, facts } = this;
    const isSame = known?.facts === facts && known.count === facts.length && known.items === items;
    if (isSame) return known.terms;
    const terms = {
      item: termsAfterHandOvers(this.termsOf(this.versions.item), facts),
      earlierTerms: earlierTermsIn(facts, (version) => this.termsOf(version)),
    };
    this.known = { facts, count: facts.length, items, terms };
    return terms;
  }

  context(on: LegalDay, actor: StepActor): RuleContext {
    const newestItem = this.items.at(-1);
    return {
      now: new Date(`${on}T10:00:00+08:00`),
      today: on,
      calendar,
      settings: this.settings,
      ...this.terms,
      offices: imaginedOffices,
      successions: this.successions,
      officers: this.officers,
      earlierMisconduct: this.earlierMisconduct,
      newer: {
        procedure: this.newest.version > this.versions.procedure ? this.newest : null,
        item: newestItem && newestItem.version > this.versions.item ? newestItem : null,
      },
      state: this.state,
      actor,
      evidence: this.evidence,
    };
  }

  /** Payloads as recorded; a person is called by her id. */
  private readonly evidence: Evidence = {
    personName: (id) => id,
    payloadOf: ({ version }) => this.payloads[version - 1] ?? {},
  };

  /** People named in an input are known by their names here. */
  private named({ parties }: JsonObject): string[] {
    const people = Array.isArray(parties) ? parties : [];
    return people.map((one) =>
      one !== null && typeof one === 'object' && !Array.isArray(one) ? String(one.name) : '',
    );
  }

  private folded: { of: readonly Fact[]; state: State } | undefined;

  /** Folded on from where it stood: in a long walk each fact is folded once. */
  get state(): State {
    const known = this.folded?.of === this.facts ? this.folded.state : undefined;
    if (known?.version === this.facts.length) return known;
    const fresh = this.facts.slice(known?.version ?? 0);
    const hasMoved = fresh.some(({ kind }) => kind === 'version-moved');
    const state =
      known && !hasMoved ? fold(this.procedure, fresh, known) : fold(this.procedure, this.facts.slice());
    this.folded = { of: this.facts, state };
    return state;
  }

  get item(): ItemTerms {
    return this.terms.item;
  }

  file(on: LegalDay, application: Partial<Application> = {}): this {
    const whole: Application = {
      channel: 'online',
      draft: false,
      applicantParty: 'p1',
      agentParty: null,
      applicantKind: 'organization',
      materials: [],
      applicant: {},
      form: {},
      ...application,
    };
    return this.add(on, applicant, this.procedure.opening.facts(this.context(on, applicant), whole));
  }

  /** Facts about the record, which no step makes. */
  happen(on: LegalDay, actor: StepActor, facts: NewFact[]): this {
    return this.add(on, actor, facts);
  }

  /** Takes the step, or returns why not. Throws when the step is not the actor's at all. */
  try(
    step: string,
    on: LegalDay,
    actor: StepActor,
    input: JsonObject = {},
    instance?: string,
  ): Refusal | undefined {
    const { declared, capacity, context: hers } = this.asHer(step, on, actor, instance);
    const context = { ...hers, named: this.named(input) };
    const refusal = refusalOf(declared, this.procedure, context, input);
    if (refusal) return refusal;
    this.add(on, actor, factsOfStep(declared, this.procedure, context, input), capacity);
    return undefined;
  }

  /** What is wrong with an input beyond its schema. */
  faults(step: string, on: LegalDay, actor: StepActor, input: JsonObject = {}): InputFault[] {
    const { declared, context } = this.asHer(step, on, actor);
    return declared.faults?.(context, input) ?? [];
  }

  /** What she reads before she takes the step; offices go by their ids. */
  cautions(step: string, on: LegalDay, actor: StepActor): string[] {
    const { declared, context } = this.asHer(step, on, actor);
    return declared.cautions?.(context, (id) => id) ?? [];
  }

  private asHer(step: string, on: LegalDay, actor: StepActor, instance?: string) {
    const declared = findStep(this.procedure, step);
    if (!declared) throw new Error(`no step ${step}`);
    const asked = this.context(on, actor);
    const capacity = capacityFor(declared, asked, instance);
    if (!capacity) throw new Error(`${step} is not hers to take`);
    return { declared, capacity, context: inCapacity(asked, capacity) };
  }

  /** As `try`, for steps that must go through. */
  take(step: string, on: LegalDay, actor: StepActor, input: JsonObject = {}, instance?: string): this {
    const refusal = this.try(step, on, actor, input, instance);
    if (refusal) throw new Error(`${refusal.code}: ${refusal.reason}`);
    return this;
  }

  /** What the system does by itself until `on`. */
  settle(on: LegalDay): this {
    while (this.acted(on)) {
      // Each round takes one step; the next sees what it changed.
    }
    return this;
  }

  private acted(on: LegalDay): boolean {
    if (this.procedure.closed.includes(this.status)) return false;
    const due = expiredClocks(this.clocks(), on).some(
      ({ onExpiry }) => onExpiry && this.try(onExpiry.step, on, system, onExpiry.input) === undefined,
    );
    if (due) return true;
    const standing = standingDuty(this.procedure, this.context(on, system));
    return standing !== undefined && this.try(standing.step.name, on, system, standing.input) === undefined;
  }

  private add(on: LegalDay, actor: StepActor, made: NewFact[], capacity?: Capacity): this {
    const standsInFor = capacity?.post?.standsInFor;
    for (const fact of made) {
      const { payload, letter: _, ...kept } = fact;
      this.payloads.push(payload);
      this.facts.push({
        ...kept,
        version: this.facts.length + 1,
        recordedAt: `${on}T02:00:00.000Z`,
        actor: {
          person: actor.personId,
          capacity: actor.system ? 'system' : 'post',
          ...(standsInFor ? { standsInFor } : {}),
        },
      });
    }
    return this;
  }

  private read: { facts: readonly Fact[]; count: number; terms: Terms; clocks: ClockReading[] } | undefined;

  clocks(): ClockReading[] {
    const { settings, terms, facts, read } = this;
    if (read?.facts === facts && read.count === facts.length && read.terms === terms) return read.clocks;
    const clocks = readClocks(this.procedure.clocks, facts, { calendar, settings, ...terms });
    this.read = { facts, count: facts.length, terms, clocks };
    return clocks;
  }

  clock(name: string, of?: string): ClockReading {
    const found = this.clocks().find((clock) => clock.name === name && (of === undefined || clock.of === of));
    if (!found) throw new Error(`clock ${name} has not started`);
    return found;
  }

  /** As somebody sees it on a day, whatever was announced. */
  clockSeenOn(seenOn: LegalDay, name: string): ClockReading {
    const { settings, terms, facts } = this;
    const seen = readClocks(this.procedure.clocks, facts, { calendar, settings, ...terms, seenOn });
    return seen.find((clock) => clock.name === name) ?? this.clock(name);
  }

  light(name: string, on: LegalDay, of?: string): string {
    return lightOf(this.clock(name, of), on, calendar, this.settings.warnWithinDays);
  }

  get status(): string {
    return this.procedure.headline(this.state);
  }

  offers(on: LegalDay, actor: StepActor): Offer[] {
    return offersFor(this.procedure, this.context(on, actor));
  }

  open(on: LegalDay, actor: StepActor): string[] {
    return this.offers(on, actor)
      .filter((offer) => !offer.refusal)
      .map((offer) => offer.step.name);
  }

  duties(on: LegalDay): Duty[] {
    return dutiesOf(this.procedure, this.context(on, applicant));
  }
}
