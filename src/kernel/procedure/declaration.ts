/**
 * A procedure is one typed declaration. From it come: whether a step is allowed and why not, input validation, the
 * worklist, the timeline, the clocks, the flow chart. Rules a table can't say are small pure functions inside it.
 */
import type { TObject } from 'typebox';
import type { Post, Role } from '../actor.ts';
import type { Basis } from '../basis.ts';
import type { JsonObject } from '../json.ts';
import type { Calendar } from '../time/calendar.ts';
import type { LegalDay } from '../time/legal-day.ts';
import type { Application } from './application.ts';
import type { ClockDeclaration } from './clock-declaration.ts';
import type { Fact, NewFact } from './fact.ts';
import type { ItemTerms } from './item-terms.ts';
import type { Settings } from './settings.ts';
import type { Wording } from './wording.ts';

/** One lane's instances and the state each stands in. A lane that is not `per` something has the instance `main`. */
export type LaneStates = Record<string, string>;

export interface State {
  /** Version of the last fact; 0 before the first. */
  version: number;
  lanes: Record<string, LaneStates>;
  /** Version of the fact by which each instance last moved: what was asked of it before is answered by that. */
  movedAt: Record<string, Record<string, number>>;
  facts: readonly Fact[];
}

export interface LaneDeclaration {
  label: string;
  /** State name → Chinese label. */
  states: Record<string, string>;
  /** States in which this lane is over and its join may pass. */
  ends: string[];
  /** The state of an instance that was over and has to be concluded anew. */
  reopensIn?: string;
  /** A lane for each office or each party asked; opened by a fact. Otherwise there is the one instance `main`. */
  per?: 'office' | 'party';
}

/** What a fact does to a lane. Neither `instances` nor `survivors`: every open instance (or `main`). */
export interface Move {
  lane: string;
  instances?: (data: JsonObject) => string[];
  /** Every open instance but these, each named `lane/instance`: the fact states what survives it, and that alone stands. */
  survivors?: (data: JsonObject) => string[];
  /** All states this move may lead to, for the flow chart and the checks. */
  to: string[];
  /** Which of `to`, when there are several. */
  pick?: (data: JsonObject) => string;
}

export interface FactDeclaration {
  label: string;
  /** The step that makes it, as the timeline names it. */
  step: string;
  /** Other steps that can make it: sending a draft, asking for a hearing, which calls for one. */
  alsoBy?: string[];
  /** Its words (an officer's opinion) are for staff; parties see that it happened and what was decided in the end. */
  internal?: true;
  /** Every party of the case knows it. Without it an interested party sees only the facts whose `data.party` she is. */
  shared?: true;
  /** Makes the person whom `data.party` names a party of the case; its payload says who she is and how she is reached. */
  brings?: 'interested-party';
  moves: Move[];
}

/** Frozen for one decision. Rules read nothing else: no clock, no chance, no database. */
export interface RuleContext {
  now: Date;
  today: LegalDay;
  calendar: Calendar;
  settings: Settings;
  item: ItemTerms;
  /** Ids of the offices that exist today. */
  offices: readonly string[];
  /** In whose name an office acts. Absent for what is no case. */
  authorityOf?: (office: string) => string | undefined;
  /** Offices that have ended, each with the one that took over. Absent, with the three below, for what is no case. */
  successions?: Readonly<Record<string, Succession>>;
  /** Who holds which post today. */
  officers?: readonly Officer[];
  /** A later declaration or item version than the one the case goes by; null where there is none. */
  newer?: { procedure: Procedure | null; item: ItemTerms | null };
  /** Earlier item versions the case went by, each with the last fact made under it. */
  earlierTerms?: readonly EarlierTerms[];
  state: State;
  actor: StepActor;
  /** As what the actor acts; set once it is known in which of her posts and lanes. */
  capacity?: Capacity;
  /** Opaque ids of the people that the step's input calls `parties`, in their order. */
  named?: readonly string[];
  /** What was found against this applicant for this item before; `until` where law bars her. */
  earlierMisconduct?: readonly EarlierMisconduct[];
  /** What lies beside the chain, as far as it still exists: to check an input against, never to fold a state from. */
  evidence?: Evidence;
}

/** False materials in an application that was refused, or a licence got by deceit or bribery and revoked. */
export interface EarlierMisconduct {
  ground: 'false-materials' | 'fraud';
  on: LegalDay;
  until: LegalDay | null;
}

export interface Evidence {
  /** The name of somebody who holds or held a post. */
  personName(personId: string): string | undefined;
  /** A fact's payload; {} once erased. */
  payloadOf(fact: Fact): JsonObject;
}

/** An office that has ended: who acts in its place, in whose name, and by what. */
export interface Succession {
  office: string;
  authority: string;
  basis: Basis;
}

export interface Officer extends Post {
  /** Opaque person id. */
  person: string;
  name: string;
  absent: boolean;
}

export interface EarlierTerms {
  /** Version of the last fact made under these terms. */
  until: number;
  item: ItemTerms;
}

/** In which capacity somebody may take a step. */
export interface Capacity {
  who: Who;
  post?: Post;
  /** The lane instance she works in, when the step belongs to a lane with instances. */
  instance?: string;
}

/** Who asks, already set in relation to the case. */
export interface StepActor {
  personId: string;
  name: string;
  username?: string;
  posts: readonly Post[];
  /** Her relation to the case as a party. */
  party: 'applicant' | 'agent' | 'interested-party' | null;
  /** Opaque id of the party for whom she acts. */
  partyId?: string;
  system: boolean;
}

/**
 * Who may take a step: a party (an agent acts for the applicant), the system, or a post. `at: 'office'` is the handling
 * office, `'lane'` any office that reviews the item or has an instance of the step's lane, `'opened'` one that has an
 * instance, `'involved'` the handling office and every office with an instance of any lane, `'hall'` the hall, which
 * serves every office.
 */
export type Who =
  | { party: 'applicant' | 'interested-party' }
  | { system: true }
  | { role: Role; at: Place; when?: (context: RuleContext) => boolean };

export type Place = 'office' | 'lane' | 'opened' | 'involved' | 'hall';

export interface Refusal {
  /** Stable, `noun/why`. */
  code: string;
  /** In words, for the person who tried. */
  reason: string;
  /** What would be needed. */
  needed: string;
  basis: Basis[];
  /** Nobody needs to do anything: from this day on it is no longer refused. Until then it is work to come. */
  opensOn?: LegalDay;
}

/** A named condition. `input` is absent when a screen asks whether the step is open at all. */
export interface Gate<Input> {
  name: string;
  check: (context: RuleContext, input: Input | undefined) => Refusal | undefined;
}

export interface InputFault {
  /** JSON pointer inside `input`. */
  pointer: string;
  message: string;
}

export interface StepDeclaration<Input = JsonObject> {
  name: string;
  label: string;
  /** What the person who takes it should know before: one sentence. */
  hint: string;
  who: Who[];
  /** Whether this case has it at all (its law may not know it); absent: always. */
  applies?: (item: ItemTerms) => boolean;
  /** The lane whose instance the step works in; `main` lane of the case when absent. */
  lane?: string;
  /** Alternatives: the step is open when one of them holds. */
  from: Alternative[];
  input: TObject;
  /** What members of the input can be in this case, narrower than the schema: for screens, and for whoever fills it in. */
  allows?: (context: RuleContext) => Record<string, Allowed>;
  /** What whoever takes it should have read before, in this case: it stops nobody. Offices by their names. */
  cautions?: (context: RuleContext, officeName: (id: string) => string) => string[];
  /** What a schema can't say about the input; 422 with the place. */
  faults?: (context: RuleContext, input: Input) => InputFault[];
  /** Checked before the states: a law-given answer is better than "not from here". */
  before?: Gate<Input>[];
  gates?: Gate<Input>[];
  basis: (context: RuleContext) => Basis[];
  facts: (context: RuleContext, input: Input) => NewFact[];
  /** The kind of letter the step makes; its number is taken in the same transaction. */
  letter?: (context: RuleContext, input: Input | undefined) => string | undefined;
  /** All kinds it can make, where the input decides which. */
  letterKinds?: string[];
  /** Posts for which an open step is work to be done and stands on the worklist. */
  duty?: Role[];
  /** The step sends the draft: its facts are those of the opening, made from the draft's content. */
  sendsDraft?: boolean;
  /** The step of a party that staff enter for her: a chart draws that one alone. */
  enters?: string;
  /** The screen offers it apart from the way forward (withdraw, send back). */
  aside?: boolean;
}

/**
 * Ids of offices, people or parties of the case are enforced as part of the input (422); the other limits are told
 * beforehand, and the step's own rules say why when they are not kept.
 */
export interface Allowed {
  ids?: { of: 'office' | 'person' | 'party'; among: string[] };
  /** Which codes of a closed list. */
  among?: string[];
  maximum?: number;
  /** The first and the last day, for a date. */
  from?: LegalDay;
  until?: LegalDay;
  required?: true;
  /** Not for this actor to fill in. */
  absent?: true;
}

/** Every condition must hold; `when` limits the alternative to some cases (immediate items). */
export interface Alternative {
  all: StateCondition[];
  when?: (context: RuleContext) => boolean;
}

/**
 * The lane stands in one of the states. For a lane with instances `join` says which of them: all, at least one, at least
 * so many, or the one of the office whose post the actor holds. The lane `case` has the one instance `main`.
 */
export interface StateCondition {
  lane: string;
  states: string[];
  join?: 'all' | 'any' | 'own' | { atLeast: number };
}

export interface Procedure {
  id: string;
  version: number;
  name: string;
  lanes: Record<string, LaneDeclaration>;
  facts: Record<string, FactDeclaration>;
  /** Filing: who may open a case, and with which fact. */
  opening: { who: Who[]; facts: (context: RuleContext, application: Application) => NewFact[] };
  steps: StepDeclaration[];
  clocks: ClockDeclaration[];
  /** The words of its own in which the course of some items is told; one object for each kind of item. */
  wordingOf?: (item: ItemTerms) => Wording | undefined;
  /** Derived headline → Chinese label. */
  headlines: Record<string, string>;
  headline: (state: State) => string;
  /** Headlines after which nothing is expected any more. */
  closed: string[];
  /** The declaration before this one. A case goes on under the one it was opened under until it is moved. */
  earlier?: Procedure;
  /** What a case that is moved here finds; absent: it may be moved while it is open, and its lanes stay as they are. */
  arrival?: Arrival;
}

/** Moving a running case to this declaration, or to another item version under it. */
export interface Arrival {
  refusal?: (context: RuleContext) => Refusal | undefined;
  /** Lanes that the terms it comes to (`newer.item`, where there is one) open or do not know any more. */
  lanes?: (context: RuleContext) => { opens: LaneInstance[]; leaves: LaneInstance[] };
}

export interface LaneInstance {
  lane: string;
  instance: string;
  /** The state in which it opens, or in which it is left. */
  state: string;
}
