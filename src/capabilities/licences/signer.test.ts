import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeSm2KeyPair } from '../../kernel/sm2/sm2.ts';
import { isSignedBy, openSigner } from './signer.ts';

let store: string;
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'issuing-'));
});
afterEach(() => rmSync(store, { recursive: true }));

const message = Buffer.from('证照');

it('a demonstration makes its key once, and it signs what the public half verifies', async () => {
  const first = openSigner({ mode: 'demo', sealKeyStore: store });
  const again = openSigner({ mode: 'demo', sealKeyStore: store });
  expect(again.keyId).toBe(first.keyId);
  const signature = await again.sign(message);
  expect(isSignedBy(first.publicKey, message, signature)).toBe(true);
  expect(isSignedBy(first.publicKey, Buffer.from('别的'), signature)).toBe(false);
});

it('production makes none, and says which file is missing', () => {
  expect(() => openSigner({ mode: 'production', sealKeyStore: store })).toThrow(/licence-issuing\.key/);
});

it('the key of an earlier store goes on', () => {
  const { privateKey, publicKey } = makeSm2KeyPair();
  writeFileSync(join(store, 'licence-issuing.json'), JSON.stringify({ privateKey, publicKey: 'unread' }));
  const signer = openSigner({ mode: 'production', sealKeyStore: store });
  expect(signer.publicKey).toBe(Buffer.from(publicKey).toString('hex'));
});
