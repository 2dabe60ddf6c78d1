/** A letter as pages, by the rules of official documents (GB/T 9704): as many pages as it needs. */
import type { DrawnDocument, DrawnPage, Mark, SealPlace } from '../page/drawn.ts';
import type { Faces } from '../page/faces.ts';
import { rectangle } from '../page/path.ts';
import type { PrintRefusal } from '../page/print-refusal.ts';
import type { QrModules } from '../page/qr-code.ts';
import { breakText, type Setting, setLine } from '../page/typeset.ts';
import { cleaned } from './clean-letter.ts';
import { type Closing, closing } from './closing.ts';
import type { Letter } from './letter.ts';
import {
  area,
  baseline,
  black,
  character,
  type Lettering,
  lettering,
  pitch,
  sheet,
} from './letter-measures.ts';
import { letterRefusals } from './letter-refusals.ts';
import { tableBlocks } from './letter-table.ts';
import { pageFoot } from './page-foot.ts';
import { type Block, type PlacedBlock, paginate } from './paginate.ts';

export function composeLetter(
  given: Letter,
  { faces, qr }: { faces: Faces; qr: QrModules | undefined },
): { drawn: DrawnDocument; refusals: PrintRefusal[] } {
  const letter = cleaned(given);
  const { content, docNo, madeOn, authorityName } = letter;
  const styles = lettering(faces);
  const end = closing(letter, styles, qr);
  const text = keptWith([...opening(letter, styles), ...bodyBlocks(letter, styles)]);
  const placed = paginate([...text, end, ...noteBlocks(content.footnotes, styles)]);
  return {
    drawn: {
      title: `${content.title} ${docNo}`,
      author: authorityName,
      createdOn: madeOn,
      pages: pagesOf(placed, letter, styles),
      sealPlace: sealPlace(placed, end),
    },
    refusals: letterRefusals(letter, styles),
  };
}

function pagesOf(placed: PlacedBlock[], { caseNo }: Letter, styles: Lettering): DrawnPage[] {
  const count = Math.max(...placed.map(({ page }) => page));
  return Array.from({ length: count }, (_none, at) => ({
    ...sheet,
    ground: [],
    marks: [
      ...placed.filter(({ page }) => page === at + 1).flatMap(({ block, top }) => block.draw(top)),
      ...pageFoot(at + 1, caseNo, styles),
    ],
  }));
}

function sealPlace(placed: PlacedBlock[], end: Closing): SealPlace {
  const found = placed.find(({ block }) => block === end);
  if (!found) throw new Error('a letter always has its end');
  return { page: found.page, ...end.sealAt(found.top) };
}

/** The seal must not stand on a page of its own: the last lines of the text, or the last row of a table, go with it. */
function keptWith(blocks: Block[]): Block[] {
  let kept = 0;
  return blocks
    .toReversed()
    .map((block) => {
      const withNext = block.withNext || kept < 1.5 * pitch;
      kept += block.height;
      return { ...block, withNext };
    })
    .toReversed();
}

/** Title, number, and to whom. */
function opening({ content, docNo }: Letter, { title, body }: Lettering): Block[] {
  const lines = breakText(title, content.title, area.width);
  const titleStep = 13;
  const height = Math.ceil((lines.length * titleStep + pitch / 2) / pitch) * pitch;
  const titleBlock: Block = {
    height,
    withNext: true,
    draw: (top) =>
      lines.flatMap((line, at) => {
        const from = top + height - (lines.length - at) * titleStep - pitch / 4;
        return setLine(title, line, { ...area, y: baseline(from, titleStep, title), align: 'centre' });
      }),
  };
  const empty: Block = { height: pitch, draw: () => [] };
  const head = [titleBlock, ...lineBlocks(body, docNo, 'centre'), empty].map((block) => ({
    ...block,
    withNext: true,
  }));
  const addressee = content.paragraphs.length > 0 ? lineBlocks(body, `${content.addressee}：`, 'left') : [];
  return [...head, ...addressee];
}

function bodyBlocks({ content }: Letter, styles: Lettering): Block[] {
  return [
    ...content.paragraphs.flatMap((text) => lineBlocks(styles.body, text, 'justify', 2 * character)),
    ...(content.table && content.table.rows.length > 0 ? tableBlocks(content.table, styles) : []),
  ];
}

/** Each line a block on the page's grid. */
function lineBlocks(
  setting: Setting,
  text: string,
  align: 'left' | 'centre' | 'justify',
  indent = 0,
): Block[] {
  return breakText(setting, text, area.width, indent).map((line) => ({
    height: pitch,
    onGrid: true,
    draw: (top) => setLine(setting, line, { ...area, y: baseline(top, pitch, setting), align }),
  }));
}

/** Remedies and where to ask, under a thin line at the foot of the last page. */
function noteBlocks(notes: string[], { small }: Lettering): Block[] {
  const [step, gap] = [7.4, 2];
  const set = notes.map((note) => breakText(small, note, area.width));
  if (set.length === 0) return [];
  const lines = set.flat();
  if (lines.length * step + gap > area.height)
    return notes.flatMap((note) => lineBlocks(small, note, 'left'));
  const rule = { x: area.x, width: area.width, height: 0.25 };
  return [
    {
      height: lines.length * step + gap,
      atFoot: true,
      draw: (top): Mark[] => [
        { kind: 'path', path: rectangle({ ...rule, y: top }), fill: black },
        ...lines.flatMap((line, at) =>
          setLine(small, line, {
            ...area,
            y: baseline(top + gap + at * step, step, small),
            align: 'justify',
          }),
        ),
      ],
    },
  ];
}
