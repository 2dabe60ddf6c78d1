/**
 * Writes a zip archive in its plainest form: one part, sizes in front of the data, no time (1 January 1980), nothing of
 * the machine it was made on. By zlib, which packs a certificate five times faster than a library in JavaScript does.
 */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  /** Without a leading slash. */
  path: string;
  bytes: Uint8Array;
  /** As it is: what cannot be made smaller. */
  stored: boolean;
}

const firstDayOf1980 = 0x0021;
/** The name is UTF-8 (APPNOTE §4.4.4): told only where it matters. */
const utf8Names = 0x0800;

export function writeZip(parts: readonly ZipPart[]): Uint8Array {
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { path, bytes, stored } of parts) {
    const name = Buffer.from(path, 'utf8');
    const data = stored ? bytes : deflateRawSync(bytes);
    const shared = sharedFields(name, bytes, data, stored);
    const local = Buffer.concat([signature(0x04034b50), shared, Buffer.alloc(2), name]);
    directory.push(signature(0x02014b50), version, shared, directoryFields(at), name);
    files.push(local, data);
    at += local.length + data.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...files, listed, endOf(parts.length, listed.length, at)]);
}

const version = Uint8Array.of(20, 0);

/** What the header in front of a file and its line in the directory both say. */
function sharedFields(name: Uint8Array, bytes: Uint8Array, data: Uint8Array, stored: boolean): Buffer {
  const fields = Buffer.alloc(24);
  const isAscii = name.every((byte) => byte < 0x80);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(isAscii ? 0 : utf8Names, 2);
  fields.writeUInt16LE(stored ? 0 : 8, 4);
  fields.writeUInt16LE(firstDayOf1980, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

/** Nothing extra, no remark, first disk, no attributes; and where the file begins. */
function directoryFields(at: number): Buffer {
  const fields = Buffer.alloc(16);
  fields.writeUInt32LE(at, 12);
  return fields;
}

function endOf(count: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return end;
}

function signature(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number, 0);
  return bytes;
}
