/**
 * Lawful erasure of what stands in a case (个人信息保护法 §47; 档案法实施条例 §24): one fact for each payload that goes. The
 * database deletes a payload with that fact and in no other way, and what the case keeps elsewhere with it; here is
 * decided what is named. State, dates, numbers and hashes stay.
 */
import type { Basis } from '../../kernel/basis.ts';
import type { Procedure } from '../../kernel/procedure/declaration.ts';
import type { FactActor, NewFact } from '../../kernel/procedure/fact.ts';
import { erasuresIn } from '../../kernel/procedure/record-facts.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { isVersionTaken } from '../../platform/ledger/append-facts.ts';
import { findDocuments, removeContentsLater } from '../documents/public.ts';
import { appendToCase } from './append-to-case.ts';
import type { CaseRecord } from './case-record.ts';
import { documentsNamedIn } from './handed-in.ts';
import { letterIdOf } from './letter-of-case.ts';
import { type CaseParts, loadCase, type OpenCase } from './open-case.ts';

export interface ErasureOrder {
  /** `all`: everything, and with it the names in lists and messages. */
  versions: readonly number[] | 'all';
  basis: Basis;
  /** Who decided it and answers for it. */
  actor: FactActor;
  /** Subject in whose stream the decision stands: `erasure/…` */
  decidedIn: string;
}

const tries = 6;

/** What of the order was still there is erased; the case as it then stands. Undefined when there is no such case. */
export async function eraseCase(
  parts: CaseParts,
  id: number,
  order: ErasureOrder,
): Promise<OpenCase | undefined> {
  for (let round = 1; ; round++) {
    const open = await loadCase(parts, id);
    if (!open) return undefined;
    const facts = erasureFacts(open, order);
    if (facts.length === 0) return open;
    const contents = await contentsOf(parts, open, facts);
    try {
      return await appendToCase(parts, open, {
        facts,
        actor: order.actor,
        draft: open.record.draft ? 'drop' : 'keep',
        effect: {
          data: {},
          write: (client) => removeContentsLater(client, contents),
        },
      });
    } catch (error) {
      // Somebody acted at the same moment (a rating): look again.
      if (!isVersionTaken(error) || round === tries) throw error;
    }
  }
}

/** Versions that have a payload still: a fact about an erasure is erased by nobody. */
export function erasable({ facts }: CaseRecord): number[] {
  const erased = new Set(erasuresIn(facts).map(({ version }) => version));
  return facts
    .filter(({ kind, version }) => kind !== 'payload-erased' && !erased.has(version))
    .map(({ version }) => version);
}

function erasureFacts({ record, module, now }: OpenCase, order: ErasureOrder): NewFact[] {
  const { versions, basis, actor, decidedIn } = order;
  const still = erasable(record);
  const chosen = versions === 'all' ? still : still.filter((version) => versions.includes(version));
  const documents = documentsOnlyIn(record, chosen);
  const parties = partiesOnlyIn(record, chosen, module.declaration);
  return chosen.map((version, index) => {
    const last = index === chosen.length - 1;
    return {
      kind: 'payload-erased',
      basis: [basis],
      effectiveOn: legalDayOf(now),
      data: {
        version,
        basis: basis.ref,
        responsible: actor.person,
        decidedIn,
        ...(last && documents.length > 0 ? { documents } : {}),
        ...(last && parties.length > 0 ? { parties } : {}),
        // Nothing is left to be named by.
        ...(last && chosen.length === still.length ? { whole: true } : {}),
      },
      payload: {},
    };
  });
}

/** Documents that the erased facts name and no other fact of the case does. */
function documentsOnlyIn({ facts }: CaseRecord, erased: readonly number[]): string[] {
  const kept = keptBeside(facts, erased);
  const named = documentsNamedIn(facts.filter(({ version }) => erased.includes(version)));
  const others = new Set(documentsNamedIn(kept));
  return named.filter((id) => !others.has(id));
}

/** Parties whom the erased facts brought into the case, and no other did. */
function partiesOnlyIn({ facts }: CaseRecord, erased: readonly number[], procedure: Procedure): string[] {
  const broughtBy = (some: CaseRecord['facts']) =>
    some.flatMap(({ kind, data }) =>
      procedure.facts[kind]?.brings !== undefined && typeof data.party === 'string' ? [data.party] : [],
    );
  const others = new Set(broughtBy(keptBeside(facts, erased)));
  const brought = new Set(broughtBy(facts.filter(({ version }) => erased.includes(version))));
  return [...brought].filter((party) => !others.has(party));
}

function keptBeside(facts: CaseRecord['facts'], erased: readonly number[]): CaseRecord['facts'] {
  return facts.filter(({ version }) => !erased.includes(version) && isStill(facts, version));
}

function isStill(facts: CaseRecord['facts'], version: number): boolean {
  return !erasuresIn(facts).some((erasure) => erasure.version === version);
}

/** Digests of the documents and of the sealed letters that go: the rows that tell of them go with the fact. */
async function contentsOf(
  { platform }: CaseParts,
  { record }: OpenCase,
  facts: readonly NewFact[],
): Promise<string[]> {
  const ids = facts.flatMap(({ data }) => (Array.isArray(data.documents) ? data.documents.map(String) : []));
  const documents = await findDocuments(platform.pool, platform.jurisdiction, ids);
  const erased = new Set(facts.map(({ data }) => data.version));
  const letters = record.facts.flatMap((fact) => (erased.has(fact.version) ? (letterIdOf(fact) ?? []) : []));
  const { rows } = await platform.pool.query<{ sm3: string }>(
    `select encode(file_sm3, 'hex') as sm3 from documents.letter_file
     where jurisdiction = $1 and subject_type = 'case' and letter_id = any($2)`,
    [platform.jurisdiction, letters],
  );
  return [...new Set([...documents, ...rows].map(({ sm3 }) => sm3))];
}
