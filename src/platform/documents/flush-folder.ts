import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that was made, renamed or removed is so after a power cut too only when its folder was flushed as well. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes the folder for its owner alone, with those above it that are missing; all of them outlast a power cut. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; ; made = dirname(made)) {
    await flushFolder(dirname(made));
    if (made === first || dirname(made) === made) return;
  }
}
