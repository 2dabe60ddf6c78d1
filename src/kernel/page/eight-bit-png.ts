/**
 * A PNG with a palette and less than a byte a pixel, as one with a whole byte: the library that writes PDF takes bytes for
 * pixels as soon as a palette has transparency. Any other PNG stays as it is.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { pngChunk } from './palette-png.ts';

export function eightBitPng(png: Uint8Array): Uint8Array {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.content;
  if (!header) throw new Error('a PNG begins with its header');
  const [depth = 0, colourType] = header.subarray(8, 10);
  if (colourType !== 3 || depth === 8) return png;
  const data = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const size = { width: data.getUint32(0), height: data.getUint32(4) };
  const packed = inflateSync(Buffer.concat(contentsOf(chunks, 'IDAT')));
  const whole = header.slice();
  whole[8] = 8;
  return Buffer.concat([
    png.subarray(0, 8),
    pngChunk('IHDR', whole),
    ...['PLTE', 'tRNS'].flatMap((type) => contentsOf(chunks, type).map((content) => pngChunk(type, content))),
    pngChunk('IDAT', deflateSync(unpacked(unfiltered(packed, size, depth), size, depth))),
    pngChunk('IEND', new Uint8Array()),
  ]);
}

interface Chunk {
  type: string;
  content: Uint8Array;
}

function chunksOf(png: Uint8Array): Chunk[] {
  const data = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = data.getUint32(at);
    const type = Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1');
    chunks.push({ type, content: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

const contentsOf = (chunks: Chunk[], type: string) =>
  chunks.filter((chunk) => chunk.type === type).map(({ content }) => content);

interface Size {
  width: number;
  height: number;
}

/** Undoes the filters of ISO/IEC 15948 §9, where the byte at the left is one byte away at these depths. */
function unfiltered(packed: Uint8Array, { width, height }: Size, depth: number): Uint8Array {
  const length = Math.ceil((width * depth) / 8);
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
function unpacked(plain: Uint8Array, { width, height }: Size, depth: number): Uint8Array {
  const length = Math.ceil((width * depth) / 8);
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
