/**
 * Size and kind of a picture, from its first bytes: PNG (ISO/IEC 15948), baseline and progressive JPEG (ISO/IEC 10918). An
 * interlaced PNG is none of them: not every reader of OFD and not every writer of PDF can take it apart.
 */
import type { Picture } from './drawn.ts';

/** Undefined for anything else, and for what is broken before its size is told. */
export function readPicture(bytes: Uint8Array): Picture | undefined {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = pngSize(data) ?? jpegSize(data);
  return found && found.width > 0 && found.height > 0 ? { ...found, bytes } : undefined;
}

type Size = Omit<Picture, 'bytes'>;

function pngSize(data: DataView): Size | undefined {
  if (data.byteLength < 33 || data.getUint32(0) !== 0x89504e47 || data.getUint32(4) !== 0x0d0a1a0a)
    return undefined;
  if (data.getUint32(12) !== 0x49484452 || data.getUint8(28) !== 0) return undefined;
  return { format: 'png', width: data.getUint32(16), height: data.getUint32(20) };
}

/** Walks the segments to the frame header (SOF0 to SOF15, without the three that are tables). */
function jpegSize(data: DataView): Size | undefined {
  if (data.byteLength < 4 || data.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= data.byteLength && data.getUint8(at) === 0xff) {
    const marker = data.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { format: 'jpeg', height: data.getUint16(at + 5), width: data.getUint16(at + 7) };
    at += 2 + data.getUint16(at + 2);
  }
  return undefined;
}
