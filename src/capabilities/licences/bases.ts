/**
 * Which article a step of a certificate's life rests on. 行政许可法 is cited for licences (type 01) alone; what is done to
 * another certificate rests on the article that whoever does it has named, and else on the district's service rules.
 */
import { type Basis, law, local } from '../../kernel/basis.ts';
import type { RuleContext } from '../../kernel/procedure/declaration.ts';
import { isLicence } from '../../kernel/procedure/item-terms.ts';
import type { Settings } from '../../kernel/procedure/settings.ts';

export const licensingLaw = (article: string): Basis => law(`行政许可法 ${article}`);

/** 国务院关于在线政务服务的若干规定: electronic certificates and what may rest on them. */
export const onlineRules = (article: string): Basis => law(`国务院关于在线政务服务的若干规定 ${article}`);

/** 行政处罚法 9(3): suspending and forfeiting a licence are penalties and come from a penalty decision alone. */
export const penaltyLaw: Basis = law('行政处罚法 第九条第（三）项');

export function basisOf(
  { item, settings }: Pick<RuleContext, 'item' | 'settings'>,
  article: string,
  part: string,
  named?: string,
): Basis[] {
  if (isLicence(item)) return [licensingLaw(article), ...(named ? [law(named)] : [])];
  return [named ? law(named) : districtRules(settings, part)];
}

function districtRules(settings: Settings, part: string): Basis {
  return local(`${settings.serviceRules.title} ${part}`);
}
