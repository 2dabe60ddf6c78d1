/** Files of a plain form, any number of inputs at once: each is looked at, kept and recorded like an upload of its own. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { insertDocument, keepContent, refuseUpload } from '../../capabilities/documents/public.ts';
import { csrfFieldName, refuseForgedUpload } from '../../platform/access/csrf.ts';
import { signedIn } from '../../platform/http/access.ts';
import { Problem } from '../../platform/http/problem.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Sent, sentFields } from './read-form.ts';

export interface Received {
  sent: Sent;
  /** What came under each input's name, in the order in which it was chosen. */
  files: { input: string; documentId: string; name: string }[];
  refusals: { input: string; message: string }[];
}

const largest = 20 * 1024 * 1024;
const largestForm = 6 * largest;
const options = {
  limits: { fileSize: largest, files: 20, fields: 200, parts: 240, fieldSize: 64 * 1024 },
  // A file that is too large is cut, read to its end, and refused with the limit it broke.
  throwFileSizeLimit: false,
};

/**
 * Reads the form to its end even where a file is refused: the others are kept and nobody sends them again. Nothing is kept
 * of a form whose token did not come before its files.
 */
export async function receiveFiles(platform: Platform, request: FastifyRequest): Promise<Received> {
  if (!request.isMultipart()) throw shellProblem('request/media-type');
  if (Number(request.headers['content-length'] ?? 0) > largestForm) throw shellProblem('request/too-large');
  const spool = join(platform.config.dataDir, 'uploads');
  await mkdir(spool, { recursive: true, mode: 0o700 });
  const fields: Record<string, string[]> = Object.create(null);
  const received: Received = { sent: {}, files: [], refusals: [] };
  for await (const part of request.parts(options)) {
    if (part.type === 'file') {
      refuseForgedUpload(request, fields[csrfFieldName]?.[0]);
      await receiveOne(platform, request, join(spool, randomUUID()), part, received);
    } else fields[part.fieldname] = [...(fields[part.fieldname] ?? []), String(part.value)];
  }
  refuseForgedUpload(request, fields[csrfFieldName]?.[0]);
  delete fields[csrfFieldName];
  return { ...received, sent: sentFields(fields) };
}

async function receiveOne(
  platform: Platform,
  request: FastifyRequest,
  path: string,
  part: MultipartFile,
  received: Received,
): Promise<void> {
  // An input in which nothing was chosen is sent as a file without a name.
  if (!part.filename) {
    part.file.resume();
    return;
  }
  const { fieldname: input, filename } = part;
  try {
    await pipeline(part.file, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    if (part.file.truncated) throw refuseUpload('document/too-large', largest);
    const owner = signedIn(request);
    const document = await keepContent(platform, owner, { path, sentName: filename, purpose: undefined });
    await record(platform, document);
    received.files.push({ input, documentId: document.id, name: document.name });
  } catch (refusal) {
    if (!(refusal instanceof Problem) || refusal.status !== 422) throw refusal;
    received.refusals.push({
      input,
      message: `“${filename.slice(-60)}”：${refusal.detail ?? refusal.title}`,
    });
  } finally {
    await rm(path, { force: true });
  }
}

async function record({ pool, jurisdiction }: Platform, document: Parameters<typeof insertDocument>[2]) {
  const client = await pool.connect();
  try {
    await insertDocument(client, jurisdiction, document);
  } finally {
    client.release();
  }
}
