/** What of a database goes into a backup, read from its own catalogue: a new table is covered the day it appears. */
import type { ClientBase } from 'pg';

export interface BackupTable {
  schema: string;
  name: string;
  /** In the table's order; what the database computes itself is left out. */
  columns: string[];
  /** For a progress bar only. */
  estimatedBytes: number;
}

export interface BackupSequence {
  schema: string;
  name: string;
  /** As text: it may be larger than a number can hold exactly. */
  last: string;
  called: boolean;
}

const ours = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

export async function listTables(client: ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `select n.nspname as schema, c.relname as name, pg_table_size(c.oid)::float8 as "estimatedBytes",
       array(select a.attname::text from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.relpersistence = 'p' and ${ours}
     order by 1, 2`,
  );
  return rows;
}

/** Sequences stand outside transactions: read after the rows, they are never behind them. */
export async function listSequences(client: ClientBase): Promise<BackupSequence[]> {
  const { rows: found } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${ours} order by 1, 2`,
  );
  const sequences: BackupSequence[] = [];
  for (const { schema, name } of found) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${qualified(client, { schema, name })}`,
    );
    const value = rows[0];
    if (value) sequences.push({ schema, name, ...value });
  }
  return sequences;
}

export function qualified(client: ClientBase, { schema, name }: { schema: string; name: string }): string {
  return `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
}

/** `schema.table (column, …)`, for COPY. */
export function withColumns(
  client: ClientBase,
  table: { schema: string; name: string; columns: string[] },
): string {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  return `${qualified(client, table)} (${columns})`;
}

/** Rows must read the same whatever the server or the owner's role was set up with. */
export const sameReading = `set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set timezone = 'UTC'; set extra_float_digits = 1; set bytea_output = 'hex'; set row_security = off;
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`;
