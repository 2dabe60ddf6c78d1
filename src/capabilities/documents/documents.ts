/** `/api/v1/documents`: files are uploaded first, each under an id of its own, and then named by the steps that use them. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { removeAbandoned } from '../../platform/documents/abandoned-files.ts';
import { signedIn } from '../../platform/http/access.ts';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Capability, Platform } from '../../platform/platform.ts';
import { type Document, findVisibleDocument, insertDocument } from './document.ts';
import { keepContent } from './keep-document.ts';
import { registerUploadRefusals } from './refusals.ts';
import { sendContent } from './send-content.ts';
import { withUpload } from './upload.ts';

const megabyte = 1024 * 1024;

export function documentsCapability({ largest = 20 * megabyte } = {}): Capability {
  return { name: 'documents', routes: (app, platform) => routes(app, platform, largest) };
}

export const documents = documentsCapability();

const Path = Type.Object({ id: Type.String() });
const UploadForm = Type.Object({
  file: Type.String({ title: '文件', format: 'binary', description: 'PDF、OFD、JPEG、PNG、docx、xlsx' }),
  purpose: Type.Optional(Type.String({ title: '用途', maxLength: 200 })),
});
const Metadata = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  size: Type.Integer(),
  sm3: Type.String(),
  purpose: Type.Optional(Type.String()),
  uploadedAt: Type.String({ format: 'date-time' }),
});

async function routes(app: FastifyInstance, platform: Platform, largest: number): Promise<void> {
  registerUploadRefusals();
  const spool = join(platform.config.dataDir, 'uploads');
  await removeAbandoned(spool);
  const tags = ['documents'];
  const visible = async (request: FastifyRequest) => (await find(platform, request)) !== undefined;

  app.post(
    '/api/v1/documents',
    {
      config: { access: { who: 'signed-in' } },
      schema: {
        tags,
        summary: '上传一个文件',
        consumes: ['multipart/form-data'],
        body: UploadForm,
        response: { 201: Metadata },
      },
      validatorCompiler: () => () => true, // the form is read by the handler, as a stream
    },
    async (request, reply) => {
      const answer = await withUpload(request, { spool, largest }, async (upload) => {
        const document = await keepContent(platform, signedIn(request), upload);
        return answerOnce(platform, idempotencyScope(request, digestOf(document)), async (client) => {
          await insertDocument(client, platform.jurisdiction, document);
          return { status: 201, body: metadataOf(document) };
        });
      });
      return reply.code(201).send(answer.body);
    },
  );

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/documents/:id',
    {
      config: { access: { who: 'signed-in' }, visible },
      schema: { tags, summary: '文件的名称、类型、大小和摘要', params: Path, response: { 200: Metadata } },
    },
    async (request) => metadataOf(await get(platform, request)),
  );

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/documents/:id/content',
    {
      config: { access: { who: 'signed-in' }, visible },
      schema: { tags, summary: '文件内容', params: Path },
    },
    async (request, reply) => {
      const document = await get(platform, request);
      const content = await platform.documents.get(document.sm3);
      if (!content) throw new Error(`The content of document ${document.id} is missing from the store.`);
      return sendContent(reply, document, content);
    },
  );
}

async function find(platform: Platform, request: FastifyRequest): Promise<Document | undefined> {
  const { params } = request;
  const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : undefined;
  return typeof id === 'string' ? findVisibleDocument(platform, signedIn(request), id) : undefined;
}

async function get(platform: Platform, request: FastifyRequest): Promise<Document> {
  const document = await find(platform, request);
  if (!document) throw shellProblem('subject/unknown');
  return document;
}

/** What makes two uploads under one Idempotency-Key the same; the form's boundary and part headers do not. */
function digestOf({ sm3, name, purpose }: Document): Buffer {
  return createHash('sm3')
    .update(JSON.stringify([sm3, name, purpose ?? null]))
    .digest();
}

function metadataOf({
  id,
  name,
  mediaType,
  size,
  sm3,
  purpose,
  uploadedAt,
}: Document): Static<typeof Metadata> {
  return {
    id,
    name,
    mediaType,
    size,
    sm3,
    ...(purpose !== undefined && { purpose }),
    uploadedAt: uploadedAt.toISOString(),
  };
}
