/**
 * Signs the data of certificates with SM2 (GB/T 32918, the usual id). The key is a file beside those of the seals and of
 * the same kind; it is never in the database, a log or an error.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSignedBySm2, makeSm2KeyPair, publicKeyOf, signSm2 } from '../../kernel/sm2/sm2.ts';
import { toPem } from '../../kernel/x509/pem.ts';
import { writePrivateKey } from '../../kernel/x509/private-key.ts';
import type { Config } from '../../platform/config.ts';
import { keyIdOf } from '../../platform/ledger/sm2.ts';
import type { Platform } from '../../platform/platform.ts';
import { StartFault } from '../../platform/process/start-fault.ts';
import { writeOnce } from '../../platform/process/write-once.ts';
import { readKeyFile } from '../../platform/seal-keys/key-folder.ts';
import { SealKeyFault } from '../../platform/seal-keys/seal-keys.ts';

export interface Signer {
  /** First 16 hex digits of the public key's SM3. */
  keyId: string;
  /** Uncompressed point in hex: 04, x, y. */
  publicKey: string;
  /** DER in base64. */
  sign(message: Uint8Array): Promise<string>;
}

const opened = new WeakMap<Platform, Signer>();

/** The issuing key of this installation, read once. Throws StartFault. */
export function signerOf(platform: Platform): Signer {
  const signer = opened.get(platform) ?? openSigner(platform.config);
  opened.set(platform, signer);
  return signer;
}

/** A demonstration makes its own key on the first start. */
export function openSigner({
  mode,
  sealKeyStore,
  sealPassphrase,
}: Pick<Config, 'mode' | 'sealKeyStore' | 'sealPassphrase'>): Signer {
  const file = join(sealKeyStore, 'licence-issuing.key');
  keepEarlierKey(join(sealKeyStore, 'licence-issuing.json'), file);
  if (!existsSync(file) && mode === 'production') {
    throw new StartFault(
      `  MINGCHUANG_SEAL_KEYS：密钥库里没有电子证照的签发密钥 ${file}（SM2 私钥，PKCS#8 的 PEM）`,
    );
  }
  writeOnce(file, () => toPem('PRIVATE KEY', writePrivateKey(makeSm2KeyPair())));
  const pair = openPair(file, sealPassphrase);
  const publicKey = Buffer.from(pair.publicKey).toString('hex');
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: async (message) => Buffer.from(signSm2(message, pair)).toString('base64'),
  };
}

/** Stores made before keys were PEM files have it as JSON: the same key goes on under the new name. */
function keepEarlierKey(earlier: string, file: string): void {
  if (existsSync(file) || !existsSync(earlier)) return;
  const { privateKey }: { privateKey?: unknown } = JSON.parse(readFileSync(earlier, 'utf8'));
  if (typeof privateKey !== 'string' || !/^[0-9a-f]{64}$/.test(privateKey)) {
    throw new StartFault(`  MINGCHUANG_SEAL_KEYS：${earlier} 不是签发密钥文件`);
  }
  const pair = { privateKey, publicKey: publicKeyOf(privateKey) };
  writeOnce(file, () => toPem('PRIVATE KEY', writePrivateKey(pair)));
}

function openPair(file: string, passphrase: string | undefined) {
  try {
    return readKeyFile(file, '电子证照签发', passphrase);
  } catch (error) {
    if (error instanceof SealKeyFault) throw new StartFault(`  MINGCHUANG_SEAL_KEYS：${error.message}`);
    throw error;
  }
}

/** Whether the signature over exactly these bytes was made by the key. Anything malformed is simply not valid. */
export function isSignedBy(publicKey: string, message: Uint8Array, signature: string): boolean {
  return isSignedBySm2(message, Buffer.from(signature, 'base64'), Buffer.from(publicKey, 'hex'));
}
