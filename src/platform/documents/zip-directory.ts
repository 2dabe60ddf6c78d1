/**
 * The directory of a ZIP file, read without unpacking anything. Only the plain form that office programs and OFD writers
 * make is accepted: one part, no ZIP64, no bytes before, between or after the archive. Whatever two readers could
 * understand differently (a second archive hidden in front or in a gap, doubled names, paths that leave the folder) is no
 * archive for us.
 */
import type { ReadAt } from './read-at.ts';

export interface ZipEntry {
  name: string;
  /** As the archive claims; nothing was unpacked to check it. */
  unpackedSize: number;
  encrypted: boolean;
}

const endSize = 22;
const endSignature = 0x06054b50;
const entrySize = 46;
const entrySignature = 0x02014b50;
const largestDirectory = 2 * 1024 * 1024;

/** The entries, or undefined when the bytes are not an archive of that plain form. */
export async function readZipDirectory(readAt: ReadAt, size: number): Promise<ZipEntry[] | undefined> {
  const end = await findZipEnd(readAt, size);
  if (!end) return undefined;
  const { directoryAt, directorySize, count, endAt } = end;
  if (directoryAt + directorySize !== endAt || directorySize > largestDirectory) return undefined;
  const directory = await readAt(directoryAt, directorySize);
  const entries = parseEntries(directory, count, directoryAt);
  return entries && namesAreSafe(entries) ? entries : undefined;
}

/** The end record of a ZIP that reaches exactly to the file's end, as any unpacker would look for it. */
export async function findZipEnd(readAt: ReadAt, size: number) {
  const tail = await readAt(Math.max(0, size - endSize - 0xffff), endSize + 0xffff);
  for (let at = tail.length - endSize; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    if (at + endSize + tail.readUInt16LE(at + 20) !== tail.length) continue;
    return {
      count: tail.readUInt16LE(at + 10),
      directorySize: tail.readUInt32LE(at + 12),
      directoryAt: tail.readUInt32LE(at + 16),
      endAt: size - tail.length + at,
    };
  }
  return undefined;
}

function parseEntries(directory: Buffer, count: number, directoryAt: number): ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + entrySize <= directory.length && directory.readUInt32LE(at) === entrySignature) {
    const nameEnds = at + entrySize + directory.readUInt16LE(at + 28);
    const next = nameEnds + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > directory.length || directory.readUInt32LE(at + 42) >= directoryAt) return undefined;
    entries.push({
      name: directory.toString('utf8', at + entrySize, nameEnds),
      unpackedSize: directory.readUInt32LE(at + 24),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
    });
    at = next;
  }
  return at === directory.length && entries.length === count && count > 0 ? entries : undefined;
}

function namesAreSafe(entries: ZipEntry[]): boolean {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  const escapes = ({ name }: ZipEntry) =>
    name.startsWith('/') || name.includes('\\') || name.includes('\0') || name.split('/').includes('..');
  return names.size === entries.length && !entries.some(escapes);
}
