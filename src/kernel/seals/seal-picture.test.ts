import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { faces } from '../../platform/printing/faces.ts';
import { palettePng } from '../page/palette-png.ts';
import { circle, rectangle } from '../page/path.ts';
import { rasterize } from '../page/rasterize.ts';
import { pictureOf, refusalOfPicture } from './seal-picture.ts';

const words = { name: '示例市场监督管理局', number: '35019900000001' };

function made(more: Partial<typeof words & { purpose: string }> = {}): Uint8Array {
  const picture = pictureOf(faces, { ...words, ...more });
  if ('refusal' in picture) throw new Error(picture.refusal);
  return picture.png;
}

/** Shade of the pixel at this place of the seal, in millimetres from its centre; 0 is nothing, 15 is all. */
function shadeAt(png: Uint8Array, x: number, y: number): number {
  const buffer = Buffer.from(png);
  const width = buffer.readUInt32BE(16);
  const data = buffer.indexOf('IDAT');
  const rows = inflateSync(buffer.subarray(data + 4, data + 4 + buffer.readUInt32BE(data - 4)));
  const [column, row] = [x, y].map((place) => Math.floor(((place + 21) / 42) * width));
  const byte = rows[(row ?? 0) * (1 + width / 2) + 1 + ((column ?? 0) >> 1)] ?? 0;
  return (column ?? 0) % 2 === 0 ? byte >> 4 : byte & 15;
}

describe('pixels', () => {
  it('are covered as far as the shape covers them', () => {
    const { values } = rasterize(rectangle({ x: 1.5, y: 1, width: 1.5, height: 1 }), 4, 3);
    expect([...values]).toEqual([0, 0, 0, 0, 0, 128, 255, 0, 0, 0, 0, 0]);
  });

  it('are free where a hole winds the other way, and covered where two shapes lie over each other', () => {
    const ring = rasterize([...circle(10, 10, 9), ...circle(10, 10, 5, true)], 20, 20).values;
    expect([ring[10 * 20 + 10], ring[10 * 20 + 3]]).toEqual([0, 255]);
    const twice = rasterize([...circle(10, 10, 9), ...circle(10, 10, 5)], 20, 20).values;
    expect([twice[10 * 20 + 10], twice[10 * 20 + 3]]).toEqual([255, 255]);
  });

  it('beyond the edge are left alone', () => {
    expect([...rasterize(rectangle({ x: -5, y: -5, width: 20, height: 20 }), 2, 2).values]).toEqual([
      255, 255, 255, 255,
    ]);
  });
});

describe('the picture of a seal', () => {
  it('has a ring, a star in the middle and nothing between them or outside', () => {
    const png = made();
    expect([shadeAt(png, 0, 0), shadeAt(png, 0, -20.4), shadeAt(png, 20.4, 0)]).toEqual([15, 15, 15]);
    expect([shadeAt(png, 0, 10), shadeAt(png, -9, -9), shadeAt(png, -20, -20)]).toEqual([0, 0, 0]);
  });

  it('is the same for the same words, and another for others', () => {
    expect(made()).toEqual(made());
    expect(made()).not.toEqual(made({ number: '35019900000002' }));
    expect(made()).not.toEqual(made({ purpose: '行政审批专用章' }));
  });

  it('is a PNG that readers take and that stays light', () => {
    expect(refusalOfPicture(made({ purpose: '行政审批专用章' }))).toBeUndefined();
    expect(made().length).toBeLessThan(40_000);
  });

  it('is refused for a character the font lacks, and for names that do not fit', () => {
    expect(pictureOf(faces, { ...words, name: '示例𠮷局' })).toMatchObject({
      refusal: expect.stringContaining('𠮷'),
    });
    expect(pictureOf(faces, { ...words, name: '长'.repeat(35) })).toMatchObject({
      refusal: expect.stringContaining('太长'),
    });
    expect(pictureOf(faces, { ...words, purpose: '长'.repeat(11) })).toMatchObject({
      refusal: expect.stringContaining('太长'),
    });
  });

  it('brought along is a square PNG of a fair size', () => {
    const sized = (width: number, height: number) =>
      refusalOfPicture(palettePng({ width, height, values: new Uint8Array(width * height) }, [184, 40, 31]));
    expect(sized(600, 600)).toBeUndefined();
    expect(sized(600, 400)).toContain('相等');
    expect(sized(100, 100)).toContain('300');
    expect(sized(2000, 2000)).toContain('1600');
    expect(refusalOfPicture(Buffer.from('ffd8ffe0', 'hex'))).toContain('PNG');
    expect(refusalOfPicture(made().subarray(0, 2000))).toContain('PNG');
    expect(refusalOfPicture(Buffer.concat([made(), Buffer.alloc(100 * 1024)]))).toContain('100 KB');
  });
});
