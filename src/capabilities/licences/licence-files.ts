/** The sealed file of a certificate, and the two copies that are drawn from the same page: PDF and picture. */
import { writeSvg } from '../../kernel/page/write-svg.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { faces } from '../../platform/printing/faces.ts';
import type { Rendered } from '../../platform/printing/rendered.ts';
import { writePdf } from '../../platform/printing/write-pdf.ts';
import { readStored, stampsOn, unprintable } from '../sealed-files/public.ts';
import { printCertificate } from './certificate-print.ts';
import { findType } from './certificate-type-store.ts';
import { undeclaredType } from './certificate-types.ts';
import type { SeenLicence } from './licences.ts';
import type { OpenLicence, RecordedFact } from './open-licence.ts';
import { verificationAddress } from './seal-certificate.ts';

const noFile = {
  code: 'licence/no-file',
  status: 404,
  title: '没有版式文件',
  meaning:
    '这份证照没有版式文件（OFD）：签发时还没有这种文件，或者字库里没有其中的字，发的是纸质证照。可以在网页上出示和核验。',
};
const masked = {
  code: 'licence/masked',
  status: 403,
  title: '这份证照的文件不由您查看',
  meaning: '证照上有个人信息，只有持证人和办理它的岗位可以查看。',
};
export const fileCodes = [noFile, masked];

const problem = ({ code, status, title, meaning }: typeof noFile) =>
  new Problem({ code, status, title, detail: meaning });

export interface SealedFile {
  /** Of the file for a person, without its ending. */
  name: string;
  bytes: Buffer;
}

/** The bytes as they were sealed. Throws 403 and 404 in words. */
export async function sealedFileOf(
  platform: Platform,
  { open, full }: Pick<SeenLicence, 'open' | 'full'>,
): Promise<SealedFile> {
  const { data } = open.licence;
  // An organisation's certificate hangs on its wall.
  if (!full && data.holder.kind !== 'organization') throw problem(masked);
  const sm3 = fileIn(documentFact(open));
  if (sm3 === undefined) throw problem(noFile);
  return { name: `${data.name} ${data.number}`, bytes: await readStored(platform, sm3) };
}

export async function pdfOf(platform: Platform, seen: Pick<SeenLicence, 'open' | 'full'>) {
  const { name, bytes } = await sealedFileOf(platform, seen);
  const { drawn, sealPlace } = await redrawn(platform, seen.open);
  return { name, bytes: await writePdf(drawn, { stamps: stampsOn(bytes, sealPlace) }) };
}

export async function pictureOf(platform: Platform, seen: Pick<SeenLicence, 'open' | 'full'>) {
  const { bytes } = await sealedFileOf(platform, seen);
  const { drawn, sealPlace } = await redrawn(platform, seen.open);
  return writeSvg(faces, drawn, 1, { stamps: stampsOn(bytes, sealPlace) });
}

/** The page as it was sealed: the same content under the same version of its type. */
async function redrawn(platform: Platform, open: OpenLicence): Promise<Rendered> {
  const { data, type, id } = open.licence;
  const version = Number(documentFact(open)?.data.typeVersion ?? 0);
  const stored = version > 0 ? await findType(platform, type, version) : undefined;
  const address = verificationAddress(platform, id);
  const printed = printCertificate(stored ?? undeclaredType(type, data.name, ''), data, {
    address,
    sealed: false,
  });
  if (printed.kind === 'refused') throw unprintable(printed.refusals);
  return printed;
}

/** Certificates from before there were files have none. */
export const hasFile = (open: OpenLicence): boolean => fileIn(documentFact(open)) !== undefined;

/** The fact that brought the current document. */
function documentFact({ facts }: OpenLicence): RecordedFact | undefined {
  return facts.findLast(({ data }) => typeof data.documentVersion === 'number');
}

function fileIn(fact: RecordedFact | undefined): string | undefined {
  const file = fact?.data.file;
  const isFile = typeof file === 'object' && file !== null && !Array.isArray(file);
  return isFile && typeof file.sm3 === 'string' ? file.sm3 : undefined;
}
