import sm from 'sm-crypto-v2';
import { expect, it } from 'vitest';
import { readDerSignature } from '../../kernel/ledger/der-signature.ts';
import { sm2Digest } from '../../kernel/sm2/sm2.ts';
import { isSignedBy, keyIdOf, newPrivateKey, type SigningKey, signingKey } from './sm2.ts';

const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** r − e is the x of the nonce's point: the same for two signatures if and only if their nonces were. */
function pointOfNonce({ publicKey }: SigningKey, text: string, signature: string): bigint {
  const r = BigInt(`0x${(readDerSignature(Buffer.from(signature, 'base64')) ?? '').slice(0, 64)}`);
  const digest = sm2Digest(Buffer.from(text), Buffer.from(publicKey, 'hex'));
  return (r - BigInt(`0x${Buffer.from(digest).toString('hex')}`) + 2n * order) % order;
}

it('the same text is signed the same way again; another text or key never shares the nonce', () => {
  const keys = Array.from({ length: 10 }, () => signingKey(newPrivateKey()));
  const texts = Array.from({ length: 10 }, (_none, at) => `mingchuang-receipt\n${at}\n`);
  const signatures = keys.flatMap((key) => texts.map((text) => key.sign(text)));
  expect(keys.flatMap((key) => texts.map((text) => key.sign(text)))).toEqual(signatures);
  // A nonce used twice gives the private key away.
  const points = keys.flatMap((key) => texts.map((text) => pointOfNonce(key, text, key.sign(text))));
  expect(new Set(points).size).toBe(signatures.length);
});

it('what is signed is SM2 with the standard id over UTF-8, as others verify it', () => {
  for (let at = 0; at < 20; at++) {
    const key = signingKey(newPrivateKey());
    const text = `明窗 ${at}\n`;
    const der = Buffer.from(key.sign(text), 'base64').toString('hex');
    const options = { hash: true, der: true, userId: '1234567812345678' };
    expect(sm.sm2.doVerifySignature(new Uint8Array(Buffer.from(text)), der, key.publicKey, options)).toBe(
      true,
    );
    expect(isSignedBy(key.publicKey, text, key.sign(text))).toBe(true);
    expect(isSignedBy(key.publicKey, `${text} `, key.sign(text))).toBe(false);
    expect(key.keyId).toBe(keyIdOf(key.publicKey));
  }
});

it('nothing malformed is valid', () => {
  const key = signingKey(newPrivateKey());
  for (const signature of ['', 'AAAA', key.sign('text').slice(0, 40)]) {
    expect(isSignedBy(key.publicKey, 'text', signature)).toBe(false);
  }
  expect(isSignedBy('04ab', 'text', key.sign('text'))).toBe(false);
});
