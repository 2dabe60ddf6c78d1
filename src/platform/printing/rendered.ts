/** What printing answers. */

import type { OfdPackage } from '../../kernel/ofd/package.ts';
import type { OfdDocument } from '../../kernel/ofd/write-ofd.ts';
import type { DrawnDocument, SealPlace } from '../../kernel/page/drawn.ts';
import type { PrintRefusal } from '../../kernel/page/print-refusal.ts';

export type Printed = Rendered | { kind: 'refused'; refusals: PrintRefusal[] };

export interface Rendered {
  kind: 'rendered';
  /** Files of the OFD, not yet signed, not yet packed. */
  package: OfdPackage;
  /** Where the seal is to stand, in mm. */
  sealPlace: SealPlace & {
    /** Page@ID of that page, for StampAnnot@PageRef. */
    pageRef: number;
  };
  /** The page model, for PDF and SVG. */
  drawn: DrawnDocument;
}

export function rendered(drawn: DrawnDocument, { package: files, pageIds }: OfdDocument): Rendered {
  const { sealPlace } = drawn;
  const pageRef = pageIds[(sealPlace?.page ?? 0) - 1];
  if (!sealPlace || pageRef === undefined) throw new Error('the document has no place for its seal');
  return { kind: 'rendered', package: files, sealPlace: { ...sealPlace, pageRef }, drawn };
}

export const qrTooLong: PrintRefusal = {
  code: 'code/too-long',
  field: '二维码',
  reason: '二维码的内容太长，放不进一个二维码。',
  needed: '请缩短对外网址。',
};
