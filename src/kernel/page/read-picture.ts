/** Size and kind of a picture: a PNG that is whole and not interlaced, or a JPEG by its header (ISO/IEC 10918). */
import type { Picture } from './drawn.ts';
import { readPng } from './png-data.ts';

/** Undefined for anything else. */
export function readPicture(bytes: Uint8Array): Picture | undefined {
  const png = readPng(bytes);
  if (png) return { format: 'png', width: png.width, height: png.height, bytes };
  const jpeg = jpegSize(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return jpeg && jpeg.width > 0 && jpeg.height > 0 ? { ...jpeg, bytes } : undefined;
}

type Size = Omit<Picture, 'bytes'>;

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
