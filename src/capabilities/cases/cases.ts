/** Cases: the engine with its lists, one for each platform, so that its caches are shared. */
import type { Actor } from '../../kernel/actor.ts';
import { worded } from '../../kernel/procedure/wording.ts';
import type { Page } from '../../platform/http/list-page.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCatalogue, itemTerms } from '../catalogue/public.ts';
import { findDocuments, findVisibleDocument } from '../documents/public.ts';
import { createOrganisation } from '../organisation/public.ts';
import { type CaseEngine, createCaseEngine } from './case-engine.ts';
import type { CaseSummary, ListInputs } from './case-summary.ts';
import type { CertificateDesk } from './certificate-desk.ts';
import { type ConcerningCase, listConcerningCases } from './concerning-cases.ts';
import { findLetter } from './letter-of-case.ts';
import { type CaseQuery, listCases } from './list-cases.ts';
import type { ProcedureModule } from './procedure-module.ts';
import { createReadingRecord, type RecordReading } from './record-reading.ts';
import { createTelling } from './wake-telling.ts';
import { listWork, type WorkItem } from './worklist.ts';

export interface Cases extends CaseEngine {
  listCases(actor: Actor, query: CaseQuery): Promise<Page<CaseSummary>>;
  listWork(actor: Actor, query: { limit: number; cursor?: string; step?: string }): Promise<Page<WorkItem>>;
  /** Cases of others that concern her: she is a party of them beside the applicant. */
  listConcerning(actor: Actor): Promise<ConcerningCase[]>;
  /** A letter as the viewer may read it, or undefined. */
  findLetter: typeof findLetter;
  /** To be called when personal data of a case is shown to staff. */
  recordReading: RecordReading;
}

const bound = new WeakMap<Platform, Cases>();

/** Done once for a platform, before its routes are made. */
export function bindCases(
  platform: Platform,
  modules: ProcedureModule[],
  certificates: CertificateDesk,
): void {
  bound.set(platform, makeCases(platform, modules, certificates));
}

export function createCases(platform: Platform): Cases {
  const cases = bound.get(platform);
  if (!cases) throw new Error('the cases capability is not part of this process');
  return cases;
}

function makeCases(platform: Platform, modules: ProcedureModule[], certificates: CertificateDesk): Cases {
  const engine = createCaseEngine(platform, modules, {
    tellSoon: createTelling(platform),
    findForeign: (actor, ids) => foreignDocuments(platform, actor, ids),
    certificates,
  });
  const declarations = new Map(modules.map(({ declaration }) => [declaration.id, declaration]));
  const organisation = createOrganisation(platform);
  const statusLabel = (procedure: string, status: string) =>
    declarations.get(procedure)?.headlines[status] ?? status;
  const catalogue = createCatalogue(platform);
  /** Items are few in a list and cached. */
  const labelsOf = async (itemIds: string[]) => {
    const found = await Promise.all([...new Set(itemIds)].map((id) => catalogue.findItem(id)));
    const own = new Map(
      found.flatMap((item) => {
        if (!item?.fileable) return [];
        const declaration = declarations.get(item.procedure ?? 'licensing');
        const said = declaration && worded(declaration, itemTerms(item));
        return said && said !== declaration ? [[item.itemId, said] as const] : [];
      }),
    );
    return (itemId: string) => own.get(itemId);
  };
  const inputs = async (): Promise<ListInputs> => {
    const [settings, calendar, { offices, personNames }] = await Promise.all([
      engine.settings(),
      engine.calendar(),
      organisation.directory(),
    ]);
    return {
      pool: platform.pool,
      jurisdiction: platform.jurisdiction,
      today: platform.clock.today(),
      calendar,
      warnWithinDays: settings.warnWithinDays,
      hallOffice: settings.hallOffice,
      authoritiesOf: (ids) => ids.flatMap((id) => offices.get(id)?.authority ?? []),
      labelsOf,
      itemsNamed: (words) => catalogue.listItemsNamed(words),
      statusLabel,
      stepLabel: (procedure, name) =>
        declarations.get(procedure)?.steps.find((step) => step.name === name)?.label ?? name,
      personName: (id) => personNames.get(id),
    };
  };
  return {
    ...engine,
    listCases: async (actor, query) => listCases(actor, query, await inputs()),
    listWork: async (actor, query) => listWork(actor, query, await inputs()),
    listConcerning: (actor) => listConcerningCases(platform.pool, platform.jurisdiction, actor, statusLabel),
    findLetter,
    recordReading: createReadingRecord(platform),
  };
}

/** Those of the documents that do not exist or that the actor may not see. */
async function foreignDocuments(platform: Platform, actor: Actor, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await findDocuments(platform.pool, platform.jurisdiction, ids);
  const own = new Set(found.filter((one) => one.ownerAccount === actor.accountId).map((one) => one.id));
  const rest = ids.filter((id) => !own.has(id));
  const seen = await Promise.all(rest.map((id) => findVisibleDocument(platform, actor, id)));
  return rest.filter((_id, index) => !seen[index]);
}
