import { open } from 'node:fs/promises';

/** Random access to a file's bytes: up to `length` from `position`; fewer where the file ends. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

/** Opens the file at `path` for reading at any place while `look` runs. */
export async function withFile<T>(
  path: string,
  look: (readAt: ReadAt, size: number) => Promise<T>,
): Promise<T> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await look(async (position, length) => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - position)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      return buffer.subarray(0, bytesRead);
    }, size);
  } finally {
    await file.close();
  }
}
