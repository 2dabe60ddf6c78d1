/**
 * SM2 for checkpoints, receipts and cosignatures: texts, keys in hex, signatures in base64. Signing the same text again
 * gives the same signature: the nonce is derived from key and text (as RFC 6979 does), so a receipt need not be stored
 * to stay what it was, and no bad chance can give the key away.
 */
import { createHmac } from 'node:crypto';
import sm from 'sm-crypto-v2';
import { sm3 } from '../../kernel/ledger/envelope.ts';
import { isSignedBySm2, makeSm2KeyPair, publicKeyOf, sm2Digest } from '../../kernel/sm2/sm2.ts';

const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

export interface SigningKey {
  keyId: string;
  /** Uncompressed point in hex: 04, x, y. */
  publicKey: string;
  /** DER in base64, over the UTF-8 bytes. */
  sign(text: string): string;
}

export function newPrivateKey(): string {
  return makeSm2KeyPair().privateKey;
}

/** @param privateKey 64 hex digits. */
export function signingKey(privateKey: string): SigningKey {
  const point = publicKeyOf(privateKey);
  const publicKey = Buffer.from(point).toString('hex');
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign(text) {
      const digest = sm2Digest(Buffer.from(text, 'utf8'), point);
      const options = { der: true, pointPool: [nonce(privateKey, digest)] };
      const der = sm.sm2.doSignature(new Uint8Array(digest), privateKey, options);
      return Buffer.from(der, 'hex').toString('base64');
    },
  };
}

/** First 16 hex digits of the public key's SM3. */
export function keyIdOf(publicKey: string): string {
  return sm3(Buffer.from(publicKey, 'hex')).toString('hex').slice(0, 16);
}

/** Whether the key signed exactly this text. Anything malformed is simply not valid. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  return isSignedBySm2(
    Buffer.from(text, 'utf8'),
    Buffer.from(signature, 'base64'),
    Buffer.from(publicKey, 'hex'),
  );
}

/** 512 bits reduced to the order: no bias that anybody could measure. */
function nonce(privateKey: string, digest: Uint8Array): { k: bigint; x1: bigint } {
  const derived = createHmac('sha512', Buffer.from(privateKey, 'hex'))
    .update('mingchuang-nonce')
    .update(digest)
    .digest('hex');
  const k = (BigInt(`0x${derived}`) % (order - 1n)) + 1n;
  const point = Buffer.from(publicKeyOf(k.toString(16).padStart(64, '0'))).toString('hex');
  return { k, x1: BigInt(`0x${point.slice(2, 66)}`) };
}
