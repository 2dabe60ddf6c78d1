/** What was handed in and what was asked for, folded from the facts of a case. */
import { holds } from '../../kernel/forms/conditions.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import type { FileableItem } from '../catalogue/public.ts';
import type { CaseRecord, RecordedFact } from './case-record.ts';

export interface MaterialView {
  materialCode: string;
  name: string;
  necessity: 'required' | 'conditional' | 'deferrable';
  /** Whether this case needs it: a conditional material is needed when the form's answers ask for it. */
  needed: boolean;
  /** Every document handed in for it, the newest last. */
  documents: { documentId: string; on: string; corrected: boolean; erased: boolean }[];
  licenceId: string | null;
  deferred: boolean;
  /** By when what was promised is to be brought; null where nothing is owed, or no day is fixed yet. */
  promisedUntil: string | null;
}

export interface NoticeView {
  on: string;
  termDays: number | null;
  items: {
    index: number;
    materialCode: string | null;
    materialName: string | null;
    text: string;
    answered: boolean;
    /** What was said to it, where it asked for words. */
    answer: string | null;
  }[];
}

/**
 * `form` decides which of the conditional materials this case needs. What was handed in under a version that listed more
 * stays in sight; it is not asked for any more.
 */
export function materialsOf(
  record: CaseRecord,
  versions: readonly FileableItem[],
  item: FileableItem,
  form: JsonObject,
  dueOf: (materialCode: string) => string | undefined,
): MaterialView[] {
  const handed = handedIn(record);
  const erased = new Set(erasedDocuments(record.facts));
  const listed = new Set(item.materials.map(({ materialCode }) => materialCode));
  const formerly = new Map(
    versions
      .flatMap(({ materials }) => materials)
      .filter(({ materialCode }) => !listed.has(materialCode) && isHanded(handed, materialCode))
      .map((material) => [material.materialCode, { ...material, necessity: 'conditional' as const }]),
  );
  return [...item.materials, ...formerly.values()].map(({ materialCode, name, necessity, when }) => {
    const own = handed.filter((one) => one.material.materialCode === materialCode);
    const last = own.at(-1)?.material;
    return {
      materialCode,
      name,
      necessity,
      needed:
        necessity !== 'conditional' || (listed.has(materialCode) && when !== undefined && holds(when, form)),
      documents: own.flatMap(({ material: { documentId }, on, corrected }) =>
        typeof documentId === 'string' ? [{ documentId, on, corrected, erased: erased.has(documentId) }] : [],
      ),
      licenceId: typeof last?.licenceId === 'string' ? last.licenceId : null,
      deferred: last?.deferred === true,
      promisedUntil: dueOf(materialCode) ?? null,
    };
  });
}

const isHanded = (handed: { material: JsonObject }[], code: string) =>
  handed.some(({ material }) => material.materialCode === code);

function handedIn(record: CaseRecord): { material: JsonObject; on: string; corrected: boolean }[] {
  const drafted = record.facts.length === 1 && record.draft ? objectsIn(record.draft.materials) : [];
  return [
    ...drafted.map((material) => ({ material, on: '', corrected: false })),
    ...record.facts.flatMap((fact) =>
      objectsIn(fact.data.materials).map((material) => ({
        material,
        on: fact.effectiveOn,
        corrected: fact.kind !== 'submitted',
      })),
    ),
  ];
}

/** Documents that went with what was lawfully erased. */
function erasedDocuments(facts: readonly Fact[]): string[] {
  return facts
    .filter(({ kind }) => kind === 'payload-erased')
    .flatMap(({ data }) => (Array.isArray(data.documents) ? data.documents.map(String) : []));
}

export function noticeOf(record: CaseRecord, terms: ItemTerms): NoticeView | null {
  const given = record.facts.findLast((fact) => fact.kind === 'one-time-notice-given');
  if (!given) return null;
  const answered = answeredSince(record.facts, given);
  const texts = Array.isArray(given.payload.items) ? given.payload.items : [];
  return {
    on: given.effectiveOn,
    termDays: typeof given.data.termDays === 'number' ? given.data.termDays : null,
    items: objectsIn(given.data.items).map((item, index) => {
      const materialCode = typeof item.materialCode === 'string' ? item.materialCode : null;
      return {
        index,
        materialCode,
        materialName: terms.materials.find((one) => one.materialCode === materialCode)?.name ?? null,
        text: String(texts[index] ?? ''),
        answered: answered.has(index),
        answer: answerTo(record.facts, given, index, String(texts[index] ?? '')),
      };
    }),
  };
}

/** Answers name the demand by its index or by its words. */
function answerTo(
  facts: readonly RecordedFact[],
  notice: RecordedFact,
  index: number,
  text: string,
): string | null {
  const answers = facts
    .filter((fact) => fact.version > notice.version)
    .flatMap((fact) => objectsIn(fact.payload.answers));
  const own = answers.findLast(
    ({ item }) => String(item) === String(index) || (typeof item === 'string' && item.trim() === text.trim()),
  );
  return typeof own?.text === 'string' ? own.text : null;
}

function answeredSince(facts: readonly RecordedFact[], notice: RecordedFact): Set<number> {
  return new Set(
    facts
      .filter((fact) => fact.version > notice.version)
      .flatMap((fact) => (Array.isArray(fact.data.answered) ? fact.data.answered.map(Number) : [])),
  );
}

function objectsIn(value: Json | undefined): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (one): one is JsonObject => one !== null && typeof one === 'object' && !Array.isArray(one),
  );
}

/** Ids of the documents that facts name: handed in materials, notices, mandates. */
export function documentsNamedIn(facts: readonly { data: JsonObject }[]): string[] {
  const ids = facts.flatMap(({ data }) => {
    const materials = Array.isArray(data.materials) ? data.materials : [];
    const handed = materials.flatMap((material) =>
      material !== null && typeof material === 'object' && !Array.isArray(material)
        ? [material.documentId]
        : [],
    );
    return [...handed, data.noticeDocumentId, data.mandateDocumentId];
  });
  return [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
}
