/** Files that travel inside the document, such as its data for machines (GB/T 33190 §19). */
import { escapeXml } from '../escape-xml.ts';
import { written } from '../page/numbers.ts';
import type { LegalDay } from '../time/legal-day.ts';
import { file } from './page-content.ts';

export interface Attachment {
  /** As a reader lists it, e.g. 证照数据. */
  name: string;
  /** Letters and digits: json, xml, pdf. */
  format: string;
  bytes: Uint8Array;
}

/** Paths within the document's folder. Names of files are our own: an archive does not carry Chinese ones safely. */
export function attachmentFiles(
  attachments: readonly Attachment[],
  createdOn: LegalDay,
): [string, Uint8Array][] {
  if (attachments.length === 0) return [];
  const named = attachments.map((attachment, at) => {
    if (!/^[A-Za-z0-9]{1,8}$/.test(attachment.format)) throw new Error(`no format: ${attachment.format}`);
    return { ...attachment, path: `Attachs/attachment_${at + 1}.${attachment.format.toLowerCase()}` };
  });
  const listed = named.map(({ name, format, bytes, path }, at) =>
    [
      `<ofd:Attachment ID="attachment_${at + 1}" Name="${escapeXml(name)}" Format="${format.toUpperCase()}"`,
      ` CreationDate="${createdOn}T00:00:00" Size="${written(bytes.length / 1024)}" Usage="none">`,
      `<ofd:FileLoc>/Doc_0/${path}</ofd:FileLoc></ofd:Attachment>`,
    ].join(''),
  );
  const list = `<ofd:Attachments xmlns:ofd="http://www.ofdspec.org/2016">${listed.join('')}</ofd:Attachments>`;
  return [
    ['Attachs/Attachments.xml', file(list)],
    ...named.map(({ path, bytes }): [string, Uint8Array] => [path, bytes]),
  ];
}
