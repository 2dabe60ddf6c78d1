/**
 * Reads what printing needs of a TrueType font (ISO/IEC 14496-22): which glyph a character has, how wide it is, what it
 * looks like. The fonts are 10 to 15 MB each, so outlines are read one by one, when somebody asks for them.
 */

/** So many bytes from an offset of the file. */
export type ReadAt = (offset: number, length: number) => Uint8Array;

export interface Face {
  /** PostScript name, e.g. NotoSerifSC-Regular. */
  name: string;
  family: string;
  /** Above and below the baseline, in em, both positive: what a line of text takes. */
  ascent: number;
  descent: number;
  unitsPerEm: number;
  /** 0 where the font has no such character: that glyph is a box. */
  glyphOf(codePoint: number): number;
  /** In em. */
  advanceOf(glyph: number): number;
  /** The glyph's description in the table `glyf`; empty for a space. */
  glyphData(glyph: number): Uint8Array;
  /** A whole table by its tag; undefined where the font has none. */
  table(tag: string): Uint8Array | undefined;
  /** Advance and left side bearing in font units. */
  metricsOf(glyph: number): { advance: number; bearing: number };
}

export function readTrueType(readAt: ReadAt): Face {
  const directory = readDirectory(readAt);
  const table = (tag: string) => {
    const entry = directory.get(tag);
    return entry && readAt(entry.offset, entry.length);
  };
  const needed = (tag: string) => view(table(tag), tag);
  const glyphs = directory.get('glyf');
  if (!glyphs) throw new Error('the font has no table glyf: its outlines are not TrueType');
  const [head, hhea] = [needed('head'), needed('hhea')];
  const unitsPerEm = head.getUint16(18);
  const metricsOf = metrics(needed('hmtx'), hhea.getUint16(34));
  const placeOf = places(needed('loca'), head.getInt16(50) === 1);
  return {
    ...namesOf(needed('name')),
    ascent: hhea.getInt16(4) / unitsPerEm,
    descent: -hhea.getInt16(6) / unitsPerEm,
    unitsPerEm,
    glyphOf: remembered(characterMap(needed('cmap'))),
    advanceOf: (glyph) => metricsOf(glyph).advance / unitsPerEm,
    glyphData: remembered((glyph) => {
      const from = placeOf(glyph);
      return readAt(glyphs.offset + from, placeOf(glyph + 1) - from);
    }),
    table,
    metricsOf,
  };
}

/** The last glyphs may share one advance and have a bearing only. */
function metrics(hmtx: DataView, full: number): Face['metricsOf'] {
  return (glyph) => ({
    advance: hmtx.getUint16(Math.min(glyph, full - 1) * 4),
    bearing: hmtx.getInt16(glyph < full ? glyph * 4 + 2 : full * 4 + (glyph - full) * 2),
  });
}

function places(loca: DataView, isLong: boolean): (glyph: number) => number {
  return isLong ? (glyph) => loca.getUint32(glyph * 4) : (glyph) => loca.getUint16(glyph * 2) * 2;
}

function view(bytes: Uint8Array | undefined, tag: string): DataView {
  if (!bytes) throw new Error(`the font has no table ${tag}`);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

interface TableEntry {
  offset: number;
  length: number;
}

function readDirectory(readAt: ReadAt): Map<string, TableEntry> {
  const count = view(readAt(0, 12), 'header').getUint16(4);
  const rows = view(readAt(12, count * 16), 'directory');
  return new Map(
    Array.from({ length: count }, (_none, row) => [
      String.fromCharCode(...[0, 1, 2, 3].map((at) => rows.getUint8(row * 16 + at))),
      { offset: rows.getUint32(row * 16 + 8), length: rows.getUint32(row * 16 + 12) },
    ]),
  );
}

/** Segmented coverage (format 12), which reaches beyond the BMP: every font taken here has it. */
function characterMap(cmap: DataView): (codePoint: number) => number {
  const at = Array.from({ length: cmap.getUint16(2) }, (_none, row) => cmap.getUint32(4 + row * 8 + 4)).find(
    (offset) => cmap.getUint16(offset) === 12,
  );
  if (at === undefined) throw new Error('the font has no character map of format 12');
  const groups = cmap.getUint32(at + 12);
  const field = (group: number, part: number) => cmap.getUint32(at + 16 + group * 12 + part * 4);
  return (codePoint) => {
    let [low, high] = [0, groups];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (field(middle, 1) < codePoint) low = middle + 1;
      else high = middle;
    }
    if (low === groups || field(low, 0) > codePoint) return 0;
    return field(low, 2) + codePoint - field(low, 0);
  };
}

function namesOf(name: DataView): { name: string; family: string } {
  const texts = name.getUint16(4);
  const found = (id: number): string | undefined => {
    for (let row = 0; row < name.getUint16(2); row++) {
      const at = 6 + row * 12;
      // Windows, Unicode, American English: the record that every font carries.
      if (name.getUint16(at) !== 3 || name.getUint16(at + 4) !== 0x409 || name.getUint16(at + 6) !== id)
        continue;
      const [length, from] = [name.getUint16(at + 8), texts + name.getUint16(at + 10)];
      return String.fromCharCode(
        ...Array.from({ length: length / 2 }, (_none, unit) => name.getUint16(from + unit * 2)),
      );
    }
  };
  return { name: found(6) ?? 'Unnamed', family: found(16) ?? found(1) ?? 'Unnamed' };
}

function remembered<Value>(find: (key: number) => Value): (key: number) => Value {
  const kept = new Map<number, Value>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = find(key);
    kept.set(key, value);
    return value;
  };
}
