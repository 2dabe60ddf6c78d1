/** Puts a text into a box: as large as allowed, smaller when it must, never cut off. */
import { middleToBaseline, point, type TextMark } from './drawn.ts';
import type { Box } from './path.ts';
import { type Alignment, breakText, type Line, type Setting, setLine, type TextStyle } from './typeset.ts';

export interface Fitting {
  /** In points. */
  size: number;
  /** In points: the smallest it may become. */
  smallest: number;
  /** From baseline to baseline, of the size. */
  leading: number;
}

export interface FittedText {
  lines: Line[];
  setting: Setting;
  /** Between baselines, in mm. */
  step: number;
  height: number;
}

/** Undefined where it does not fit at the smallest size either. */
export function fitText(
  { faces, style }: { faces: Setting['faces']; style: Omit<TextStyle, 'size'> },
  text: string,
  box: { width: number; height: number },
  { size, smallest, leading }: Fitting,
): FittedText | undefined {
  for (const points of sizesDown(size, smallest)) {
    const setting = { faces, style: { ...style, size: points * point } };
    const lines = breakText(setting, text, box.width);
    const step = setting.style.size * leading;
    // Between the outer lines lies no leading: one line needs its own size only.
    const height = setting.style.size + (lines.length - 1) * step;
    if (height <= box.height + 0.01) return { lines, setting, step, height };
  }
  return undefined;
}

/** By half points; the smallest itself is the last. */
export function sizesDown(size: number, smallest: number): number[] {
  const count = Math.max(0, Math.ceil((size - smallest) * 2));
  return Array.from({ length: count + 1 }, (_none, at) => Math.max(smallest, size - at / 2));
}

/** How many lines a box takes at the smallest size, for a refusal. */
export function linesIn({ height }: { height: number }, { smallest, leading }: Fitting): number {
  const size = smallest * point;
  return Math.max(1, 1 + Math.floor((height - size) / (size * leading) + 0.01));
}

export type Standing = 'top' | 'middle' | 'bottom';

export function setFitted(
  { lines, setting, step, height }: FittedText,
  box: Box,
  { align, stand }: { align: Alignment; stand: Standing },
): TextMark[] {
  const spare = box.height - height;
  const balanced = align === 'centre' && lines.length > 1 ? balance(setting, lines, box.width) : lines;
  const top = box.y + (stand === 'top' ? 0 : stand === 'middle' ? spare / 2 : spare);
  const first = top + setting.style.size * (0.5 + middleToBaseline);
  return balanced.flatMap((line, at) =>
    setLine(setting, line, { x: box.x, y: first + at * step, width: box.width, align }),
  );
}

/** The same number of lines, as evenly long as they can be: a title does not end with a single character. */
function balance(setting: Setting, lines: Line[], width: number): Line[] {
  const text = lines.map((line) => line.text + (line.isLast ? '\n' : '')).join('');
  let [best, low, high] = [lines, 0, width];
  while (high - low > setting.style.size / 8) {
    const tried = breakText(setting, text.trimEnd(), (low + high) / 2);
    if (tried.length > lines.length) low = (low + high) / 2;
    else [best, high] = [tried, (low + high) / 2];
  }
  return best;
}
