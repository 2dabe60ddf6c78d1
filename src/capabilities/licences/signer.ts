/**
 * Signs certificates with SM2 (GB/T 32918, id 1234567812345678). Here with a key in a file; a hardware module gives the
 * same three members and keeps its key to itself. The private key is never in the database, a log or an error.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sm from 'sm-crypto-v2';
import type { Config } from '../../platform/config.ts';
import type { Platform } from '../../platform/platform.ts';
import { StartFault } from '../../platform/process/start-fault.ts';

const { sm2 } = sm;
const userId = '1234567812345678';

export interface Signer {
  /** First 16 hex digits of the public key's SM3. */
  keyId: string;
  /** Uncompressed point in hex: 04, x, y. */
  publicKey: string;
  /** DER in base64. */
  sign(message: Uint8Array): Promise<string>;
}

const opened = new WeakMap<Platform, Signer>();

/** The issuing key of this installation, read once. A demonstration makes its own on the first start. */
export function signerOf(platform: Platform): Signer {
  const signer = opened.get(platform) ?? openSigner(platform.config);
  opened.set(platform, signer);
  return signer;
}

function openSigner({ mode, sealKeyStore }: Config): Signer {
  const file = join(sealKeyStore, 'licence-issuing.json');
  if (!existsSync(file)) {
    if (mode === 'production') {
      throw new StartFault(`  MINGCHUANG_SEAL_KEYS：密钥库里没有电子证照的签发密钥 ${file}`);
    }
    makeKey(file);
  }
  const { privateKey, publicKey } = readKey(file);
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: async (message) =>
      Buffer.from(
        sm2.doSignature(message, privateKey, { hash: true, der: true, publicKey, userId }),
        'hex',
      ).toString('base64'),
  };
}

/** Whether the signature over exactly these bytes was made by the key. Anything malformed is simply not valid. */
export function isSignedBy(publicKey: string, message: Uint8Array, signature: string): boolean {
  try {
    const der = Buffer.from(signature, 'base64').toString('hex');
    return sm2.doVerifySignature(message, der, publicKey, { hash: true, der: true, userId });
  } catch {
    return false;
  }
}

function keyIdOf(publicKey: string): string {
  return createHash('sm3').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 16);
}

function makeKey(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${randomUUID()}`;
  writeFileSync(own, JSON.stringify(sm2.generateKeyPairHex()), { mode: 0o600 });
  try {
    // Fails when another process was first; its key then is everybody's.
    linkSync(own, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(own);
  }
}

function readKey(file: string): { privateKey: string; publicKey: string } {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof read === 'object' && read !== null && 'privateKey' in read && 'publicKey' in read) {
    const { privateKey, publicKey } = read;
    if (typeof privateKey === 'string' && typeof publicKey === 'string') return { privateKey, publicKey };
  }
  throw new StartFault(`  MINGCHUANG_SEAL_KEYS：${file} 不是签发密钥文件`);
}
