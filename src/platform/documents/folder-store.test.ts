import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DocumentStore } from './document-store.ts';
import { openFolderStore } from './folder-store.ts';

let folder: string;
let store: DocumentStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-store-'));
  store = await openFolderStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const content = Buffer.from('明窗');
const sm3 = createHash('sm3').update(content).digest('hex');

async function read(address: string): Promise<string | undefined> {
  const found = await store.get(address);
  if (!found) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of found) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('a content is found under its SM3', async () => {
  expect(await store.put([content])).toEqual({ sm3, size: 6 });
  expect(await store.has(sm3)).toBe(true);
  expect(await read(sm3)).toBe('明窗');
});

test('what was never put is not there, whatever the address looks like', async () => {
  expect(await store.has(sm3)).toBe(false);
  expect(await read(sm3)).toBeUndefined();
  expect(await read('../../etc/passwd')).toBeUndefined();
});

test('the same bytes at the same time are kept once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => store.put([content])));
  expect(new Set(answers.map((answer) => answer.sm3))).toEqual(new Set([sm3]));
  expect(await readdir(join(folder, sm3.slice(0, 2)))).toEqual([sm3]);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  expect(await readFile(join(folder, sm3.slice(0, 2), sm3), 'utf8')).toBe('明窗');
});

test('a content that breaks off leaves nothing', async () => {
  async function* breaksOff() {
    yield content;
    throw new Error('connection lost');
  }
  await expect(store.put(breaksOff())).rejects.toThrow('connection lost');
  expect(await readdir(folder)).toEqual(['incoming']);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
});

test('half a content that a crash left is no document, and goes away after a day', async () => {
  const half = join(folder, 'incoming', 'half');
  await writeFile(half, content.subarray(0, 3));
  expect(await store.has(sm3)).toBe(false);
  await openFolderStore(folder);
  expect(await readdir(join(folder, 'incoming'))).toEqual(['half']);
  await utimes(half, 0, 0);
  await openFolderStore(folder);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
});
