/**
 * A backup is one file: tar in gzip, so that any machine can look into it, and around it a seal when there is a passphrase.
 *
 *     header.json                          what this is, readable before anything is written
 *     tables/SCHEMA.TABLE/000001 …         rows in PostgreSQL's COPY text format, in pieces of some megabytes
 *     documents/SM3                        one content each
 *     keys/ledger · keys/seals/… · keys/own/…
 *     manifest.json                        the last entry: what must have been there, with digests
 *
 * A file that was cut off therefore has no manifest, and restoring commits only after the manifest has been compared.
 */
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

export const FORMAT = 1;
export const FORMAT_NAME = 'mingchuang-backup';

const Count = Type.Integer({ minimum: 0 });
const Sm3 = Type.String({ pattern: '^[0-9a-f]{64}$' });

const Table = Type.Object({
  schema: Type.String(),
  name: Type.String(),
  /** In the order of the rows' fields. */
  columns: Type.Array(Type.String()),
});

const Header = Type.Object({
  format: Type.Literal(FORMAT_NAME),
  formatVersion: Type.Integer({ minimum: 1 }),
  programVersion: Type.String(),
  /** Of the source: a demonstration is never restored into a real installation, or the other way round. */
  mode: Type.Union([Type.Literal('demo'), Type.Literal('production')]),
  takenAt: Type.String(),
  postgres: Type.String(),
  /** Of the source cluster: its transaction ids mean nothing in another one. */
  systemIdentifier: Type.String(),
  migrations: Type.Array(Type.Object({ number: Count, name: Type.String(), checksum: Type.String() })),
  queueVersion: Count,
  tables: Type.Array(Table),
});

const FilledTable = Type.Object({
  /** `schema.table` */
  name: Type.String(),
  rows: Count,
  bytes: Count,
  /** Over the rows as they stand in the archive. */
  sm3: Sm3,
});

const Manifest = Type.Object({
  tables: Type.Array(FilledTable),
  sequences: Type.Array(
    Type.Object({ schema: Type.String(), name: Type.String(), last: Type.String(), called: Type.Boolean() }),
  ),
  documents: Type.Object({ count: Count, bytes: Count }),
  keys: Type.Array(Type.Object({ name: Type.String(), sm3: Sm3 })),
});

export type BackupHeader = Static<typeof Header>;
export type BackupManifest = Static<typeof Manifest>;
export type TableShape = Static<typeof Table>;
export type FilledTable = Static<typeof FilledTable>;

/** The archive is not one, is damaged, or does not fit here. Its message is for the person at the machine. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault';
}

export function readHeader(text: string): BackupHeader {
  const header = parse(text);
  if (!isRecord(header) || header.format !== FORMAT_NAME) throw notABackup();
  if (typeof header.formatVersion === 'number' && header.formatVersion > FORMAT) {
    throw new BackupFault(
      `备份的格式是第 ${header.formatVersion} 版，本程序只认得到第 ${FORMAT} 版：请用较新的程序恢复。`,
    );
  }
  if (!Value.Check(Header, header)) throw notABackup();
  return header;
}

export function readManifest(text: string): BackupManifest {
  const manifest = parse(text);
  if (!Value.Check(Manifest, manifest)) throw new BackupFault('备份的清单读不懂：文件可能已损坏。');
  return manifest;
}

export function notABackup(): BackupFault {
  return new BackupFault('这个文件不是明窗的备份。');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notABackup();
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
