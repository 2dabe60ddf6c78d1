/** A picture of one colour on nothing, as a PNG of sixteen shades: a seal of 42 mm is crisp in about 20 KB. */
import { crc32, deflateSync } from 'node:zlib';
import type { Coverage } from './rasterize.ts';

/** @param colour red, green, blue. */
export function palettePng(
  { width, height, values }: Coverage,
  colour: readonly [number, number, number],
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Four bits a pixel, a palette, no interlacing.
  header.set([4, 3, 0, 0, 0], 8);
  const shades = Array.from({ length: 16 }, (_none, shade) => shade * 17);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('PLTE', Uint8Array.from(shades.flatMap(() => colour))),
    pngChunk('tRNS', Uint8Array.from(shades)),
    pngChunk('IDAT', deflateSync(rows({ width, height, values }), { level: 7 })),
    pngChunk('IEND', new Uint8Array()),
  ]);
}

/** Two pixels a byte, each row after a byte that says it is not filtered. */
function rows({ width, height, values }: Coverage): Uint8Array {
  const length = 1 + Math.ceil(width / 2);
  const packed = new Uint8Array(length * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = Math.round((values[y * width + x] ?? 0) / 17);
      const at = y * length + 1 + (x >> 1);
      packed[at] = (packed[at] ?? 0) | (x % 2 === 0 ? shade << 4 : shade);
    }
  }
  return packed;
}

export function pngChunk(type: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const bytes = Buffer.alloc(8 + named.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.set(named, 4);
  bytes.writeUInt32BE(crc32(named), 4 + named.length);
  return bytes;
}
