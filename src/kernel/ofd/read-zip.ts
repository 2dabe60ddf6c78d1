/**
 * Reads a zip archive from strangers: nothing is unpacked before it is known how large it may become, and whatever two
 * programs could understand differently (doubled names, bytes that belong to no file, headers that disagree) is refused,
 * since what one person's reader shows must be what another's verifier checked. Writers' habits that change nothing are
 * accepted: data descriptors, also after stored files, no entries for folders, a comment at the end.
 */
import { crc32, inflateRawSync } from 'node:zlib';

export type ZipFaultCode =
  | 'zip/not-zip'
  | 'zip/truncated'
  | 'zip/broken'
  | 'zip/zip64'
  | 'zip/encrypted'
  | 'zip/method'
  | 'zip/unsafe-path'
  | 'zip/duplicate-name'
  | 'zip/hidden-bytes'
  | 'zip/too-large'
  | 'zip/size-mismatch'
  | 'zip/checksum';

export class ZipFault extends Error {
  override readonly name = 'ZipFault';
  readonly code: ZipFaultCode;
  readonly path: string | undefined;

  constructor(code: ZipFaultCode, path?: string) {
    super(path === undefined ? code : `${code}: ${path}`);
    this.code = code;
    this.path = path;
  }
}

export interface ZipEntry {
  path: string;
  /** Unpacked, as the directory says; `unpack` holds it to its word. */
  size: number;
  /** Stored (0) or deflated (8). */
  method: number;
  checksum: number;
  /** As it lies in the archive. */
  packed: Uint8Array;
}

/** What an honest document stays far below, and what is still answered within a second. */
export const zipLimits = {
  archive: 64 * 1024 * 1024,
  unpacked: 64 * 1024 * 1024,
  entries: 5_000,
} as const;

/** The files of the archive, nothing of them unpacked. Throws ZipFault. */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  if (bytes.length > zipLimits.archive) throw new ZipFault('zip/too-large');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const listed = readDirectory(view, end);
  refuseDoubledNames(listed);
  refuseHugeContent(listed);
  const entries = listed.map((entry) => readLocal(view, entry, end.directoryAt));
  refuseHiddenBytes(view, entries, end.directoryAt);
  return entries
    .filter(({ path }) => !path.endsWith('/'))
    .map(({ path, size, method, checksum, dataAt, packedSize }) => ({
      path,
      size,
      method,
      checksum,
      packed: bytes.subarray(dataAt, dataAt + packedSize),
    }));
}

/** The content of a file. Throws ZipFault when it is not what the directory says of it. */
export function unpack({ path, size, method, checksum, packed }: ZipEntry): Uint8Array {
  const content = method === 0 ? packed : inflate(packed, size, path);
  if (content.length !== size) throw new ZipFault('zip/size-mismatch', path);
  if (crc32(content) !== checksum) throw new ZipFault('zip/checksum', path);
  return content;
}

function inflate(packed: Uint8Array, size: number, path: string): Uint8Array {
  try {
    // One byte more than promised is enough to know of a lie.
    const unpacked: unknown = inflateRawSync(packed, { maxOutputLength: size + 1, info: true });
    if (!isWithEngine(unpacked)) throw new Error('zlib answered without saying what it read');
    if (unpacked.engine.bytesWritten !== packed.length) throw new ZipFault('zip/hidden-bytes', path);
    return unpacked.buffer;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new ZipFault('zip/size-mismatch', path);
    if (code.startsWith('Z_')) throw new ZipFault('zip/broken', path);
    throw error;
  }
}

/** With `info` zlib tells how many bytes it took; its types do not. */
function isWithEngine(answer: unknown): answer is { buffer: Uint8Array; engine: { bytesWritten: number } } {
  return typeof answer === 'object' && answer !== null && 'engine' in answer && 'buffer' in answer;
}

const localSignature = 0x04034b50;
const entrySignature = 0x02014b50;
const endSignature = 0x06054b50;
const descriptorSignature = 0x08074b50;
const zip64LocatorSignature = 0x07064b50;
const localSize = 30;
const entrySize = 46;
const endSize = 22;

interface End {
  count: number;
  directoryAt: number;
  directorySize: number;
}

/** The end record that reaches exactly to the end of the file, as every program looks for it. */
function findEnd(view: DataView): End {
  const last = view.byteLength - endSize;
  if (last < 0 || view.getUint32(0, true) !== localSignature) throw new ZipFault('zip/not-zip');
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (
      view.getUint32(at, true) !== endSignature ||
      at + endSize + view.getUint16(at + 20, true) !== view.byteLength
    ) {
      continue;
    }
    return endAt(view, at);
  }
  throw new ZipFault('zip/truncated');
}

function endAt(view: DataView, at: number): End {
  const count = view.getUint16(at + 10, true);
  const directorySize = view.getUint32(at + 12, true);
  const directoryAt = view.getUint32(at + 16, true);
  const isZip64 = at >= 20 && view.getUint32(at - 20, true) === zip64LocatorSignature;
  if (isZip64 || count === 0xffff || directorySize === 0xffffffff || directoryAt === 0xffffffff) {
    throw new ZipFault('zip/zip64');
  }
  const isSplit = view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 6, true) !== 0;
  if (isSplit || view.getUint16(at + 8, true) !== count) throw new ZipFault('zip/broken');
  // Bytes in front of the archive would move everything; bytes behind the directory would belong to nothing.
  if (directoryAt + directorySize !== at) throw new ZipFault('zip/hidden-bytes');
  return { count, directoryAt, directorySize };
}

interface ListedEntry {
  path: string;
  name: Uint8Array;
  flags: number;
  method: number;
  checksum: number;
  packedSize: number;
  size: number;
  localAt: number;
}

function readDirectory(view: DataView, { count, directoryAt, directorySize }: End): ListedEntry[] {
  if (count > zipLimits.entries) throw new ZipFault('zip/too-large');
  const endsAt = directoryAt + directorySize;
  const entries: ListedEntry[] = [];
  for (let at = directoryAt; at < endsAt; ) {
    if (at + entrySize > endsAt || view.getUint32(at, true) !== entrySignature)
      throw new ZipFault('zip/broken');
    const nameSize = view.getUint16(at + 28, true);
    const next = at + entrySize + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > endsAt) throw new ZipFault('zip/broken');
    entries.push(listedAt(view, at, nameSize));
    at = next;
  }
  if (entries.length !== count) throw new ZipFault('zip/broken');
  return entries;
}

function listedAt(view: DataView, at: number, nameSize: number): ListedEntry {
  const name = bytesOf(view, at + entrySize, nameSize);
  const entry = {
    path: decodeName(name),
    name,
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    localAt: view.getUint32(at + 42, true),
  };
  const { path, flags, method, packedSize, size, localAt } = entry;
  if ((flags & 1) !== 0) throw new ZipFault('zip/encrypted', path);
  if ([packedSize, size, localAt].includes(0xffffffff)) throw new ZipFault('zip/zip64', path);
  if (method !== 0 && method !== 8) throw new ZipFault('zip/method', path);
  if (isUnsafe(path)) throw new ZipFault('zip/unsafe-path', path);
  const isFolder = path.endsWith('/');
  if ((method === 0 && packedSize !== size) || (isFolder && size > 0)) throw new ZipFault('zip/broken', path);
  return entry;
}

/** UTF-8 whether or not the writer says so, and otherwise what Chinese programs wrote before they knew it. */
function decodeName(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return new TextDecoder('gb18030').decode(name);
  }
}

function isUnsafe(path: string): boolean {
  if (path === '' || /[\\\0]/.test(path) || path.startsWith('/') || /^[A-Za-z]:/.test(path)) return true;
  const steps = path.replace(/\/$/, '').split('/');
  return steps.some((step) => step === '' || step === '.' || step === '..');
}

/** Also those that differ in case only: half of all programs would take one for the other. */
function refuseDoubledNames(entries: readonly ListedEntry[]): void {
  const names = new Set<string>();
  for (const { path } of entries) {
    const folded = path.toLowerCase();
    if (names.has(folded)) throw new ZipFault('zip/duplicate-name', path);
    names.add(folded);
  }
}

function refuseHugeContent(entries: readonly ListedEntry[]): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > zipLimits.unpacked) throw new ZipFault('zip/too-large');
}

interface LocatedEntry extends ListedEntry {
  dataAt: number;
}

/** The header in front of a file must say the same as the directory: some programs read only the one, some the other. */
function readLocal(view: DataView, entry: ListedEntry, directoryAt: number): LocatedEntry {
  const { path, name, flags, method, packedSize, size, checksum, localAt } = entry;
  if (localAt + localSize > directoryAt || view.getUint32(localAt, true) !== localSignature) {
    throw new ZipFault('zip/broken', path);
  }
  const nameSize = view.getUint16(localAt + 26, true);
  const dataAt = localAt + localSize + nameSize + view.getUint16(localAt + 28, true);
  if (dataAt + packedSize > directoryAt) throw new ZipFault('zip/broken', path);
  const isSameName = Buffer.compare(bytesOf(view, localAt + localSize, nameSize), name) === 0;
  const isSameMethod = view.getUint16(localAt + 8, true) === method;
  const isSameKind = ((view.getUint16(localAt + 6, true) ^ flags) & 0x9) === 0;
  if (!isSameName || !isSameMethod || !isSameKind) throw new ZipFault('zip/broken', path);
  const said = [14, 18, 22].map((offset) => view.getUint32(localAt + offset, true));
  const listed = [checksum, packedSize, size];
  // With a descriptor behind the data the header may still have zeros.
  const isSame = said.every(
    (number, index) => number === listed[index] || (hasDescriptor(entry) && number === 0),
  );
  if (!isSame) throw new ZipFault('zip/broken', path);
  return { ...entry, dataAt };
}

const hasDescriptor = ({ flags }: ListedEntry) => (flags & 8) !== 0;

/** File after file without a gap, up to the directory; between them at most the descriptor that was announced. */
function refuseHiddenBytes(view: DataView, entries: readonly LocatedEntry[], directoryAt: number): void {
  let at = 0;
  for (const entry of [...entries].sort((one, other) => one.localAt - other.localAt)) {
    if (entry.localAt !== at) throw new ZipFault('zip/hidden-bytes', entry.path);
    const ends = entry.dataAt + entry.packedSize;
    at = hasDescriptor(entry) ? ends + descriptorSizeAt(view, ends, entry) : ends;
  }
  if (at !== directoryAt) throw new ZipFault('zip/hidden-bytes');
}

function descriptorSizeAt(
  view: DataView,
  at: number,
  { checksum, packedSize, size, path }: LocatedEntry,
): number {
  const fits = (start: number) =>
    start + 12 <= view.byteLength &&
    [checksum, packedSize, size].every((number, index) => view.getUint32(start + 4 * index, true) === number);
  if (at + 4 <= view.byteLength && view.getUint32(at, true) === descriptorSignature && fits(at + 4))
    return 16;
  if (fits(at)) return 12;
  throw new ZipFault('zip/broken', path);
}

function bytesOf(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}
