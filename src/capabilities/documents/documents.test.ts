import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
  type ServedProgram,
  type ServedProgramSettings,
  serveProgram,
} from '../../../test/support/served-program.ts';
import type { DocumentStore } from '../../platform/documents/document-store.ts';
import { openFolderStore } from '../../platform/documents/folder-store.ts';
import {
  docxEntries,
  smallPdf,
  smallPng,
  xlsxEntries,
  zipArchive,
} from '../../platform/documents/zip-archive.fixture.ts';
import { documentsCapability, findDocuments, registerDocumentViewer } from './public.ts';

const url = '/api/v1/documents';
const largest = 64 * 1024;
let program: ServedProgram;
afterEach(() => program.close());

async function serve(settings: ServedProgramSettings = {}) {
  program = await serveProgram([documentsCapability({ largest })], settings);
  return program.signIn('applicant', 'citizen');
}

type Headers = Record<string, string>;
interface Sent {
  content?: Buffer;
  name?: string;
  purpose?: string;
}

async function upload(headers: Headers, { content = smallPdf, name = '营业执照.pdf', purpose }: Sent = {}) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)], { type: 'text/html' }), name);
  if (purpose) form.append('purpose', purpose);
  return post(headers, form);
}

async function post(headers: Headers, form: FormData) {
  const request = new Request('http://local/', { method: 'POST', body: form });
  const type = request.headers.get('content-type') ?? '';
  const payload = Buffer.from(await request.arrayBuffer());
  return program.app.inject({ method: 'POST', url, headers: { ...headers, 'content-type': type }, payload });
}

const countRows = async () =>
  (await program.platform.pool.query<{ n: number }>('select count(*)::integer as n from documents.document'))
    .rows[0]?.n;

test('an upload gets an id, its kind by content, its size and its SM3', async () => {
  const headers = await serve();
  const answer = await upload(headers, { purpose: '食品经营许可' });
  expect(answer.statusCode).toBe(201);
  expect(answer.json()).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    name: '营业执照.pdf',
    mediaType: 'application/pdf',
    size: smallPdf.length,
    sm3: createHash('sm3').update(smallPdf).digest('hex'),
    purpose: '食品经营许可',
  });
  const metadata = await program.app.inject({ url: `${url}/${answer.json().id}`, headers });
  expect(metadata.json()).toEqual(answer.json());
});

test('the same file twice is two documents over one content', async () => {
  const headers = await serve();
  const [one, two] = await Promise.all([upload(headers), upload(headers)]);
  expect(one.json().id).not.toBe(two.json().id);
  expect(one.json().sm3).toBe(two.json().sm3);
  expect(
    await findDocuments(program.platform.pool, 'mingchuan', [one.json().id, two.json().id]),
  ).toHaveLength(2);
});

test('a PDF and a picture are shown, everything else is saved, and nothing runs', async () => {
  const headers = await serve();
  const serveBack = async (sent: Sent) => {
    const { id } = (await upload(headers, sent)).json();
    return program.app.inject({ url: `${url}/${id}/content`, headers });
  };
  const pdf = await serveBack({});
  expect(pdf.rawPayload).toEqual(smallPdf);
  expect(pdf.headers).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-disposition': `inline; filename="document.pdf"; filename*=UTF-8''${encodeURIComponent('营业执照.pdf')}`,
    'cache-control': 'private, no-store',
  });
  expect(pdf.headers['content-security-policy']).toMatch(/^default-src 'none'/);
  const png = await serveBack({ content: smallPng, name: '照片.png' });
  expect(png.headers['content-security-policy']).toBe("sandbox; default-src 'none'");
  const docx = await serveBack({ content: zipArchive(docxEntries), name: "章程 (1)'.docx" });
  expect(docx.headers['content-disposition']).toMatch(/^attachment; .*filename\*=UTF-8''[^'()]+\.docx$/);
});

test('a document belongs to its owner, and to whom a registered rule lets see it', async () => {
  const headers = await serve();
  const { id } = (await upload(headers)).json();
  const reviewer = await program.signIn('reviewer');
  const stranger = await program.signIn('reviewer', 'reviewer2');
  registerDocumentViewer(
    program.platform,
    async (actor, document) => actor.name === 'reviewer' && document === id,
  );
  for (const path of [`${url}/${id}`, `${url}/${id}/content`]) {
    expect((await program.app.inject({ url: path, headers: reviewer })).statusCode).toBe(200);
    expect((await program.app.inject({ url: path, headers: stranger })).statusCode).toBe(404);
    expect((await program.app.inject({ url: path })).statusCode).toBe(401);
  }
  for (const unknown of ['0'.repeat(32), 'x', '%2e%2e', "'"]) {
    expect((await program.app.inject({ url: `${url}/${unknown}`, headers })).statusCode).toBe(404);
  }
});

test.each<[string, Sent, string]>([
  ['a page', { content: Buffer.from('<script>alert(1)</script>'), name: 'a.pdf' }, 'document/type'],
  ['nothing', { content: Buffer.alloc(0) }, 'document/empty'],
  ['too much', { content: Buffer.concat([smallPdf, Buffer.alloc(largest)]) }, 'document/too-large'],
  ['far too much', { content: Buffer.alloc(5_000_000, '%PDF-') }, 'document/too-large'],
  ['a spreadsheet that claims to be a PDF', { content: zipArchive(xlsxEntries) }, 'document/type'],
  [
    'a PDF that is an archive, too',
    { content: Buffer.concat([smallPdf, zipArchive(docxEntries)]) },
    'document/type',
  ],
  ['an endless purpose', { purpose: '用'.repeat(201) }, 'document/purpose'],
])('%s is refused in words, and nothing is kept', async (_, sent, code) => {
  const headers = await serve();
  const answer = await upload(headers, sent);
  expect(answer.json()).toMatchObject({ status: 422, code, detail: expect.stringMatching(/请|最多/) });
  expect(await countRows()).toBe(0);
  expect(await readdir(join(program.platform.config.dataDir, 'documents'))).toEqual(['incoming']);
  expect(await readdir(join(program.platform.config.dataDir, 'uploads')).catch(() => [])).toEqual([]);
});

test('a file of exactly the largest size is taken', async () => {
  const headers = await serve();
  const content = Buffer.concat([smallPdf, Buffer.alloc(largest - smallPdf.length)]);
  expect((await upload(headers, { content })).statusCode).toBe(201);
});

test('one file in a field called file, no more and no less', async () => {
  const headers = await serve();
  const file = new Blob([new Uint8Array(smallPdf)]);
  const none = new FormData();
  none.append('purpose', '无文件');
  const elsewhere = new FormData();
  elsewhere.append('upload', file, 'a.pdf');
  const two = new FormData();
  two.append('file', file, 'a.pdf');
  two.append('file', file, 'b.pdf');
  expect((await post(headers, none)).json()).toMatchObject({ status: 422, code: 'document/missing' });
  expect((await post(headers, elsewhere)).json()).toMatchObject({ status: 422, code: 'document/missing' });
  expect((await post(headers, two)).json()).toMatchObject({ status: 422, code: 'document/one-file' });
  const json = await program.app.inject({ method: 'POST', url, headers, payload: { file: 'a' } });
  expect(json.json()).toMatchObject({ status: 422, code: 'document/missing' });
  expect(await countRows()).toBe(0);
});

test('an upload that breaks off keeps nothing', async () => {
  const headers = await serve();
  const type = 'multipart/form-data; boundary=x';
  const payload = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 half';
  const answer = await program.app.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': type },
    payload,
  });
  expect(answer.statusCode).toBe(400);
  expect(await countRows()).toBe(0);
  expect(await readdir(join(program.platform.config.dataDir, 'uploads'))).toEqual([]);
});

test('nobody uploads nothing', async () => {
  await serve();
  expect((await upload({})).statusCode).toBe(401);
});

test('a repeated upload with the same key answers the same document; another file is refused', async () => {
  const headers = { ...(await serve()), 'idempotency-key': 'a1' };
  const first = await upload(headers);
  const again = await upload(headers);
  expect(again.statusCode).toBe(201);
  expect(again.json()).toEqual(first.json());
  const other = await upload(headers, { content: smallPng, name: '照片.png' });
  expect(other.json()).toMatchObject({ status: 422, code: 'idempotency/other-body' });
  expect(await countRows()).toBe(1);
});

/** A store that fails before or after it has kept the content. */
function failingStore(fails: 'before' | 'after'): (folder: string) => Promise<DocumentStore> {
  return async (folder) => {
    const store = await openFolderStore(folder);
    return {
      ...store,
      async put(content) {
        if (fails === 'before') throw new Error('the disk is full');
        await store.put(content);
        throw new Error('the process was killed');
      },
    };
  };
}

test.each(['before', 'after'] as const)(
  'a failure %s the content is stored leaves no row without content',
  async (when) => {
    const headers = await serve({ documents: failingStore(when) });
    expect((await upload(headers)).statusCode).toBe(500);
    expect(await countRows()).toBe(0);
  },
);
