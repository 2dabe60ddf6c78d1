import type { ClientBase, Pool } from 'pg';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
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
  version: number;
}

const shape = /^[a-z2-7]{26}$/;

export async function findLicence(
  pool: Pool,
  jurisdiction: string,
  id: string,
): Promise<Licence | undefined> {
  if (!shape.test(id)) return undefined;
  const { rows } = await pool.query<Licence>({
    name: 'find-licence',
    text: `
      select id, identifier, number, type, name, authority, case_id as "caseId", case_no as "caseNo",
        holder_party as "holderParty", holder_kind as "holderKind", data, encode(sm3, 'hex') as sm3, signature,
        key_id as "keyId", issued_on as "issuedOn", valid_from as "validFrom", valid_to as "validTo", status, version
      from licences.licence where jurisdiction = $1 and id = $2`,
    values: [jurisdiction, id],
  });
  const row = rows[0];
  return row && { ...row, caseId: Number(row.caseId) };
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
        holder_party, holder_kind, data, sm3, signature, key_id, issued_on, valid_from, valid_to, status, version)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, decode($13, 'hex'), $14, $15, $16, $17, $18, $19, $20)
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
