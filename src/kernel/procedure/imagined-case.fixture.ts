/** A case without a database, for tests of rules: given these facts, when this step on this day, then these facts. */
import type { Post } from '../actor.ts';
import type { JsonObject } from '../json.ts';
import { publishedCalendar } from '../time/calendar.ts';
import type { LegalDay } from '../time/legal-day.ts';
import type { Application } from './application.ts';
import { type ClockReading, expiredClocks, lightOf, readClocks } from './clocks.ts';
import type { Procedure, Refusal, RuleContext, Settings, StepActor } from './declaration.ts';
import type { Fact, NewFact } from './fact.ts';
import { fold } from './fold.ts';
import type { ItemTerms } from './item-terms.ts';
import { capacityFor, type Duty, dutiesOf, findStep, offersFor, refusalOf } from './rules.ts';

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
};

export const applicant: StepActor = {
  personId: 'a1',
  name: '甲',
  posts: [],
  party: 'applicant',
  system: false,
};
export const system: StepActor = { personId: 'system', name: '系统', posts: [], party: null, system: true };
export const staff = (...posts: Post[]): StepActor => ({
  personId: 's1',
  name: '乙',
  posts,
  party: null,
  system: false,
});
export const clerk = staff({ role: 'clerk', office: 'hall' });
export const issuer = staff({ role: 'issuer', office: 'hall' });
export const at = (role: Post['role'], office = 'market-regulation') => staff({ role, office });

export class ImaginedCase {
  facts: Fact[] = [];
  readonly procedure: Procedure;
  readonly item: ItemTerms;
  readonly settings: Settings;

  constructor(procedure: Procedure, item: ItemTerms, own: Partial<Settings> = {}) {
    this.procedure = procedure;
    this.item = item;
    this.settings = { ...settings, ...own };
  }

  context(on: LegalDay, actor: StepActor): RuleContext {
    const now = new Date(`${on}T10:00:00+08:00`);
    const state = fold(this.procedure, this.facts);
    const offices = ['hall', 'market-regulation', 'fire', 'planning'];
    return { now, today: on, calendar, settings: this.settings, item: this.item, offices, state, actor };
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

  /** Takes the step, or returns why not. Throws when the step is not the actor's at all. */
  try(step: string, on: LegalDay, actor: StepActor, input: JsonObject = {}): Refusal | undefined {
    const declared = findStep(this.procedure, step);
    if (!declared) throw new Error(`no step ${step}`);
    const context = this.context(on, actor);
    if (!capacityFor(declared, context)) throw new Error(`${step} is not hers to take`);
    const refusal = refusalOf(declared, this.procedure, context, input);
    if (refusal) return refusal;
    this.add(on, actor, declared.facts(context, input));
    return undefined;
  }

  /** As `try`, for steps that must go through. */
  take(step: string, on: LegalDay, actor: StepActor, input: JsonObject = {}): this {
    const refusal = this.try(step, on, actor, input);
    if (refusal) throw new Error(`${refusal.code}: ${refusal.reason}`);
    return this;
  }

  /** What the system does by itself until `on`. */
  settle(on: LegalDay): this {
    while (expiredClocks(this.clocks(), on).some(({ onExpiry }) => this.acted(onExpiry, on))) {
      // Each round takes one step; the next sees what it changed.
    }
    return this;
  }

  private acted(onExpiry: ClockReading['onExpiry'], on: LegalDay): boolean {
    return onExpiry !== null && this.try(onExpiry.step, on, system, onExpiry.input) === undefined;
  }

  private add(on: LegalDay, actor: StepActor, made: NewFact[]): this {
    for (const fact of made) {
      this.facts.push({
        ...fact,
        version: this.facts.length + 1,
        recordedAt: `${on}T02:00:00.000Z`,
        actor: { person: actor.personId, capacity: actor.system ? 'system' : 'post' },
      });
    }
    return this;
  }

  clocks(): ClockReading[] {
    return readClocks(this.procedure.clocks, this.facts, {
      calendar,
      settings: this.settings,
      item: this.item,
    });
  }

  clock(name: string): ClockReading {
    const found = this.clocks().find((clock) => clock.name === name);
    if (!found) throw new Error(`clock ${name} has not started`);
    return found;
  }

  light(name: string, on: LegalDay): string {
    return lightOf(this.clock(name), on, calendar, this.settings.warnWithinDays);
  }

  get status(): string {
    return this.procedure.headline(fold(this.procedure, this.facts));
  }

  open(on: LegalDay, actor: StepActor): string[] {
    return offersFor(this.procedure, this.context(on, actor))
      .filter((offer) => !offer.refusal)
      .map((offer) => offer.step.name);
  }

  duties(on: LegalDay): Duty[] {
    return dutiesOf(this.procedure, this.context(on, applicant));
  }
}
