import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Pool, PoolClient } from 'pg';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Item, ItemDeclaration } from './item.ts';
import { searchKeys } from './search-keys.ts';

export interface Stored {
  added: string[];
  changed: string[];
  unchanged: string[];
}

interface CurrentVersion {
  version: number;
  digest: Buffer;
  source: 'declared' | 'imported';
}

/**
 * Stores what is new or changed as the next version, in the caller's transaction; the same again changes nothing.
 * Versions in use stay as they are (the running role cannot change them).
 */
export async function storeItems(
  client: PoolClient,
  jurisdiction: string,
  declarations: readonly ItemDeclaration[],
  { source, validFrom }: { source: 'declared' | 'imported'; validFrom: LegalDay },
): Promise<Stored> {
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [`catalogue:${jurisdiction}`]);
  const current = await currentVersions(client, jurisdiction);
  const stored: Stored = { added: [], changed: [], unchanged: [] };
  for (const declaration of declarations) {
    const before = current.get(declaration.itemId);
    const digest = digestOf(declaration);
    if (before?.digest.equals(digest)) {
      stored.unchanged.push(declaration.itemId);
      continue;
    }
    const version = (before?.version ?? 0) + 1;
    await insertVersion(client, jurisdiction, { ...declaration, version }, { digest, source, validFrom });
    await pointSearchAt(client, jurisdiction, { ...declaration, version });
    (before ? stored.changed : stored.added).push(declaration.itemId);
  }
  return stored;
}

/** Equal declarations have equal digests, whatever the order of their members; forms carry their order in `x-order`. */
export function digestOf(declaration: ItemDeclaration): Buffer {
  return createHash('sm3')
    .update(canonicalize(declaration) ?? '')
    .digest();
}

export async function currentVersions(
  client: PoolClient | Pool,
  jurisdiction: string,
): Promise<Map<string, CurrentVersion>> {
  const { rows } = await client.query<CurrentVersion & { item_id: string }>(
    `select distinct on (item_id) item_id, version, digest, source
       from catalogue.item where jurisdiction = $1 order by item_id, version desc`,
    [jurisdiction],
  );
  return new Map(rows.map(({ item_id, ...row }) => [item_id, row]));
}

async function insertVersion(
  client: PoolClient,
  jurisdiction: string,
  item: Item,
  { digest, source, validFrom }: { digest: Buffer; source: string; validFrom: LegalDay },
): Promise<void> {
  await client.query(
    `insert into catalogue.item
       (jurisdiction, item_id, version, fileable, source, definition, digest, valid_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [jurisdiction, item.itemId, item.version, item.fileable, source, JSON.stringify(item), digest, validFrom],
  );
}

async function pointSearchAt(client: PoolClient, jurisdiction: string, item: Item): Promise<void> {
  const keys = searchKeys(item);
  await client.query(
    `insert into catalogue.search as found
       (jurisdiction, item_id, version, name, aliases, task_type, fileable, office, department_name,
        lists, topics, sort_key, syllables, letters, words)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, array_to_tsvector($15))
     on conflict (jurisdiction, item_id) do update set
       version = excluded.version, name = excluded.name, aliases = excluded.aliases,
       task_type = excluded.task_type, fileable = excluded.fileable, office = excluded.office,
       department_name = excluded.department_name, lists = excluded.lists, topics = excluded.topics,
       sort_key = excluded.sort_key, syllables = excluded.syllables, letters = excluded.letters,
       words = excluded.words
     where found.version < excluded.version`,
    [
      jurisdiction,
      item.itemId,
      item.version,
      item.name,
      item.aliases,
      item.taskType,
      item.fileable,
      item.office,
      item.departmentName,
      item.lists,
      item.topics,
      keys.syllables[0] ?? '',
      keys.syllables,
      keys.letters,
      keys.words,
    ],
  );
}

/** Item versions are never edited, so what was read once stays true. */
export async function readVersions(
  pool: Pool,
  jurisdiction: string,
  wanted: { itemId: string; version: number }[],
): Promise<Item[]> {
  if (wanted.length === 0) return [];
  const { rows } = await pool.query<{ definition: Item }>(
    `select item.definition from unnest($2::text[], $3::int[]) as wanted (item_id, version)
       join catalogue.item using (item_id, version) where item.jurisdiction = $1`,
    [jurisdiction, wanted.map(({ itemId }) => itemId), wanted.map(({ version }) => version)],
  );
  return rows.map(({ definition }) => definition);
}
