/**
 * Documents in a folder of `DATA_DIR`, one file per content, named by its SM3 under 256 subfolders.
 *
 * A content is written to `incoming/` first, flushed, and only then renamed to its address; the folder is flushed too.
 * So after a crash an address either does not exist or holds the whole content. Several processes may share the folder.
 * The time of a file is when it was last put; see `remove`.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeAbandoned } from './abandoned-files.ts';
import type { DocumentStore, KeptContent, StoredContent } from './document-store.ts';
import { flushFolder, makeFolder } from './flush-folder.ts';

const address = /^[0-9a-f]{64}$/;

export async function openFolderStore(folder: string): Promise<DocumentStore> {
  const incoming = join(folder, 'incoming');
  await makeFolder(incoming);
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
    remove: async (sm3, before) =>
      address.test(sm3) && removeUntouched(placeOf(sm3), join(incoming, randomUUID()), before),
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
  await makeFolder(shelf);
  if (!(await touch(place))) await rename(written, place);
  await flushFolder(shelf);
}

/** The bytes are there already: they are as good as new from now on, and not to be removed. */
async function touch(place: string): Promise<boolean> {
  const now = new Date();
  return utimes(place, now, now).then(
    () => true,
    () => false,
  );
}

/**
 * Takes the file aside before looking at its age: whoever puts the same bytes either touched it before, and it goes back,
 * or finds nothing and writes it anew.
 */
async function removeUntouched(place: string, aside: string, before: Date): Promise<boolean> {
  if (
    !(await rename(place, aside).then(
      () => true,
      () => false,
    ))
  )
    return true;
  const { mtime } = await stat(aside);
  if (mtime >= before) {
    await rename(aside, place);
    return false;
  }
  await rm(aside);
  await flushFolder(dirname(place));
  return true;
}

async function isFile(sm3: string, place: string): Promise<boolean> {
  if (!address.test(sm3)) return false;
  return access(place).then(
    () => true,
    () => false,
  );
}
