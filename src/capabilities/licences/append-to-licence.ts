/** New facts of a certificate: sealed, the register's row derived from them, and all of it written in the caller's transaction. */
import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import { formatDocumentNumber } from '../../kernel/identifiers/document-number.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { type SealedFact, sealFacts } from '../../kernel/ledger/seal-facts.ts';
import type { FactActor, NewFact } from '../../kernel/procedure/fact.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import { legalDayOf, yearOf } from '../../kernel/time/legal-day.ts';
import { appendFacts } from '../../platform/ledger/append-facts.ts';
import { keepMisconduct } from '../cases/public.ts';
import type { CertificateData } from './certificate-data.ts';
import type { LicenceLetterKind } from './licence-letters.ts';
import { letterWords } from './licence-letters.ts';
import { licenceLife } from './licence-life.ts';
import type { LicenceStatus } from './licence-store.ts';
import { clocksOf, type OpenLicence, type RecordedFact, type Timed } from './open-licence.ts';
import { dayOf, text, validToOf } from './standing.ts';

/** A new document of the certificate, made before: its content, signed. */
export interface NewDocument {
  identifier: string;
  data: CertificateData;
  sm3: string;
  signature: string;
  keyId: string;
  documentVersion: number;
  /** Under which version of the certificate type it was made. */
  typeVersion: number;
  file: { sm3: string; size: number } | null;
}

export interface Appending {
  facts: NewFact[];
  by: FactActor;
  letterKind?: LicenceLetterKind | undefined;
  document?: NewDocument | undefined;
}

/** Throws what `isVersionTaken` knows when somebody was first; the caller's transaction is then to be given up. */
export async function appendToLicence(
  client: ClientBase,
  jurisdiction: string,
  open: OpenLicence,
  appending: Appending,
): Promise<OpenLicence> {
  const letter = appending.letterKind && (await numbered(client, jurisdiction, open, appending.letterKind));
  const facts = stamp(open, appending.facts, letter);
  const sealed = sealFacts(
    { jurisdiction, subjectType: 'licence', subjectId: open.licence.id },
    { version: open.facts.at(-1)?.version ?? 0, hash: open.facts.at(-1)?.hash ?? null },
    facts,
    appending.by,
    open.now.toISOString(),
    facts.map(() => randomBytes(32)),
  );
  const after = licenceAfter(open, sealed, appending.document);
  await appendFacts(client, jurisdiction, sealed);
  await updateRow(client, jurisdiction, after, appending.document);
  if (letter) await insertLetter(client, jurisdiction, after, letter);
  for (const fact of after.facts.slice(open.facts.length))
    await insertTraces(client, jurisdiction, after, fact);
  return after;
}

interface Letter {
  id: string;
  kind: LicenceLetterKind;
  authority: string;
  year: number;
  number: number;
  documentNo: string;
  madeOn: string;
}

/** 文号: the successor of the last committed one; the unique key decides who was first (licences.letter). */
async function numbered(
  client: ClientBase,
  jurisdiction: string,
  { licence, directory, now }: OpenLicence,
  kind: LicenceLetterKind,
): Promise<Letter> {
  const madeOn = legalDayOf(now);
  const year = yearOf(madeOn);
  const { rows } = await client.query<{ last: number }>(
    `select coalesce(max(number), 0) as last from licences.letter
     where jurisdiction = $1 and authority = $2 and year = $3 and kind = $4`,
    [jurisdiction, licence.authority, year, kind],
  );
  const number = (rows[0]?.last ?? 0) + 1;
  const word = directory.authorities.get(licence.authority)?.documentWord ?? '';
  const documentNo = formatDocumentNumber({ prefix: `${word}${letterWords[kind]}`, year, number });
  const id = `l${randomBytes(9).toString('hex')}`;
  return { id, kind, authority: licence.authority, year, number, documentNo, madeOn };
}

/** Two letters of one series at the same moment: the second takes the next number. */
export const letterNumberKey = 'letter_jurisdiction_authority_year_kind_number_key';

/** The letter, and under which versions of everything the rules decided. */
function stamp(open: OpenLicence, facts: NewFact[], letter: Letter | undefined): NewFact[] {
  const rules = {
    procedure: `${licenceLife.id}@${licenceLife.version}`,
    calendar: open.calendar.version,
    settings: open.settings.version,
  };
  return facts.map((fact, index) => ({
    ...fact,
    data: {
      ...fact.data,
      ...(index === 0 && letter
        ? { letter: { id: letter.id, kind: letter.kind, docNo: letter.documentNo } }
        : {}),
      rules,
    },
  }));
}

export function recordedFact({ envelope, hash, payload }: SealedFact): RecordedFact {
  const { version, kind, effectiveOn, recordedAt, actor, basis, data } = envelope;
  return { version, kind, effectiveOn, recordedAt, actor, basis, data, hash, payload };
}

function licenceAfter(
  open: OpenLicence,
  sealed: readonly SealedFact[],
  document: NewDocument | undefined,
): OpenLicence {
  const facts = [...open.facts, ...sealed.map(recordedFact)];
  const state = fold(licenceLife, facts);
  const after = { ...open, facts };
  return {
    ...after,
    licence: {
      ...open.licence,
      ...(document ? documentColumns(document) : {}),
      status: statusOf(licenceLife.headline(state)),
      validTo: validToOf(state),
      version: state.version,
      nextDue: nextDueOf(after),
    },
  };
}

function documentColumns({ identifier, data, sm3, signature, keyId, documentVersion }: NewDocument) {
  const { name, validFrom } = data;
  return { identifier, name, data, sm3, signature, keyId, documentVersion, validFrom };
}

const statuses: readonly LicenceStatus[] = [
  'valid',
  'suspended',
  'withdrawn',
  'revoked',
  'cancelled',
  'forfeited',
];

function statusOf(headline: string): LicenceStatus {
  const found = statuses.find((one) => one === headline);
  if (!found) throw new Error(`a certificate cannot be "${headline}"`);
  return found;
}

/** The earliest day on which the program acts by itself: the day after the clock that ends in a step. */
export function nextDueOf(open: Timed): string | null {
  const acting = clocksOf(open).filter(({ stoppedOn, onExpiry }) => stoppedOn === null && onExpiry !== null);
  return acting.map(({ due }) => due).sort()[0] ?? null;
}

async function updateRow(
  client: ClientBase,
  jurisdiction: string,
  { licence }: OpenLicence,
  document: NewDocument | undefined,
): Promise<void> {
  await client.query({
    name: 'update-licence',
    text: `
      update licences.licence set status = $3, valid_to = $4, version = $5, next_due = $6
      where jurisdiction = $1 and id = $2`,
    values: [jurisdiction, licence.id, licence.status, licence.validTo, licence.version, licence.nextDue],
  });
  if (!document) return;
  await client.query(
    `update licences.licence set identifier = $3, name = $4, data = $5, sm3 = decode($6, 'hex'), signature = $7,
       key_id = $8, document_version = $9, valid_from = $10, holder_name = $11
     where jurisdiction = $1 and id = $2`,
    [
      jurisdiction,
      licence.id,
      document.identifier,
      document.data.name,
      JSON.stringify(document.data),
      document.sm3,
      document.signature,
      document.keyId,
      document.documentVersion,
      document.data.validFrom,
      document.data.holder.name,
    ],
  );
  await insertDocument(client, jurisdiction, licence.id, document);
}

export async function insertDocument(
  client: ClientBase,
  jurisdiction: string,
  licenceId: string,
  { documentVersion, identifier, file, data }: NewDocument,
): Promise<void> {
  await client.query({
    name: 'insert-licence-document',
    text: `
      insert into licences.document (jurisdiction, licence_id, document_version, identifier, file_sm3, file_size, made_on)
      values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7)`,
    values: [
      jurisdiction,
      licenceId,
      documentVersion,
      identifier,
      file?.sm3 ?? null,
      file?.size ?? null,
      data.issuedOn,
    ],
  });
}

async function insertLetter(
  client: ClientBase,
  jurisdiction: string,
  { licence }: OpenLicence,
  { id, kind, authority, year, number, documentNo, madeOn }: Letter,
): Promise<void> {
  await client.query(
    `insert into licences.letter (jurisdiction, id, licence_id, version, kind, authority, year, number, document_no, made_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [jurisdiction, id, licence.id, licence.version, kind, authority, year, number, documentNo, madeOn],
  );
}

/** Rows by which others find what stands in the stream: where it was used, which cases are about it. */
async function insertTraces(
  client: ClientBase,
  jurisdiction: string,
  { licence }: OpenLicence,
  { kind, version, data, effectiveOn }: RecordedFact,
): Promise<void> {
  if (kind === 'used') {
    await client.query(
      `insert into licences.use (jurisdiction, licence_id, version, case_id, item_id, material_code, used_on)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        jurisdiction,
        licence.id,
        version,
        Number(data.case),
        text(data, 'item'),
        text(data, 'material'),
        effectiveOn,
      ],
    );
  }
  if (kind === 'revoked' && data.ground === 'fraud') {
    const { holderParty: party, itemId, caseId } = licence;
    await keepMisconduct(client, jurisdiction, {
      ...{ party, itemId, caseId, on: effectiveOn },
      until: dayOf(data.barredUntil),
    });
  }
  const business = { 'renewal-applied-for': 'renewal', 'change-applied-for': 'change' }[kind];
  if (business) {
    await client.query(
      `insert into licences.proceeding (jurisdiction, licence_id, case_id, business, opened_on)
       values ($1, $2, $3, $4, $5)`,
      [jurisdiction, licence.id, Number(data.case), business, effectiveOn],
    );
  }
}

/** What of a document goes into the chain: coded and impersonal. */
export function documentData({
  identifier,
  sm3,
  signature,
  keyId,
  documentVersion,
  typeVersion,
  file,
}: NewDocument): JsonObject {
  return {
    identifier,
    sm3,
    signature,
    keyId,
    documentVersion,
    typeVersion,
    ...(file ? { file: { sm3: file.sm3, size: file.size } } : {}),
  };
}
