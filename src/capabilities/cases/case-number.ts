/** Case numbers carry prefix, day and id, so that a number finds its row without a look-up; a check character catches slips. */
import { checkCharacter } from '../../kernel/identifiers/mod37-36.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';

const form = /^([A-Z]{2,8})(\d{8})-(\d{6,15})-([0-9A-Z])$/;

export function caseNumber(prefix: string, openedOn: LegalDay, id: number): string {
  const body = `${prefix}${openedOn.replaceAll('-', '')}-${String(id).padStart(6, '0')}`;
  return `${body}-${checkCharacter(body.replaceAll('-', ''))}`;
}

/** The id inside a well-formed case number; undefined for anything else. */
export function idOfCaseNumber(caseNo: string): number | undefined {
  const match = form.exec(caseNo);
  if (!match) return undefined;
  const [, prefix, day, id, check] = match;
  if (checkCharacter(`${prefix}${day}${id}`) !== check) return undefined;
  return Number(id);
}
