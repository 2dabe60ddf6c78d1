import type { Letter } from '../../kernel/letters/letter.ts';
import { renderLetterOfd } from '../../platform/printing/render-letter-ofd.ts';
import { writePdf } from '../../platform/printing/write-pdf.ts';
import { unprintable } from './print-problems.ts';
import { stampsOn } from './sealed-picture.ts';

/** A copy of a sealed letter: the same page with the picture of the seal that stands on `file`. */
export async function letterPdf(letter: Letter, file: Uint8Array): Promise<Uint8Array> {
  const printed = renderLetterOfd(letter, { sealed: false });
  if (printed.kind === 'refused') throw unprintable(printed.refusals);
  return writePdf(printed.drawn, { stamps: stampsOn(file, printed.sealPlace) });
}
