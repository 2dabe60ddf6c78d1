import { open } from 'node:fs/promises';

/** A file that was made, renamed or removed is so after a power cut too only when its folder was flushed as well. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
