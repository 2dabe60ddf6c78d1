import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedProgram, serveProgram } from '../../../test/support/served-program.ts';
import { smallPdf } from '../../platform/documents/zip-archive.fixture.ts';
import { documentsCapability } from './public.ts';

const megabyte = 1024 * 1024;
let program: ServedProgram;
let address: URL;
let headers: { authorization: string };

beforeEach(async () => {
  program = await serveProgram([documentsCapability({ largest: megabyte })]);
  headers = await program.signIn('applicant');
  address = new URL('/api/v1/documents', await program.app.listen({ port: 0, host: '127.0.0.1' }));
});
afterEach(() => program.close());

const spooled = () => readdir(join(program.platform.config.dataDir, 'uploads')).catch(() => []);

test('a sender of far too much hears why, whether the length is told or not', async () => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(smallPdf), new Uint8Array(30 * megabyte)]), 'a.pdf');
  const told = await fetch(address, { method: 'POST', headers, body: form });
  expect(await told.json()).toMatchObject({ status: 422, code: 'document/too-large' });

  const { body, headers: ofForm } = new Request(address, { method: 'POST', headers, body: form });
  const withoutLength = { method: 'POST', headers: ofForm, body, duplex: 'half' };
  const streamed = await fetch(address, withoutLength);
  expect(await streamed.json()).toMatchObject({ status: 422, code: 'document/too-large' });
  expect(await spooled()).toEqual([]);
});

test('a sender who goes away in the middle leaves nothing', async () => {
  const socket = connect(Number(address.port), address.hostname);
  socket.write(
    [
      'POST /api/v1/documents HTTP/1.1',
      'host: local',
      `authorization: ${headers.authorization}`,
      'content-type: multipart/form-data; boundary=x',
      'content-length: 500000',
      '',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7',
    ].join('\r\n'),
  );
  await expect.poll(async () => (await spooled()).length).toBe(1);
  socket.destroy();
  await expect.poll(spooled).toEqual([]);
  const { rows } = await program.platform.pool.query('select from documents.document');
  expect(rows).toEqual([]);
});
