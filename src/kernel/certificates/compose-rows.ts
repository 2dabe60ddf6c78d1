/** Names and values below each other: what is long takes more lines, the rest moves down, and all shrink together. */
import type { PathMark, TextMark } from '../page/drawn.ts';
import { middleToBaseline, point } from '../page/drawn.ts';
import type { Faces } from '../page/faces.ts';
import { sizesDown } from '../page/fit-text.ts';
import { polyline } from '../page/path.ts';
import { notInFont, type PrintRefusal, tooLong } from '../page/print-refusal.ts';
import { type Alignment, breakText, type Line, missingCharacters, type Setting, setLine } from '../page/typeset.ts';
import { filled, type TemplateRows } from './certificate-template.ts';
import { type CertificateParts, ink, missingValues, nothing, type Outcome } from './outcome.ts';

interface WantedRow {
  label: string;
  text: string;
}

export function composeRows(mark: TemplateRows, { faces, values }: CertificateParts): Outcome {
  const rows: WantedRow[] = [];
  const refusals: PrintRefusal[] = [];
  for (const row of mark.rows) {
    const missing = missingValues(row, row.label, values);
    const text = filled(row.text, values);
    const characters = missing ? [] : missingCharacters(faces, mark.value.face, text);
    refusals.push(...(missing?.refusals ?? []), ...(characters.length > 0 ? [notInFont(row.label, characters)] : []));
    if (!missing) rows.push({ label: row.label, text });
  }
  if (refusals.length > 0) return { marks: [], refusals };
  if (rows.length === 0) return nothing;
  for (const size of sizesDown(mark.size, mark.smallest)) {
    const set = layOut(mark, rows, faces, size);
    if (set.height <= mark.place.height + 0.01) return { marks: place(mark, set), refusals: [] };
  }
  return { marks: [], refusals: [longest(mark, rows, faces)] };
}

interface SetRows {
  rows: { label: Line; lines: Line[]; height: number }[];
  label: Setting;
  value: Setting;
  /** Between baselines, in mm. */
  step: number;
  height: number;
}

function layOut(mark: TemplateRows, rows: WantedRow[], faces: Faces, size: number): SetRows {
  const { label, value, place, labelWidth, leading = 1.5, gap } = mark;
  const setting = ({ face, colour = ink }: typeof value): Setting => ({
    faces,
    style: { face, colour, size: size * point },
  });
  const [named, told] = [setting(label), setting(value)];
  const step = size * point * leading;
  const set = rows.map((row) => {
    const lines = breakText(told, row.text, place.width - labelWidth);
    const [first = { text: '', width: 0, isLast: true, indent: 0 }] = breakText(named, row.label, Infinity);
    return { label: first, lines, height: lines.length * step };
  });
  const height = set.reduce((sum, row) => sum + row.height, 0) + (set.length - 1) * gap;
  return { rows: set, label: named, value: told, step, height };
}

/** Room that is left is shared out between the rows, up to three times the gap. */
function place(mark: TemplateRows, { rows, label, value, step, height }: SetRows): (TextMark | PathMark)[] {
  const { place: box, labelWidth, gap, rule, stand = 'middle' } = mark;
  const spare = box.height - height;
  const between = rows.length > 1 ? Math.min(gap * 3, gap + spare / (rows.length - 1)) : gap;
  const left = spare - (between - gap) * (rows.length - 1);
  let top = box.y + left * (stand === 'top' ? 0 : stand === 'middle' ? 0.5 : 1);
  const marks: (TextMark | PathMark)[] = [];
  for (const [at, row] of rows.entries()) {
    const first = top + step / 2 + value.style.size * middleToBaseline;
    const labelPlace = { x: box.x, y: first, width: labelWidth - value.style.size * 0.8, align: labelAlignment(mark) };
    marks.push(...setLine(label, row.label, labelPlace));
    for (const [of, line] of row.lines.entries()) {
      const x = box.x + labelWidth;
      marks.push(
        ...setLine(value, line, { x, y: first + of * step, width: box.width - labelWidth, align: 'justify' }),
      );
    }
    top += row.height;
    if (rule && at < rows.length - 1) marks.push(ruleBelow(box, top + between / 2, rule));
    top += between;
  }
  return marks;
}

const labelAlignment = ({ label }: TemplateRows): Alignment => label.align ?? 'left';

function ruleBelow({ x, width }: { x: number; width: number }, y: number, colour: string): PathMark {
  const path = polyline([
    [x, y],
    [x + width, y],
  ]);
  return { kind: 'path', path, line: { colour, width: 0.15 } };
}

/** Which row is to blame when they do not fit together: the one with the most lines. */
function longest(mark: TemplateRows, rows: WantedRow[], faces: Faces): PrintRefusal {
  const { rows: set, step } = layOut(mark, rows, faces, mark.smallest);
  const lines = set.map((row) => row.lines.length);
  const at = lines.indexOf(Math.max(...lines));
  const others = set.reduce((sum, row, of) => sum + (of === at ? 0 : row.height), (set.length - 1) * mark.gap);
  const { label = '', text = '' } = rows[at] ?? {};
  const room = Math.max(0, Math.floor((mark.place.height - others) / step));
  return tooLong(label, { length: Array.from(text).length, lines: room });
}
