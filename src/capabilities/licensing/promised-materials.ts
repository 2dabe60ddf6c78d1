/**
 * 容缺受理: accepted although something of minor weight is missing, which the applicant promised to bring by a day. Each
 * material has a clock of its own; the promise goes on when the case is decided and closed, and can be kept then too.
 */

import type { ClockDeclaration } from '../../kernel/procedure/clock-declaration.ts';
import { readClocks } from '../../kernel/procedure/clocks.ts';
import type { RuleContext } from '../../kernel/procedure/declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { type ItemTerms, materialNamed } from '../../kernel/procedure/item-terms.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';

/** No national law gives a term: the item cites the district's rule (安阳市政务服务条例 24 as the model). */
export const tolerance: ClockDeclaration = {
  name: 'tolerance',
  label: '承诺补交期限',
  labelOf: (item, code) => `补交“${materialNamed(item, code)?.name ?? '承诺的材料'}”的期限`,
  against: 'applicant',
  outlives: true,
  startedBy: ['accepted'],
  starts: (fact) => fact.kind === 'accepted' && textsIn(fact.data.deferred).length > 0,
  each: (fact) => {
    if (fact.kind === 'accepted') return textsIn(fact.data.deferred);
    return fact.kind === 'supplemented' ? handedIn(fact) : undefined;
  },
  limit: (item, _settings, _fact, code) => {
    // Nothing in particular is meant where the procedure is explained: the first that may be promised.
    const material = materialNamed(item, code) ?? item.materials.find(({ deferral }) => deferral);
    return material?.deferral && { rule: `item/${item.itemId}/deferral`, ...material.deferral };
  },
  stops: ['supplemented', 'denied', 'withdrawn'],
};

/** Codes of the materials that were last promised and not brought. */
export function promisedIn(facts: readonly Fact[]): string[] {
  const last = new Map<string, boolean>();
  for (const { data } of facts) {
    for (const { code, deferred } of materialsIn(data.materials)) last.set(code, deferred);
  }
  return [...last].flatMap(([code, deferred]) => (deferred ? [code] : []));
}

/** “食品安全管理制度”（最迟2026年3月16日）、…; empty where nothing is owed. */
export function owedInWords(context: RuleContext): string {
  const clocks = readClocks([tolerance], context.state.facts, context);
  return promisedIn(context.state.facts)
    .map((code) => {
      const running = clocks.find(({ of, stoppedOn }) => of === code && stoppedOn === null);
      const until = running ? (context.today > running.due ? '，已经逾期' : '') : '';
      const day = running ? `（最迟${chineseDate(running.due)}${until}）` : '';
      return `“${nameOf(context.item, code)}”${day}`;
    })
    .join('、');
}

const nameOf = (item: ItemTerms, code: string) => materialNamed(item, code)?.name ?? code;

const handedIn = (fact: Fact) =>
  materialsIn(fact.data.materials).flatMap(({ code, deferred }) => (deferred ? [] : [code]));

function materialsIn(value: unknown): { code: string; deferred: boolean }[] {
  if (!Array.isArray(value)) return [];
  return value.map((one) => ({ code: String(one?.materialCode), deferred: one?.deferred === true }));
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
