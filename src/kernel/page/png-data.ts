/**
 * Takes a PNG apart far enough to know that it is whole (ISO/IEC 15948): what reads it later, here or in a reader of OFD, may
 * not be prepared for a broken one.
 */
import { inflateSync } from 'node:zlib';

export interface PngData {
  width: number;
  height: number;
  depth: number;
  colourType: number;
  /** Content of the chunk IHDR. */
  header: Uint8Array;
  /** Contents of the chunks of one type. */
  chunks(type: string): Uint8Array[];
  /** Bytes of a row of pixels, without the byte before it that names its filter. */
  rowLength: number;
  /** Row by row, each after its filter. */
  rows: Uint8Array;
}

/** Larger is no photograph for a document, and would take the memory of many. */
const mostPixels = 25_000_000;

/** Samples a pixel, by colour type, and the depths they may have. */
const kinds: Record<number, { samples: number; depths: number[] }> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

/** Undefined for what is no PNG, is broken or interlaced: not every reader of OFD can take an interlaced one apart. */
export function readPng(png: Uint8Array): PngData | undefined {
  const listed = chunksOf(png);
  const [first] = listed;
  if (first?.type !== 'IHDR' || first.content.length !== 13) return undefined;
  const header = view(first.content);
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  const [depth, colourType] = [header.getUint8(8), header.getUint8(9)];
  const kind = kinds[colourType];
  const isPlain = header.getUint8(10) === 0 && header.getUint8(11) === 0 && header.getUint8(12) === 0;
  if (!kind?.depths.includes(depth) || !isPlain || width * height === 0 || width * height > mostPixels)
    return undefined;
  const chunks = (type: string) =>
    listed.filter((chunk) => chunk.type === type).map(({ content }) => content);
  if (colourType === 3 && chunks('PLTE').length !== 1) return undefined;
  const rowLength = Math.ceil((width * kind.samples * depth) / 8);
  const rows = rowsOf(chunks('IDAT'), rowLength, height);
  return rows && { width, height, depth, colourType, header: first.content, chunks, rowLength, rows };
}

function rowsOf(compressed: Uint8Array[], rowLength: number, height: number): Uint8Array | undefined {
  const length = (rowLength + 1) * height;
  try {
    const rows = inflateSync(Buffer.concat(compressed), { maxOutputLength: length });
    if (rows.length !== length) return undefined;
    for (let at = 0; at < length; at += rowLength + 1) if ((rows[at] ?? 0) > 4) return undefined;
    return rows;
  } catch {
    // Neither its end nor its checksum is right, or it holds more than its header says.
    return undefined;
  }
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** None where it does not come to its end. */
function chunksOf(png: Uint8Array): { type: string; content: Uint8Array }[] {
  if (!signature.every((byte, at) => png[at] === byte)) return [];
  const data = view(png);
  const chunks: { type: string; content: Uint8Array }[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = data.getUint32(at);
    if (at + 12 + length > png.length) return [];
    const type = Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1');
    chunks.push({ type, content: png.subarray(at + 8, at + 8 + length) });
    if (type === 'IEND') return chunks;
    at += 12 + length;
  }
  return [];
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
