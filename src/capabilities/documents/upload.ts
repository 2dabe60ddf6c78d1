/**
 * Reading an upload: its file goes to a spool file of its own, so that memory stays bounded and the content can be looked
 * at from both ends before anything is kept. The spool file is gone when `use` has ended, whatever happened.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { refuseUpload } from './refusals.ts';

export interface Upload {
  /** The spool file. */
  path: string;
  sentName: string | undefined;
  purpose: string | undefined;
}

const longestPurpose = 200;
/** What the form around the file may add to the length of a request. */
const formOverhead = 64 * 1024;

export async function withUpload<T>(
  request: FastifyRequest,
  { spool, largest }: { spool: string; largest: number },
  use: (upload: Upload) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) throw refuseUpload('document/missing');
  // A length that is told is refused before it is read; one that is not told, or lied about, below.
  if (Number(request.headers['content-length'] ?? 0) > largest + formOverhead) {
    throw refuseUpload('document/too-large', largest);
  }
  await mkdir(spool, { recursive: true, mode: 0o700 });
  const path = join(spool, randomUUID());
  try {
    return await use(await readForm(request, path, largest).catch(refuseBroken));
  } finally {
    await rm(path, { force: true });
  }
}

/** Reads the form to its end even where it is refused, so that the sender gets to hear why. */
async function readForm(request: FastifyRequest, path: string, largest: number): Promise<Upload> {
  let files = 0;
  let tooLarge = false;
  let sentName: string | undefined;
  let purpose: string | undefined;
  const limits = { fileSize: largest, files: 10, fields: 20, parts: 30, fieldSize: 4096 };
  // A file that is too large is cut, read to its end, and refused with the limit it broke.
  const options = { limits, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === 'field') {
      if (part.fieldname === 'purpose') purpose = String(part.value).trim() || undefined;
    } else if (part.fieldname === 'file' && files === 0) {
      files = 1;
      sentName = part.filename;
      tooLarge = await spoolFile(part, path);
    } else {
      if (part.fieldname === 'file') files += 1;
      part.file.resume();
    }
  }
  if (files === 0) throw refuseUpload('document/missing');
  if (files > 1) throw refuseUpload('document/one-file');
  if (tooLarge) throw refuseUpload('document/too-large', largest);
  if (purpose && !isPlain(purpose)) throw refuseUpload('document/purpose');
  return { path, sentName, purpose };
}

/** Whether the file was cut at the limit. */
async function spoolFile(part: MultipartFile, path: string): Promise<boolean> {
  await pipeline(part.file, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return part.file.truncated;
}

function isPlain(text: string): boolean {
  return text.length <= longestPurpose && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** What the parser finds wrong with the form carries no code, a connection that went away this one; a full disk its own. */
function refuseBroken(fault: Error): never {
  if ('code' in fault && !String(fault.code).includes('PREMATURE_CLOSE')) throw fault;
  throw shellProblem('request/unreadable', { detail: '上传的内容不完整，请重新上传。' });
}
