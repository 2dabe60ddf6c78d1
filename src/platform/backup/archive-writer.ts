import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, type FileHandle, link, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import tar, { type Pack } from 'tar-stream';
import { flushFolder } from '../documents/flush-folder.ts';
import { BackupFault } from './archive-format.ts';
import { sealing } from './sealed-stream.ts';

export interface ArchiveWriter {
  add(name: string, content: Buffer): Promise<void>;
  /** `size` bytes from `content`; fewer or more is a fault. */
  addStream(name: string, size: number, content: Readable): Promise<void>;
  /** Flushed and under its own name when this returns. Answers its size in bytes. */
  finish(): Promise<number>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/**
 * The file grows beside `path`, for its owner alone, and takes its name only when it is whole: there is never half a
 * backup under the name somebody relies on, and an older one is never overwritten.
 */
export async function openArchiveWriter(
  path: string,
  passphrase: string | undefined,
): Promise<ArchiveWriter> {
  if (await exists(path))
    throw new BackupFault(`${path} 已经存在：请另取一个文件名，备份从不覆盖已有的文件。`);
  const growing = `${path}.${process.pid}.partial`;
  const file = await openNew(growing, path);
  const pack = tar.pack();
  const gzip = createGzip({ level: 1 });
  const target = file.createWriteStream({ flush: true });
  const flowing = passphrase
    ? pipeline(pack, gzip, sealing(passphrase), target)
    : pipeline(pack, gzip, target);
  flowing.catch(() => undefined); // heard again by whoever awaits it
  const header = (name: string, size: number) => ({ name, size, mode: 0o600, uname: '', gname: '' });
  /** When the file cannot be written the archive is torn down; why, the flow knows. */
  const whole = async (entry: Promise<unknown>) => {
    await entry.catch(async (fault) => {
      await flowing;
      throw fault;
    });
  };
  return {
    add: (name, content) => whole(addBuffer(pack, header(name, content.length), content)),
    addStream: (name, size, content) => whole(addStream(pack, header(name, size), content)),
    async finish() {
      pack.finalize();
      await flowing;
      const { size } = await stat(growing);
      await link(growing, path);
      await rm(growing);
      await flushFolder(dirname(path));
      return size;
    },
    async abandon() {
      pack.destroy();
      await flowing.catch(() => undefined);
      await rm(growing, { force: true });
    },
  };
}

type Entry = Parameters<Pack['entry']>[0];

function addBuffer(pack: Pack, header: Entry, content: Buffer): Promise<void> {
  return new Promise((added, failed) => {
    pack.entry(header, content, (fault) => (fault ? failed(fault) : added()));
  });
}

async function addStream(pack: Pack, header: Entry, content: Readable): Promise<void> {
  const { promise: added, resolve, reject } = Promise.withResolvers<void>();
  added.catch(() => undefined); // heard at the end, or never when writing failed before
  const sink = pack.entry(header, (fault) => (fault ? reject(fault) : resolve()));
  for await (const chunk of content) {
    if (!sink.write(chunk)) await once(sink, 'drain');
  }
  sink.end(undefined);
  await added;
}

async function openNew(growing: string, path: string): Promise<FileHandle> {
  try {
    return await open(growing, 'wx', 0o600);
  } catch (fault) {
    throw new BackupFault(
      `无法写入 ${path}：${fault instanceof Error && 'code' in fault ? fault.code : fault}`,
    );
  }
}

function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
