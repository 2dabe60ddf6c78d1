/**
 * Which article a step rests on. 行政许可法 is cited for administrative licences (type 01) and for nothing else; every
 * other type follows its own law, and where that is silent the district's published service rules.
 */
import { type Basis, law, local } from '../../kernel/basis.ts';
import { type ItemTerms, isLicence } from '../../kernel/procedure/item-terms.ts';
import type { Settings } from '../../kernel/procedure/settings.ts';
import { isFiling } from './filing-words.ts';

export const licensingLaw = (article: string): Basis => law(`行政许可法 ${article}`);

/** How a hearing is held, item by item. */
export const article48 = (item: string): Basis => licensingLaw(`第四十八条第一款第（${item}）项`);

export function serviceRules(settings: Settings, part: string): Basis {
  return local(`${settings.serviceRules.title} ${part}`);
}

/** The licence law's article for type 01, the district's service rules for the others. */
export function basisOf(
  { item, settings }: { item: ItemTerms; settings: Settings },
  article: string,
  part: string,
): Basis[] {
  if (isLicence(item)) return [licensingLaw(article)];
  return [serviceRules(settings, isFiling(item) ? (filingParts[part] ?? part) : part)];
}

/** The same where several articles carry one part; service rules have one passage for it. */
export function basesOf(
  context: { item: ItemTerms; settings: Settings },
  articles: readonly string[],
  part: string,
): Basis[] {
  const all = articles.flatMap((article) => basisOf(context, article, part));
  return isLicence(context.item) ? all : all.slice(0, 1);
}

/** A filing is taken and put on record, not accepted and granted. */
const filingParts: Record<string, string> = {
  受理: '接收',
  逾期未告知视为受理: '逾期未告知视为接收',
  不予受理: '不予接收',
  审查: '核对',
  决定: '备案',
};
