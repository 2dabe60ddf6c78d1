/** Who has no account proves that the case is hers by four digits that only she and the hall know. */
import type { JsonObject } from '../../kernel/json.ts';
import type { CaseRecord, Party } from './case-record.ts';
import { contactPhoneOf } from './contact-phone.ts';

/** A credit code is public, so an organisation's own number proves nothing: its contact's telephone does. */
export function tailsOf(record: CaseRecord): string[] {
  const { applicant, agent, facts } = record;
  const filed = objectOf(facts.findLast(({ payload }) => payload.applicant !== undefined)?.payload.applicant);
  return [
    ...numberOf(applicant),
    ...(agent ? numberOf(agent) : []),
    ...phoneOf({ phone: contactPhoneOf(record) ?? null }),
    ...phoneOf(objectOf(filed.agent)),
  ].flatMap((text) => (text.length >= 8 ? [text.slice(-4)] : []));
}

const numberOf = ({ kind, idNumber }: Party): string[] => (kind === 'natural-person' ? [idNumber] : []);

const phoneOf = ({ phone }: JsonObject): string[] =>
  typeof phone === 'string' ? [phone.replace(/\D/g, '')] : [];

const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
