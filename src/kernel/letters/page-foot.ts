/** Number of the page and number of the case, below the text area (GB/T 9704 §7.5). */
import type { TextMark } from '../page/drawn.ts';
import { breakText, setLine } from '../page/typeset.ts';
import { area, baseline, type Lettering } from './letter-measures.ts';

/** Its dashes stand 7 mm below the text area; odd pages at the right, even ones at the left, one character in. */
export function pageFoot(page: number, caseNo: string, { small, caption }: Lettering): TextMark[] {
  const inset = small.style.size;
  const height = 6;
  const top = area.y + area.height + 7 - height / 2;
  const isOdd = page % 2 === 1;
  const place = { x: area.x + inset, width: area.width - 2 * inset };
  return [
    ...breakText(small, `— ${page} —`, area.width).flatMap((line) =>
      setLine(small, line, { ...place, y: baseline(top, height, small), align: isOdd ? 'right' : 'left' }),
    ),
    ...breakText(caption, `办件编号 ${caseNo}`, area.width).flatMap((line) =>
      setLine(caption, line, {
        x: area.x,
        width: area.width,
        y: baseline(top, height, caption),
        align: isOdd ? 'left' : 'right',
      }),
    ),
  ];
}
