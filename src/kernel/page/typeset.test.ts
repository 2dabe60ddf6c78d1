import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faces } from '../../platform/printing/faces.ts';
import { fitText, setFitted } from './fit-text.ts';
import { breakText, missingCharacters, type Setting, setLine, widthOf } from './typeset.ts';

/** 10 mm a character: a width of 100 takes ten Chinese characters. */
const setting: Setting = { faces, style: { face: 'serif', size: 10, colour: '#000000' } };
const lines = (text: string, characters = 10) =>
  breakText(setting, text, characters * 10).map((line) => line.text);

describe('where a line ends', () => {
  it('after any Chinese character', () => {
    expect(lines('明川经济开发区市场监督管理局')).toEqual(['明川经济开发区市场监', '督管理局']);
  });

  it('not before a mark that belongs to what stands before it', () => {
    expect(lines('一二三四五六七八九十。一二')).toEqual(['一二三四五六七八九', '十。一二']);
    expect(lines('一二三四五六七八九十）。一')).toEqual(['一二三四五六七八九', '十）。一']);
  });

  it('after a mark that hangs over by its empty half, where the line is long enough to move together for it', () => {
    const [first, second] = breakText(setting, `${'一'.repeat(28)}。二三`, 280);
    expect([first?.text.length, second?.text]).toEqual([29, '二三']);
    const [mark] = first ? setLine(setting, first, { x: 0, y: 0, width: 280, align: 'justify' }) : [];
    expect(mark?.spacing).toBeCloseTo(-5 / 28);
  });

  it('not after an opening mark', () => {
    expect(lines('一二三四五六七八九（一二三）')).toEqual(['一二三四五六七八九', '（一二三）']);
  });

  it('not within a number, a word, a dash or an ellipsis', () => {
    expect(lines('一二三四五六七八2026年')).toEqual(['一二三四五六七八', '2026年']);
    expect(lines('一二三四五六七八九——十')).toEqual(['一二三四五六七八九', '——十']);
    expect(lines('一二三四五六七八九……')).toEqual(['一二三四五六七八九', '……']);
  });

  it('at a new line of the text, also at an empty one', () => {
    expect(lines('一\n\n二')).toEqual(['一', '', '二']);
  });

  it('after a separator within what is longer than a line', () => {
    const identifier = '1.2.156.3005.2.11350100M000100A1X001.11350100M000100A1X';
    expect(lines(identifier, 16)).toEqual([
      '1.2.156.3005.2.',
      '11350100M000100A1X001.',
      '11350100M000100A1X',
    ]);
    expect(lines('0123456789'.repeat(3))).toEqual(['012345678901234567', '890123456789']);
  });

  it('leaves 28 characters on a line of an official document', () => {
    const body: Setting = { faces, style: { face: 'serif', size: 10, colour: '#000000', spacing: -0.0134 } };
    const [line] = breakText(body, '一'.repeat(60), (28 - 27 * 0.0134) * 10);
    expect(line?.text).toHaveLength(28);
  });

  it('loses nothing and goes over the edge by one mark at most, whatever the text', () => {
    const anything = fc.array(
      fc.oneof(
        fc.constantFrom(
          '明',
          '川',
          '𬱖',
          '·',
          '、',
          '。',
          '（',
          '）',
          '《',
          '》',
          '“',
          '”',
          '—',
          '…',
          ' ',
          '　',
          '%',
        ),
        fc.constantFrom('a', 'Z', '0', '9', '.', '-', '/', ':'),
      ),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(anything, fc.integer({ min: 3, max: 30 }), (characters, room) => {
        const text = characters.join('');
        const set = breakText(setting, text, room * 10);
        const without = (given: string) => given.replaceAll(' ', '');
        expect(without(set.map((line) => line.text).join(''))).toBe(without(text));
        for (const line of set) expect(line.width).toBeLessThanOrEqual(room * 10 + 10.001);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a line on the page', () => {
  const [line] = breakText(setting, '一二三', 1000);
  if (!line) throw new Error('no line');
  const placed = (align: 'left' | 'centre' | 'right' | 'spread') =>
    setLine(setting, line, { x: 5, y: 50, width: 100, align });

  it('stands left, right, in the middle, or spread over its width', () => {
    expect(placed('left')[0]?.x).toBe(5);
    expect(placed('centre')[0]?.x).toBe(40);
    expect(placed('right')[0]?.x).toBe(75);
    expect(placed('spread')[0]).toMatchObject({ x: 5, spacing: 35 });
  });

  it('takes a character that the serif lacks from the sans', () => {
    const [mixed] = breakText(setting, '一𰻝面', 1000);
    const marks = mixed ? setLine(setting, mixed, { x: 0, y: 0, width: 100, align: 'left' }) : [];
    expect(marks.map(({ text, face, x }) => ({ text, face, x }))).toEqual([
      { text: '一', face: 'serif', x: 0 },
      { text: '𰻝', face: 'sans', x: 10 },
      { text: '面', face: 'serif', x: 20 },
    ]);
    expect(missingCharacters(faces, 'serif', '𰻝面𠮷')).toEqual(['𠮷']);
  });
});

describe('a text in a box', () => {
  const style = { face: 'serif', colour: '#000000' } as const;
  const fit = (text: string, box = { width: 100, height: 12 }) =>
    fitText({ faces, style }, text, box, { size: 30, smallest: 12, leading: 1.5 });

  it('is as large as allowed, smaller when it must be, and not set at all when it does not fit', () => {
    expect(fit('一二三')?.setting.style.size).toBeCloseTo(10.583);
    expect(fit('一二三四五六七八九十一二')?.setting.style.size).toBeCloseTo(8.29, 1);
    expect(fit('一'.repeat(200))).toBeUndefined();
  });

  it('of several lines in the middle has lines of one length', () => {
    const fitted = fit('小型餐饮服务经营登记证', { width: 100, height: 30 });
    if (!fitted) throw new Error('does not fit');
    const marks = setFitted(
      fitted,
      { x: 0, y: 0, width: 100, height: 30 },
      { align: 'centre', stand: 'top' },
    );
    expect(marks.map(({ text }) => text)).toEqual(['小型餐饮服务', '经营登记证']);
  });

  it('never leaves its box', () => {
    const texts = fc.string({ unit: fc.constantFrom('明', '川', '1', 'a', '、', '（'), maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.constantFrom('left', 'centre', 'right', 'justify'), (text, align) => {
        const box = { x: 10, y: 20, width: 100, height: 30 };
        const fitted = fit(text, box);
        if (!fitted) return;
        for (const mark of setFitted(fitted, box, { align, stand: 'middle' })) {
          expect(mark.x).toBeGreaterThan(9.99);
          const width = widthOf({ faces, style: { ...fitted.setting.style } }, mark.text);
          expect(mark.x + width + mark.spacing * (Array.from(mark.text).length - 1)).toBeLessThan(
            box.x + box.width + mark.size / 2 + 0.01,
          );
          expect(mark.y - 0.88 * mark.size).toBeGreaterThan(box.y - 0.01);
          expect(mark.y + 0.12 * mark.size).toBeLessThan(box.y + box.height + 0.01);
        }
      }),
      { numRuns: 100 },
    );
  });
});
