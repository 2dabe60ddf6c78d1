/** The picture that a seal carries: drawn by the program, or brought along. */
import type { Faces } from '../page/faces.ts';
import { palettePng } from '../page/palette-png.ts';
import { moved } from '../page/path.ts';
import { rasterize } from '../page/rasterize.ts';
import { readPicture } from '../page/read-picture.ts';
import { drawSeal, type SealWords, sealDiameter } from './draw-seal.ts';

export type SealPictureMade = { png: Uint8Array } | { refusal: string };

/** 360 dots an inch at 42 mm: as crisp as a printer can show. */
const pixels = 600;
const vermilion = [0xb8, 0x28, 0x1f] as const;

/** Readers take the whole picture apart letter by letter, and every sealed document carries it twice. */
const largest = 100 * 1024;

export function pictureOf(faces: Faces, words: SealWords): SealPictureMade {
  const drawing = drawSeal(faces, words);
  if ('missing' in drawing) {
    return { refusal: `字体里没有“${drawing.missing}”这个字，印章刻不出来；请上传印章图片。` };
  }
  if ('tooLong' in drawing) {
    return { refusal: drawing.tooLong === 'name' ? '名称太长，一圈排不下。' : '用途太长，一行排不下。' };
  }
  const scale = pixels / sealDiameter;
  const centred = moved(drawing.path, (x, y) => [
    (x + sealDiameter / 2) * scale,
    (y + sealDiameter / 2) * scale,
  ]);
  return { png: palettePng(rasterize(centred, pixels, pixels), vermilion) };
}

/** A picture that somebody brings must be a PNG, as wide as high, and neither coarse nor heavy. */
export function refusalOfPicture(png: Uint8Array): string | undefined {
  if (png.length > largest) return '印章图片不能超过 100 KB，请改用较少的颜色。';
  const picture = readPicture(png);
  if (picture?.format !== 'png') return '印章图片应为 PNG 格式。';
  if (picture.width !== picture.height) return '印章图片的宽和高应当相等。';
  if (picture.width < 300 || picture.width > 1600) return '印章图片的宽和高应在 300 至 1600 像素之间。';
  return undefined;
}
