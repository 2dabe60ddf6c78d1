import type { Pool } from 'pg';
import { plainText, queryWords } from './search-keys.ts';
import { type Candidate, rank } from './search-rank.ts';

export interface ItemFilter {
  type?: string;
  /** An office's id, or the department's name on a guide-only item. */
  office?: string;
  list?: string;
  topic?: string;
  fileable?: boolean;
}

/** A place in the ordered list, handed to people as an opaque cursor. */
export type Place =
  | { score: number; itemId: string }
  | { fileable: boolean; sortKey: string; itemId: string };

export interface Found {
  itemId: string;
  version: number;
  place: Place;
}

interface SearchRow {
  item_id: string;
  version: number;
  name: string;
  aliases: string[];
  department_name: string;
  fileable: boolean;
  syllables: string[];
  sort_key: string;
}

const columns = 'item_id, version, name, aliases, department_name, fileable, syllables, sort_key';

/** Everything that fits the filter: what can be applied for here first, then by pinyin. */
export async function listFound(
  pool: Pool,
  jurisdiction: string,
  filter: ItemFilter,
  { limit, after }: { limit: number; after?: Place },
): Promise<Found[]> {
  const start = after && 'sortKey' in after ? after : undefined;
  const where = filterSql(filter);
  const { rows } = await pool.query<SearchRow>(
    `select ${columns} from catalogue.search
      where jurisdiction = $1 and ${where.sql}
        and ($6::boolean is null or (not fileable, sort_key, item_id) > (not $6, $7, $8))
      order by fileable desc, sort_key, item_id limit $9`,
    [jurisdiction, ...where.values, start?.fileable, start?.sortKey, start?.itemId, limit],
  );
  return rows.map((row) => ({
    itemId: row.item_id,
    version: row.version,
    place: { fileable: row.fileable, sortKey: row.sort_key, itemId: row.item_id },
  }));
}

/** What fits a question, best first. The database finds candidates by index; `rank` decides. */
export async function searchFound(
  pool: Pool,
  jurisdiction: string,
  query: string,
  filter: ItemFilter,
  { limit, after }: { limit: number; after?: Place },
): Promise<Found[]> {
  const words = queryWords(query);
  const text = plainText(query);
  const search = (condition: Condition) => candidates(pool, jurisdiction, condition, filter);
  let rows = await search(indexed(text, words.flat()));
  let ranked = rank(rows.map(toCandidate), query, words);
  if (ranked.length === 0 && /[a-z]/.test(text)) {
    rows = await search(mixed(text));
    ranked = rank(rows.map(toCandidate), query, words);
  }
  const versions = new Map(rows.map((row) => [row.item_id, row.version]));
  const start = after && 'score' in after ? after : undefined;
  return ranked
    .filter(
      ({ score, itemId }) =>
        !start || score < start.score || (score === start.score && itemId > start.itemId),
    )
    .slice(0, limit)
    .map((found) => ({ itemId: found.itemId, version: versions.get(found.itemId) ?? 1, place: found }));
}

/** Names that share most characters with a question that found nothing. */
export async function suggestFound(
  pool: Pool,
  jurisdiction: string,
  query: string,
): Promise<{ itemId: string; name: string }[]> {
  const asked = new Set(plainText(query));
  const characters = [...asked].filter(isSearchable).map(quoted).join(' | ');
  const rows = await candidates(
    pool,
    jurisdiction,
    { sql: 'words @@ $6::tsquery', values: [characters] },
    {},
  );
  const shared = (row: SearchRow) =>
    [...new Set(row.name)].filter((character) => asked.has(character)).length;
  return rows
    .map((row) => ({ itemId: row.item_id, name: row.name, near: shared(row) / Math.sqrt(row.name.length) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near || (a.itemId < b.itemId ? -1 : 1))
    .slice(0, 5)
    .map(({ itemId, name }) => ({ itemId, name }));
}

const isSearchable = (character: string) => /[\p{L}\p{N}]/u.test(character);

const mostCandidates = 5000;

/** Numbered from $6: $1 to $5 are the jurisdiction and the filter. */
interface Condition {
  sql: string;
  values: string[];
}

/** Any of the words, or all of the characters (words cut elsewhere still meet), or the same letters in one run. */
function indexed(text: string, words: string[]): Condition {
  const all = [...text].filter(isSearchable).map(quoted).join(' & ');
  // A longer name that lists use (食品经营) is cut into words of its own there.
  const names = words
    .filter((word) => word.length > 3)
    .map((word) => `(${[...word].map(quoted).join(' & ')})`);
  const any = [...words.map(quoted), ...names, ...(all === '' ? [] : [`(${all})`])].join(' | ');
  return { sql: 'words @@ $6::tsquery or letters like $7', values: [any, `%${literal(text)}%`] };
}

/** A mixture such as `shipinjy` or `食品jy` stands in no index: its letters in this order, and its characters. */
function mixed(text: string): Condition {
  const letters = [...text].filter((character) => /[a-z0-9]/.test(character));
  const others = [...text].filter((character) => isSearchable(character) && !/[a-z0-9]/.test(character));
  const values = [others.map(quoted).join(' & '), `%${letters.join('%')}%`];
  return { sql: `($6 = '' or words @@ $6::tsquery) and letters like $7`, values };
}

const quoted = (word: string) => `'${word}'`;
const literal = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&');

async function candidates(
  pool: Pool,
  jurisdiction: string,
  condition: Condition,
  filter: ItemFilter,
): Promise<SearchRow[]> {
  const where = filterSql(filter);
  const { rows } = await pool.query<SearchRow>(
    `select ${columns} from catalogue.search
      where jurisdiction = $1 and ${where.sql} and (${condition.sql})
      order by fileable desc, item_id limit ${mostCandidates}`,
    [jurisdiction, ...where.values, ...condition.values],
  );
  return rows;
}

function filterSql(filter: ItemFilter): { sql: string; values: (string | undefined)[] } {
  return {
    sql: `($2::text is null or task_type = $2) and ($3::text is null or office = $3 or department_name = $3)
          and ($4::text is null or lists @> array[$4]) and ($5::text is null or topics @> array[$5])
          ${filter.fileable === undefined ? '' : `and fileable = ${filter.fileable}`}`,
    values: [filter.type, filter.office, filter.list, filter.topic],
  };
}

function toCandidate(row: SearchRow): Candidate {
  return {
    itemId: row.item_id,
    name: row.name,
    aliases: row.aliases,
    departmentName: row.department_name,
    fileable: row.fileable,
    syllables: row.syllables,
  };
}
