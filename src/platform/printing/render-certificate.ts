/** A certificate from its template and values: an OFD package to be sealed, and the page model for PDF and SVG. */
import type {
  CertificateTemplate,
  CertificateValues,
} from '../../kernel/certificates/certificate-template.ts';
import { type CheckedTemplate, checkTemplate as check } from '../../kernel/certificates/check-template.ts';
import { composeCertificate } from '../../kernel/certificates/compose-certificate.ts';
import type { Attachment } from '../../kernel/ofd/attachments.ts';
import { writeOfd } from '../../kernel/ofd/write-ofd.ts';
import type { Picture } from '../../kernel/page/drawn.ts';
import type { PrintRefusal } from '../../kernel/page/print-refusal.ts';
import { readPicture } from '../../kernel/page/read-picture.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { faces } from './faces.ts';
import { qrModules } from './qr-modules.ts';
import { type Printed, qrTooLong, rendered } from './rendered.ts';

export interface CertificateOptions {
  /** DocInfo/Title; absent, the template's name. */
  title?: string;
  createdOn: LegalDay;
  /** In whose name it is issued. */
  author: string;
  /** Whether a signature follows: OFD.xml then names the list of signatures. */
  sealed: boolean;
  /** What the QR code says, an address; needed where the template has a place for it. */
  qr?: string;
  /** PNG or JPEG, by the names the template gives its picture places. */
  pictures?: Readonly<Record<string, Uint8Array>>;
  attachments?: readonly Attachment[];
  /** DocInfo/CustomDatas. */
  customData?: Readonly<Record<string, string>>;
}

/** Keep what it answers: what is fixed in a template is worked out once for each object. */
export function checkTemplate(data: unknown): CheckedTemplate {
  return check(faces, data);
}

export function renderCertificate(
  template: CertificateTemplate,
  values: CertificateValues,
  options: CertificateOptions,
): Printed {
  const { pictures, unreadable } = readPictures(options.pictures ?? {});
  const qr = options.qr === undefined ? undefined : qrModules(options.qr);
  const early = options.qr !== undefined && !qr ? [...unreadable, qrTooLong] : unreadable;
  if (early.length > 0) return { kind: 'refused', refusals: early };
  const { title = template.name, author, createdOn } = options;
  const about = { title, author, createdOn };
  const { drawn, refusals } = composeCertificate(template, { faces, values, qr, pictures }, about);
  if (refusals.length > 0) return { kind: 'refused', refusals };
  return rendered(drawn, writeOfd(drawn, { ...options, faces }));
}

function readPictures(given: Readonly<Record<string, Uint8Array>>) {
  const pictures: Record<string, Picture> = {};
  const unreadable: PrintRefusal[] = [];
  for (const [name, bytes] of Object.entries(given)) {
    const picture = readPicture(bytes);
    if (picture) pictures[name] = picture;
    else unreadable.push(pictureUnreadable(name));
  }
  return { pictures, unreadable };
}

function pictureUnreadable(name: string): PrintRefusal {
  return {
    code: 'picture/unreadable',
    field: name,
    reason: `“${name}”不是能读的 PNG 或者 JPEG 图片。`,
    needed: '请换一张 PNG（不隔行扫描）或者 JPEG 图片。',
  };
}
