/**
 * One closed case as one file that needs no program to be read: an index with the SM3 of everything, the case, its
 * letters as pages, its documents, and for each fact the evidence that `tools/check-evidence.mjs` checks
 * (档案法实施条例 §39: source, procedure and elements can be shown).
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import yazl from 'yazl';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { mediaTypes } from '../../platform/documents/media-type.ts';
import type { Platform } from '../../platform/platform.ts';
import { renderArchiveIndex } from '../../web/letters/archive-pages.tsx';
import { renderLetter } from '../../web/letters/render-letter.ts';
import { createCases, documentsNamedIn, type OpenCase } from '../cases/public.ts';
import { findDocuments } from '../documents/public.ts';
import { type CheckpointOnDemand, wholeEvidence } from '../evidence/public.ts';
import { kept } from './kept-styles.ts';

export interface PackageIndex {
  format: 'mingchuang-archive-package';
  formatVersion: 1;
  caseNo: string;
  caseVersion: number;
  itemName: string;
  authorityName: string;
  officeName: string;
  applicant: string;
  closedOn: LegalDay;
  class: string;
  classLabel: string;
  keepUntil: LegalDay | null;
  schedule: string;
  archivedAt: string;
  files: PackedFile[];
}

export interface PackedFile {
  path: string;
  title: string;
  size: number;
  sm3: string;
}

export type PackageHead = Omit<PackageIndex, 'format' | 'formatVersion' | 'files'>;

interface Content extends Omit<PackedFile, 'size' | 'sm3'> {
  bytes: Buffer;
}

/** A zip, made while it is read; documents are streamed out of the store. */
export async function archivePackage(
  platform: Platform,
  open: OpenCase,
  head: PackageHead,
  { origin, onDemand }: { origin: string; onDemand: CheckpointOnDemand },
): Promise<AsyncIterable<Buffer>> {
  const texts = [
    ...caseFile(platform, open),
    ...letterFiles(platform, open, origin),
    ...(await evidenceFiles(platform, open, onDemand)),
  ];
  const documents = await documentFiles(platform, open);
  const files = [...texts.map(packed), ...documents.map(({ file }) => file)];
  const index: PackageIndex = {
    format: 'mingchuang-archive-package',
    formatVersion: 1,
    ...head,
    files,
  };
  const zip = new yazl.ZipFile();
  const mtime = new Date(head.archivedAt);
  zip.addBuffer(Buffer.from(`${JSON.stringify(index, null, 1)}\n`), 'index.json', { mtime });
  zip.addBuffer(Buffer.from(kept(renderArchiveIndex(index))), 'index.html', { mtime });
  for (const { path, bytes } of texts) zip.addBuffer(bytes, path, { mtime });
  for (const { file, sm3 } of documents) {
    zip.addReadStreamLazy(file.path, { mtime, size: file.size }, (give) => {
      platform.documents.get(sm3).then(
        (content) =>
          content ? give(null, content) : give(new Error(`the content ${sm3} is missing`), Readable.from([])),
        (fault) => give(fault, Readable.from([])),
      );
    });
  }
  zip.end();
  return bytesOf(zip);
}

async function* bytesOf(zip: yazl.ZipFile): AsyncGenerator<Buffer> {
  const { outputStream } = zip;
  zip.on('error', (fault) => {
    if (outputStream instanceof Readable) outputStream.destroy(fault);
  });
  for await (const chunk of outputStream) yield Buffer.from(chunk);
}

function caseFile(platform: Platform, open: OpenCase): Content[] {
  const view = createCases(platform).viewWhole(open);
  return [{ path: 'case.json', title: '办件（当事人、申请表、经过、时限）', bytes: json(view) }];
}

function letterFiles(platform: Platform, open: OpenCase, origin: string): Content[] {
  return createCases(platform)
    .lettersWhole(open, origin)
    .map((letter, place) => ({
      path: `letters/${numbered(place)}.html`,
      title: `${letter.content.title} ${letter.docNo}`,
      bytes: Buffer.from(kept(renderLetter(letter))),
    }));
}

async function evidenceFiles(
  platform: Platform,
  open: OpenCase,
  onDemand: CheckpointOnDemand,
): Promise<Content[]> {
  const files: Content[] = [];
  for (const { version, kind } of open.record.facts) {
    const evidence = await wholeEvidence(platform, onDemand, open, version);
    if (!evidence || evidence === 'waiting')
      throw new Error(`fact ${version} of case ${open.record.caseNo} has no place yet`);
    files.push({
      path: `evidence/${numbered(version - 1)}-${kind}.json`,
      title: `第 ${version} 条事实的存证`,
      bytes: json(evidence),
    });
  }
  return files;
}

async function documentFiles({ pool, jurisdiction }: Platform, { record }: OpenCase) {
  const named = documentsNamedIn(record.facts);
  const found = await findDocuments(pool, jurisdiction, named);
  return named
    .flatMap((id) => found.find((one) => one.id === id) ?? [])
    .map(({ name, mediaType, size, sm3 }, place) => {
      const ending = Object.entries(mediaTypes).find(([, type]) => type === mediaType)?.[0] ?? 'bin';
      const file: PackedFile = { path: `documents/${numbered(place)}.${ending}`, title: name, size, sm3 };
      return { file, sm3 };
    });
}

const numbered = (place: number) => String(place + 1).padStart(4, '0');
const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

function packed({ path, title, bytes }: Content): PackedFile {
  return { path, title, size: bytes.length, sm3: createHash('sm3').update(bytes).digest('hex') };
}
