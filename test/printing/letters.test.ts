import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Letter } from '../../src/kernel/letters/letter.ts';
import { packOfd } from '../../src/kernel/ofd/package.ts';
import { faultsOf, textOf } from '../../src/kernel/ofd/written-ofd.fixture.ts';
import type { DrawnPage, TextMark } from '../../src/kernel/page/drawn.ts';
import { renderLetterOfd } from '../../src/platform/printing/render-letter-ofd.ts';
import type { Rendered } from '../../src/platform/printing/rendered.ts';

const letter: Letter = {
  content: {
    title: '准予行政许可决定书',
    addressee: '示例餐饮有限公司',
    paragraphs: [
      '贵单位于2026年3月2日提出的“食品经营许可（新办）”申请，经审查，符合规定的条件。本机关决定准予行政许可。',
    ],
    footnotes: ['办理部门：市场监督管理局。咨询电话：0591-00000101。'],
  },
  docNo: '明市监准〔2026〕3号',
  madeOn: '2026-03-09',
  authorityName: '明川经济开发区市场监督管理局',
  caseNo: 'MC20260302-000001-L',
};
const withContent = (content: Partial<Letter['content']>): Letter => ({
  ...letter,
  content: { ...letter.content, ...content },
});

function made(given: Letter, sealed = true): Rendered {
  const answer = renderLetterOfd(given, { sealed });
  if (answer.kind === 'refused') throw new Error(answer.refusals.map(({ reason }) => reason).join('\n'));
  return answer;
}

const texts = (page: DrawnPage | undefined): TextMark[] =>
  page?.marks.filter((mark): mark is TextMark => mark.kind === 'text') ?? [];
const find = (page: DrawnPage | undefined, text: string): TextMark => {
  const found = texts(page).find((mark) => mark.text.startsWith(text));
  if (!found) throw new Error(`no ${text}`);
  return found;
};
const point = 25.4 / 72;
const long = (count: number) =>
  Array.from({ length: count }, (_none, at) => `${at}${'一二三四五六七八九十'.repeat(12)}。`);

describe('a letter by GB/T 9704', () => {
  const { drawn, sealPlace } = made(letter);
  const [page] = drawn.pages;

  it('is A4 with a title of 22 points in the middle, the number under it, 16 points of text', () => {
    expect(page).toMatchObject({ width: 210, height: 297 });
    const [title, number, text] = [find(page, '准予'), find(page, '明市监准'), find(page, '贵单位')];
    expect(title).toMatchObject({ size: 22 * point, face: 'serif-bold' });
    expect(title.x + (title.size * title.text.length) / 2).toBeCloseTo(28 + 156 / 2);
    expect(number.y).toBeGreaterThan(title.y);
    expect([number.size, text.size]).toEqual([16 * point, 16 * point]);
  });

  it('has 28 characters on a line and 22 lines on a page, within 156 by 225 mm', () => {
    const pages = made(withContent({ paragraphs: long(9) })).drawn.pages;
    const body = texts(pages[1]).filter(({ size }) => size === 16 * point);
    expect(new Set(body.map(({ y }) => y)).size).toBe(22);
    const full = body.filter(({ x }) => x === 28).map(({ text }) => text.length);
    expect(Math.max(...full)).toBeLessThanOrEqual(29);
    expect(full.filter((length) => length === 28).length).toBeGreaterThan(10);
    for (const { y } of body) {
      expect(y - 0.88 * 16 * point).toBeGreaterThan(36.9);
      expect(y + 0.12 * 16 * point).toBeLessThan(37 + 225);
    }
  });

  it('begins a paragraph two characters in, and names the addressee without', () => {
    expect(find(page, '示例餐饮有限公司：').x).toBe(28);
    expect(find(page, '贵单位').x - 28).toBeCloseTo(2 * 16 * point, 0);
  });

  it('ends with authority and day at the right, the seal over both and less than a line from the text', () => {
    const [name, day] = [find(page, '明川经济'), find(page, '2026年3月9日')];
    expect(day.y).toBeGreaterThan(name.y);
    const middle = sealPlace.x + sealPlace.width / 2;
    expect(name.x + (name.size * name.text.length) / 2).toBeCloseTo(middle, 0);
    expect(sealPlace.y).toBeLessThan(name.y - name.size);
    expect(sealPlace.y + sealPlace.height).toBeGreaterThan(day.y);
    expect((name.y + day.y) / 2).toBeGreaterThan(sealPlace.y + sealPlace.height / 2);
    const lastLine = Math.max(
      ...texts(page)
        .filter(({ y, size }) => size === 16 * point && y < name.y)
        .map(({ y }) => y),
    );
    expect(sealPlace.y - lastLine).toBeLessThan(225 / 22);
    expect(sealPlace.x + sealPlace.width).toBeLessThan(210);
  });

  it('numbers its pages at the foot, odd ones at the right, even ones at the left', () => {
    const [first, second] = made(withContent({ paragraphs: long(5) })).drawn.pages;
    expect(find(first, '— 1 —').x).toBeGreaterThan(150);
    expect(find(second, '— 2 —').x).toBeCloseTo(28 + 14 * point);
    // Where the dashes are.
    expect(find(first, '— 1 —').y - 0.38 * 14 * point).toBeCloseTo(37 + 225 + 7, 0);
  });

  it('carries the last lines of the text to the page of the seal', () => {
    for (let paragraphs = 1; paragraphs < 12; paragraphs++) {
      const { drawn: many, sealPlace: place } = made(
        withContent({ paragraphs: long(paragraphs), footnotes: [] }),
      );
      const sealed = texts(many.pages[place.page - 1]).filter(
        ({ size, y }) => size === 16 * point && y < place.y,
      );
      expect(sealed.length).toBeGreaterThan(1);
      expect(place.page).toBe(many.pages.length);
    }
  });
});

describe('a table in a letter', () => {
  const rows = Array.from({ length: 40 }, (_none, at) => [
    `${at + 1}`,
    '经营场所使用证明',
    `第${at + 1}项缺少出租人签名。`,
  ]);
  const { drawn, package: files } = made(
    withContent({ table: { head: ['序号', '材料', '需要补正的内容'], rows } }),
  );

  it('goes on on the next page under its head', () => {
    expect(drawn.pages.length).toBeGreaterThan(2);
    for (const page of drawn.pages.slice(0, -1)) expect(find(page, '需要补正的内容').face).toBe('serif-bold');
    const read = textOf(files).join('\n');
    for (const [, , text = ''] of rows) expect(read).toContain(text);
  });

  it('without a head is a form: names in the first column', () => {
    const form = [
      ['送达文书', '准予行政许可决定书\n食品经营许可证'],
      ['收件人签名或者盖章', '\n　　　年　　月　　日'],
    ];
    const { drawn: made1, package: packed } = made(
      withContent({ paragraphs: [], table: { head: [], rows: form } }),
    );
    expect(faultsOf(packed)).toEqual([]);
    const [page] = made1.pages;
    expect(find(page, '送达文书').x).toBeLessThan(find(page, '准予行政许可决定书').x);
    expect(() => find(page, '示例餐饮有限公司：')).toThrow();
  });

  it('with a row taller than a page loses nothing', () => {
    const tall = made(withContent({ table: { head: ['序号', '内容'], rows: [['1', long(20).join('\n')]] } }));
    expect(faultsOf(tall.package)).toEqual([]);
    expect(textOf(tall.package).join('')).toContain(long(20).join('').slice(-80));
  });
});

describe('the package of a letter', () => {
  it('has no fault, says what it is, and is the same every time', () => {
    const { package: files } = made({ ...letter, receiptQr: 'https://mingchuang.example/r/1' });
    expect(faultsOf(files)).toEqual([]);
    const root = new TextDecoder().decode(files.get('OFD.xml'));
    expect(root).toContain('<ofd:Title>准予行政许可决定书 明市监准〔2026〕3号</ofd:Title>');
    expect(root).toContain('<ofd:CustomData Name="办件编号">MC20260302-000001-L</ofd:CustomData>');
    expect(packOfd(made(letter).package)).toEqual(packOfd(made(letter).package));
    expect(new TextDecoder().decode(made(letter, false).package.get('OFD.xml'))).not.toContain('Signatures');
  });

  it('can be read again in order', () => {
    const { package: files } = made(withContent({ addressee: '阿卜杜·𬱖' }));
    const read = textOf(files).join('');
    const order = [
      '准予行政许可决定书',
      '明市监准〔2026〕3号',
      '阿卜杜·𬱖：',
      '贵单位于',
      '明川经济',
      '2026年3月9日',
      '办理部门',
      '— 1 —',
    ];
    const places = order.map((text) => read.indexOf(text));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places[0]).toBe(0);
  });

  it('is refused for characters that no font has, naming where they stand', () => {
    const answer = renderLetterOfd(withContent({ addressee: '𠮷示例', paragraphs: ['致𠮷示例'] }), {
      sealed: true,
    });
    if (answer.kind !== 'refused') throw new Error('was printed');
    expect(answer.refusals.map(({ code, field }) => [code, field])).toEqual([
      ['character/not-in-font', '收件人'],
      ['character/not-in-font', '正文'],
    ]);
  });

  it('is refused for a title, a number, an authority or a table head without end', () => {
    const endless = '示例'.repeat(150);
    const given: Letter = {
      ...withContent({ title: endless, table: { head: ['序号', endless], rows: [['1', '2']] } }),
      ...{ docNo: endless, authorityName: endless },
    };
    const answer = renderLetterOfd(given, { sealed: true });
    if (answer.kind !== 'refused') throw new Error('was printed');
    expect(answer.refusals.map(({ code, field }) => [code, field])).toEqual(
      ['标题', '文号', '落款', '表头'].map((field) => ['text/too-long', field]),
    );
  });

  it('of any text of any length is without fault and complete', () => {
    const unit = fc.constantFrom('明', '川', '𬱖', '、', '。', '（', '）', '1', 'a', ' ', '\n', '\t');
    const text = fc.string({ unit, maxLength: 700 });
    const short = fc.string({ unit, minLength: 1, maxLength: 40 });
    const table = fc.record({
      head: fc.constantFrom<string[]>([], ['序号', '内容']),
      rows: fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
    });
    const content = fc.record({
      title: short,
      addressee: short,
      paragraphs: fc.array(text, { maxLength: 4 }),
      table: fc.option(table, { nil: undefined }),
      footnotes: fc.array(text, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(content, short, (any, authorityName) => {
        const { package: files } = made({ ...withContent(any), authorityName });
        expect(faultsOf(files)).toEqual([]);
        const read = bare(textOf(files).join(''));
        const cells = any.table?.rows.flat() ?? [];
        for (const one of [any.title, ...any.paragraphs, ...cells, ...any.footnotes, authorityName]) {
          expect(read).toContain(beginning(one));
        }
      }),
      { numRuns: 20 },
    );
  });
});

const bare = (text: string) => text.replace(/\s/g, '');
/** Further on the foot of a page may come between. */
const beginning = (text: string) => Array.from(bare(text)).slice(0, 8).join('');
