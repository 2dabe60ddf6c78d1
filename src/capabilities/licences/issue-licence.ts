/** Makes the certificate of a granted case: 行政许可法 39. Its own stream begins in the transaction of the case's fact. */
import { randomBytes } from 'node:crypto';
import { certificateIdentifier } from '../../kernel/identifiers/certificate-identifier.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { type SealedFact, sealFacts } from '../../kernel/ledger/seal-facts.ts';
import type { FactActor } from '../../kernel/procedure/fact.ts';
import { yearOf } from '../../kernel/time/legal-day.ts';
import { appendFacts } from '../../platform/ledger/append-facts.ts';
import type { Platform } from '../../platform/platform.ts';
import type { EffectSource, StepEffect } from '../cases/public.ts';
import { createCatalogue, type FileableItem, type Result } from '../catalogue/public.ts';
import { type Authority, createOrganisation } from '../organisation/public.ts';
import {
  type CertificateData,
  canonicalBytes,
  certificateFields,
  digestOf,
  fieldOf,
  lastDayOfValidity,
} from './certificate-data.ts';
import { certificateNumber } from './certificate-number.ts';
import { type CertificateType, certificateType } from './certificate-types.ts';
import { insertLicence, type Licence } from './licence-store.ts';
import { numberOfCase } from './number-of-case.ts';
import type { Signer } from './signer.ts';

/** @returns the effect of the step `issue`: everything slow is done when it returns, `write` only inserts. */
export function issueLicence(
  platform: Platform,
  signer: Signer,
): (source: EffectSource) => Promise<StepEffect> {
  const catalogue = createCatalogue(platform);
  const organisation = createOrganisation(platform);
  return async (source) => {
    const { record } = source;
    const item = await catalogue.getItemVersion(record.itemId, record.itemVersion);
    if (!item.fileable || !item.result) return { data: {}, write: async () => undefined };
    const directory = await organisation.directory();
    const authority = directory.authorities.get(record.authority);
    if (!authority) throw new Error(`no authority ${record.authority}`);
    const type = certificateType(item.result.licenceType);
    const sequence = await numberOfCase(platform.pool, {
      jurisdiction: platform.jurisdiction,
      authority: record.authority,
      type: type.type,
      caseId: record.id,
    });
    const division = directory.jurisdiction.divisionCode ?? '000000';
    const data = certificateData(source, { item, result: item.result, authority, type, sequence, division });
    const licence = await signed(source, data, signer);
    return effectOf(platform.jurisdiction, licence, source);
  };
}

interface Granted {
  item: FileableItem;
  result: Result;
  authority: Authority;
  type: CertificateType;
  sequence: number;
  division: string;
}

function certificateData(
  { record, context }: EffectSource,
  { item, result, authority, type, sequence, division }: Granted,
): CertificateData {
  const { today } = context;
  const form = (record.facts.findLast(({ payload }) => payload.form !== undefined)?.payload.form ??
    {}) as JsonObject;
  const category = form[fieldOf(item.form, 'business.category')?.[0] ?? ''];
  const { kind, name, idType, idNumber } = record.applicant;
  const serial = randomLetters().toUpperCase();
  return {
    name: result.name,
    type: type.type,
    identifier: certificateIdentifier({
      type: result.licenceTypeCode,
      issuer: authority.creditCode,
      serial,
      version: 1,
    }),
    number: certificateNumber(type, {
      division,
      year: yearOf(today),
      category: typeof category === 'string' ? category : undefined,
      sequence,
    }),
    authority: { name: authority.name, creditCode: authority.creditCode },
    holder: { kind, name, idType, idNumber },
    fields: certificateFields(type.fields, item.form, form),
    issuedOn: today,
    validFrom: today,
    validTo: result.validity ? lastDayOfValidity(today, result.validity.years) : null,
  };
}

async function signed({ record }: EffectSource, data: CertificateData, signer: Signer): Promise<Licence> {
  return {
    id: randomLetters(),
    identifier: data.identifier,
    number: data.number,
    type: data.type,
    name: data.name,
    authority: record.authority,
    caseId: record.id,
    caseNo: record.caseNo,
    holderParty: record.applicantParty,
    holderKind: record.applicant.kind,
    data,
    sm3: digestOf(data),
    signature: await signer.sign(canonicalBytes(data)),
    keyId: signer.keyId,
    issuedOn: data.issuedOn,
    validFrom: data.validFrom,
    validTo: data.validTo,
    status: 'valid',
    version: 1,
  };
}

function effectOf(jurisdiction: string, licence: Licence, source: EffectSource): StepEffect {
  const { id, identifier, name, number } = licence;
  const facts = issuedFact(jurisdiction, licence, source);
  return {
    data: { licenceId: id, licenceIdentifier: identifier, licenceName: name, licenceNumber: number },
    async write(client) {
      await insertLicence(client, jurisdiction, licence);
      await appendFacts(client, jurisdiction, facts);
    },
  };
}

function issuedFact(jurisdiction: string, licence: Licence, source: EffectSource): SealedFact[] {
  const { id, caseId, holderParty, authority, type, identifier, number, sm3, keyId, signature } = licence;
  const { context, recordedAt } = source;
  return sealFacts(
    { jurisdiction, subjectType: 'licence', subjectId: id },
    { version: 0, hash: null },
    [
      {
        kind: 'issued',
        effectiveOn: context.today,
        basis: context.item.taskType === '01' ? [{ kind: 'law', ref: '行政许可法 第三十九条' }] : [],
        data: {
          ...{ case: String(caseId), holder: holderParty, authority, type, identifier, number },
          ...{ validFrom: licence.validFrom, validTo: licence.validTo, sm3, keyId, signature },
        },
        payload: { certificate: JSON.parse(JSON.stringify(licence.data)) },
      },
    ],
    issuer(source),
    recordedAt,
    [randomBytes(32)],
  );
}

function issuer({ context }: EffectSource): FactActor {
  const { actor } = context;
  const post = actor.posts.find(({ role }) => role === 'issuer');
  if (actor.system || !post) return { person: actor.personId, capacity: actor.system ? 'system' : 'post' };
  return { person: actor.personId, capacity: 'post', role: post.role, office: post.office };
}

/** 26 letters and digits (base32, lower case) of 130 random bits. */
function randomLetters(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from(randomBytes(26), (byte) => letters[byte % 32]).join('');
}
