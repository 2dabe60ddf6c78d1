import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { isEndorsed, readKeyFile } from '../platform/ledger/ledger-keys.ts';
import { isSignedBy, keyIdOf } from '../platform/ledger/sm2.ts';
import { runLedgerKey } from './ledger-key.ts';
import { runWitness } from './witness.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingchuang-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

function call(...words: string[]) {
  let text = '';
  const exit = runLedgerKey(words, { write: (piece) => (text += piece) });
  return { exit, text };
}

it('makes a key that signs, for its owner alone, and never over another one', () => {
  const file = join(folder, 'ledger.json');
  const { exit, text } = call(file, '--json');
  expect(exit).toBe(0);
  const made = JSON.parse(text);
  const { signing } = readKeyFile(file);
  expect(made).toMatchObject({ keyId: signing.keyId, publicKey: signing.publicKey });
  expect(isSignedBy(made.publicKey, 'text', signing.sign('text'))).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = readFileSync(file, 'utf8');
  expect(call(file)).toMatchObject({ exit: 1, text: expect.stringContaining('已经存在') });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

it('rotates: the old key vouches for the new one and is gone', () => {
  const file = join(folder, 'rotated.json');
  call(file);
  const [old] = readKeyFile(file).keys;
  expect(call(file, '--rotate').exit).toBe(0);
  const { keys, signing } = readKeyFile(file);
  const [first, second] = keys;
  expect(first).toEqual({ publicKey: old?.publicKey, validFrom: old?.validFrom, validTo: second?.validFrom });
  expect(signing.publicKey).toBe(second?.publicKey);
  const { publicKey = '', validFrom = '', endorsement = null } = second ?? {};
  expect(isEndorsed({ publicKey, validFrom, endorsement }, first?.publicKey ?? '')).toBe(true);
  expect(isEndorsed({ publicKey, validFrom: '2020', endorsement }, first?.publicKey ?? '')).toBe(false);
  expect(readFileSync(file, 'utf8')).not.toContain(old?.privateKey);
  expect(keyIdOf(publicKey)).toBe(signing.keyId);
});

it('bad calls and other files are told in words', async () => {
  expect(call().exit).toBe(2);
  expect(call('a', 'b').exit).toBe(2);
  expect(call('--strange', 'a').exit).toBe(2);
  for (const [place, content] of [
    '{}',
    'nonsense',
    '{"keys":[]}',
    '{"privateKey":"12"}',
    '{"keys":[{"publicKey":"04"}]}',
  ].entries()) {
    const file = join(folder, `other-${place}`);
    writeFileSync(file, content);
    expect(() => readKeyFile(file)).toThrow('不是账本密钥文件');
  }
  expect(() => readKeyFile(join(folder, 'none'))).toThrow('读不到');
  for (const words of [['--port', 'x'], ['--ledger', '04ab'], ['--strange']])
    expect(await runWitness(words)).toBe(2);
});
