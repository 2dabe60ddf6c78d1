/**
 * SM2 with SM3 (GB/T 32918) for checkpoints, receipts and cosignatures. Node's own SM2 signs with an empty user id and
 * does not fit; its SM3 is used. Signing the same text again gives the same signature: the nonce is derived from key and
 * text (as RFC 6979 does), so a receipt need not be stored to stay what it was, and no bad chance can give the key away.
 */
import { createHmac } from 'node:crypto';
import sm from 'sm-crypto-v2';
import { readDerSignature } from '../../kernel/ledger/der-signature.ts';
import { sm3 } from '../../kernel/ledger/envelope.ts';

const { sm2 } = sm;
const userId = '1234567812345678';
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

export interface SigningKey {
  keyId: string;
  /** Uncompressed point in hex: 04, x, y. */
  publicKey: string;
  /** DER in base64, over the UTF-8 bytes. */
  sign(text: string): string;
}

export function newPrivateKey(): string {
  return sm2.generateKeyPairHex().privateKey;
}

/** @param privateKey 64 hex digits. */
export function signingKey(privateKey: string): SigningKey {
  const publicKey = sm2.getPublicKeyFromPrivateKey(privateKey);
  const identity = sm2.getZ(publicKey, userId);
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign(text) {
      const digest = sm3(Buffer.concat([identity, Buffer.from(text, 'utf8')]));
      const options = { der: true, pointPool: [nonce(privateKey, digest)] };
      return Buffer.from(sm2.doSignature(digest, privateKey, options), 'hex').toString('base64');
    },
  };
}

/** First 16 hex digits of the public key's SM3. */
export function keyIdOf(publicKey: string): string {
  return sm3(Buffer.from(publicKey, 'hex')).toString('hex').slice(0, 16);
}

type PreparedKey = { point: ReturnType<typeof sm2.precomputePublicKey>; identity: Uint8Array };
const prepared = new Map<string, PreparedKey>();
const mostPrepared = 50;

/** Whether the key signed exactly this text. Anything malformed is simply not valid. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const signed = readDerSignature(Buffer.from(signature, 'base64'));
  if (signed === undefined) return false;
  try {
    const { point, identity } = prepare(publicKey);
    const digest = sm3(Buffer.concat([identity, Buffer.from(text, 'utf8')]));
    return sm2.doVerifySignature(digest, signed, point);
  } catch {
    return false;
  }
}

/** Preparing a key costs as much as eight checks without. */
function prepare(publicKey: string): PreparedKey {
  const known = prepared.get(publicKey);
  if (known) return known;
  const made = { point: sm2.precomputePublicKey(publicKey), identity: sm2.getZ(publicKey, userId) };
  if (prepared.size >= mostPrepared) prepared.clear();
  prepared.set(publicKey, made);
  return made;
}

/** 512 bits reduced to the order: no bias that anybody could measure. */
function nonce(privateKey: string, digest: Uint8Array): { k: bigint; x1: bigint } {
  const derived = createHmac('sha512', Buffer.from(privateKey, 'hex'))
    .update('mingchuang-nonce')
    .update(digest)
    .digest('hex');
  const k = (BigInt(`0x${derived}`) % (order - 1n)) + 1n;
  const point = sm2.getPublicKeyFromPrivateKey(k.toString(16).padStart(64, '0'));
  return { k, x1: BigInt(`0x${point.slice(2, 66)}`) };
}
