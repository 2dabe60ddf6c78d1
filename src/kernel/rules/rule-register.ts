import type { ClockRule } from './clock-rule.ts';
import { informationRules } from './information-rules.ts';
import { licensingRules } from './licensing-rules.ts';
import { localRules } from './local-rules.ts';
import { registrationRules } from './registration-rules.ts';

const rules = [...licensingRules, ...registrationRules, ...informationRules, ...localRules];
const byId = new Map(rules.map((rule) => [rule.id, rule]));

export function listRules(): readonly ClockRule[] {
  return rules;
}

export function findRule(id: string): ClockRule | undefined {
  return byId.get(id);
}

/** For ids written in the program; throws RangeError when there is no such rule. */
export function getRule(id: string): ClockRule {
  const rule = byId.get(id);
  if (!rule) throw new RangeError(`No clock rule has the id ${id}.`);
  return rule;
}

/** `行政许可法第四十二条第一款`, as letters and explanations cite it. */
export function citation(rule: ClockRule): string {
  return `${rule.law.replace(/^中华人民共和国/, '')}${rule.article}`;
}
