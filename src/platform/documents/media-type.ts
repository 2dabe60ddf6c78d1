/**
 * What a file is, decided by its content alone: the name and the type that the sender claims are only claims. A file that
 * would be another thing to another reader (a PDF that is also an archive, a picture with a PDF inside its head) is
 * refused, since what a clerk sees would not be what a machine reads.
 */
import type { ReadAt } from './read-at.ts';
import { findZipEnd, readZipDirectory, type ZipEntry } from './zip-directory.ts';

export const mediaTypes = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  jpg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export type FileKind = keyof typeof mediaTypes;

export type Refusal =
  | 'unknown'
  | 'old-office-or-password' // a compound file: .doc, .xls, or a document encrypted with a password
  | 'macros'
  | 'ambiguous' // also readable as something else
  | 'broken-archive'
  | 'unpacks-too-large';

export type Finding = { kind: FileKind } | { refusal: Refusal };

const magic = {
  pdf: Buffer.from('%PDF-'),
  png: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  jpg: Buffer.from([0xff, 0xd8, 0xff]),
  zip: Buffer.from('PK\x03\x04', 'latin1'),
  compound: Buffer.from('d0cf11e0a1b11ae1', 'hex'),
};

/** Readers of PDF look for its mark anywhere in this many bytes. */
const pdfHeadWithin = 1024;
/** Far more than any filing unpacks to; a bomb claims gigabytes. Nothing is unpacked to find out. */
const largestUnpacked = 512 * 1024 * 1024;

export async function findMediaType(readAt: ReadAt, size: number): Promise<Finding> {
  const head = await readAt(0, pdfHeadWithin);
  const starts = (mark: Buffer) => head.subarray(0, mark.length).equals(mark);
  if (starts(magic.compound)) return { refusal: 'old-office-or-password' };
  const kind = starts(magic.pdf) ? 'pdf' : starts(magic.png) ? 'png' : starts(magic.jpg) ? 'jpg' : undefined;
  if (kind)
    return (await isAlsoSomethingElse(kind, head, readAt, size)) ? { refusal: 'ambiguous' } : { kind };
  if (!starts(magic.zip)) return { refusal: 'unknown' };
  if (head.includes(magic.pdf)) return { refusal: 'ambiguous' };
  const entries = await readZipDirectory(readAt, size);
  return entries ? findInArchive(entries) : { refusal: 'broken-archive' };
}

async function isAlsoSomethingElse(
  kind: FileKind,
  head: Buffer,
  readAt: ReadAt,
  size: number,
): Promise<boolean> {
  if (kind !== 'pdf' && head.includes(magic.pdf)) return true;
  return (await findZipEnd(readAt, size)) !== undefined;
}

function findInArchive(entries: ZipEntry[]): Finding {
  const has = (name: string) => entries.some((entry) => entry.name === name);
  if (entries.some(({ encrypted }) => encrypted)) return { refusal: 'old-office-or-password' };
  if (entries.some(({ name }) => /(^|\/)vbaProject\.bin$/i.test(name))) return { refusal: 'macros' };
  const kinds: FileKind[] = [];
  if (has('OFD.xml')) kinds.push('ofd');
  if (has('[Content_Types].xml') && has('word/document.xml')) kinds.push('docx');
  if (has('[Content_Types].xml') && has('xl/workbook.xml')) kinds.push('xlsx');
  const [kind, other] = kinds;
  if (!kind) return { refusal: 'unknown' };
  if (other) return { refusal: 'ambiguous' };
  const unpacked = entries.reduce((sum, { unpackedSize }) => sum + unpackedSize, 0);
  return unpacked > largestUnpacked ? { refusal: 'unpacks-too-large' } : { kind };
}
