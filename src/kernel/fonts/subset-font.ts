/**
 * Cuts a font down to the characters of one document, so that it can be embedded. Written here because the file is
 * sealed for ever: the same characters in the same order always give the same bytes and the same glyph ids, whatever
 * version of whatever library is installed. What it makes is checked by a font library and by a browser in the tests.
 */
import { component, matrixLength } from './glyph-outline.ts';
import { sfnt, writer } from './sfnt.ts';
import type { Face } from './true-type.ts';

export interface FontSubset {
  /** A whole TrueType font. */
  bytes: Uint8Array;
  /** Ids in the subset, not in the font it was cut from. */
  glyphOf: ReadonlyMap<number, number>;
}

/**
 * Glyph 0 is the box for what is missing; the characters follow in the order given, so that what comes first keeps its
 * id whatever comes later. Throws for a character that the font lacks: whoever prints has refused it before.
 */
export function subsetFont(face: Face, codePoints: Iterable<number>, name: string): FontSubset {
  const characters = [...new Set(codePoints)];
  const [glyphs, ids] = [[0], new Map([[0, 0]])];
  const idOf = (glyph: number): number => {
    const known = ids.get(glyph);
    if (known !== undefined) return known;
    ids.set(glyph, glyphs.length);
    return glyphs.push(glyph) - 1;
  };
  const glyphOf = new Map(
    characters.map((codePoint) => {
      const glyph = face.glyphOf(codePoint);
      if (glyph === 0) throw new Error(`${face.name} has no U+${codePoint.toString(16).toUpperCase()}`);
      return [codePoint, idOf(glyph)];
    }),
  );
  // Parts of a glyph that is put together become glyphs of the subset too: the list grows while it is walked.
  const outlines: Uint8Array[] = [];
  for (let at = 0; at < glyphs.length; at++) outlines.push(withOwnIds(face.glyphData(glyphs[at] ?? 0), idOf));
  return { bytes: sfnt(tablesOf(face, { characters, glyphOf, glyphs, outlines, name })), glyphOf };
}

interface Cut {
  characters: number[];
  glyphOf: ReadonlyMap<number, number>;
  glyphs: number[];
  outlines: Uint8Array[];
  name: string;
}

function tablesOf(face: Face, cut: Cut): Record<string, Uint8Array> {
  const places = [0];
  for (const outline of cut.outlines) places.push((places.at(-1) ?? 0) + padded(outline.length));
  const glyf = new Uint8Array(places.at(-1) ?? 0);
  cut.outlines.forEach((outline, at) => {
    glyf.set(outline, places[at] ?? 0);
  });
  const metrics = cut.glyphs.map(face.metricsOf);
  return {
    'OS/2': changed(face, 'OS/2', (table) => {
      const inPlane = cut.characters.map((one) => Math.min(one, 0xffff));
      table.setUint16(64, Math.min(...inPlane, 0xffff));
      table.setUint16(66, Math.max(...inPlane, 0));
    }),
    cmap: characterMap(cut),
    glyf,
    // The checksum of the whole is filled in by sfnt(); places are written long.
    head: changed(face, 'head', (table) => {
      table.setUint32(8, 0);
      table.setInt16(50, 1);
    }),
    hhea: changed(face, 'hhea', (table) => table.setUint16(34, metrics.length)),
    hmtx: writer()
      .u16(...metrics.flatMap(({ advance, bearing }) => [advance, bearing & 0xffff]))
      .bytes(),
    loca: writer()
      .u32(...places)
      .bytes(),
    // No instructions are left, so nothing may need room for them.
    maxp: changed(face, 'maxp', (table) => {
      table.setUint16(4, cut.glyphs.length);
      for (let at = 16; at <= 26; at += 2) table.setUint16(at, 0);
    }),
    name: names(cut.name),
    post: changed(face, 'post', (table) => table.setUint32(0, 0x00030000), 32),
  };
}

const padded = (length: number) => (length + 3) & ~3;

function changed(face: Face, tag: string, change: (table: DataView) => void, length?: number): Uint8Array {
  const table = face.table(tag);
  if (!table) throw new Error(`the font has no table ${tag}`);
  const copy = Uint8Array.from(table.subarray(0, length ?? table.length));
  change(new DataView(copy.buffer));
  return copy;
}

/** The same outline without instructions, which would need tables that are left out; parts under their new ids. */
function withOwnIds(outline: Uint8Array, idOf: (glyph: number) => number): Uint8Array {
  if (outline.length === 0) return outline;
  const data = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  const contours = data.getInt16(0);
  if (contours < 0) return composite(Uint8Array.from(outline), idOf);
  const at = 10 + contours * 2;
  const instructions = data.getUint16(at);
  if (instructions === 0) return outline;
  const bare = new Uint8Array(outline.length - instructions);
  bare.set(outline.subarray(0, at));
  bare.set(outline.subarray(at + 2 + instructions), at + 2);
  return bare;
}

function composite(outline: Uint8Array, idOf: (glyph: number) => number): Uint8Array {
  const data = new DataView(outline.buffer);
  let at = 10;
  for (let flags = component.more; flags & component.more; ) {
    flags = data.getUint16(at);
    data.setUint16(at, flags & ~component.instructions);
    data.setUint16(at + 2, idOf(data.getUint16(at + 2)));
    at += 4 + (flags & component.words ? 4 : 2) + matrixLength(flags);
  }
  return outline.subarray(0, at);
}

/** Format 4 for the basic plane, which every reader knows; format 12 as well when a character lies beyond it. */
function characterMap({ characters, glyphOf }: Cut): Uint8Array {
  const pairs = characters
    .toSorted((one, other) => one - other)
    .map((codePoint): [number, number] => [codePoint, glyphOf.get(codePoint) ?? 0]);
  const plane = inPlane(runsOf(pairs.filter(([codePoint]) => codePoint < 0xffff)));
  if (pairs.every(([codePoint]) => codePoint < 0xffff)) {
    return writer().u16(0, 1, 3, 1).u32(12).raw(plane).bytes();
  }
  const runs = runsOf(pairs);
  return writer()
    .u16(0, 2, 3, 1)
    .u32(20)
    .u16(3, 10)
    .u32(20 + plane.length)
    .raw(plane)
    .u16(12, 0)
    .u32(16 + runs.length * 12, 0, runs.length, ...runs.flatMap(({ from, to, glyph }) => [from, to, glyph]))
    .bytes();
}

interface Run {
  from: number;
  to: number;
  glyph: number;
}

/** Neighbours whose glyphs are neighbours too. */
function runsOf(pairs: [number, number][]): Run[] {
  const runs: Run[] = [];
  for (const [codePoint, glyph] of pairs) {
    const last = runs.at(-1);
    if (last && codePoint === last.to + 1 && glyph === last.glyph + codePoint - last.from)
      last.to = codePoint;
    else runs.push({ from: codePoint, to: codePoint, glyph });
  }
  return runs;
}

function inPlane(runs: Run[]): Uint8Array {
  const all = [...runs, { from: 0xffff, to: 0xffff, glyph: 0 }];
  const power = 2 ** Math.floor(Math.log2(all.length));
  return writer()
    .u16(4, 16 + all.length * 8, 0, all.length * 2, power * 2, Math.log2(power), (all.length - power) * 2)
    .u16(...all.map(({ to }) => to), 0)
    .u16(...all.map(({ from }) => from))
    .u16(...all.map(({ from, glyph }) => (glyph - from) & 0xffff))
    .u16(...all.map(() => 0))
    .bytes();
}

/** Family, style, full name and PostScript name, for Windows in Unicode. */
function names(name: string): Uint8Array {
  const texts = ([1, 2, 4, 6] as const).map((id) => ({ id, text: id === 2 ? 'Regular' : name }));
  const records = writer().u16(0, texts.length, 6 + texts.length * 12);
  let at = 0;
  for (const { id, text } of texts) {
    records.u16(3, 1, 0x409, id, text.length * 2, at);
    at += text.length * 2;
  }
  return records.u16(...texts.flatMap(({ text }) => Array.from(text, (one) => one.charCodeAt(0)))).bytes();
}
