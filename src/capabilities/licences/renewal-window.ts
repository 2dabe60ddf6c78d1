/**
 * When a renewal is applied for. 行政许可法 50 ¶1: thirty days before the end, unless a law, regulation or rule says otherwise; where
 * one does for a type of certificate, it stands in the settings with its name, because its text has not been checked here.
 */
import { type Basis, law } from '../../kernel/basis.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { RuleContext } from '../../kernel/procedure/declaration.ts';
import type { RenewalWindow, Settings } from '../../kernel/procedure/settings.ts';
import { latestDayBefore } from '../../kernel/time/periods.ts';
import { text } from './standing.ts';

/** The day a validity ends and within which days its renewal is applied for; stored with the fact that sets it. */
export function validityData(
  { calendar, settings }: Pick<RuleContext, 'calendar' | 'settings'>,
  type: string,
  validTo: string | null,
): { validTo: string | null; applyBy: string | null; applyFrom?: string; applyRule?: JsonObject } {
  if (validTo === null) return { validTo, applyBy: null };
  const window = settings.renewalWindows?.[type];
  const { applyDaysBefore: days, unit } = window ?? settings.renewal;
  const applyBy = latestDayBefore(calendar, { event: validTo, days, unit });
  if (!window) return { validTo, applyBy };
  const applyFrom = latestDayBefore(calendar, { event: validTo, days: window.opensDaysBefore, unit });
  return { validTo, applyBy, applyFrom, applyRule: { ...window } };
}

/** The rule by which the day was reckoned when the validity was set. */
export function windowIn({ applyRule }: JsonObject): RenewalWindow | undefined {
  if (!isObject(applyRule)) return undefined;
  const { opensDaysBefore, applyDaysBefore, unit } = applyRule;
  return {
    opensDaysBefore: Number(opensDaysBefore),
    applyDaysBefore: Number(applyDaysBefore),
    unit: unit === 'natural' ? 'natural' : 'working',
    basis: text(applyRule, 'basis'),
  };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function limitOf(settings: Settings, data: JsonObject, general: Basis[]) {
  const window = windowIn(data);
  const { applyDaysBefore: days, unit } = window ?? settings.renewal;
  return {
    rule: window ? 'local/renewal-window' : 'XK-50',
    days,
    unit,
    basis: window ? [...general, law(`${window.basis}（依据未核验）`)] : general,
    endsOn: String(data.applyBy),
  };
}
