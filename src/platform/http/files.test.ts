import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { serveFolder } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingchuang-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const script = 'console.log("明窗");';
writeFileSync(join(folder, 'desk.js'), script);
writeFileSync(join(folder, 'desk.js.br'), brotliCompressSync(script));
writeFileSync(join(folder, 'small.js'), script);

const app = Fastify();
await serveFolder(app, { prefix: '/desk/assets/', folder, immutable: true });
const get = (name: string, encoding: string) =>
  app.inject({ url: `/desk/assets/${name}`, headers: { 'accept-encoding': encoding } });

test('a built file goes out compressed to whoever takes it so', async () => {
  const { headers, rawPayload } = await get('desk.js', 'gzip, br');
  expect(headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
  expect(headers['content-type']).toContain('javascript');
  expect(brotliDecompressSync(rawPayload).toString()).toBe(script);
});

test('and as it is to everybody else, or where the build compressed nothing', async () => {
  for (const answer of [await get('desk.js', 'identity'), await get('small.js', 'br')]) {
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.payload).toBe(script);
  }
});
