/** Names and values below each other: what is long takes more lines and becomes smaller, and the rest moves down. */
import type { PathMark, TextMark } from '../page/drawn.ts';
import { middleToBaseline, point } from '../page/drawn.ts';
import type { Faces } from '../page/faces.ts';
import { sizesDown } from '../page/fit-text.ts';
import { polyline } from '../page/path.ts';
import { notInFont, type PrintRefusal, tooLong } from '../page/print-refusal.ts';
import { breakText, type Line, missingCharacters, type Setting, setLine } from '../page/typeset.ts';
import { filled, type TemplateRows } from './certificate-template.ts';
import { type CertificateParts, ink, longestValue, missingValues, nothing, type Outcome } from './outcome.ts';

interface Wanted {
  label: string;
  text: string;
}

interface Row extends Wanted {
  /** Of the value, in points. */
  size: number;
  setting: Setting;
  lines: Line[];
  /** Between its baselines, in mm. */
  step: number;
  height: number;
}

/** All rows, and the size of their names in points. */
interface SetRows {
  rows: Row[];
  size: number;
}

export function composeRows(mark: TemplateRows, { faces, values }: CertificateParts): Outcome {
  const rows: Wanted[] = [];
  const refusals: PrintRefusal[] = [];
  for (const { label, text: wanted, optional } of mark.rows) {
    const missing = missingValues({ text: wanted, optional }, label, values);
    const text = filled(wanted, values);
    const characters = missing ? [] : missingCharacters(faces, mark.value.face, text);
    refusals.push(
      ...(missing?.refusals ?? []),
      ...(characters.length > 0 ? [notInFont(label, characters)] : []),
    );
    if (!missing && characters.length === 0) rows.push({ label, text });
  }
  const endless = rows.filter(({ text }) => text.length > longestValue);
  refusals.push(...endless.map((row) => tooLongRow(mark, row)));
  if (refusals.length > 0) return { marks: [], refusals };
  if (rows.length === 0) return nothing;
  const fitted = fit(mark, faces, rows);
  return fitted
    ? { marks: place(mark, faces, fitted), refusals: [] }
    : { marks: [], refusals: [tallestRefused(mark, faces, rows)] };
}

/** Beside a long value the short ones stay large: only when it may shrink no further do all of them. */
function fit(mark: TemplateRows, faces: Faces, wanted: Wanted[]): SetRows | undefined {
  for (const size of sizesDown(mark.size, mark.smallest)) {
    const rows = shrink(mark, faces, wanted, size);
    if (rows) return { rows, size };
  }
  return undefined;
}

/** How small a long value may become, of the size of the others. */
const leastShare = 0.72;

function shrink(mark: TemplateRows, faces: Faces, wanted: Wanted[], size: number): Row[] | undefined {
  const rows = wanted.map((row) => setRow(mark, faces, { ...row, size }, size));
  const least = Math.max(mark.smallest, size * leastShare);
  while (heightOf(rows, mark) > mark.place.height + 0.01) {
    const at = tallest(rows, (row) => row.size > least && row.lines.length > 1);
    const row = rows[at];
    if (!row) return undefined;
    rows[at] = setRow(mark, faces, { ...row, size: Math.max(least, row.size - 0.5) }, size);
  }
  return rows;
}

/** `named`: the size of its name, in points. */
function setRow(
  mark: TemplateRows,
  faces: Faces,
  { label, text, size }: Wanted & { size: number },
  named: number,
): Row {
  const { value, place, labelWidth, leading = 1.5 } = mark;
  const setting = { faces, style: { face: value.face, colour: value.colour ?? ink, size: size * point } };
  const lines = breakText(setting, text, place.width - labelWidth);
  const step = size * point * leading;
  const first = named * point * leading;
  const { lines: names } = setName(mark, faces, label, named);
  // The first line of the value stands level with that of the name, whatever their sizes.
  const height = Math.max(names.length * first, first / 2 + (lines.length - 0.5) * step);
  return { label, text, size, setting, lines, step, height };
}

/** A long name takes several lines; between name and value lies a gap. */
function setName(mark: TemplateRows, faces: Faces, label: string, size: number) {
  const style = { face: mark.label.face, colour: mark.label.colour ?? ink, size: size * point };
  const setting: Setting = { faces, style };
  const width = mark.labelWidth - style.size * 0.8;
  const lines = breakText(setting, label, width);
  // 法定代表人（负责人） is rather parted before its bracket.
  return {
    setting,
    width,
    lines: lines.length === 1 ? lines : breakText(setting, label.replace('（', '\n（'), width),
  };
}

function heightOf(rows: Row[], { gap }: TemplateRows): number {
  return rows.reduce((sum, { height }) => sum + height, 0) + (rows.length - 1) * gap;
}

/** -1 where none may be chosen. */
function tallest(rows: Row[], mayBe: (row: Row) => boolean): number {
  let found = -1;
  for (const [at, row] of rows.entries()) {
    if (mayBe(row) && row.height > (rows[found]?.height ?? 0)) found = at;
  }
  return found;
}

/** Room that is left is shared out between the rows, up to three times the gap. */
function place(mark: TemplateRows, faces: Faces, { rows, size }: SetRows): (TextMark | PathMark)[] {
  const { place: box, gap, rule, stand = 'middle' } = mark;
  const spare = box.height - heightOf(rows, mark);
  const between = rows.length > 1 ? Math.min(gap * 3, gap + spare / (rows.length - 1)) : gap;
  const left = spare - (between - gap) * (rows.length - 1);
  let top = box.y + left * (stand === 'top' ? 0 : stand === 'middle' ? 0.5 : 1);
  const marks: (TextMark | PathMark)[] = [];
  for (const [at, row] of rows.entries()) {
    marks.push(...rowMarks(mark, faces, row, { top, size }));
    top += row.height;
    if (rule && at < rows.length - 1) marks.push(ruleBelow(box, top + between / 2, rule));
    top += between;
  }
  return marks;
}

/** Name and first line of the value stand on one baseline. */
function rowMarks(
  mark: TemplateRows,
  faces: Faces,
  { label, setting, lines, step }: Row,
  { top, size }: { top: number; size: number },
): TextMark[] {
  const { place: box, labelWidth, leading = 1.5 } = mark;
  const { setting: named, width, lines: names } = setName(mark, faces, label, size);
  const namedStep = size * point * leading;
  const first = top + namedStep / 2 + named.style.size * middleToBaseline;
  const align = names.length > 1 ? 'left' : (mark.label.align ?? 'left');
  return [
    ...names.flatMap((line, of) =>
      setLine(named, line, { x: box.x, y: first + of * namedStep, width, align }),
    ),
    ...lines.flatMap((line, of) => {
      const place = { x: box.x + labelWidth, y: first + of * step, width: box.width - labelWidth };
      return setLine(setting, line, { ...place, align: 'justify' });
    }),
  ];
}

function ruleBelow({ x, width }: { x: number; width: number }, y: number, colour: string): PathMark {
  const path = polyline([
    [x, y],
    [x + width, y],
  ]);
  return { kind: 'path', path, line: { colour, width: 0.15 } };
}

/** Which row is to blame when they do not fit together: the tallest at the smallest size. */
function tallestRefused(mark: TemplateRows, faces: Faces, rows: Wanted[]): PrintRefusal {
  const small = rows.map((row) => setRow(mark, faces, { ...row, size: mark.smallest }, mark.smallest));
  const at = tallest(small, () => true);
  const row = small[at];
  if (!row) throw new Error('there is at least one row');
  return tooLongRow(mark, row, mark.place.height - heightOf(small, mark) + row.height);
}

function tooLongRow(mark: TemplateRows, { label, text }: Wanted, room = mark.place.height): PrintRefusal {
  const step = mark.smallest * point * (mark.leading ?? 1.5);
  return tooLong(label, { length: Array.from(text).length, lines: Math.max(0, Math.floor(room / step)) });
}
