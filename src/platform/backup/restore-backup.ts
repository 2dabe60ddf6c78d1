/** A backup put back into an empty database, with its contents and keys: whole, or not at all. */
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import { RESTORE_MARK } from '../database/installation.ts';
import { migrate, QUEUE_VERSION, readMigrations } from '../database/migrate.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { projectFolder } from '../process/project-folder.ts';
import {
  BackupFault,
  type BackupHeader,
  type BackupManifest,
  readHeader,
  readManifest,
} from './archive-format.ts';
import { type ArchiveEntry, archiveEntries, readEntry } from './archive-reader.ts';
import { qualified, sameReading } from './database-contents.ts';
import { claimEmptyDatabase } from './empty-database.ts';
import { keyDigest, placeOfKey, putKey, refuseOtherKey } from './key-files.ts';
import { LoadingTables } from './loading-tables.ts';

export interface RestoreTarget {
  config: Config;
  /** As the owner of an empty database. */
  ownerUrl: string;
  documents: DocumentStore;
}

export interface RestoreReport {
  takenAt: string;
  tables: number;
  rows: number;
  documents: number;
  documentBytes: number;
  keys: number;
}

/**
 * Tables come in one transaction, which is committed only after everything was compared with the manifest. Contents and
 * keys are written before: when the restore fails they are there for nothing, and the next try finds them. Throws
 * `BackupFault`.
 */
export async function restoreBackup(
  target: RestoreTarget,
  path: string,
  { passphrase, read }: { passphrase?: string; read?: (bytes: number) => void },
): Promise<RestoreReport> {
  const entries = archiveEntries(path, passphrase, read);
  const client = new pg.Client({ connectionString: target.ownerUrl, application_name: 'mingchuang restore' });
  await client.connect();
  client.on('error', () => undefined); // the query under way tells it
  try {
    const first = await entries.next();
    if (first.done || first.value.name !== 'header.json') throw new BackupFault('这个文件不是明窗的备份。');
    const header = readHeader((await readEntry(first.value)).toString());
    refuseUnfit(header, target.config);
    await claimEmptyDatabase(client);
    await migrate(target.ownerUrl, { only: new Set(header.migrations.map(({ number }) => number)) });
    const report = await load(target, client, entries, header);
    await migrate(target.ownerUrl);
    await client.query('analyze');
    return report;
  } finally {
    await entries.return(undefined);
    await client.end().catch(() => undefined);
  }
}

function refuseUnfit(header: BackupHeader, { mode }: Config): void {
  if (header.mode !== mode) {
    throw new BackupFault(
      header.mode === 'demo'
        ? '这是演示系统的备份，不能恢复到正式运行的系统（需要演示模式：MINGCHUANG_MODE=demo）。'
        : '这是正式运行的系统的备份，不能恢复到演示模式（需要 MINGCHUANG_MODE=production 及其密钥）。',
    );
  }
  const known = new Map(
    readMigrations(join(projectFolder, 'migrations')).map(({ number, checksum }) => [number, checksum]),
  );
  for (const { number, name, checksum } of header.migrations) {
    if (known.get(number) === checksum) continue;
    throw new BackupFault(
      known.has(number)
        ? `备份里的迁移 ${name} 与本程序的不同：请用做备份的那个版本（${header.programVersion}）恢复。`
        : `备份里有本程序没有的迁移 ${name}，备份比程序新：请用较新的程序恢复。`,
    );
  }
  if (header.queueVersion > QUEUE_VERSION) {
    throw new BackupFault('备份里的任务队列比本程序的新：请用较新的程序恢复。');
  }
}

async function load(
  { config, documents }: RestoreTarget,
  client: pg.Client,
  entries: AsyncIterable<ArchiveEntry>,
  header: BackupHeader,
): Promise<RestoreReport> {
  await client.query(sameReading);
  await client.query('begin');
  const loading = await LoadingTables.begin(client, header.tables);
  const seen: Seen = { documents: { count: 0, bytes: 0 }, keys: [] };
  let manifest: BackupManifest | undefined;
  for await (const entry of entries) {
    const [kind, name = ''] = entry.name.split('/');
    if (manifest) throw new BackupFault('清单之后还有内容：备份文件可能被改动过，没有恢复任何内容。');
    if (kind === 'tables') await loading.take(name, entry.content);
    else if (kind === 'documents') await takeDocument(documents, name, entry, seen);
    else if (kind === 'keys') await takeKey(config, entry, seen);
    else if (entry.name === 'manifest.json') manifest = readManifest((await readEntry(entry)).toString());
    else throw new BackupFault(`备份里有不认识的内容 ${entry.name}：没有恢复任何内容。`);
  }
  if (!manifest) throw new BackupFault('备份文件不完整（没有清单）：没有恢复任何内容。');
  await loading.finish(manifest.tables);
  compare(seen, manifest);
  await putSequences(client, manifest);
  await client.query(`drop schema ${RESTORE_MARK}`);
  await client.query('commit');
  return {
    takenAt: header.takenAt,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
    documents: seen.documents.count,
    documentBytes: seen.documents.bytes,
    keys: seen.keys.length,
  };
}

type Seen = Pick<BackupManifest, 'documents' | 'keys'>;

/** A content is its digest: the store says what it got. */
async function takeDocument(
  documents: DocumentStore,
  sm3: string,
  { content }: ArchiveEntry,
  { documents: seen }: Seen,
): Promise<void> {
  const stored = await documents.put(content);
  if (stored.sm3 !== sm3) throw new BackupFault(`文件 ${sm3} 的内容与摘要不符：没有恢复任何内容。`);
  seen.count += 1;
  seen.bytes += stored.size;
}

async function takeKey(config: Config, entry: ArchiveEntry, { keys }: Seen): Promise<void> {
  const content = await readEntry(entry);
  const place = placeOfKey(config, entry.name);
  await refuseOtherKey(place, content);
  await putKey(place, content);
  keys.push({ name: entry.name, sm3: keyDigest(content) });
}

function compare(seen: Seen, manifest: BackupManifest): void {
  const same =
    seen.documents.count === manifest.documents.count &&
    seen.documents.bytes === manifest.documents.bytes &&
    JSON.stringify(seen.keys) === JSON.stringify(manifest.keys);
  if (!same) throw new BackupFault('备份的文件或密钥与清单不符：没有恢复数据库。');
}

async function putSequences(client: pg.Client, { sequences }: BackupManifest): Promise<void> {
  for (const sequence of sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      qualified(client, sequence),
      sequence.last,
      sequence.called,
    ]);
  }
}
