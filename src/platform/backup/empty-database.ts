/** Restoring needs an empty database. One that a restore left half-way says so itself, and is emptied again. */
import { type Client, DatabaseError } from 'pg';
import { hasTables, isHalfRestored, RESTORE_MARK } from '../database/installation.ts';
import { BackupFault } from './archive-format.ts';

const RESTORE_LOCK = 7_261_015;

/**
 * Marks the database as being restored, before anything else is written to it: a server refuses such a database, and the
 * next restore may begin again. Throws `BackupFault` for a database that holds anything.
 */
export async function claimEmptyDatabase(client: Client): Promise<void> {
  await takeLock(client);
  if (await isHalfRestored(client)) await dropEverything(client);
  else if (await hasTables(client)) {
    throw new BackupFault(
      '数据库不是空的：恢复只能在空的数据库上进行，原有的数据不会被覆盖。请另建一个数据库，或用 DATA_DIR 另设一个数据文件夹。',
    );
  }
  await client.query(`create schema if not exists ${RESTORE_MARK}`);
}

async function takeLock(client: Client): Promise<void> {
  // The session of a restore that failed a moment ago may not have noticed yet.
  await client.query(`set lock_timeout = '5s'`);
  try {
    await client.query('select pg_advisory_lock($1)', [RESTORE_LOCK]);
  } catch (fault) {
    if (fault instanceof DatabaseError && fault.code === '55P03') {
      throw new BackupFault('另一个恢复正在这个数据库上进行。');
    }
    throw fault;
  }
  await client.query('set lock_timeout = 0');
}

/** What an interrupted restore made lies in schemas of its own; public holds extensions only. */
async function dropEverything(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace
     where nspname not in ('information_schema', 'public', $1) and nspname !~ '^pg_'`,
    [RESTORE_MARK],
  );
  for (const { name } of rows) await client.query(`drop schema ${client.escapeIdentifier(name)} cascade`);
}
