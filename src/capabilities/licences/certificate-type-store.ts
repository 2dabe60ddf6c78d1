/** Versions of certificate types: declared by the program, or designed by an officer. A version is never edited. */
import canonicalize from 'canonicalize';
import type { Pool, PoolClient } from 'pg';
import { sm3 } from '../../kernel/ledger/envelope.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import {
  type CertificateType,
  type CertificateTypeDefinition,
  declaredTypes,
  undeclaredType,
} from './certificate-types.ts';

export interface StoredType extends CertificateType {
  source: 'declared' | 'designed';
  validFrom: LegalDay;
}

interface Row {
  version: number;
  source: StoredType['source'];
  definition: CertificateTypeDefinition;
  validFrom: LegalDay;
}

const columns = `version, source, definition, valid_from as "validFrom"`;
const read = ({ definition, ...rest }: Row): StoredType => ({ ...definition, ...rest });

/** The current version of every type. */
export async function listTypes({ pool, jurisdiction }: Pick<Platform, 'pool' | 'jurisdiction'>) {
  const { rows } = await pool.query<Row>({
    name: 'list-certificate-types',
    text: `select distinct on (type) ${columns} from licences.certificate_type
           where jurisdiction = $1 order by type, version desc`,
    values: [jurisdiction],
  });
  return rows.map(read);
}

/** The current version, or the one named. */
export async function findType(
  { pool, jurisdiction }: { pool: Pool | PoolClient; jurisdiction: string },
  type: string,
  version?: number,
): Promise<StoredType | undefined> {
  const { rows } = await pool.query<Row>({
    name: 'find-certificate-type',
    text: `select ${columns} from licences.certificate_type
           where jurisdiction = $1 and type = $2 and ($3::int is null or version = $3) order by version desc limit 1`,
    values: [jurisdiction, type, version ?? null],
  });
  return rows[0] && read(rows[0]);
}

/** The type under which an item's certificate is made; one nobody declared has what every certificate has. */
export async function typeOf(
  platform: Pick<Platform, 'pool' | 'jurisdiction'>,
  result: { licenceType: string; name: string; licenceTypeCode: string },
): Promise<CertificateType> {
  const found = await findType(platform, result.licenceType);
  return found ?? undeclaredType(result.licenceType, result.name, result.licenceTypeCode);
}

/** A new version, or undefined when nothing would change. Of two at the same moment the second fails on the key. */
export async function storeType(
  client: PoolClient,
  jurisdiction: string,
  definition: CertificateTypeDefinition,
  { source, validFrom }: Pick<StoredType, 'source' | 'validFrom'>,
): Promise<StoredType | undefined> {
  const digest = sm3(Buffer.from(canonicalize(definition) ?? '', 'utf8'));
  const { rows } = await client.query<{ version: number; digest: Buffer }>(
    `select version, digest from licences.certificate_type
     where jurisdiction = $1 and type = $2 order by version desc limit 1`,
    [jurisdiction, definition.type],
  );
  const last = rows[0];
  if (last?.digest.equals(digest)) return undefined;
  const version = (last?.version ?? 0) + 1;
  await client.query(
    `insert into licences.certificate_type (jurisdiction, type, version, source, definition, digest, valid_from)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [jurisdiction, definition.type, version, source, JSON.stringify(definition), digest, validFrom],
  );
  return { ...definition, version, source, validFrom };
}

/** What the program declares is kept at each start, unless an officer has designed a later version of it. */
export async function keepDeclaredTypes({ pool, jurisdiction, clock }: Platform): Promise<void> {
  const known = new Map((await listTypes({ pool, jurisdiction })).map((one) => [one.type, one.source]));
  const own = declaredTypes.filter(({ type }) => known.get(type) !== 'designed');
  await inTransaction(pool, async (client) => {
    for (const definition of own) {
      await storeType(client, jurisdiction, definition, { source: 'declared', validFrom: clock.today() });
    }
  });
}
