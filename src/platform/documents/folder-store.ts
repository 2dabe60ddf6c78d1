/**
 * Documents in a folder of `DATA_DIR`, one file per content, named by its SM3 under 256 subfolders.
 *
 * A content is written to `incoming/` first, flushed, and only then renamed to its address; the folder is flushed too.
 * So after a crash an address either does not exist or holds the whole content. Several processes may share the folder.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeAbandoned } from './abandoned-files.ts';
import type { DocumentStore, KeptContent, StoredContent } from './document-store.ts';
import { flushFolder } from './flush-folder.ts';

const address = /^[0-9a-f]{64}$/;

export async function openFolderStore(folder: string): Promise<DocumentStore> {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeAbandoned(incoming);
  const placeOf = (sm3: string) => join(folder, sm3.slice(0, 2), sm3);

  return {
    async put(content) {
      const written = join(incoming, randomUUID());
      try {
        const stored = await writeFlushed(written, content);
        await moveToAddress(written, folder, stored.sm3, placeOf(stored.sm3));
        return stored;
      } finally {
        await rm(written, { force: true });
      }
    },
    async get(sm3) {
      return (await isFile(sm3, placeOf(sm3))) ? createReadStream(placeOf(sm3)) : undefined;
    },
    has: (sm3) => isFile(sm3, placeOf(sm3)),
    list: () => listShelves(folder),
    async remove(sm3) {
      if (!(await isFile(sm3, placeOf(sm3)))) return;
      await rm(placeOf(sm3), { force: true });
      await flushFolder(dirname(placeOf(sm3)));
    },
  };
}

/** A shelf at a time: memory does not grow with the store. */
async function* listShelves(folder: string): AsyncGenerator<KeptContent> {
  for (const shelf of await readdir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    for (const sm3 of await readdir(join(folder, shelf))) {
      const found = address.test(sm3)
        ? await stat(join(folder, shelf, sm3)).catch(() => undefined)
        : undefined;
      if (found) yield { sm3, size: found.size, storedAt: found.mtime };
    }
  }
}

async function writeFlushed(
  path: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<StoredContent> {
  const hash = createHash('sm3');
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      size += chunk.byteLength;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sm3: hash.digest('hex'), size };
}

/** Two uploads of the same bytes may race here: a rename onto the same content changes nothing. */
async function moveToAddress(written: string, folder: string, sm3: string, place: string): Promise<void> {
  const shelf = join(folder, sm3.slice(0, 2));
  const made = await mkdir(shelf, { recursive: true, mode: 0o700 });
  if (made) await flushFolder(folder);
  if (!(await isFile(sm3, place))) await rename(written, place);
  await flushFolder(shelf);
}

async function isFile(sm3: string, place: string): Promise<boolean> {
  if (!address.test(sm3)) return false;
  return access(place).then(
    () => true,
    () => false,
  );
}
