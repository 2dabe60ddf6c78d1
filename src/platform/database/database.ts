import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';

export interface Database {
  pool: pg.Pool;
  db: Kysely<DB>;
  close(): Promise<void>;
}

const { DATE, INT8 } = pg.types.builtins;
const DATE_ARRAY = 1182;
const INT8_ARRAY = 1016;

/** Longer than any queue of a busy morning: whoever waits in vain is told to come again (503) instead of hanging. */
const longestWaitMs = 30_000;

/** Opens a pool of at most `max` connections and Kysely over it. It connects with the first query. */
export function openDatabase(url: string, { max = 16 }: { max?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: withLegalTimeZone(url),
    max,
    connectionTimeoutMillis: longestWaitMs,
    types: legalTypes(),
    // A machine that went away says nothing at all: the connection is found dead all the same.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // A connection that breaks (the database restarts) is replaced by the pool; unheard, its error would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { pool, db, close: () => pool.end() };
}

/** `now()::date` in a statement is then the legal day, whatever zone the server was set up with. */
function withLegalTimeZone(url: string): string {
  return withOption(url, '-c timezone=Asia/Shanghai');
}

/** Adds a server option to a connection URL, keeping those it has. */
export function withOption(url: string, option: string): string {
  const [address = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  const options = [parameters.get('options'), option].filter((part) => part !== null).join(' ');
  parameters.delete('options');
  const rest = parameters.size > 0 ? `${parameters}&` : '';
  // libpq does not read + as a space.
  return `${address}?${rest}options=${encodeURIComponent(options)}`;
}

/**
 * A `date` is a legal day and stays text: as a Date it would shift with the machine's zone. An `int8` is a number
 * while a number can hold it exactly, a string beyond. `timestamptz` is a Date.
 */
function legalTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  types.setTypeParser(DATE, (day) => day);
  types.setTypeParser(DATE_ARRAY, itemsOf);
  types.setTypeParser(INT8, exactNumber);
  types.setTypeParser(INT8_ARRAY, (list) => itemsOf(list).map((item) => item && exactNumber(item)));
  return types;
}

function exactNumber(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/** The items of a one-dimensional array of days or numbers, which are never quoted. */
function itemsOf(list: string): (string | null)[] {
  if (list === '{}') return [];
  return list
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : item));
}
