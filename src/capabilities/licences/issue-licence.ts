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
import { createCatalogue, type FileableItem, type Result } from '../catalogue/public.ts';
import type { Authority } from '../organisation/public.ts';
import {
  documentData,
  insertDocument,
  type NewDocument,
  nextDueOf,
  recordedFact,
} from './append-to-licence.ts';
import { basisOf } from './bases.ts';
import { typeOf } from './certificate-type-store.ts';
import type { CertificateType } from './certificate-types.ts';
import { validityData } from './document-steps.ts';
import { insertLicence, type Licence } from './licence-store.ts';
import { firstContent, nextContent, randomLetters, renewedUntil, signedDocument } from './make-document.ts';
import { numberOfCase } from './number-of-case.ts';
import { type OpenLicence, openLicence, organisationOf } from './open-licence.ts';
import type { Signer } from './signer.ts';
import { takeSystemStep } from './take-licence-step.ts';

type Effect = (source: EffectSource) => Promise<StepEffect>;

/** @returns the effect of the step `issue`. */
export function issueLicence(platform: Platform, signer: Signer): Effect {
  return async (source) => {
    const making = await makingOf(platform, source);
    if (!making) return { data: {}, write: async () => undefined };
    const concerned = concernedIn(source);
    return concerned
      ? nextDocument(platform, signer, source, making, concerned)
      : firstDocument(platform, signer, source, making);
  };
}

interface Making {
  item: FileableItem;
  result: Result;
  authority: Authority;
  type: CertificateType;
  division: string;
}

/** Undefined for an item without a result document. */
async function makingOf(platform: Platform, { record }: EffectSource): Promise<Making | undefined> {
  const item = await createCatalogue(platform).getItemVersion(record.itemId, record.itemVersion);
  if (!item.fileable || !item.result) return undefined;
  const directory = await organisationOf(platform).directory();
  const authority = directory.authorities.get(record.authority);
  if (!authority) throw new Error(`no authority ${record.authority}`);
  const type = await typeOf(platform, item.result);
  const division = directory.jurisdiction.divisionCode ?? '000000';
  return { item, result: item.result, authority, type, division };
}

/** The certificate that the case was filed about. */
function concernedIn({ record }: EffectSource): string | undefined {
  const filed = record.facts.findLast(({ kind }) => kind === 'submitted')?.data.licence as
    | JsonObject
    | undefined;
  return typeof filed?.id === 'string' ? filed.id : undefined;
}

async function firstDocument(
  platform: Platform,
  signer: Signer,
  source: EffectSource,
  making: Making,
): Promise<StepEffect> {
  const { jurisdiction, pool } = platform;
  const { record } = source;
  const { type } = making;
  const numbered = { jurisdiction, authority: record.authority, type: type.type, caseId: record.id };
  const sequence = await numberOfCase(pool, numbered);
  const data = firstContent({ ...making, source, sequence });
  const document: NewDocument = { ...(await signedDocument(data, 1, signer)), file: null };
  const licence = newLicence(source, document);
  return {
    data: named(licence),
    write: (client) => writeFirst(client, jurisdiction, source, { licence, document, type }),
  };
}

function named({ id, identifier, name, number }: Licence): JsonObject {
  return { licenceId: id, licenceIdentifier: identifier, licenceName: name, licenceNumber: number };
}

function newLicence({ record }: EffectSource, document: NewDocument): Licence {
  const { data, identifier, sm3, signature, keyId, documentVersion } = document;
  return {
    id: randomLetters(),
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
          ...{ type: type.type, typeVersion: type.version, validFrom: licence.validFrom },
          ...validityData(context, licence.validTo),
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
  signer: Signer,
  source: EffectSource,
  making: Making,
  licenceId: string,
): Promise<StepEffect> {
  const open = await openLicence(platform, licenceId);
  if (!open) throw new Error(`certificate ${licenceId} is gone`);
  const { licence } = open;
  const data = nextContent({ ...making, source }, licence);
  const document = { ...(await signedDocument(data, licence.documentVersion + 1, signer)), file: null };
  const step = making.item.business?.kind === 'change' ? 'change-licence' : 'replace-document';
  const input = {
    case: String(source.record.id),
    document: documentData(document),
    certificate: asJson(data),
  };
  return {
    data: named({ ...licence, identifier: document.identifier }),
    async write(client) {
      const now = await openLicence(platform, licenceId, client);
      if (!now) throw new Error(`certificate ${licenceId} is gone`);
      await takeSystemStep(client, platform.jurisdiction, now, { step, input, by: source.by, document });
    },
  };
}

/** The effect of a renewal that is granted, or counts as granted: the validity is longer from that moment on. */
export function renewLicence(platform: Platform): (source: EffectSource) => Promise<StepEffect | undefined> {
  return async (source) => {
    const licenceId = concernedIn(source);
    const { business } = source.context.item;
    if (licenceId === undefined || business !== 'renewal' || source.input.outcome === 'deny')
      return undefined;
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
  };
}

function renewedEnd({ licence }: OpenLicence, { type, result }: Making): string {
  if (licence.validTo === null) throw new Error(`certificate ${licence.id} has no end`);
  return renewedUntil(type, result, licence.validTo);
}
