/** Breaking Chinese text into lines for a drawing, where nothing breaks by itself. */

/** Not at the beginning of a line, and not at its end. */
const neverFirst = /^[，。、；：？！）》”’%·→]/u;
const neverLast = /[（《“‘→]$/u;
/** Kept together: numbers, dates, Latin words, an arrow with the space before it. */
const pieces = / →|\d+月\d+日|\d+ ?个工作日|\d+ ?个自然日|[\dA-Za-z.:/-]+|./gu;

/** Width in em, as the fonts of the house set it: a Chinese sign is 1, a digit or a Latin letter about 0.6. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += /[\u0020-\u00ff]/.test(sign) ? (sign === ' ' ? 0.3 : 0.6) : 1;
  return width;
}

/** @param most em a line may have; a piece that is longer stands alone. */
export function wrapText(text: string, most: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const piece of text.match(pieces) ?? []) {
    if (line.length === 0 || widthOf([...line, piece].join('')) <= most) {
      line.push(piece);
      continue;
    }
    const next = [piece];
    // What may not begin a line takes along what stands before it; what may not end one goes along.
    while (
      line.length > 1 &&
      (neverFirst.test((next[0] ?? '').trim()) || neverLast.test(line.at(-1) ?? ''))
    ) {
      next.unshift(line.pop() ?? '');
    }
    lines.push(line.join('').trim());
    line = next;
  }
  const last = line.join('').trim();
  if (last !== '') lines.push(last);
  return lines;
}
