/** A case as one caller meets it: loaded once, with everything its rules and its view need. */
import type { Actor } from '../../kernel/actor.ts';
import { type ClockReading, readClocks } from '../../kernel/procedure/clocks.ts';
import type { RuleContext, Settings, StepActor } from '../../kernel/procedure/declaration.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import { type Calendar, publishedCalendar } from '../../kernel/time/calendar.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
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
    nextId: createCaseIds(platform.pool),
    findRecord: createCaseReader(platform.pool, platform.jurisdiction),
    writer: createCaseWriter(platform),
    ...needs,
  };
}

export interface OpenCase {
  record: CaseRecord;
  module: ProcedureModule;
  item: FileableItem;
  terms: ItemTerms;
  settings: Settings;
  calendar: Calendar;
  directory: Directory;
  now: Date;
}

export async function loadCase(parts: CaseParts, id: number): Promise<OpenCase | undefined> {
  const record = await parts.findRecord(id);
  if (!record) return undefined;
  const item = await parts.catalogue.getItemVersion(record.itemId, record.itemVersion);
  if (!item.fileable) throw new Error(`case ${record.caseNo} rests on a guide`);
  return openRecord(parts, record, item);
}

export async function openRecord(
  parts: CaseParts,
  record: CaseRecord,
  item: FileableItem,
): Promise<OpenCase> {
  const [settings, directory] = await Promise.all([parts.settings.current(), parts.organisation.directory()]);
  return {
    record,
    module: moduleOf(parts, record.procedure),
    item,
    terms: itemTerms(item),
    settings,
    calendar: publishedCalendar(),
    directory,
    now: parts.platform.clock.now(),
  };
}

export function moduleOf({ modules }: CaseParts, procedure: string): ProcedureModule {
  const module = modules.find((one) => one.declaration.id === procedure);
  if (!module) throw new Error(`no capability brings the procedure ${procedure}`);
  return module;
}

/** The frozen context for one decision. */
export function contextOf(open: OpenCase, actor: StepActor): RuleContext {
  const { now, calendar, settings, terms, module, record, directory } = open;
  return {
    now,
    today: legalDayOf(now),
    calendar,
    settings,
    item: terms,
    offices: [...directory.offices.keys()],
    state: fold(module.declaration, record.facts),
    actor,
  };
}

/** One reading of the clocks serves the law, the rows and the view of one state of a case. */
const readings = new WeakMap<readonly RecordedFact[], ClockReading[]>();

export function clocksOf({ module, record, calendar, settings, terms }: OpenCase): ClockReading[] {
  const known = readings.get(record.facts);
  if (known) return known;
  const read = readClocks(module.declaration.clocks, record.facts, { calendar, settings, item: terms });
  readings.set(record.facts, read);
  return read;
}
