import fc from 'fast-check';
import { create, type Font } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { faces } from '../../platform/printing/faces.ts';
import { faceNames } from '../page/faces.ts';
import { glyphOutline } from './glyph-outline.ts';
import { subsetFont } from './subset-font.ts';
import type { Face } from './true-type.ts';

/** What another reader of fonts makes of it. */
function read(bytes: Uint8Array): Font {
  const font = create(Buffer.from(bytes));
  if (font.type !== 'TTF') throw new Error(font.type);
  return font;
}

const cut = (face: Face, text: string) =>
  subsetFont(
    face,
    Array.from(text, (one) => one.codePointAt(0) ?? 0),
    'Cut',
  );

/** Our path in the other reader's words. */
const drawn = (face: Face, glyph: number) =>
  glyphOutline(face, glyph).map(([letter, ...numbers]) => ({
    command: { M: 'moveTo', L: 'lineTo', Q: 'quadraticCurveTo', B: 'bezierCurveTo', C: 'closePath' }[letter],
    args: numbers.map((one, at) => Math.round(one * face.unitsPerEm * 100 * (at % 2 === 0 ? 1 : -1)) / 100),
  }));

const rounded = (commands: { command: string; args: number[] }[]) =>
  commands.map(({ command, args }) => ({ command, args: args.map((one) => Math.round(one * 100) / 100) }));

/** Without U+FFFF, by which a map of format 4 ends. */
const characters = (font: Font) => font.characterSet.filter((one) => one !== 0xffff);

/** Noughts of either sign are one. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('a font cut down to a few characters', () => {
  const serif = faces('serif');
  const text = '阿卜杜热西提·𬱖买买提（91350100M000100Y43）Éé①㎡';

  it('holds them with their outlines and widths, as another reader of fonts sees it', () => {
    const { bytes, glyphOf } = cut(serif, text);
    const font = read(bytes);
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      const glyph = font.glyphForCodePoint(codePoint);
      expect(glyph.id).toBe(glyphOf.get(codePoint));
      expect(glyph.id).not.toBe(0);
      const original = serif.glyphOf(codePoint);
      expect(glyph.advanceWidth).toBe(serif.advanceOf(original) * serif.unitsPerEm);
      expect(plain(rounded(glyph.path.commands))).toEqual(plain(drawn(serif, original)));
    }
  });

  it('holds nothing else, and the box for what is missing first', () => {
    const font = read(cut(serif, '市场').bytes);
    expect(font.numGlyphs).toBe(3);
    expect(font.glyphForCodePoint(0x5b66).id).toBe(0);
    expect(characters(font)).toEqual([0x573a, 0x5e02]);
  });

  it('is embeddable by itself: its checksum, names and metrics are whole', () => {
    const { bytes } = cut(serif, text);
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let sum = 0;
    for (let at = 0; at < bytes.length; at += 4) sum = (sum + data.getUint32(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
    const font = read(bytes);
    expect(font.postscriptName).toBe('Cut');
    expect([font.ascent, -font.descent]).toEqual([serif.ascent * 1000, serif.descent * 1000]);
  });

  it('gives what comes first the same glyph whatever comes later, and the same bytes for the same text', () => {
    const [short, long] = [cut(serif, '食品经营'), cut(serif, '食品经营许可证')];
    for (const [codePoint, glyph] of short.glyphOf) expect(long.glyphOf.get(codePoint)).toBe(glyph);
    expect(cut(serif, '食品经营').bytes).toEqual(short.bytes);
  });

  it('is not made for a character the font lacks', () => {
    expect(serif.glyphOf(0x20bb7)).toBe(0);
    expect(() => cut(serif, '𠮷')).toThrow('U+20BB7');
  });

  it('is right for any characters of any of the four typefaces', () => {
    const from = (face: Face) =>
      fc.integer({ min: 0x20, max: 0x32000 }).filter((one) => face.glyphOf(one) !== 0);
    for (const name of faceNames) {
      const face = faces(name);
      fc.assert(
        fc.property(fc.uniqueArray(from(face), { minLength: 1, maxLength: 40 }), (codePoints) => {
          const font = read(subsetFont(face, codePoints, 'Cut').bytes);
          expect(characters(font)).toEqual(codePoints.toSorted((one, other) => one - other));
          for (const codePoint of codePoints) {
            const commands = rounded(font.glyphForCodePoint(codePoint).path.commands);
            expect(plain(commands)).toEqual(plain(drawn(face, face.glyphOf(codePoint))));
          }
        }),
        { numRuns: 8 },
      );
    }
  });
});
