import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { SEALED_MAGIC, SealBroken, sealing, unsealing } from './sealed-stream.ts';

const passphrase = '一句很长的话';
const head = SEALED_MAGIC.length + 16 + 7;
const frame = 64 * 1024 + 16;

const seal = (content: Buffer) => buffer(Readable.from([content]).pipe(sealing(passphrase)));
const unseal = (sealed: Buffer, by = passphrase) => {
  const opened = Readable.from([sealed]).pipe(unsealing(by));
  return buffer(opened);
};

test.each([0, 1, 64 * 1024, 64 * 1024 + 1, 200_000])('%i bytes come back as they were', async (size) => {
  const content = randomBytes(size);
  const sealed = await seal(content);
  expect(await unseal(sealed)).toEqual(content);
  if (size > 100) expect(sealed.includes(content.subarray(0, 100))).toBe(false);
});

describe('is noticed:', () => {
  let sealed: Buffer;
  beforeAll(async () => {
    sealed = await seal(randomBytes(3 * 64 * 1024));
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['a cut between two frames', (bytes) => bytes.subarray(0, head + frame)],
    ['a cut within a frame', (bytes) => bytes.subarray(0, head + frame + 100)],
    ['a cut within the head', (bytes) => bytes.subarray(0, 30)],
    ['two frames that changed places', (bytes) => reordered(bytes, [1, 0, 2])],
    ['a frame that was left out', (bytes) => reordered(bytes, [0, 2])],
    ['another byte in a frame', (bytes) => changed(bytes, head + 5)],
    ['another byte in the head', (bytes) => changed(bytes, SEALED_MAGIC.length + 1)],
    ['something behind the end', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
  ])('%s', async (_what, damage) => {
    await expect(unseal(damage(sealed))).rejects.toThrow(SealBroken);
  });

  test('another passphrase', async () => {
    await expect(unseal(sealed, 'another')).rejects.toThrow(SealBroken);
  });
});

function reordered(bytes: Buffer, order: number[]): Buffer {
  const frames = order.map((index) => bytes.subarray(head + index * frame, head + (index + 1) * frame));
  return Buffer.concat([bytes.subarray(0, head), ...frames]);
}

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
