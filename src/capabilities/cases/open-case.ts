/** A case as one caller meets it: loaded once, with everything its rules and its view need. */
import type { Actor } from '../../kernel/actor.ts';
import { type ClockReading, lastsBeyond, readClocks } from '../../kernel/procedure/clocks.ts';
import type { Procedure, RuleContext, StepActor } from '../../kernel/procedure/declaration.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import type { Settings } from '../../kernel/procedure/settings.ts';
import { versionMoveOf } from '../../kernel/procedure/standing/standing-facts.ts';
import { withStanding } from '../../kernel/procedure/standing/with-standing.ts';
import {
  earlierTermsIn,
  termsAfterHandOvers,
  versionOf,
  versionsAfter,
} from '../../kernel/procedure/versions.ts';
import { worded } from '../../kernel/procedure/wording.ts';
import type { Calendar } from '../../kernel/time/calendar.ts';
import { type LegalDay, legalDayOf } from '../../kernel/time/legal-day.ts';
import { createReceiptSigner, type SignReceipt } from '../../platform/ledger/receipts.ts';
import type { Platform } from '../../platform/platform.ts';
import { type CalendarSource, calendarOf } from '../calendar/public.ts';
import { type Catalogue, createCatalogue, type FileableItem, itemTerms } from '../catalogue/public.ts';
import { createOrganisation, type Directory, type Organisation } from '../organisation/public.ts';
import { createCaseIds } from './case-ids.ts';
import { type CaseRecord, createCaseReader, type FindCaseRecord, type RecordedFact } from './case-record.ts';
import { type CaseWriter, createCaseWriter } from './case-writer.ts';
import type { CertificateDesk } from './certificate-desk.ts';
import type { ProcedureModule } from './procedure-module.ts';
import { createSettings, type SettingsSource } from './settings.ts';

/** What every part of the engine is given. */
export interface CaseParts {
  platform: Platform;
  modules: ProcedureModule[];
  catalogue: Catalogue;
  organisation: Organisation;
  settings: SettingsSource;
  calendar: CalendarSource;
  signReceipt: SignReceipt;
  nextId: () => Promise<number>;
  findRecord: FindCaseRecord;
  writer: CaseWriter;
  /** Lets the parties be told soon of what was written. */
  tellSoon: () => void;
  /** Of these documents, those that do not exist or are not the actor's to hand in. */
  findForeign: (actor: Actor, ids: string[]) => Promise<string[]>;
  certificates: CertificateDesk;
}

/** What the engine asks others for: it does not know them. */
export type CaseNeeds = Pick<CaseParts, 'tellSoon' | 'findForeign' | 'certificates'>;

export function createCaseParts(platform: Platform, modules: ProcedureModule[], needs: CaseNeeds): CaseParts {
  return {
    platform,
    modules,
    catalogue: createCatalogue(platform),
    organisation: createOrganisation(platform),
    settings: createSettings(platform),
    calendar: calendarOf(platform),
    signReceipt: createReceiptSigner(platform.ledgerKeys),
    nextId: createCaseIds(platform.pool),
    findRecord: createCaseReader(platform.pool, platform.jurisdiction),
    writer: createCaseWriter(platform),
    ...needs,
  };
}

export interface OpenCase {
  record: CaseRecord;
  module: ProcedureModule;
  /** The declaration the case goes by; the module's own is the newest. */
  declaration: Procedure;
  /** The item version the case goes by. */
  item: FileableItem;
  /** Every version it ever went by, and the newest. */
  items: ReadonlyMap<number, FileableItem>;
  /** What rules read of the item, offices that have ended replaced by those that took over. */
  terms: ItemTerms;
  settings: Settings;
  calendar: Calendar;
  directory: Directory;
  signReceipt: SignReceipt;
  now: Date;
}

export async function loadCase(parts: CaseParts, id: number): Promise<OpenCase | undefined> {
  const record = await parts.findRecord(id);
  return record && openRecord(parts, record);
}

export async function openRecord(parts: CaseParts, record: CaseRecord): Promise<OpenCase> {
  const [settings, calendar, directory, items] = await Promise.all([
    parts.settings.current(),
    parts.calendar.current(),
    parts.organisation.directory(),
    itemsOf(parts, record),
  ]);
  const base = {
    module: moduleOf(parts, record.procedure),
    items,
    settings,
    calendar,
    directory,
    signReceipt: parts.signReceipt,
    now: parts.platform.clock.now(),
  };
  return withRecord(base, record);
}

/** The case as these facts have it: which versions it goes by, who handles it in whose name. */
export function withRecord(
  base: Omit<OpenCase, 'record' | 'declaration' | 'item' | 'terms'>,
  record: CaseRecord,
): OpenCase {
  const versions = versionsOf(record);
  const item = base.items.get(versions.item);
  if (!item) throw new Error(`case ${record.caseNo} rests on a guide`);
  const terms = termsAfterHandOvers(itemTerms(item), record.facts);
  return {
    ...base,
    record: {
      ...record,
      procedureVersion: versions.procedure,
      itemVersion: versions.item,
      itemName: terms.name,
      office: terms.office,
      authority: terms.authority,
    },
    declaration: worded(withStanding(versionOf(base.module.declaration, versions.procedure)), terms),
    item,
    terms,
  };
}

const versionsOf = ({ facts, procedureVersion, itemVersion }: CaseRecord) =>
  versionsAfter(facts, { procedure: procedureVersion, item: itemVersion });

async function itemsOf({ catalogue }: CaseParts, record: CaseRecord): Promise<Map<number, FileableItem>> {
  const before = record.facts.flatMap((fact) => versionMoveOf(fact)?.from.item ?? []);
  const used = [...new Set([...before, versionsOf(record).item])];
  const [newest, ...versions] = await Promise.all([
    catalogue.findItem(record.itemId),
    ...used.map((version) => catalogue.getItemVersion(record.itemId, version)),
  ]);
  const found = newest ? [...versions, newest] : versions;
  return new Map(found.flatMap((item) => (item.fileable ? [[item.version, item] as const] : [])));
}

export function moduleOf({ modules }: CaseParts, procedure: string): ProcedureModule {
  const module = modules.find((one) => one.declaration.id === procedure);
  if (!module) throw new Error(`no capability brings the procedure ${procedure}`);
  return module;
}

/** The frozen context for one decision. */
export function contextOf(open: OpenCase, actor: StepActor): RuleContext {
  return { ...evidenceOf(open), state: fold(open.declaration, open.record.facts), actor };
}

/** All of the context but who asks and where the case stands. */
export function evidenceOf(open: OpenCase): Omit<RuleContext, 'state' | 'actor'> {
  const { now, calendar, settings, terms, directory } = open;
  return {
    now,
    today: legalDayOf(now),
    calendar,
    settings,
    item: terms,
    offices: [...directory.offices.keys()].filter((id) => !(id in directory.successions)),
    authorityOf: (office) => directory.offices.get(office)?.authority,
    successions: directory.successions,
    officers: directory.officers,
    newer: newerThan(open),
    earlierTerms: earlierTermsOf(open),
    earlierMisconduct: open.record.earlierMisconduct ?? [],
    evidence: {
      personName: (id) => directory.personNames.get(id),
      payloadOf: ({ version }) => open.record.facts.find((fact) => fact.version === version)?.payload ?? {},
    },
  };
}

function newerThan({ declaration, module, items, item }: OpenCase): RuleContext['newer'] {
  const newest = items.get(Math.max(...items.keys()));
  return {
    procedure: module.declaration.version > declaration.version ? module.declaration : null,
    item: newest && newest.version > item.version ? itemTerms(newest) : null,
  };
}

function earlierTermsOf({ record, items }: OpenCase) {
  return earlierTermsIn(record.facts, (version) => {
    const item = items.get(version);
    if (!item) throw new Error(`case ${record.caseNo} went by version ${version} of its item, which is gone`);
    return itemTerms(item);
  });
}

/** As the case was after one of its facts: what a letter of that day said of its item and its authority. */
export function asOf(open: OpenCase, version: number): Pick<OpenCase, 'item' | 'terms'> {
  const facts = open.record.facts.filter((fact) => fact.version <= version);
  const move = open.record.facts.find((fact) => fact.version > version && fact.kind === 'version-moved');
  const item = open.items.get((move && versionMoveOf(move)?.from.item) ?? open.item.version) ?? open.item;
  return { item, terms: termsAfterHandOvers(itemTerms(item), facts) };
}

/** One reading of the clocks serves the law, the rows and the view of one state of a case. */
const readings = new WeakMap<readonly RecordedFact[], ClockReading[]>();

export function clocksOf(open: OpenCase): ClockReading[] {
  const known = readings.get(open.record.facts);
  if (known) return known;
  const read = readAgain(open);
  readings.set(open.record.facts, read);
  return read;
}

/** As people see them today: what was to be resumed and was not still stands. */
export function clocksToday(open: OpenCase): ClockReading[] {
  const today = legalDayOf(open.now);
  const read = clocksOf(open);
  const isOverdrawn = read.some(({ pauses }) => pauses.some((pause) => lastsBeyond(pause, today)));
  return isOverdrawn ? readAgain(open, today) : read;
}

function readAgain(open: OpenCase, seenOn?: LegalDay): ClockReading[] {
  const { declaration, record, calendar, settings, terms } = open;
  const inputs = {
    calendar,
    settings,
    item: terms,
    earlierTerms: earlierTermsOf(open),
    ...(seenOn && { seenOn }),
  };
  return readClocks(declaration.clocks, record.facts, inputs);
}
