/** Finding a certificate by what a stranger has in hand. */
import type { Platform } from '../../platform/platform.ts';

export interface FoundDocument {
  licenceId: string;
  documentVersion: number;
  currentVersion: number;
  /** The day on which the next document was made; null for the current one. */
  replacedOn: string | null;
}

const selecting = `
  select d.licence_id as "licenceId", d.document_version as "documentVersion", l.document_version as "currentVersion",
    (select n.made_on from licences.document n where n.jurisdiction = d.jurisdiction and n.licence_id = d.licence_id
       and n.document_version = d.document_version + 1) as "replacedOn"
  from licences.document d join licences.licence l on l.jurisdiction = d.jurisdiction and l.id = d.licence_id`;

export async function findByFile(
  { pool, jurisdiction }: Platform,
  sm3: string,
): Promise<FoundDocument | undefined> {
  const { rows } = await pool.query<FoundDocument>({
    name: 'licence-by-file',
    text: `${selecting} where d.jurisdiction = $1 and d.file_sm3 = decode($2, 'hex')`,
    values: [jurisdiction, sm3],
  });
  return rows[0];
}

export async function findByIdentifier(
  { pool, jurisdiction }: Platform,
  identifier: string,
): Promise<FoundDocument | undefined> {
  const { rows } = await pool.query<FoundDocument>({
    name: 'licence-by-identifier',
    text: `${selecting} where d.jurisdiction = $1 and d.identifier = $2`,
    values: [jurisdiction, identifier],
  });
  return rows[0];
}

/** The id of the one certificate with this number whose holder's number ends so. */
export async function findByNumber(
  { pool, jurisdiction }: Platform,
  number: string,
  holderTail: string,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'licence-by-number',
    text: `select id from licences.licence
           where jurisdiction = $1 and number = $2 and upper(right(data -> 'holder' ->> 'idNumber', 4)) = $3 limit 2`,
    values: [jurisdiction, number, holderTail],
  });
  return rows.length === 1 ? rows[0]?.id : undefined;
}
