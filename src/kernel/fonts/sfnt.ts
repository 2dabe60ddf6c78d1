/** Puts the tables of a font together (ISO/IEC 14496-22): directory, checksums, padding. */

export interface Writer {
  u16(...numbers: number[]): Writer;
  u32(...numbers: number[]): Writer;
  raw(bytes: Uint8Array): Writer;
  bytes(): Uint8Array;
}

/** Big-endian numbers one after another. */
export function writer(): Writer {
  const written: number[] = [];
  const self: Writer = {
    u16(...numbers) {
      for (const one of numbers) written.push((one >> 8) & 0xff, one & 0xff);
      return self;
    },
    u32(...numbers) {
      for (const one of numbers) written.push(one >>> 24, (one >> 16) & 0xff, (one >> 8) & 0xff, one & 0xff);
      return self;
    },
    raw(bytes) {
      for (const one of bytes) written.push(one);
      return self;
    },
    bytes: () => Uint8Array.from(written),
  };
  return self;
}

const checksumOfAll = 0xb1b0afba;

export function sfnt(tables: Record<string, Uint8Array>): Uint8Array {
  const tags = Object.keys(tables).sort();
  const power = 2 ** Math.floor(Math.log2(tags.length));
  const header = writer()
    .u32(0x00010000)
    .u16(tags.length, power * 16, Math.log2(power), (tags.length - power) * 16);
  let at = 12 + tags.length * 16;
  const places = new Map<string, number>();
  for (const tag of tags) {
    const table = tables[tag] ?? new Uint8Array();
    places.set(tag, at);
    header.raw(Uint8Array.from(tag, (letter) => letter.charCodeAt(0))).u32(checksum(table), at, table.length);
    at += (table.length + 3) & ~3;
  }
  const font = new Uint8Array(at);
  font.set(header.bytes());
  for (const [tag, place] of places) font.set(tables[tag] ?? new Uint8Array(), place);
  new DataView(font.buffer).setUint32((places.get('head') ?? 0) + 8, (checksumOfAll - checksum(font)) >>> 0);
  return font;
}

function checksum(bytes: Uint8Array): number {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) sum = (sum + data.getUint32(at)) >>> 0;
  for (let rest = 0; at + rest < bytes.length; rest++)
    sum = (sum + (data.getUint8(at + rest) << (24 - rest * 8))) >>> 0;
  return sum;
}
