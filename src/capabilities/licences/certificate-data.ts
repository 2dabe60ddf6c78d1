/** The content of a certificate: what is canonicalised, digested and signed. Pure. */
import canonicalize from 'canonicalize';
import { type Field, type FormSchema, fieldsInOrder } from '../../kernel/forms/form-schema.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { sm3 } from '../../kernel/ledger/envelope.ts';
import { addDays, type LegalDay } from '../../kernel/time/legal-day.ts';
import type { CertificateField } from './certificate-types.ts';

/** Values as printed; the order of `fields` is the order on the certificate. */
export interface CertificateData {
  name: string;
  type: string;
  identifier: string;
  number: string;
  authority: { name: string; creditCode: string };
  holder: { kind: 'natural-person' | 'organization'; name: string; idType: string; idNumber: string };
  fields: { title: string; value: string }[];
  issuedOn: LegalDay;
  validFrom: LegalDay;
  /** The last day of validity; null when it does not end. */
  validTo: LegalDay | null;
}

/** The bytes that are signed: RFC 8785. */
export function canonicalBytes(data: CertificateData): Buffer {
  const text = canonicalize(data);
  if (text === undefined) throw new Error('a certificate holds JSON values only');
  return Buffer.from(text, 'utf8');
}

/** Lower-case hex. */
export function digestOf(data: CertificateData): string {
  return sm3(canonicalBytes(data)).toString('hex');
}

/** What the form says, under the certificate's own titles; fields that were not asked or answered are left out. */
export function certificateFields(
  wanted: readonly CertificateField[],
  form: FormSchema,
  answers: JsonObject,
): CertificateData['fields'] {
  return wanted.flatMap(({ title, element, place = 1 }) => {
    const [name, field] = fieldOf(form, element, place) ?? [];
    const value = name === undefined || field === undefined ? '' : printed(field, answers[name]);
    return value === '' ? [] : [{ title, value }];
  });
}

/** A change names what changes; whatever its form does not ask for stays as it was. */
export function fieldsAfterChange(
  wanted: readonly CertificateField[],
  before: CertificateData['fields'],
  form: FormSchema,
  answers: JsonObject,
): CertificateData['fields'] {
  const asked = new Map(certificateFields(wanted, form, answers).map(({ title, value }) => [title, value]));
  const known = new Map(before.map(({ title, value }) => [title, value]));
  return wanted.flatMap(({ title }) => {
    const value = asked.get(title) ?? known.get(title);
    return value === undefined ? [] : [{ title, value }];
  });
}

export function fieldOf(form: FormSchema, element: string, place = 1): [string, Field] | undefined {
  return fieldsInOrder(form).filter(([, field]) => field['x-element'] === element)[place - 1];
}

function printed(field: Field, value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((one) => labelled(field, one)).join('、');
  return typeof value === 'object' ? '' : labelled(field, value);
}

function labelled(field: Field, value: Json): string {
  const labels = field.type === 'array' ? field.items : field;
  const known = 'x-labels' in labels ? labels['x-labels']?.[String(value)] : undefined;
  return known ?? String(value);
}

/** The day before the same day so many years on: from 2026-03-05 five years last until 2031-03-04. */
export function lastDayOfValidity(from: LegalDay, years: number): LegalDay {
  const [year = '', rest] = [from.slice(0, 4), from.slice(4)];
  // From 29 February a period ends with the last day of February (民法典 202: no such day, the month's last).
  if (rest === '-02-29') return addDays(`${Number(year) + years}-03-01`, -1);
  return addDays(`${Number(year) + years}${rest}`, -1);
}
