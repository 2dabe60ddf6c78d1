/** A document of a certificate before it is recorded: its content by the type's rules, its digest, its signature. */
import { randomBytes } from 'node:crypto';
import { certificateIdentifier } from '../../kernel/identifiers/certificate-identifier.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { addDays, type LegalDay, yearOf } from '../../kernel/time/legal-day.ts';
import type { EffectSource } from '../cases/public.ts';
import type { FileableItem, Result } from '../catalogue/public.ts';
import type { Authority } from '../organisation/public.ts';
import type { NewDocument } from './append-to-licence.ts';
import {
  type CertificateData,
  canonicalBytes,
  certificateFields,
  digestOf,
  fieldOf,
  fieldsAfterChange,
  lastDayOfValidity,
} from './certificate-data.ts';
import { certificateNumber } from './certificate-number.ts';
import type { CertificateType } from './certificate-types.ts';
import type { Licence } from './licence-store.ts';
import type { Signer } from './signer.ts';

export interface Granted {
  source: EffectSource;
  item: FileableItem;
  result: Result;
  authority: Authority;
  type: CertificateType;
  /** Consecutive for each authority and type. */
  sequence: number;
  division: string;
}

/** The first document of a new certificate. */
export function firstContent({
  source,
  item,
  result,
  authority,
  type,
  sequence,
  division,
}: Granted): CertificateData {
  const { today } = source.context;
  const form = formIn(source);
  const category = form[fieldOf(item.form, 'business.category')?.[0] ?? ''];
  return {
    name: type.name,
    type: type.type,
    identifier: certificateIdentifier({
      type: type.code,
      issuer: authority.creditCode,
      serial: randomLetters().toUpperCase(),
      version: 1,
    }),
    number: certificateNumber(type, {
      division,
      year: yearOf(today),
      category: typeof category === 'string' ? category : undefined,
      sequence,
    }),
    authority: { name: authority.name, creditCode: authority.creditCode },
    holder: holderIn(source),
    fields: certificateFields(type.fields, item.form, form),
    issuedOn: today,
    validFrom: today,
    validTo: endOf(type, item, result, form, today),
  };
}

/** The next document of the same certificate: its number stays, its identifier has the next version (GB/T 36904). */
export function nextContent(
  { source, item, authority, type }: Omit<Granted, 'sequence' | 'division' | 'result'>,
  before: Licence,
): CertificateData {
  const changes = item.business?.kind === 'change';
  return {
    ...before.data,
    name: type.name,
    identifier: nextIdentifier(before),
    authority: { name: authority.name, creditCode: authority.creditCode },
    ...(changes
      ? {
          holder: holderIn(source),
          fields: fieldsAfterChange(type.fields, before.data.fields, item.form, formIn(source)),
        }
      : {}),
    issuedOn: source.context.today,
    validTo: before.validTo,
  };
}

export async function signedDocument(
  data: CertificateData,
  { documentVersion, typeVersion }: Pick<NewDocument, 'documentVersion' | 'typeVersion'>,
  signer: Signer,
): Promise<Omit<NewDocument, 'file'>> {
  return {
    identifier: data.identifier,
    data,
    sm3: digestOf(data),
    signature: await signer.sign(canonicalBytes(data)),
    keyId: signer.keyId,
    documentVersion,
    typeVersion,
  };
}

/** The last day of a renewed certificate: as long again, from the day after it would have ended. Nothing is invented. */
export function renewedUntil(type: CertificateType, result: Result | null, validTo: LegalDay): LegalDay {
  const years = type.validity.kind === 'years' ? type.validity.years : result?.validity?.years;
  if (years === undefined)
    throw new Error(`${type.type} ends on ${validTo} and nothing says for how long it is renewed`);
  return lastDayOfValidity(addDays(validTo, 1), years);
}

function endOf(
  { validity }: CertificateType,
  item: FileableItem,
  result: Result,
  form: JsonObject,
  from: LegalDay,
): LegalDay | null {
  switch (validity.kind) {
    case 'permanent':
      return null;
    case 'years':
      return lastDayOfValidity(from, validity.years);
    case 'until': {
      const day = form[fieldOf(item.form, 'date', validity.place)?.[0] ?? ''];
      return typeof day === 'string' ? day : null;
    }
    case 'item':
      return result.validity ? lastDayOfValidity(from, result.validity.years) : null;
  }
}

/** The form as it stands: as filed, or as last corrected. */
function formIn({ record }: EffectSource): JsonObject {
  const form = record.facts.findLast(({ payload }) => payload.form !== undefined)?.payload.form;
  return (form ?? {}) as JsonObject;
}

function holderIn({ record }: EffectSource): CertificateData['holder'] {
  const { kind, name, idType, idNumber } = record.applicant;
  return { kind, name, idType, idNumber };
}

function nextIdentifier({ identifier, documentVersion }: Licence): string {
  const [type = '', issuer = '', serial = ''] = identifier.split('.').slice(5);
  return certificateIdentifier({ type, issuer, serial, version: documentVersion + 1 });
}

/** 26 letters and digits (base32, lower case) of 130 random bits. */
export function randomLetters(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from(randomBytes(26), (byte) => letters[byte % 32]).join('');
}
