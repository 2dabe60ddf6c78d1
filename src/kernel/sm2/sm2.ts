/**
 * SM2 signatures (GB/T 32918.2) with the default user id, over SM3. OpenSSL's own SM2 inside Node takes an empty id, so
 * only the digest is native; the curve is the library's. Signatures are DER: SEQUENCE { r, s }.
 */
import { createHash } from 'node:crypto';
import sm from 'sm-crypto-v2';
import { DerFault, integerOf, readDer, sequenceOf } from '../der/read-der.ts';
import { integer, sequence } from '../der/write-der.ts';

const { sm2 } = sm;

/** GB/T 35276: the id of a signer who has agreed on no other. */
const userId = Buffer.from('1234567812345678', 'latin1');

/** a, b, x and y of the generator: what the standard puts before the public key in Z. */
const curve = Buffer.from(
  'FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC' +
    '28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93' +
    '32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7' +
    'BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0',
  'hex',
);
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

export interface Sm2KeyPair {
  /** 32 bytes in hex. Never leaves the key store. */
  privateKey: string;
  /** Uncompressed point: 04, x, y. */
  publicKey: Uint8Array;
}

export function makeSm2KeyPair(): Sm2KeyPair {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  return { privateKey, publicKey: Buffer.from(publicKey, 'hex') };
}

export function publicKeyOf(privateKey: string): Uint8Array {
  return Buffer.from(sm2.getPublicKeyFromPrivateKey(privateKey), 'hex');
}

/** Whether the 65 bytes are a point of the curve: anything else would make the arithmetic meaningless. */
export function isSm2PublicKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 65 || publicKey[0] !== 4) return false;
  try {
    return sm2.verifyPublicKey(hexOf(publicKey));
  } catch {
    return false;
  }
}

/** e = SM3(Z ‖ message), as a hardware module is given it too. */
export function sm2Digest(message: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const z = createHash('sm3')
    .update(Uint8Array.of(0, userId.length * 8))
    .update(userId)
    .update(curve)
    .update(publicKey.subarray(1))
    .digest();
  return createHash('sm3').update(z).update(message).digest();
}

export function signSm2(message: Uint8Array, { privateKey, publicKey }: Sm2KeyPair): Uint8Array {
  const raw = sm2.doSignature(new Uint8Array(sm2Digest(message, publicKey)), privateKey);
  return sequence(integer(BigInt(`0x${raw.slice(0, 64)}`)), integer(BigInt(`0x${raw.slice(64)}`)));
}

/** Whether exactly these bytes were signed by the key. Whatever is malformed is simply not right. */
export function isSignedBySm2(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const raw = readSignature(signature);
  if (!raw || !isSm2PublicKey(publicKey)) return false;
  const digest = sm2Digest(message, publicKey);
  const known = `${hexOf(digest)}${raw}${hexOf(publicKey)}`;
  const isRight = verified.has(known) || isRightFor(digest, raw, publicKey);
  if (isRight) remember(verified, known, true, mostVerified);
  return isRight;
}

/** Seals and certificates come again with every document: what was right stays right and need not be computed again. */
const verified = new Map<string, true>();
const mostVerified = 256;

function isRightFor(digest: Uint8Array, raw: string, publicKey: Uint8Array): boolean {
  try {
    return sm2.doVerifySignature(new Uint8Array(digest), raw, pointOf(publicKey));
  } catch {
    return false;
  }
}

/** r and s as 64 hex digits each, both between 1 and n − 1. */
function readSignature(signature: Uint8Array): string | undefined {
  try {
    const [r, s, more] = sequenceOf(readDer(signature), 2).map(integerOf);
    if (r === undefined || s === undefined || more !== undefined || !isInRange(r) || !isInRange(s))
      return undefined;
    return [r, s].map((number) => number.toString(16).padStart(64, '0')).join('');
  } catch (error) {
    if (error instanceof DerFault) return undefined;
    throw error;
  }
}

const isInRange = (number: bigint) => number > 0n && number < order;
const hexOf = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');

type Point = ReturnType<typeof sm2.precomputePublicKey>;

/**
 * Tables for keys that keep coming back (the house's own seals): with one, a verification takes a fifth of the time, and
 * making it takes as long as a dozen verifications. So a key gets its table at the third sight.
 */
const tables = new Map<string, Point>();
const seen = new Map<string, number>();
/** A table is a good megabyte. */
const mostTables = 16;
const mostSeen = 256;
const worthATable = 3;

function pointOf(publicKey: Uint8Array): Point | string {
  const key = hexOf(publicKey);
  const table = tables.get(key);
  if (table) return table;
  const sights = (seen.get(key) ?? 0) + 1;
  if (sights < worthATable) {
    remember(seen, key, sights, mostSeen);
    return key;
  }
  seen.delete(key);
  const made = sm2.precomputePublicKey(key);
  remember(tables, key, made, mostTables);
  return made;
}

/** The oldest is forgotten first: strangers' keys must not fill the memory. */
function remember<Kept>(memory: Map<string, Kept>, key: string, kept: Kept, most: number): void {
  memory.delete(key);
  memory.set(key, kept);
  const [oldest] = memory.size > most ? memory.keys() : [];
  if (oldest !== undefined) memory.delete(oldest);
}
