import pg from 'pg';
import {
  listTables,
  qualified,
  sameReading,
  withColumns,
} from '../../src/platform/backup/database-contents.ts';

/** The content of every table as a digest of its rows, whatever their order on the disk. */
export async function printOf(url: string): Promise<Record<string, string>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sameReading);
    const prints: Record<string, string> = {};
    for (const table of await listTables(client)) {
      const columns = withColumns(client, table).replace(/^.*? \(/, '(');
      const { rows } = await client.query<{ print: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(line, E'\\n' order by line)), '') as print
         from (select row${columns}::text as line from ${qualified(client, table)}) rows`,
      );
      prints[`${table.schema}.${table.name}`] = rows[0]?.print ?? '';
    }
    return prints;
  } finally {
    await client.end();
  }
}
