/** The calendar of today: the one the program brings, with every arrangement that was imported since. */
import type { Pool } from 'pg';
import { type Arrangement, arrangementDigest } from '../../kernel/time/arrangement.ts';
import { type Calendar, publishedCalendar, withArrangement } from '../../kernel/time/calendar.ts';
import type { Platform } from '../../platform/platform.ts';

export interface CalendarSource {
  current(): Promise<Calendar>;
  /** As it is this moment. */
  refresh(): Promise<Calendar>;
}

/** So long a process may still reckon with an older one. */
export const freshForMs = 5_000;

const sources = new WeakMap<Pool, CalendarSource>();

/** One for a database and process. */
export function calendarOf({ pool }: Pick<Platform, 'pool'>): CalendarSource {
  const known = sources.get(pool) ?? createSource(pool);
  sources.set(pool, known);
  return known;
}

function createSource(pool: Pool): CalendarSource {
  let built = { calendar: publishedCalendar(), of: '' };
  let readAt = Number.NEGATIVE_INFINITY;
  async function refresh(): Promise<Calendar> {
    const imported = await listArrangements(pool);
    const of = imported.map(({ year, version }) => `${year}/${version}`).join(' ');
    if (of !== built.of) {
      const layers = imported.map(({ arrangement }) => arrangement);
      built = { calendar: layers.reduce(withArrangement, publishedCalendar()), of };
    }
    readAt = performance.now();
    return built.calendar;
  }

  return {
    refresh,
    current: async () => (performance.now() - readAt < freshForMs ? built.calendar : refresh()),
  };
}

export interface ImportedArrangement {
  year: number;
  version: number;
  arrangement: Arrangement;
  source: string;
}

/** The newest of each year, by year. */
async function listArrangements(pool: Pool): Promise<ImportedArrangement[]> {
  const { rows } = await pool.query<ImportedArrangement>({
    name: 'list-arrangements',
    text: `select distinct on (year) year, version, arrangement, source from platform.arrangement
           order by year, version desc`,
  });
  return rows;
}

/** Its version; undefined when the newest of its year says the same already. */
export async function keepArrangement(
  pool: Pool,
  arrangement: Arrangement,
  source: string,
): Promise<number | undefined> {
  const { rows } = await pool.query<{ version: number }>(
    `insert into platform.arrangement (year, version, digest, arrangement, source)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from platform.arrangement where year = $1
     having $2 is distinct from (array_agg(digest order by version desc))[1]
     returning version`,
    [arrangement.year, arrangementDigest(arrangement), JSON.stringify(arrangement), source],
  );
  return rows[0]?.version;
}
