/** The register of certificates: current rows, found by id, holder, number or name. What they say is folded from facts. */
import type { ClientBase, Pool } from 'pg';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { RecordedFact } from '../cases/public.ts';
import type { CertificateData } from './certificate-data.ts';

export type LicenceStatus = 'valid' | 'suspended' | 'withdrawn' | 'revoked' | 'cancelled' | 'forfeited';

export interface Licence {
  id: string;
  identifier: string;
  number: string;
  type: string;
  name: string;
  /** Id of the authority in whose name it was issued. */
  authority: string;
  /** The office whose case it was. */
  office: string;
  itemId: string;
  itemVersion: number;
  caseId: number;
  caseNo: string;
  holderParty: string;
  holderKind: 'natural-person' | 'organization';
  data: CertificateData;
  /** Lower-case hex. */
  sm3: string;
  /** DER in base64. */
  signature: string;
  keyId: string;
  issuedOn: LegalDay;
  validFrom: LegalDay;
  validTo: LegalDay | null;
  status: LicenceStatus;
  /** Of its stream: the number of its last fact. */
  version: number;
  /** Of its document, from 1. */
  documentVersion: number;
  /** The earliest day on which the program acts by itself. */
  nextDue: LegalDay | null;
}

export interface LicenceRecord {
  licence: Licence;
  facts: RecordedFact[];
}

const isLicenceId = (id: string) => /^[a-z2-7]{26}$/.test(id);

const columns = `
  l.id, l.identifier, l.number, l.type, l.name, l.authority, l.office, l.item_id as "itemId",
  l.item_version as "itemVersion", l.case_id as "caseId", l.case_no as "caseNo", l.holder_party as "holderParty",
  l.holder_kind as "holderKind", l.data, encode(l.sm3, 'hex') as sm3, l.signature, l.key_id as "keyId",
  l.issued_on as "issuedOn", l.valid_from as "validFrom", l.valid_to as "validTo", l.status, l.version,
  l.document_version as "documentVersion", l.next_due as "nextDue"`;

const read = (row: Licence): Licence => ({ ...row, caseId: Number(row.caseId) });

export async function findLicence(
  pool: Pool,
  jurisdiction: string,
  id: string,
): Promise<Licence | undefined> {
  if (!isLicenceId(id)) return undefined;
  const { rows } = await pool.query<Licence>({
    name: 'find-licence',
    text: `select ${columns} from licences.licence l where l.jurisdiction = $1 and l.id = $2`,
    values: [jurisdiction, id],
  });
  return rows[0] && read(rows[0]);
}

/** The row with its whole stream, in one round trip. */
export async function findLicenceRecord(
  database: Pool | ClientBase,
  jurisdiction: string,
  id: string,
): Promise<LicenceRecord | undefined> {
  if (!isLicenceId(id)) return undefined;
  const { rows } = await database.query<Licence & { facts: RecordedFact[] }>({
    name: 'load-licence',
    text: `
      select ${columns},
        (select json_agg(json_build_object(
            'version', f.version, 'kind', f.kind, 'effectiveOn', f.effective_on,
            'recordedAt', to_char(f.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'actor', f.actor, 'basis', f.basis, 'data', f.data, 'hash', encode(f.hash, 'hex'),
            'payload', coalesce(p.payload, '{}')) order by f.version)
         from ledger.fact f
         left join ledger.payload p using (jurisdiction, subject_type, subject_id, version)
         where f.jurisdiction = l.jurisdiction and f.subject_type = 'licence' and f.subject_id = l.id) as facts
      from licences.licence l where l.jurisdiction = $1 and l.id = $2`,
    values: [jurisdiction, id],
  });
  const row = rows[0];
  if (!row) return undefined;
  const { facts, ...licence } = row;
  return { licence: read(licence), facts: facts ?? [] };
}

/** All certificates of the party with this identity, the newest first. */
export async function listOfHolder(
  pool: Pool,
  jurisdiction: string,
  { idType, idNumber }: { idType: string; idNumber: string },
): Promise<Licence[]> {
  const { rows } = await pool.query<Licence>({
    name: 'licences-of-holder',
    text: `
      select ${columns} from licences.licence l
      join cases.party p on p.jurisdiction = l.jurisdiction and p.id = l.holder_party
      where l.jurisdiction = $1 and p.id_type = $2 and p.id_number = $3
      order by l.issued_on desc, l.id limit 500`,
    values: [jurisdiction, idType, idNumber],
  });
  return rows.map(read);
}

/** What is stored, and what only the day tells. */
type StandingToday = LicenceStatus | 'expired' | 'not-yet-valid';

export interface LicenceQuery {
  /** The whole number or identifier, the holder's credit code, or how the holder's name begins. */
  q?: string | undefined;
  type?: string | undefined;
  /** How it stands today, which for some is not stored. */
  state?: StandingToday | undefined;
  today: LegalDay;
  /** Absent: of every office. */
  offices?: string[] | undefined;
  limit: number;
  after?: string | undefined;
}

/** The same as `stateToday` in the words of the database. */
function standsAs(state: StandingToday, today: LegalDay, bind: (value: unknown) => string): string {
  if (state !== 'valid' && state !== 'expired' && state !== 'not-yet-valid')
    return `l.status = ${bind(state)}`;
  const day = bind(today);
  const when = {
    'not-yet-valid': `l.valid_from > ${day}`,
    expired: `l.valid_from <= ${day} and l.valid_to < ${day}`,
    valid: `l.valid_from <= ${day} and (l.valid_to is null or l.valid_to >= ${day})`,
  };
  return `l.status = 'valid' and ${when[state]}`;
}

/** By id, which is random: pages stay whole while others are issued. */
export async function listLicences(
  pool: Pool,
  jurisdiction: string,
  { q, type, state, today, offices, limit, after }: LicenceQuery,
): Promise<Licence[]> {
  const values: unknown[] = [jurisdiction];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const wheres = ['l.jurisdiction = $1'];
  if (q) {
    const exact = bind(q);
    const beginning = bind(`${q.replace(/[\\%_]/g, '\\$&')}%`);
    wheres.push(
      `(l.number = ${exact} or l.identifier = ${exact} or l.holder_name like ${beginning}
        or l.holder_party in (select p.id from cases.party p
          where p.jurisdiction = l.jurisdiction and p.id_type = 'credit-code' and p.id_number = ${exact}))`,
    );
  }
  if (type) wheres.push(`l.type = ${bind(type)}`);
  if (state) wheres.push(standsAs(state, today, bind));
  if (offices) wheres.push(`l.office = any(${bind(offices)})`);
  if (after) wheres.push(`l.id > ${bind(after)}`);
  const { rows } = await pool.query<Licence>(
    `select ${columns} from licences.licence l where ${wheres.join(' and ')} order by l.id limit ${bind(limit)}`,
    values,
  );
  return rows.map(read);
}

/**
 * Does nothing when the same case was issued by somebody else a moment ago: its own fact will not find its place then,
 * and the whole transaction is tried again. Another case with the same number is a fault.
 */
export async function insertLicence(
  client: ClientBase,
  jurisdiction: string,
  licence: Licence,
): Promise<void> {
  const { rowCount } = await client.query({
    name: 'insert-licence',
    text: `
      insert into licences.licence (jurisdiction, id, identifier, number, type, name, authority, case_id, case_no,
        holder_party, holder_kind, data, sm3, signature, key_id, issued_on, valid_from, valid_to, status, version,
        office, item_id, item_version, document_version, holder_name, next_due)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, decode($13, 'hex'), $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $24, $25, $26)
      on conflict (jurisdiction, authority, type, number) do nothing`,
    values: [
      jurisdiction,
      licence.id,
      licence.identifier,
      licence.number,
      licence.type,
      licence.name,
      licence.authority,
      licence.caseId,
      licence.caseNo,
      licence.holderParty,
      licence.holderKind,
      JSON.stringify(licence.data),
      licence.sm3,
      licence.signature,
      licence.keyId,
      licence.issuedOn,
      licence.validFrom,
      licence.validTo,
      licence.status,
      licence.version,
      licence.office,
      licence.itemId,
      licence.itemVersion,
      licence.documentVersion,
      licence.data.holder.name,
      licence.nextDue,
    ],
  });
  if (rowCount === 1) return;
  const { authority, type, number, caseId } = licence;
  const { rows } = await client.query<{ caseId: string }>(
    `select case_id as "caseId" from licences.licence
     where jurisdiction = $1 and authority = $2 and type = $3 and number = $4`,
    [jurisdiction, authority, type, number],
  );
  if (Number(rows[0]?.caseId) !== caseId)
    throw new Error(`certificate number ${number} is taken by another case`);
}
