/**
 * Makes the certificate of a granted case (行政许可法 39), or the next document of the one that the case renews or changes.
 * Everything slow is done when the effect is returned; its `write` inserts, in the transaction of the case's fact.
 */
import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { JsonObject } from '../../kernel/json.ts';
import { sealFacts } from '../../kernel/ledger/seal-facts.ts';
import { appendFacts } from '../../platform/ledger/append-facts.ts';
import type { Platform } from '../../platform/platform.ts';
import type { EffectSource, StepEffect } from '../cases/public.ts';
import type { KeptFile } from '../sealed-files/public.ts';
import {
  documentData,
  insertDocument,
  type NewDocument,
  nextDueOf,
  recordedFact,
} from './append-to-licence.ts';
import { basisOf } from './bases.ts';
import type { CertificateData } from './certificate-data.ts';
import type { CertificateType } from './certificate-types.ts';
import { insertLicence, type Licence } from './licence-store.ts';
import { firstContent, nextContent, randomLetters, renewedUntil, signedDocument } from './make-document.ts';
import { concernedIn, type Making, makingOf } from './making-of-case.ts';
import { numberOfCase } from './number-of-case.ts';
import { type OpenLicence, openLicence } from './open-licence.ts';
import { validityData } from './renewal-window.ts';
import { sealCertificate } from './seal-certificate.ts';
import { signerOf } from './signer.ts';
import { takeSystemStep } from './take-licence-step.ts';

/** The effect of the step `issue`. */
export async function issueLicence(source: EffectSource, platform: Platform): Promise<StepEffect> {
  const making = await makingOf(platform, source);
  if (!making) return { data: {}, write: async () => undefined };
  const concerned = concernedIn(source);
  return concerned
    ? nextDocument(platform, source, making, concerned)
    : firstDocument(platform, source, making);
}

async function firstDocument(platform: Platform, source: EffectSource, making: Making): Promise<StepEffect> {
  const { jurisdiction, pool } = platform;
  const { record } = source;
  const { type } = making;
  const numbered = { jurisdiction, authority: record.authority, type: type.type, caseId: record.id };
  const sequence = await numberOfCase(pool, numbered);
  const data = firstContent({ ...making, source, sequence });
  const versions = { documentVersion: 1, typeVersion: type.version };
  const signed = await signedDocument(data, versions, signerOf(platform));
  const id = randomLetters();
  const file = await sealed(platform, source, type, id, data);
  const document: NewDocument = { ...signed, file: namedFile(file) };
  const licence = newLicence(source, id, document);
  return {
    data: { ...named(licence), ...fileData(file) },
    async write(client) {
      await writeFirst(client, jurisdiction, source, { licence, document, type });
      await file?.write(client);
    },
    abandoned: async () => file?.abandoned(),
  };
}

/** None where the certificate is handed over on paper; then the register alone answers for it. */
async function sealed(
  platform: Platform,
  { record, by, input }: EffectSource,
  type: CertificateType,
  licenceId: string,
  data: CertificateData,
): Promise<KeptFile | undefined> {
  if (typeof input.paperReason === 'string') return undefined;
  const { authority, caseNo } = record;
  return sealCertificate(platform, { licenceId, data, type, authority, caseNo, by });
}

const namedFile = (file: KeptFile | undefined) => (file ? { sm3: file.sm3, size: file.size } : null);

/** What the case's own fact says of the file: its digest, and the use of the seal. */
const fileData = (file: KeptFile | undefined): JsonObject =>
  file ? { file: file.sm3, sealUse: file.useId } : {};

function named({ id, identifier, name, number }: Licence): JsonObject {
  return { licenceId: id, licenceIdentifier: identifier, licenceName: name, licenceNumber: number };
}

function newLicence({ record }: EffectSource, id: string, document: NewDocument): Licence {
  const { data, identifier, sm3, signature, keyId, documentVersion } = document;
  return {
    id,
    identifier,
    number: data.number,
    type: data.type,
    name: data.name,
    authority: record.authority,
    office: record.office,
    itemId: record.itemId,
    itemVersion: record.itemVersion,
    caseId: record.id,
    caseNo: record.caseNo,
    holderParty: record.applicantParty,
    holderKind: record.applicant.kind,
    data,
    sm3,
    signature,
    keyId,
    issuedOn: data.issuedOn,
    validFrom: data.validFrom,
    validTo: data.validTo,
    status: 'valid',
    version: 1,
    documentVersion,
    nextDue: null,
  };
}

interface First {
  licence: Licence;
  document: NewDocument;
  type: CertificateType;
}

async function writeFirst(
  client: PoolClient,
  jurisdiction: string,
  { context, by, recordedAt }: EffectSource,
  { licence, document, type }: First,
): Promise<void> {
  const { caseId, holderParty, holderKind, authority, number } = licence;
  const sealed = sealFacts(
    { jurisdiction, subjectType: 'licence', subjectId: licence.id },
    { version: 0, hash: null },
    [
      {
        kind: 'issued',
        effectiveOn: context.today,
        basis: basisOf(context, '第三十九条', '制证'),
        data: {
          ...{ case: String(caseId), holder: holderParty, holderKind, authority, number },
          ...{ type: type.type, validFrom: licence.validFrom },
          ...validityData(context, type.type, licence.validTo),
          ...documentData(document),
        },
        payload: { certificate: asJson(document.data) },
      },
    ],
    by,
    recordedAt,
    [randomBytes(32)],
  );
  const { calendar, settings, item: terms } = context;
  const nextDue = nextDueOf({ facts: sealed.map(recordedFact), terms, settings, calendar });
  await insertLicence(client, jurisdiction, { ...licence, nextDue });
  await insertDocument(client, jurisdiction, licence.id, document);
  await appendFacts(client, jurisdiction, sealed);
}

const asJson = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value));

async function nextDocument(
  platform: Platform,
  source: EffectSource,
  making: Making,
  licenceId: string,
): Promise<StepEffect> {
  const open = await openLicence(platform, licenceId);
  if (!open) throw new Error(`certificate ${licenceId} is gone`);
  const { licence } = open;
  const data = nextContent({ ...making, source }, licence);
  const versions = { documentVersion: licence.documentVersion + 1, typeVersion: making.type.version };
  const signed = await signedDocument(data, versions, signerOf(platform));
  const file = await sealed(platform, source, making.type, licenceId, data);
  const document = { ...signed, file: namedFile(file) };
  const step = making.item.business?.kind === 'change' ? 'change-licence' : 'replace-document';
  const input = {
    case: String(source.record.id),
    document: documentData(document),
    certificate: asJson(data),
  };
  return {
    data: { ...named({ ...licence, identifier: document.identifier }), ...fileData(file) },
    async write(client) {
      const now = await openLicence(platform, licenceId, client);
      if (!now) throw new Error(`certificate ${licenceId} is gone`);
      await takeSystemStep(client, platform.jurisdiction, now, { step, input, by: source.by, document });
      await file?.write(client);
    },
    abandoned: async () => file?.abandoned(),
  };
}

/** The effect of a renewal that is granted, or counts as granted: the validity is longer from that moment on. */
export async function renewLicence(
  source: EffectSource,
  platform: Platform,
): Promise<StepEffect | undefined> {
  const licenceId = concernedIn(source);
  const { business } = source.context.item;
  if (licenceId === undefined || business !== 'renewal' || source.input.outcome === 'deny') return undefined;
  const [open, making] = await Promise.all([openLicence(platform, licenceId), makingOf(platform, source)]);
  if (!open || !making) throw new Error(`certificate ${licenceId} cannot be renewed`);
  const input = {
    case: String(source.record.id),
    validTo: renewedEnd(open, making),
    deemed: source.context.actor.system,
  };
  return {
    data: {},
    async write(client) {
      const now = await openLicence(platform, licenceId, client);
      if (!now) throw new Error(`certificate ${licenceId} is gone`);
      const step = { step: 'renew-licence', input, by: source.by };
      await takeSystemStep(client, platform.jurisdiction, now, step);
    },
  };
}

function renewedEnd({ licence }: OpenLicence, { type, result }: Making): string {
  if (licence.validTo === null) throw new Error(`certificate ${licence.id} has no end`);
  return renewedUntil(type, result, licence.validTo);
}
