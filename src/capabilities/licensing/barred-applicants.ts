/** Who may not apply again for a while: 行政许可法 78 (false materials, a year) and 79 (a licence got by deceit, three years). */
import type { EarlierMisconduct, Gate, RuleContext } from '../../kernel/procedure/declaration.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { licensingLaw } from './bases.ts';
import { refusal } from './refusals.ts';

/** With the article of the bar that holds, as a refusal of acceptance cites it. */
export const barArticles = { 'false-materials': '第七十八条', fraud: '第七十九条' } as const;

const found = {
  'false-materials': '因提供虚假材料被不予受理',
  fraud: '因以欺骗、贿赂等不正当手段取得这项许可，被撤销许可',
} as const;

/** What was handed in before the bar began is no application "again"; a bar that has ended bars nobody. */
export function barOn({
  earlierMisconduct = [],
  state,
  today,
}: Pick<RuleContext, 'earlierMisconduct' | 'state' | 'today'>): EarlierMisconduct | undefined {
  const received = state.facts.find(({ kind }) => kind === 'submitted')?.effectiveOn ?? today;
  return earlierMisconduct.find(({ on, until }) => until !== null && on <= received && until >= today);
}

/** What nobody answered in time is accepted all the same (32(4)): by the system, as of the day it was received. */
export const notBarred: Gate<unknown> = {
  name: 'applicant/barred',
  check: (context) =>
    context.actor.system ? undefined : barRefusal(context, '不予受理', '以“在限制申请的期限内”为由'),
};

/** 行政许可法 78: not accepted *or not granted*: what was accepted by silence is denied. */
export const notGrantedWhileBarred: Gate<{ outcome?: string }> = {
  name: 'applicant/barred',
  check: (context, input) =>
    input?.outcome === 'grant'
      ? barRefusal(context, '不予准予', '写明申请人在限制申请的期限内，')
      : undefined,
};

function barRefusal(context: RuleContext, instead: string, how: string) {
  const bar = barOn(context);
  if (!bar?.until) return undefined;
  return refusal(
    'applicant/barred',
    `申请人于${chineseDate(bar.on)}${found[bar.ground]}，至${chineseDate(bar.until)}（含当日）不得再次申请。`,
    `请${how}${instead}。`,
    [licensingLaw(barArticles[bar.ground])],
  );
}
