/** A letter (decision, notice, receipt) as an OFD package to be sealed, and as the page model for PDF and SVG. */
import { composeLetter } from '../../kernel/letters/compose-letter.ts';
import type { Letter } from '../../kernel/letters/letter.ts';
import type { Attachment } from '../../kernel/ofd/attachments.ts';
import { writeOfd } from '../../kernel/ofd/write-ofd.ts';
import { faces } from './faces.ts';
import { qrModules } from './qr-modules.ts';
import { type Printed, qrTooLong, rendered } from './rendered.ts';

export interface LetterOptions {
  /** Whether a signature follows: OFD.xml then names the list of signatures. */
  sealed: boolean;
  attachments?: readonly Attachment[];
  /** DocInfo/CustomDatas; number and case are there already. */
  customData?: Readonly<Record<string, string>>;
}

export function renderLetterOfd(letter: Letter, options: LetterOptions): Printed {
  const qr = letter.receiptQr === undefined ? undefined : qrModules(letter.receiptQr);
  if (letter.receiptQr !== undefined && !qr) return { kind: 'refused', refusals: [qrTooLong] };
  const { drawn, refusals } = composeLetter(letter, { faces, qr });
  if (refusals.length > 0) return { kind: 'refused', refusals };
  const customData = { 文号: letter.docNo, 办件编号: letter.caseNo, ...options.customData };
  return rendered(drawn, writeOfd(drawn, { ...options, faces, customData }));
}
