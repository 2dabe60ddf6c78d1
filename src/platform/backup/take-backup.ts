/** A backup on line: one snapshot of the database while everybody goes on working, then contents and keys. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Config, Mode } from '../config.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { projectFolder } from '../process/project-folder.ts';
import {
  BackupFault,
  type BackupHeader,
  type BackupManifest,
  type FilledTable,
  FORMAT,
  FORMAT_NAME,
} from './archive-format.ts';
import { type ArchiveWriter, openArchiveWriter } from './archive-writer.ts';
import {
  type BackupTable,
  listSequences,
  listTables,
  qualified,
  sameReading,
  withColumns,
} from './database-contents.ts';
import { keyDigest, listKeys, readKeyFile } from './key-files.ts';

export interface BackupSource {
  config: Config;
  /** As the owner. */
  ownerUrl: string;
  documents: DocumentStore;
  /** Names what rows of the snapshot refer to and the store does not have. */
  findLost(client: pg.Client): Promise<string[]>;
}

export interface BackupProgress {
  /** 0 to 1, by estimated bytes. */
  share: number;
  doing: 'tables' | 'documents';
}

export interface BackupReport {
  /** Of the file. */
  bytes: number;
  takenAt: string;
  tables: number;
  rows: number;
  documents: number;
  documentBytes: number;
  keys: number;
  /** Documents whose content is missing, in the store and so in the backup. */
  lost: string[];
}

/**
 * Held, shared, while a backup runs: no content is removed from the store meanwhile, so that whatever the snapshot's rows
 * name can still be read when its turn comes.
 */
export const BACKUP_LOCK = 7_261_014;

const pieceSize = 4 * 2 ** 20;

/** Throws `BackupFault`, and then leaves no file. */
export async function takeBackup(
  source: BackupSource,
  path: string,
  {
    passphrase,
    progress = () => undefined,
  }: { passphrase?: string; progress?: (at: BackupProgress) => void },
): Promise<BackupReport> {
  const client = new pg.Client({
    connectionString: source.ownerUrl,
    application_name: 'mingchuang backup',
  });
  await client.connect();
  client.on('error', () => undefined); // the query under way tells it
  const writer = await openArchiveWriter(path, passphrase).catch(async (fault) => {
    await client.end();
    throw fault;
  });
  try {
    return await writeAll(source, client, writer, progress);
  } catch (fault) {
    await writer.abandon();
    throw fault;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function writeAll(
  { config, documents, findLost }: BackupSource,
  client: pg.Client,
  writer: ArchiveWriter,
  progress: (at: BackupProgress) => void,
): Promise<BackupReport> {
  await client.query(sameReading);
  await client.query('select pg_advisory_lock_shared($1)', [BACKUP_LOCK]);
  await client.query('begin isolation level repeatable read, read only');
  const chosen = await lockTables(client);
  const header = await headerOf(client, chosen);
  await writer.add('header.json', json(header));
  const tables = await writeTables(client, chosen, writer, progress);
  const sequences = await listSequences(client);
  const lost = await findLost(client);
  await client.query('commit');
  const kept = await writeDocuments(documents, writer, progress);
  const keys = await writeKeys(config, writer);
  const manifest: BackupManifest = { tables, sequences, documents: kept, keys };
  await writer.add('manifest.json', json(manifest));
  return {
    bytes: await writer.finish(),
    takenAt: header.takenAt,
    tables: tables.length,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    documents: kept.count,
    documentBytes: kept.bytes,
    keys: keys.length,
    lost,
  };
}

/** As pg_dump does: nobody may alter or drop a table whose turn has not come yet. */
async function lockTables(client: pg.Client): Promise<BackupTable[]> {
  const tables = await listTables(client);
  for (const table of tables) {
    await client.query(`lock table ${qualified(client, table)} in access share mode`);
  }
  return tables;
}

async function headerOf(client: pg.Client, tables: BackupTable[]): Promise<BackupHeader> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('platform.installation') is not null and to_regclass('graphile_worker.migrations') is not null as there`,
  );
  const installation = found[0]?.there
    ? (await client.query<{ mode: Mode }>('select mode from platform.installation')).rows[0]
    : undefined;
  if (!installation) throw new BackupFault('这个数据库里没有明窗的数据，没有可备份的内容。');
  const { rows: migrations } = await client.query<BackupHeader['migrations'][number]>(
    'select number, name, checksum from platform.migration order by number',
  );
  const { rows } = await client.query<{ queue: number; postgres: string; system: string }>(
    `select (select max(id)::int from graphile_worker.migrations) as queue, current_setting('server_version') as postgres,
       (select system_identifier::text from pg_control_system()) as system`,
  );
  return {
    format: FORMAT_NAME,
    formatVersion: FORMAT,
    programVersion: programVersion(),
    mode: installation.mode,
    takenAt: new Date().toISOString(),
    postgres: rows[0]?.postgres ?? '',
    systemIdentifier: rows[0]?.system ?? '',
    migrations,
    queueVersion: rows[0]?.queue ?? 0,
    tables: tables.map(({ schema, name, columns }) => ({ schema, name, columns })),
  };
}

async function writeTables(
  client: pg.Client,
  tables: BackupTable[],
  writer: ArchiveWriter,
  progress: (at: BackupProgress) => void,
): Promise<FilledTable[]> {
  const expected = tables.reduce((sum, table) => sum + table.estimatedBytes, 1);
  let before = 0;
  const written: FilledTable[] = [];
  for (const table of tables) {
    const rows = client.query(copyTo(`copy ${withColumns(client, table)} to stdout`));
    const told = (bytes: number) =>
      progress({
        doing: 'tables',
        share: (before + Math.min(bytes, table.estimatedBytes)) / expected,
      });
    const name = `${table.schema}.${table.name}`;
    const { sm3, bytes } = await writePieces(writer, `tables/${name}`, rows, told);
    before += table.estimatedBytes;
    written.push({ name, rows: rows.rowCount, bytes, sm3 });
  }
  return written;
}

/** The length of a table is not known before its end, but an entry has to say its own: hence pieces. */
async function writePieces(
  writer: ArchiveWriter,
  name: string,
  rows: Readable,
  told: (bytes: number) => void,
): Promise<{ sm3: string; bytes: number }> {
  const hash = createHash('sm3');
  let parts: Buffer[] = [];
  let gathered = 0;
  let bytes = 0;
  let number = 0;
  const flush = async () => {
    number += 1;
    await writer.add(`${name}/${String(number).padStart(6, '0')}`, Buffer.concat(parts));
    parts = [];
    gathered = 0;
    told(bytes);
  };
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    hash.update(chunk);
    parts.push(chunk);
    gathered += chunk.length;
    bytes += chunk.length;
    if (gathered >= pieceSize) await flush();
  }
  if (gathered > 0) await flush();
  return { sm3: hash.digest('hex'), bytes };
}

async function writeDocuments(
  documents: DocumentStore,
  writer: ArchiveWriter,
  progress: (at: BackupProgress) => void,
): Promise<BackupManifest['documents']> {
  let expected = 1;
  for await (const { size } of documents.list()) expected += size;
  let count = 0;
  let bytes = 0;
  for await (const { sm3, size } of documents.list()) {
    const content = await documents.get(sm3);
    if (!content) continue;
    await writer.addStream(`documents/${sm3}`, size, content);
    count += 1;
    bytes += size;
    progress({ doing: 'documents', share: Math.min(1, bytes / expected) });
  }
  return { count, bytes };
}

async function writeKeys(config: Config, writer: ArchiveWriter): Promise<BackupManifest['keys']> {
  const written: BackupManifest['keys'] = [];
  for (const { name, path } of listKeys(config)) {
    const content = readKeyFile(path);
    await writer.add(name, content);
    written.push({ name, sm3: keyDigest(content) });
  }
  return written;
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}

function programVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  return String(version);
}
