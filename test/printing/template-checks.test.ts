import { describe, expect, it } from 'vitest';
import { foodBusinessLicenceTemplate } from '../../src/capabilities/licences/templates/food-business-licence.ts';
import { frameStyles } from '../../src/kernel/certificates/frames.ts';
import { groundPatterns } from '../../src/kernel/certificates/grounds.ts';
import { faultsOf } from '../../src/kernel/ofd/written-ofd.fixture.ts';
import { palettePng } from '../../src/kernel/page/palette-png.ts';
import { boundsOf } from '../../src/kernel/page/path.ts';
import { readPicture } from '../../src/kernel/page/read-picture.ts';
import { checkTemplate, renderCertificate } from '../../src/platform/printing/render-certificate.ts';

const text = {
  kind: 'text',
  text: '证{编号}',
  place: { x: 10, y: 10, width: 80, height: 20 },
  face: 'serif',
  size: 20,
};
const design = {
  format: 1,
  name: '证',
  sheet: { width: 100, height: 150 },
  marks: [text],
  seal: { x: 50, y: 100, width: 40, height: 40 },
};
const faults = (data: unknown) => {
  const checked = checkTemplate(data);
  return checked.kind === 'usable'
    ? []
    : checked.findings.map(({ pointer, message }) => `${pointer} ${message}`);
};
const withMark = (mark: object) => ({ ...design, marks: [mark] });

describe('a design', () => {
  it('that is sound can be used as it is', () => {
    expect(faults(design)).toEqual([]);
    expect(faults(JSON.parse(JSON.stringify(foodBusinessLicenceTemplate)))).toEqual([]);
  });

  it('is told what its own kind of content lacks, not what every other kind would want', () => {
    const { face: _, ...without } = text;
    expect(faults(withMark(without))).toEqual(['/marks/0/face 缺少“face”。']);
    expect(faults(withMark({ ...text, size: 400 }))).toEqual(['/marks/0/size 太大了，最大 150。']);
    expect(faults(withMark({ ...text, colour: 'red' }))).toEqual([
      '/marks/0/colour 颜色写成 # 加六位小写十六进制数字，例如 #1b2733。',
    ]);
    expect(faults(withMark({ ...text, font: 'x' }))).toEqual(['/marks/0/font 没有“font”这一项，请删去。']);
    expect(faults(withMark({ kind: 'video' }))).toEqual([
      '/marks/0/kind 不认识的内容种类；可以用：text、rows、line、box、qr、picture。',
    ]);
    expect(faults({ ...design, marks: [] })).toEqual(['/marks 不能为空。']);
    expect(faults('x')).toEqual([' 类型不对，应当是 object。']);
    expect(faults(undefined)).toHaveLength(1);
  });

  it('keeps everything on its sheet, the seal too', () => {
    expect(faults(withMark({ ...text, place: { ...text.place, width: 95 } }))).toEqual([
      '/marks/0 这一项超出了纸张。',
    ]);
    expect(faults(withMark({ kind: 'qr', x: 90, y: 10, width: 20 }))).toEqual([
      '/marks/0 这一项超出了纸张。',
    ]);
    expect(faults({ ...design, seal: { ...design.seal, y: 120 } })).toEqual(['/seal 印章的位置超出了纸张。']);
    expect(faults({ ...design, seal: { ...design.seal, width: 5 } })).toEqual([
      '/seal 印章的位置太小，至少 10 毫米见方。',
    ]);
    const frame = { style: 'lines', inset: 20, depth: 25, colour: '#000000', second: '#000000' };
    expect(faults({ ...design, frame })).toEqual(['/frame 花边太宽，里面放不下内容。']);
  });

  it('holds only characters that can be printed, and sizes that go together', () => {
    expect(faults(withMark({ ...text, text: '𠮷{𠮷}' }))).toEqual(['/marks/0/text 字库里没有“𠮷”。']);
    expect(faults(withMark({ ...text, smallest: 30 }))).toEqual(['/marks/0/smallest 最小字号不能大于字号。']);
    const rows = {
      kind: 'rows',
      place: text.place,
      labelWidth: 70,
      label: { face: 'serif' },
      value: { face: 'serif' },
      size: 10,
      smallest: 12,
      gap: 1,
      rows: [{ label: '👍', text: '{值}' }],
    };
    expect(faults(withMark(rows))).toEqual([
      '/marks/0/rows/0/label 字库里没有“👍”。',
      '/marks/0/labelWidth 名称占得太宽，内容没有地方放。',
      '/marks/0/smallest 最小字号不能大于字号。',
    ]);
  });

  it('of every frame and ground stays on its sheet and is drawn alike by every reader', () => {
    for (const style of frameStyles) {
      for (const pattern of groundPatterns) {
        const checked = checkTemplate({
          ...design,
          frame: { style, inset: 5, depth: 8, colour: '#9a7430', second: '#c8a663' },
          ground: { tint: '#fffdf8', pattern, colour: '#efe5cd' },
        });
        if (checked.kind === 'faulty') throw new Error(style);
        const made = renderCertificate(
          checked.template,
          { 编号: '1' },
          { createdOn: '2026-03-02', author: '局', sealed: false },
        );
        if (made.kind === 'refused') throw new Error(style);
        expect(faultsOf(made.package)).toEqual([]);
        for (const { path } of made.drawn.pages[0]?.ground ?? []) {
          // Pulling points reach a little beyond what is drawn.
          const { x, y, width, height } = boundsOf(path);
          expect(Math.min(x, y, 100 - x - width, 150 - y - height)).toBeGreaterThan(4);
        }
      }
    }
  });
});

describe('a picture', () => {
  it('tells its size: PNG and JPEG, nothing else', () => {
    const png = palettePng({ width: 2, height: 3, values: new Uint8Array(6) }, [0, 0, 0]);
    expect(readPicture(png)).toMatchObject({ format: 'png', width: 2, height: 3 });
    // Start, an application segment of four bytes, a frame header of 5 by 7.
    const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, 0, 7, 0, 5, 1, 0];
    expect(readPicture(Uint8Array.from(jpeg))).toMatchObject({ format: 'jpeg', width: 5, height: 7 });
    for (const broken of [[], [0xff, 0xd8], jpeg.slice(0, 14), [0x47, 0x49, 0x46, 0x38]]) {
      expect(readPicture(Uint8Array.from(broken))).toBeUndefined();
    }
  });
  it('that is broken, interlaced or too large is none: whoever takes it apart later is not prepared', () => {
    const png = palettePng({ width: 40, height: 30, values: new Uint8Array(1200).fill(99) }, [0, 0, 0]);
    const changed = (change: (bytes: Buffer) => void) => {
      const bytes = Buffer.from(png);
      change(bytes);
      return readPicture(bytes);
    };
    expect(changed(() => undefined)).toBeDefined();
    expect(changed((bytes) => bytes.writeUInt8(1, 28))).toBeUndefined();
    expect(changed((bytes) => bytes.writeUInt8(5, 24))).toBeUndefined();
    expect(changed((bytes) => bytes.writeUInt32BE(41, 16))).toBeUndefined();
    expect(changed((bytes) => bytes.writeUInt32BE(60_000, 16))).toBeUndefined();
    expect(changed((bytes) => bytes.write('XXXX', bytes.indexOf('PLTE'), 'latin1'))).toBeUndefined();
    expect(changed((bytes) => bytes.writeUInt8(99, bytes.indexOf('IDAT') + 8))).toBeUndefined();
    for (let length = 0; length < png.length; length += 7) {
      expect(readPicture(png.subarray(0, length))).toBeUndefined();
    }
  });
});
