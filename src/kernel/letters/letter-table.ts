/** A table or form in a letter: columns as wide as their content asks, rows that stay whole, the head again on every page. */
import type { Mark } from '../page/drawn.ts';
import { rectangle } from '../page/path.ts';
import { breakText, type Line, type Setting, setLine, widthOf } from '../page/typeset.ts';
import type { LetterTable } from './letter.ts';
import { area, baseline, black, type Lettering, pitch } from './letter-measures.ts';
import type { Block } from './paginate.ts';

/** Between a cell's border and its text. */
const side = 2.2;
const above = 1.6;
const step = 7.4;
const border = 0.25;

export function tableBlocks({ head, rows }: LetterTable, { small, tableHead }: Lettering): Block[] {
  const isForm = head.length === 0;
  const widths = columnWidths({ head, rows }, { small, tableHead });
  const headBlock = isForm
    ? undefined
    : { ...rowBlock(head, widths, () => ({ setting: tableHead, align: 'centre' })), withNext: true };
  const body = rows.flatMap((cells) =>
    slices(cells, { widths, setting: small, head: headBlock?.height ?? 0 }).map((slice): Block => {
      const block = rowBlock(slice, widths, (column) => ({
        setting: small,
        align: column === 0 && (isForm || isShort(cells[0])) ? 'centre' : 'left',
        inMiddle: isForm && column === 0,
      }));
      return { ...block, head: headBlock };
    }),
  );
  const gap: Block = { height: 3, withNext: true, draw: () => [] };
  return [gap, ...(headBlock ? [headBlock] : []), ...body];
}

const isShort = (text = '') => Array.from(text).length <= 4;

interface CellLook {
  setting: Setting;
  align: 'centre' | 'left';
  /** Up and down, too. */
  inMiddle?: boolean;
}

function rowBlock(cells: readonly string[], widths: number[], look: (column: number) => CellLook): Block {
  const set = widths.map((width, column) => {
    const { setting, ...rest } = look(column);
    return { ...rest, setting, lines: breakText(setting, cells[column] ?? '', width - 2 * side) };
  });
  const height = Math.max(...set.map(({ lines }) => lines.length)) * step + 2 * above;
  return {
    height,
    draw: (top) => {
      let x = area.x;
      return set.flatMap(({ setting, lines, align, inMiddle }, column) => {
        const width = widths[column] ?? 0;
        const box = { x, y: top, width, height };
        const start = inMiddle ? top + (height - lines.length * step) / 2 : top + above;
        x += width;
        return [
          { kind: 'path', path: rectangle(box), line: { colour: black, width: border } },
          ...linesOf(lines, { setting, x: box.x + side, y: start, width: width - 2 * side, align }),
        ] satisfies Mark[];
      });
    },
  };
}

function linesOf(
  lines: Line[],
  {
    setting,
    x,
    y,
    width,
    align,
  }: { setting: Setting; x: number; y: number; width: number; align: CellLook['align'] },
) {
  return lines.flatMap((line, at) =>
    setLine(setting, line, { x, y: baseline(y + at * step, step, setting), width, align }),
  );
}

/** A form's names take nine characters; other columns what they need, and what is too much is shared. */
function columnWidths(
  { head, rows }: LetterTable,
  { small, tableHead }: Pick<Lettering, 'small' | 'tableHead'>,
): number[] {
  if (head.length === 0) {
    const names = 9 * small.style.size + 2 * side + 0.5;
    const others = Math.max(1, ...rows.map((row) => row.length - 1));
    return [names, ...Array.from({ length: others }, () => (area.width - names) / others)];
  }
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  const wanted = Array.from({ length: columns }, (_none, column) => {
    const name = head[column] ?? '';
    const cells = rows.flatMap((row) => (row[column] ?? '').split('\n'));
    const widest = Math.max(widthOf(tableHead, name), ...cells.map((cell) => widthOf(small, cell)));
    return widest + 2 * side + 0.5;
  });
  const total = wanted.reduce((sum, one) => sum + one, 0);
  if (total <= area.width) return widenWidest(wanted, area.width - total);
  return shareOut(wanted, area.width);
}

function widenWidest(wanted: number[], spare: number): number[] {
  const widest = wanted.indexOf(Math.max(...wanted));
  return wanted.map((width, column) => (column === widest ? width + spare : width));
}

/** Narrow columns keep what they want; the others share the rest by what they want. */
function shareOut(wanted: number[], room: number): number[] {
  const fair = room / wanted.length;
  const kept = wanted.filter((width) => width <= fair).reduce((sum, one) => sum + one, 0);
  const broad = wanted.filter((width) => width > fair).reduce((sum, one) => sum + one, 0);
  return wanted.map((width) => (width <= fair ? width : ((room - kept) * width) / broad));
}

interface Room {
  widths: number[];
  setting: Setting;
  /** Height of the table's head, which stands above every part. */
  head: number;
}

/** A row too tall to stand on a page with head and seal is cut between lines: the one case in which it does not stay whole. */
function slices(cells: readonly string[], { widths, setting, head }: Room): string[][] {
  const most = Math.floor((area.height - 6 * pitch - head - 2 * above) / step);
  const lines = widths.map((width, column) => breakText(setting, cells[column] ?? '', width - 2 * side));
  const tallest = Math.max(...lines.map(({ length }) => length));
  if (tallest <= most) return [[...cells]];
  return Array.from({ length: Math.ceil(tallest / most) }, (_none, part) =>
    lines.map((column) => joined(column.slice(part * most, (part + 1) * most))),
  );
}

function joined(lines: Line[]): string {
  return lines
    .map(({ text, isLast }) => text + (isLast ? '\n' : ''))
    .join('')
    .replace(/\n$/, '');
}
