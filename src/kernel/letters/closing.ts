/** The end of a letter: authority, day, and the place for the seal, by GB/T 9704 §7.3.5. */
import { type Mark, point } from '../page/drawn.ts';
import { type QrModules, qrMark } from '../page/qr-code.ts';
import { breakText, type Line, setLine } from '../page/typeset.ts';
import { chineseDate } from '../time/chinese-date.ts';
import type { Letter } from './letter.ts';
import { area, baseline, black, character, type Lettering, pitch } from './letter-measures.ts';
import type { Block } from './paginate.ts';

/** Across a round seal of an authority, 42 mm (国发〔1999〕25号). */
const sealWidth = 42;

export interface Closing extends Block {
  /** Where the seal stands when the block begins at `top`. */
  sealAt(top: number): { x: number; y: number; width: number; height: number };
}

/**
 * The day ends four characters from the right, the name stands over its middle, the seal over both, so that they lie a little
 * below its middle and the day between its purpose and its number; its upper edge is less than a line from the text.
 */
export function closing(letter: Letter, { body, caption }: Lettering, qr: QrModules | undefined): Closing {
  const names = breakText(body, letter.authorityName, area.width * 0.75);
  const [day] = breakText(body, chineseDate(letter.madeOn), Infinity);
  if (!day) throw new Error('a day is a line');
  const right = area.x + area.width;
  const broadest = Math.max(...names.map(({ width }) => width));
  // A long name would leave the text area over a short day: both move to the left together.
  const middle = Math.min(right - 4 * character - day.width / 2, right - broadest / 2);
  const centred = (line: Line, top: number): Mark[] => {
    const place = { x: middle - line.width / 2, y: baseline(top, pitch, body), width: line.width };
    return setLine(body, line, { ...place, align: 'left' });
  };
  return {
    height: (4 + names.length) * pitch,
    onGrid: true,
    draw: (top) => [
      ...(qr ? codeMarks(qr, top + pitch, caption) : []),
      ...[...names, day].flatMap((line, at) => centred(line, top + (2 + at) * pitch)),
    ],
    sealAt: (top) => ({
      x: middle - sealWidth / 2,
      y: top + (1.25 + names.length) * pitch - sealWidth / 2,
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
    ...breakText(caption, '存证回执 扫码核对', codeWidth).flatMap((line) =>
      setLine(caption, line, {
        x: area.x,
        y: baseline(under, 9 * point, caption),
        width: codeWidth,
        align: 'centre',
      }),
    ),
  ];
}
