import type { Platform } from '../../platform/platform.ts';
import type { Item } from './item.ts';
import { readVersions } from './item-store.ts';
import {
  type Found,
  type ItemFilter,
  listFound,
  type Place,
  searchFound,
  suggestFound,
} from './search-items.ts';
import { topics } from './topics.ts';

export interface ItemQuery extends ItemFilter {
  q?: string;
  /** At most 200. */
  limit?: number;
  after?: Place;
}

export interface ItemPage {
  items: Item[];
  next: Place | undefined;
}

export interface Catalogue {
  /** The current version, or the one named. Undefined where there is none. */
  findItem(itemId: string, version?: number): Promise<Item | undefined>;
  /** For ids that must exist, such as a case's. Throws a plain error otherwise: a fault, not a refusal. */
  getItemVersion(itemId: string, version: number): Promise<Item>;
  /** Best fit first with `q`; without, what can be applied for here first, then by pinyin. */
  searchItems(query: ItemQuery): Promise<ItemPage>;
  /** Ids of all whose name has these words in it, as they stand there. */
  listItemsNamed(words: string): Promise<string[]>;
  /** Names close to a question that found nothing. */
  suggestItems(q: string): Promise<{ itemId: string; name: string }[]>;
  listTopics(): Promise<{ topic: string; label: string; items: number }[]>;
}

type Needs = Pick<Platform, 'pool' | 'jurisdiction'>;

const catalogues = new WeakMap<Needs, Catalogue>();

/** The catalogue of a platform; one per process, so that its cache is shared. */
export function createCatalogue(platform: Needs): Catalogue {
  const known = catalogues.get(platform);
  if (known) return known;
  const made = makeCatalogue(platform);
  catalogues.set(platform, made);
  return made;
}

function makeCatalogue({ pool, jurisdiction }: Needs): Catalogue {
  const versions = cacheVersions(async (wanted) => readVersions(pool, jurisdiction, wanted));
  const currentVersion = rememberFor(currentForMs, async () => {
    const { rows } = await pool.query<{ item_id: string; version: number }>(
      'select item_id, version from catalogue.search where jurisdiction = $1',
      [jurisdiction],
    );
    return new Map(rows.map((row) => [row.item_id, row.version]));
  });

  return {
    async findItem(itemId, version) {
      const wanted = version ?? (await currentVersion()).get(itemId) ?? (await newVersion(itemId));
      if (wanted === undefined) return undefined;
      return (await versions([{ itemId, version: wanted }]))[0];
    },
    async getItemVersion(itemId, version) {
      const item = (await versions([{ itemId, version }]))[0];
      if (!item) throw new Error(`The catalogue has no version ${version} of ${itemId}`);
      return item;
    },
    async searchItems({ q = '', limit = 50, after, ...filter }) {
      const found = await findPlaces(q, filter, { limit: limit + 1, after });
      const page = found.slice(0, limit);
      return { items: await versions(page), next: found.length > limit ? page.at(-1)?.place : undefined };
    },
    async listItemsNamed(words) {
      const { rows } = await pool.query<{ item_id: string }>(
        `select item_id from catalogue.search where jurisdiction = $1 and name like '%' || $2 || '%'`,
        [jurisdiction, words.trim().replace(/[\\%_]/g, '\\$&')],
      );
      return rows.map(({ item_id }) => item_id);
    },
    suggestItems: (q) => suggestFound(pool, jurisdiction, q),
    async listTopics() {
      const { rows } = await pool.query<{ topic: string; items: number }>(
        `select topic, count(*)::int as items from catalogue.search, unnest(topics) as topic
          where jurisdiction = $1 group by topic`,
        [jurisdiction],
      );
      const counted = new Map(rows.map((row) => [row.topic, row.items]));
      return Object.entries(topics).map(([topic, label]) => ({
        topic,
        label,
        items: counted.get(topic) ?? 0,
      }));
    },
  };

  /** What was brought in within the last seconds is found by whoever knows its id. */
  async function newVersion(itemId: string): Promise<number | undefined> {
    const { rows } = await pool.query<{ version: number }>(
      'select version from catalogue.search where jurisdiction = $1 and item_id = $2',
      [jurisdiction, itemId],
    );
    return rows[0]?.version;
  }

  function findPlaces(
    q: string,
    filter: ItemFilter,
    page: { limit: number; after?: Place },
  ): Promise<Found[]> {
    return q.trim() === ''
      ? listFound(pool, jurisdiction, filter, page)
      : searchFound(pool, jurisdiction, q, filter, page);
  }
}

/** A change elsewhere is seen at most this much later. */
const currentForMs = 500;

function rememberFor<T>(milliseconds: number, read: () => Promise<T>): () => Promise<T> {
  let kept: { value: Promise<T>; until: number } | undefined;
  return () => {
    if (!kept || performance.now() > kept.until) {
      const value = read();
      kept = { value, until: performance.now() + milliseconds };
      value.catch(() => {
        kept = undefined;
      });
    }
    return kept.value;
  };
}

const mostCached = 5000;

/** Versions are never edited, so none grows stale; only their number is bounded. Answers in the order asked. */
function cacheVersions(read: (wanted: { itemId: string; version: number }[]) => Promise<Item[]>) {
  const cache = new Map<string, Item>();
  const keyOf = ({ itemId, version }: { itemId: string; version: number }) => `${itemId}@${version}`;
  return async (wanted: { itemId: string; version: number }[]): Promise<Item[]> => {
    const missing = wanted.filter((one) => !cache.has(keyOf(one)));
    const fresh = new Map((await read(missing)).map((item) => [keyOf(item), item]));
    const answer = wanted.flatMap((one) => cache.get(keyOf(one)) ?? fresh.get(keyOf(one)) ?? []);
    if (cache.size + fresh.size > mostCached) cache.clear();
    for (const [key, item] of fresh) cache.set(key, item);
    return answer;
  };
}
