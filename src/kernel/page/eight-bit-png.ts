/**
 * A PNG with a palette and less than a byte a pixel, as one with a whole byte: the library that writes PDF takes bytes for
 * pixels as soon as a palette has transparency. Any other PNG stays as it is.
 */
import { deflateSync } from 'node:zlib';
import { pngChunk } from './palette-png.ts';
import { type PngData, readPng } from './png-data.ts';

export function eightBitPng(png: Uint8Array): Uint8Array {
  const data = readPng(png);
  if (!data) throw new Error('a broken PNG is refused before it is drawn');
  const { colourType, depth, header, chunks } = data;
  if (colourType !== 3 || depth === 8) return png;
  const whole = Uint8Array.from(header);
  whole[8] = 8;
  return Buffer.concat([
    png.subarray(0, 8),
    pngChunk('IHDR', whole),
    ...['PLTE', 'tRNS'].flatMap((type) => chunks(type).map((content) => pngChunk(type, content))),
    pngChunk('IDAT', deflateSync(unpacked(unfiltered(data), data))),
    pngChunk('IEND', new Uint8Array()),
  ]);
}

/** Undoes the filters of ISO/IEC 15948 §9, where the byte at the left is one byte away at these depths. */
function unfiltered({ rows: packed, rowLength: length, height }: PngData): Uint8Array {
  const plain = new Uint8Array(length * height);
  for (let row = 0; row < height; row++) {
    const filter = packed[row * (length + 1)] ?? 0;
    for (let column = 0; column < length; column++) {
      const at = row * length + column;
      const left = column > 0 ? (plain[at - 1] ?? 0) : 0;
      const up = row > 0 ? (plain[at - length] ?? 0) : 0;
      const corner = row > 0 && column > 0 ? (plain[at - length - 1] ?? 0) : 0;
      plain[at] = (packed[row * (length + 1) + 1 + column] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return plain;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [byLeft, byUp, byCorner] = [left, up, corner].map((one) => Math.abs(guess - one));
      if ((byLeft ?? 0) <= (byUp ?? 0) && (byLeft ?? 0) <= (byCorner ?? 0)) return left;
      return (byUp ?? 0) <= (byCorner ?? 0) ? up : corner;
    }
    default:
      return 0;
  }
}

/** One byte a pixel, each row after a byte that says it is not filtered. */
function unpacked(plain: Uint8Array, { width, height, depth, rowLength: length }: PngData): Uint8Array {
  const pixels = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const bit = column * depth;
      const byte = plain[row * length + (bit >> 3)] ?? 0;
      pixels[row * (width + 1) + 1 + column] = (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  }
  return pixels;
}
