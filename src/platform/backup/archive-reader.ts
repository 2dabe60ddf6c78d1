import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import { BackupFault, notABackup } from './archive-format.ts';
import { SEALED_MAGIC, SealBroken, unsealing } from './sealed-stream.ts';

export interface ArchiveEntry {
  name: string;
  size: number;
  /** To be read to its end before the next entry is asked for. */
  content: AsyncIterable<Buffer>;
}

export async function isSealed(path: string): Promise<boolean> {
  const file = await openToRead(path);
  try {
    if ((await file.stat()).isDirectory()) throw notABackup();
    const { buffer: head } = await file.read(Buffer.alloc(SEALED_MAGIC.length), 0, SEALED_MAGIC.length, 0);
    if (head.equals(SEALED_MAGIC)) return true;
    if (head[0] === 0x1f && head[1] === 0x8b) return false;
    throw notABackup();
  } finally {
    await file.close();
  }
}

/**
 * The entries in order, in bounded memory. `read` hears the bytes of the file as they are taken. Throws `BackupFault` for
 * a file that is cut off, damaged, or under another passphrase.
 */
export async function* archiveEntries(
  path: string,
  passphrase: string | undefined,
  read: (bytes: number) => void = () => undefined,
): AsyncGenerator<ArchiveEntry> {
  const entries = tar.extract();
  const stages = [counting(read), ...(passphrase ? [unsealing(passphrase)] : []), createGunzip(), entries];
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  let fault: Error | undefined;
  const fail = (error: Error) => {
    fault ??= error;
    entries.destroy(error);
  };
  source.on('error', fail);
  stages.reduce<Readable>((from, to) => {
    to.on('error', fail);
    return from.pipe(to as Transform);
  }, source);
  try {
    for await (const entry of entries) {
      yield { name: entry.header.name, size: entry.header.size ?? 0, content: bytesOf(entry, () => fault) };
    }
  } catch (error) {
    throw asBackupFault(fault ?? error);
  } finally {
    source.destroy();
  }
}

export async function readEntry({ content }: ArchiveEntry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

async function* bytesOf(
  entry: AsyncIterable<unknown>,
  cause: () => Error | undefined,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of entry) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    throw asBackupFault(cause() ?? error);
  }
}

function counting(read: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read(chunk.length);
      done(null, chunk);
    },
  });
}

function asBackupFault(error: unknown): unknown {
  if (error instanceof SealBroken) {
    return new BackupFault('口令不对，或者备份文件已损坏、被改动：没有恢复任何内容。');
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  if (code.startsWith('Z_') || /tar|Unexpected end|writable ended prematurely/i.test(message)) {
    return new BackupFault(`备份文件不完整或已损坏（${code || message}）：没有恢复任何内容。`);
  }
  return error;
}

async function openToRead(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch {
    throw new BackupFault(`无法读取 ${path}：请核对文件名和权限。`);
  }
}
