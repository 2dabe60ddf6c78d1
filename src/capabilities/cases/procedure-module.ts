/** What a capability brings to have its procedure executed: the declaration, its words, its letters, its effects. */
import type { PoolClient } from 'pg';
import type { JsonObject } from '../../kernel/json.ts';
import type { Procedure, RuleContext, State } from '../../kernel/procedure/declaration.ts';
import type { Fact, FactActor, NewFact } from '../../kernel/procedure/fact.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import type { Settings } from '../../kernel/procedure/settings.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FileableItem } from '../catalogue/public.ts';
import type { CaseRecord } from './case-record.ts';

export interface LetterContent {
  /** The document's own name, e.g. 受理通知书. */
  title: string;
  /** To whom. */
  addressee: string;
  paragraphs: string[];
  /** A table below the text: head and rows. */
  table?: { head: string[]; rows: string[][] };
  /** Remedies and where to ask. */
  footnotes: string[];
}

/** Everything a printed letter shows. */
export interface LetterInput {
  content: LetterContent;
  docNo: string;
  madeOn: LegalDay;
  authorityName: string;
  caseNo: string;
  /** Where the sealed file is to be had. */
  fileHref?: string;
  /** Characters that no typeface has: then there is no file to be had. */
  unprintable?: string[];
  /** Address behind the QR code: the receipt of the fact that made the letter. */
  receiptQr?: string;
}

export type RenderLetter = (letter: LetterInput) => string | Promise<string>;

export interface LetterSource {
  record: CaseRecord;
  /** The item version the case rests on: names and bases of its letters, remedies. */
  item: FileableItem;
  fact: Fact;
  payload: JsonObject;
  officeName: (id: string) => string;
  authorityName: string;
  superiorName: string;
  /** The district's settings under which the fact was made. */
  settings: Pick<Settings, 'reconsiderationFirst'>;
  /** The clocks as they stood after the fact: name → due day. */
  due: Record<string, string>;
  /** Which of these may still move, because the arrangement of a year is not published. */
  provisional: string[];
}

/** What a step does beside its fact, in the same transaction (a certificate is made). */
export interface StepEffect {
  /** Merged into the data of the step's first fact. */
  data: JsonObject;
  write(client: PoolClient): Promise<void>;
  /** Nothing of it was written: what was made beforehand is taken back. */
  abandoned?(): Promise<void>;
}

export interface EffectSource {
  jurisdiction: string;
  record: CaseRecord;
  context: RuleContext;
  input: JsonObject;
  /** What the step is about to append. */
  facts: readonly NewFact[];
  /** In whose name the facts are appended. */
  by: FactActor;
  recordedAt: string;
}

/** Makes what a step does beside its fact; it may ask the installation for what it needs. */
export type MakeEffect = (source: EffectSource, platform: Platform) => Promise<StepEffect | undefined>;

export interface ProcedureModule {
  /** The newest version; those before it hang on it. Everything else here serves all of them. */
  declaration: Procedure;
  /** The item of every case, for procedures that are not about a chosen one. */
  itemId?: string;
  /** Codes of its refusals (409) and what they mean, for the list of problems. */
  refusalCodes?: Readonly<Record<string, string>>;
  /** One sentence for the timeline. `payload` is {} once erased. */
  describe(fact: Fact, payload: JsonObject, officeName: (id: string) => string, item?: ItemTerms): string;
  /** What is peculiar about an instance of a lane now, in a few words: a special procedure that lasts. */
  laneNote?(state: State, lane: string, instance: string): string | undefined;
  letter(kind: string, source: LetterSource): LetterContent;
  /** The word between the authority's own and the year in a document number, by letter kind: 受, 准 …; empty for one that bears no number. */
  letterWords: Record<string, string>;
  effects?: Record<string, MakeEffect>;
  /** Fact kinds about which the applicant is told. */
  tells: string[];
  /** Fact kinds for which the case hands out a signed receipt: filing and decisions; absent: filing alone. */
  receipts?: string[];
}
