import type { Basis } from '../../kernel/basis.ts';
import type { ItemTerms, Limit } from '../../kernel/procedure/item-terms.ts';
import type { FileableItem, ItemLimit } from './item.ts';

const known = new WeakMap<FileableItem, ItemTerms>();

/** What a procedure reads of an item version; bases reduced to what is cited in a fact. Made once, not to be changed. */
export function itemTerms(item: FileableItem): ItemTerms {
  const made = known.get(item) ?? termsOf(item);
  known.set(item, made);
  return made;
}

function termsOf(item: FileableItem): ItemTerms {
  return {
    itemId: item.itemId,
    version: item.version,
    name: item.name,
    taskType: item.taskType,
    authority: item.authority,
    office: item.office,
    reviewOffices: item.reviewOffices,
    projectType: item.projectType,
    siteCheck: item.siteCheck,
    limits: { statutory: cited(item.limits.statutory), promised: cited(item.limits.promised) },
    ...(item.reviewLimit ? { reviewLimit: cited(item.reviewLimit) } : {}),
    extension: item.extension && { ...item.extension, basis: item.extension.basis.map(citation) },
    suspension: { ...item.suspension, basis: item.suspension.basis.map(citation) },
    ...(item.hearing ? { hearing: { basis: item.hearing.basis.map(citation) } } : {}),
    hasResultDocument: item.resultType !== 'none',
    ...(item.business ? { business: item.business.kind } : {}),
    ...(item.nature ? { nature: item.nature } : {}),
    letters: Object.fromEntries(Object.entries(item.letters).map(([kind, letter]) => [kind, letter.name])),
    materials: item.materials.map(({ materialCode, name, necessity, deferral }) => ({
      materialCode,
      name,
      necessity,
      ...(deferral ? { deferral: cited(deferral) } : {}),
    })),
  };
}

const citation = ({ kind, ref }: Basis): Basis => ({ kind, ref });

const cited = (limit: ItemLimit): Limit => ({
  days: limit.days,
  unit: limit.unit,
  basis: limit.basis.map(citation),
});
