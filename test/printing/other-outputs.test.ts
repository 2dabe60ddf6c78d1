import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { templateOf } from '../../src/capabilities/licences/templates/demonstration-templates.ts';
import { readXml } from '../../src/kernel/ofd/read-xml.ts';
import { named } from '../../src/kernel/ofd/written-ofd.fixture.ts';
import { asCopy } from '../../src/kernel/page/copy.ts';
import type { DrawnDocument } from '../../src/kernel/page/drawn.ts';
import { eightBitPng } from '../../src/kernel/page/eight-bit-png.ts';
import { palettePng, pngChunk } from '../../src/kernel/page/palette-png.ts';
import { readPicture } from '../../src/kernel/page/read-picture.ts';
import { writeSvg } from '../../src/kernel/page/write-svg.ts';
import { faces } from '../../src/platform/printing/faces.ts';
import { renderCertificate } from '../../src/platform/printing/render-certificate.ts';
import { writePdf } from '../../src/platform/printing/write-pdf.ts';
import { usualValues } from './demonstration-values.ts';

function drawn(values = usualValues): DrawnDocument {
  const answer = renderCertificate(templateOf('food-business-licence', []), values, {
    createdOn: '2026-03-02',
    author: '明川经济开发区市场监督管理局',
    title: '食品经营许可证 <1>',
    sealed: true,
    qr: 'https://mingchuang.example/v/abc',
  });
  if (answer.kind === 'refused') throw new Error('refused');
  return answer.drawn;
}

const seal = readPicture(
  Uint8Array.from(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  ),
);
if (!seal) throw new Error('no picture');
const stamps = [{ page: 1, x: 191, y: 143, width: 44, height: 44, picture: seal }];

describe('a page as SVG', () => {
  const svg = writeSvg(faces, drawn(), 1, { stamps, idPrefix: 'a' });
  const root = readXml(new TextEncoder().encode(svg));

  it('may stand within a page of ours: no script, no style, nothing from elsewhere, ids of its own', () => {
    expect(svg).not.toMatch(
      /<script|<style|style=|\son\w+=|<foreignObject|font-family|https?:\/\/(?!www\.w3\.org\/2000\/svg")/,
    );
    const ids = named(root, 'path').flatMap((path) => path.attributes.get('id') ?? []);
    expect(ids.length).toBeGreaterThan(50);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.startsWith('a-'))).toBe(true);
    const used = named(root, 'use').map((use) => use.attributes.get('href')?.slice(1));
    expect(used.filter((id) => !ids.includes(id ?? ''))).toEqual([]);
    expect(() => writeSvg(faces, drawn(), 1, { idPrefix: '"><script>' })).toThrow('cannot begin an id');
  });

  it('shows every character, the seal above them, and says what it is', () => {
    const characters = drawn().pages[0]?.marks.flatMap((mark) =>
      mark.kind === 'text' ? Array.from(mark.text) : [],
    );
    const visible = characters?.filter((one) => one.trim() !== '');
    expect(named(root, 'use')).toHaveLength(visible?.length ?? 0);
    expect(root.children.at(-1)?.name).toBe('image');
    expect(root.attributes.get('aria-label')).toBe('食品经营许可证 <1>');
  });

  it('is the same every time, and there is none of a page that is not', () => {
    expect(writeSvg(faces, drawn(), 1, { stamps, idPrefix: 'a' })).toBe(svg);
    expect(() => writeSvg(faces, drawn(), 2)).toThrow('no page 2');
  });
});

describe('the PDF', () => {
  it('is marked as a copy, which the OFD is not', () => {
    const copy = asCopy(faces, drawn());
    const text = copy.pages[0]?.marks.flatMap((mark) => (mark.kind === 'text' ? mark.text : [])).join('');
    expect(text).toContain('副本　以OFD文件为准');
    expect(JSON.stringify(drawn().pages[0]?.marks)).not.toContain('以OFD文件为准');
  });

  it('is the same every time, of the size of the sheet, with its fonts inside and its text readable', async () => {
    const bytes = await writePdf(drawn(), { stamps });
    expect(await writePdf(drawn(), { stamps })).toEqual(bytes);
    const text = Buffer.from(bytes).toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text).toContain('/MediaBox [0 0 841.889764 595.275591]');
    expect(text.match(/\/FontFile2/g)?.length).toBe(3);
    expect(text).not.toMatch(/\/(URI|JavaScript|Launch)/);
    const streams = streamsOf(bytes);
    // The maps from glyphs back to characters hold every character of the name.
    for (const character of usualValues.经营者名称 ?? '') {
      const code = character.charCodeAt(0).toString(16).padStart(4, '0');
      expect(streams.some((stream) => stream.includes('beginbfrange') && stream.includes(code))).toBe(true);
    }
  });
});

describe('a picture of few colours', () => {
  const coverage = {
    width: 5,
    height: 3,
    values: Uint8Array.from({ length: 15 }, (_none, at) => (at % 16) * 17),
  };
  const png = palettePng(coverage, [184, 40, 31]);

  it('has a byte a pixel in the PDF, where half a byte would be taken for two', async () => {
    const page = { width: 50, height: 50, ground: [], marks: [] };
    const picture = readPicture(png);
    if (!picture) throw new Error('no picture');
    const bytes = await writePdf(
      { title: '章', author: '局', createdOn: '2026-03-02', pages: [page] },
      { stamps: [{ page: 1, x: 0, y: 0, width: 42, height: 42, picture }] },
    );
    // What covers, from nothing to whole: the palette's transparency, pixel by pixel.
    const wanted = Buffer.from(coverage.values).toString('latin1');
    expect(streamsOf(bytes)).toContain(wanted);
  });

  it('is unpacked whatever its rows are filtered by, and left alone when there is nothing to unpack', () => {
    const before = Uint8Array.from(png);
    const whole = eightBitPng(png);
    expect(Uint8Array.from(png)).toEqual(before);
    expect(eightBitPng(whole)).toBe(whole);
    // The same five pixels in each row: said plainly, by the left, by the upper row, by both, by the nearest.
    const [row, depth] = [[0x12, 0x34, 0x50], 4];
    const byLeft = [0x12, 0x22, 0x1c];
    const filtered = [
      [0, ...row],
      [1, ...byLeft],
      [2, 0, 0, 0],
      [3, 0x09, 0x11, 0x0e],
      [4, 0, 0, 0],
    ];
    const header = Buffer.alloc(13);
    header.writeUInt32BE(5, 0);
    header.writeUInt32BE(5, 4);
    header.set([depth, 3, 0, 0, 0], 8);
    const packed = Buffer.concat([
      png.subarray(0, 8),
      pngChunk('IHDR', header),
      pngChunk('PLTE', new Uint8Array(48)),
      pngChunk('IDAT', deflateSync(Uint8Array.from(filtered.flat()))),
      pngChunk('IEND', new Uint8Array()),
    ]);
    const data = Buffer.from(eightBitPng(packed));
    const at = data.indexOf('IDAT');
    const pixels = inflateSync(data.subarray(at + 4, at + 4 + data.readUInt32BE(at - 4)));
    expect([...pixels]).toEqual(Array.from({ length: 5 }, () => [0, 1, 2, 3, 4, 5]).flat());
  });
});

function streamsOf(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString('latin1');
  return Array.from(text.matchAll(/stream\n(.*?)\nendstream/gs), ([, stream = '']) => {
    try {
      return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
}
