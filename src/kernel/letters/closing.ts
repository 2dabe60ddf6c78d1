/** The end of a letter: authority, day, and the place for the seal, by GB/T 9704 §7.3.5. */
import { type Mark, point } from '../page/drawn.ts';
import { type QrModules, qrMark } from '../page/qr-code.ts';
import { breakText, setLine, widthOf } from '../page/typeset.ts';
import { chineseDate } from '../time/chinese-date.ts';
import type { Letter } from './letter.ts';
import { area, baseline, black, character, type Lettering, pitch } from './letter-measures.ts';
import type { Block } from './paginate.ts';

/** Across a round seal of an authority, 42 mm (国发〔1999〕25号). */
export const sealWidth = 42;

export interface Closing extends Block {
  /** Where the seal stands when the block begins at `top`. */
  sealAt(top: number): { x: number; y: number; width: number; height: number };
}

/**
 * The day ends four characters from the right, the name stands over its middle, the seal over both, so that they lie a little
 * below its middle; its upper edge is less than a line from the text.
 */
export function closing(letter: Letter, { body, caption }: Lettering, qr: QrModules | undefined): Closing {
  const day = chineseDate(letter.madeOn);
  const [name] = breakText(body, letter.authorityName, Infinity);
  const dayWidth = widthOf(body, day);
  const right = area.x + area.width;
  const nameWidth = name?.width ?? 0;
  // A long name would leave the text area over a short day: both move to the left together.
  const middle = Math.min(right - 4 * character - dayWidth / 2, right - nameWidth / 2);
  const line = (text: string, top: number): Mark[] =>
    breakText(body, text, Infinity).flatMap((one) =>
      setLine(body, one, {
        x: middle - one.width / 2,
        y: baseline(top, pitch, body),
        width: one.width,
        align: 'left',
      }),
    );
  return {
    height: 5 * pitch,
    onGrid: true,
    draw: (top) => [
      ...(qr ? codeMarks(qr, top + pitch, caption) : []),
      ...line(letter.authorityName, top + 2 * pitch),
      ...line(day, top + 3 * pitch),
    ],
    sealAt: (top) => ({
      x: middle - sealWidth / 2,
      y: top + 2.75 * pitch - sealWidth / 2,
      width: sealWidth,
      height: sealWidth,
    }),
  };
}

const codeWidth = 28;

function codeMarks(qr: QrModules, top: number, caption: Lettering['caption']): Mark[] {
  const under = top + codeWidth + 1;
  return [
    qrMark(qr, { x: area.x, y: top, width: codeWidth }, black),
    ...breakText(caption, '扫码核验', codeWidth).flatMap((line) =>
      setLine(caption, line, {
        x: area.x,
        y: baseline(under, 9 * point, caption),
        width: codeWidth,
        align: 'centre',
      }),
    ),
  ];
}
