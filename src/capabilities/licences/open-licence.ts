/** A certificate as one caller meets it: loaded once, with everything its rules and its view need. */
import type { ClientBase } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { type ClockReading, readClocks } from '../../kernel/procedure/clocks.ts';
import type { RuleContext, StepActor } from '../../kernel/procedure/declaration.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import type { Settings } from '../../kernel/procedure/settings.ts';
import type { Calendar } from '../../kernel/time/calendar.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases, type RecordedFact } from '../cases/public.ts';
import { createCatalogue, itemTerms } from '../catalogue/public.ts';
import { createOrganisation, type Directory, type Organisation } from '../organisation/public.ts';
import { licenceLife } from './licence-life.ts';
import { findLicenceRecord, type Licence, type LicenceRecord } from './licence-store.ts';

export interface OpenLicence extends LicenceRecord {
  terms: ItemTerms;
  settings: Settings;
  calendar: Calendar;
  directory: Directory;
  now: Date;
}

const organisations = new WeakMap<Platform, Organisation>();

export function organisationOf(platform: Platform): Organisation {
  const known = organisations.get(platform) ?? createOrganisation(platform);
  organisations.set(platform, known);
  return known;
}

export async function openLicence(
  platform: Platform,
  id: string,
  client?: ClientBase,
): Promise<OpenLicence | undefined> {
  const record = await findLicenceRecord(client ?? platform.pool, platform.jurisdiction, id);
  return record && surround(platform, record);
}

async function surround(platform: Platform, record: LicenceRecord): Promise<OpenLicence> {
  const { itemId, itemVersion } = record.licence;
  const [item, settings, calendar, directory] = await Promise.all([
    createCatalogue(platform).getItemVersion(itemId, itemVersion),
    createCases(platform).settings(),
    createCases(platform).calendar(),
    organisationOf(platform).directory(),
  ]);
  if (!item.fileable) throw new Error(`certificate ${record.licence.id} rests on a guide`);
  return {
    ...record,
    terms: itemTerms(item),
    settings,
    calendar,
    directory,
    now: platform.clock.now(),
  };
}

/** The frozen context for one decision. */
export function contextOf(open: OpenLicence, actor: StepActor): RuleContext {
  const { now, calendar, settings, terms, facts, directory } = open;
  return {
    now,
    today: legalDayOf(now),
    calendar,
    settings,
    item: terms,
    offices: [...directory.offices.keys()],
    state: fold(licenceLife, facts),
    actor,
  };
}

/** What the clocks of a certificate are read from. */
export type Timed = Pick<OpenLicence, 'facts' | 'calendar' | 'settings' | 'terms'>;

export function clocksOf({ facts, calendar, settings, terms }: Timed): ClockReading[] {
  return readClocks(licenceLife.clocks, facts, { calendar, settings, item: terms });
}

export const system: StepActor = { personId: 'system', name: '系统', posts: [], party: null, system: true };

/** Whether the actor acts in the name of the holder. */
export function isHolder({ data }: Licence, { principal }: Actor): boolean {
  return principal?.idType === data.holder.idType && principal.idNumber === data.holder.idNumber;
}

export function stepActorOf(licence: Licence, actor: Actor): StepActor {
  const { personId, name, posts } = actor;
  return { personId, name, posts, party: isHolder(licence, actor) ? 'applicant' : null, system: false };
}

export type { RecordedFact };
