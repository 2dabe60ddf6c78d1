/** Seals in the database: the current row, and the facts it was folded from. */
import type { ClientBase, Pool } from 'pg';
import type { JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
import type { SealKind } from './seal-kinds.ts';
import type { Coverage } from './standing.ts';

export type SealStatus = 'applied' | 'declined' | 'made' | 'in-use' | 'out-of-use' | 'annulled';

export interface SealRow {
  /** 印章编码, and the subject's id in the ledger. */
  id: string;
  kind: SealKind;
  name: string;
  authority: string;
  office: string;
  status: SealStatus;
  version: number;
  /** The signer's name in the key store; null before the making. */
  signer: string | null;
  validFrom: Date | null;
  validTo: Date | null;
}

/** What was made: the seal, and the certificate of who seals with it. */
export interface MadeSeal {
  sealFile: Buffer;
  certificate: Buffer;
}

/** A fact with what stands beside it. */
export interface SealFact extends Fact {
  hash: string;
  payload: JsonObject;
}

export interface SealRecord extends SealRow {
  facts: SealFact[];
}

const columns = `id, kind, name, authority, office, status, version, signer, valid_from as "validFrom", valid_to as "validTo"`;

export async function findSeal(
  database: Pool | ClientBase,
  jurisdiction: string,
  id: string,
): Promise<SealRecord | undefined> {
  const { rows } = await database.query<SealRecord>({
    name: 'find-seal',
    text: `
      select ${columns}, (select json_agg(json_build_object(
          'version', f.version, 'kind', f.kind, 'effectiveOn', f.effective_on,
          'recordedAt', to_char(f.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'actor', f.actor, 'basis', f.basis, 'data', f.data, 'hash', encode(f.hash, 'hex'),
          'payload', coalesce(p.payload, '{}')) order by f.version)
        from ledger.fact f
        left join ledger.payload p using (jurisdiction, subject_type, subject_id, version)
        where f.jurisdiction = s.jurisdiction and f.subject_type = 'seal' and f.subject_id = s.id) as facts
      from seals.seal s where jurisdiction = $1 and id = $2`,
    values: [jurisdiction, id],
  });
  const row = rows[0];
  return row && { ...row, facts: row.facts ?? [] };
}

/** Names of the signers that have a seal, also one that is over. */
export async function findBoundSigners({
  pool,
  jurisdiction,
}: Pick<Platform, 'pool' | 'jurisdiction'>): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ signer: string }>(
    'select signer from seals.seal where jurisdiction = $1 and signer is not null',
    [jurisdiction],
  );
  return new Set(rows.map(({ signer }) => signer));
}

/** A seal may have been used millions of times: a list does not count so far. */
export const mostCounted = 1000;

export interface ListedSeal extends SealRow {
  /** Up to `mostCounted`. */
  uses: number;
  lastUsedAt: Date | null;
}

/** All of an installation: an authority has a handful, a province some thousands of authorities; `after` is the last id. */
export async function listSeals(
  pool: Pool,
  jurisdiction: string,
  { after, authority, limit }: { after?: string; authority?: string; limit: number },
): Promise<ListedSeal[]> {
  const { rows } = await pool.query<ListedSeal & { uses: string }>(
    `select ${columns}, u.uses, u."lastUsedAt" from seals.seal s
     cross join lateral (
       select (select count(*) from (
           select from seals.use where jurisdiction = s.jurisdiction and seal_id = s.id limit ${mostCounted}) counted) as uses,
         (select used_at from seals.use where jurisdiction = s.jurisdiction and seal_id = s.id
           order by used_at desc limit 1) as "lastUsedAt") u
     where jurisdiction = $1 and ($2::text is null or id > $2) and ($3::text is null or authority = $3)
     order by id limit $4`,
    [jurisdiction, after ?? null, authority ?? null, limit],
  );
  return rows.map((row) => ({ ...row, uses: Number(row.uses) }));
}

export async function findPicture(pool: Pool, jurisdiction: string, id: string): Promise<Buffer | undefined> {
  const { rows } = await pool.query<{ picture: Buffer }>(
    'select picture from seals.seal where jurisdiction = $1 and id = $2',
    [jurisdiction, id],
  );
  return rows[0]?.picture;
}

export async function findMade(
  database: Pool | ClientBase,
  jurisdiction: string,
  id: string,
): Promise<MadeSeal | undefined> {
  const { rows } = await database.query<MadeSeal>({
    name: 'find-made-seal',
    text: `select seal_file as "sealFile", certificate from seals.seal
           where jurisdiction = $1 and id = $2 and seal_file is not null`,
    values: [jurisdiction, id],
  });
  return rows[0];
}

/** Seals in use that stand for the authority on this day, in no particular order. */
export async function findSealsFor(
  pool: Pool,
  jurisdiction: string,
  authority: string,
  on: LegalDay,
): Promise<SealRow[]> {
  const { rows } = await pool.query<SealRow>({
    name: 'find-seals-for',
    text: `
      select ${columns} from seals.seal s where jurisdiction = $1 and status = 'in-use' and exists (
        select from seals.coverage c where c.jurisdiction = $1 and c.authority = $2 and c.seal_id = s.id
          and c.valid_from <= $3 and (c.valid_to is null or c.valid_to >= $3))`,
    values: [jurisdiction, authority, on],
  });
  return rows;
}

/** The next number of this place; taken in the transaction of the application. */
export async function takeNumber(
  client: ClientBase,
  jurisdiction: string,
  division: string,
): Promise<string> {
  const place = division.slice(0, 6);
  const { rows } = await client.query<{ last: number }>(
    `insert into seals.number_count as c (jurisdiction, division, last) values ($1, $2, 1)
     on conflict (jurisdiction, division) do update set last = c.last + 1 returning last`,
    [jurisdiction, place],
  );
  return `${place}${String(rows[0]?.last ?? 0).padStart(8, '0')}`;
}

export async function insertSeal(
  client: ClientBase,
  jurisdiction: string,
  {
    id,
    kind,
    name,
    authority,
    office,
    picture,
  }: Omit<SealRow, 'status' | 'version' | 'signer' | 'validFrom' | 'validTo'> & {
    picture: Uint8Array;
  },
): Promise<void> {
  await client.query(
    `insert into seals.seal (jurisdiction, id, kind, name, authority, office, status, version, picture)
     values ($1, $2, $3, $4, $5, $6, 'applied', 1, $7)`,
    [jurisdiction, id, kind, name, authority, office, Buffer.from(picture)],
  );
}

export interface Making extends MadeSeal {
  signer: string;
  validFrom: Date;
  validTo: Date;
  /** The picture the seal carries, where it brought its own. */
  picture?: Uint8Array;
}

export async function updateSeal(
  client: ClientBase,
  jurisdiction: string,
  {
    id,
    status,
    version,
    making,
  }: { id: string; status: string; version: number; making: Making | undefined },
): Promise<void> {
  await client.query(
    `update seals.seal set status = $3, version = $4, seal_file = coalesce($5, seal_file),
       certificate = coalesce($6, certificate), signer = coalesce($7, signer), valid_from = coalesce($8, valid_from),
       valid_to = coalesce($9, valid_to), picture = coalesce($10, picture)
     where jurisdiction = $1 and id = $2`,
    [
      jurisdiction,
      id,
      status,
      version,
      making?.sealFile ?? null,
      making?.certificate ?? null,
      making?.signer ?? null,
      making?.validFrom ?? null,
      making?.validTo ?? null,
      making?.picture ? Buffer.from(making.picture) : null,
    ],
  );
}

/** Written anew as a whole: a handful of rows, folded from the facts. */
export async function replaceCoverage(
  client: ClientBase,
  jurisdiction: string,
  id: string,
  spans: readonly Coverage[],
): Promise<void> {
  await client.query('delete from seals.coverage where jurisdiction = $1 and seal_id = $2', [
    jurisdiction,
    id,
  ]);
  for (const { authority, from, to } of spans) {
    await client.query(
      `insert into seals.coverage (jurisdiction, seal_id, authority, valid_from, valid_to) values ($1, $2, $3, $4, $5)`,
      [jurisdiction, id, authority, from, to],
    );
  }
}
