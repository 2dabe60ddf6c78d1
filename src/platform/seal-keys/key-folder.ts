import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sm2KeyPair, signSm2 } from '../../kernel/sm2/sm2.ts';
import { readPrivateKey } from '../../kernel/x509/private-key.ts';
import { readCertificates } from '../../kernel/x509/read-certificate.ts';
import { StartFault } from '../process/start-fault.ts';
import { askRemoteSigner, readRemoteSigner } from './remote-signer.ts';
import { type SealKey, SealKeyFault, type SealKeys } from './seal-keys.ts';

export interface KeyFolder {
  path: string;
  /** For keys that are encrypted. */
  passphrase: string | undefined;
}

/** Throws StartFault and names everything that is missing. */
export function openKeyFolder(folder: KeyFolder): SealKeys {
  const missing = [
    ['trusted', '受信任的根证书（PEM）'],
    ['signers', '各印章签章人的证书和私钥'],
  ].filter(([name]) => !existsSync(join(folder.path, name ?? '')));
  if (missing.length > 0) {
    const lines = missing.map(
      ([name, what]) => `  MINGCHUANG_SEAL_KEYS：${folder.path} 里没有 ${name}（${what}）`,
    );
    throw new StartFault(['电子印章的密钥库不完整，不能启动：', ...lines].join('\n'));
  }
  return readKeyFolder(folder);
}

/** Keys are read when they are first used, and once. */
export function readKeyFolder(folder: KeyFolder): SealKeys {
  const opened = new Map<string, SealKey>();
  const keyAt = (path: string, whose: string) => {
    const known = opened.get(path);
    if (known) return known;
    const key = openKey(path, whose, folder.passphrase);
    opened.set(path, key);
    return key;
  };
  return {
    trusted: filesIn(join(folder.path, 'trusted'))
      .filter((name) => /\.(pem|crt|cer)$/.test(name))
      .flatMap((name) => certificatesAt(join(folder.path, 'trusted', name))),
    maker: () => keyAt(join(folder.path, 'maker'), '制章人'),
    listSigners: () =>
      filesIn(join(folder.path, 'signers'))
        .filter((name) => name.endsWith('.pem'))
        .map((name) => name.slice(0, -'.pem'.length)),
    signer(name) {
      if (!isName(name)) throw new SealKeyFault('签章人的名称只能用字母、数字和连字符。');
      return keyAt(join(folder.path, 'signers', name), `签章人“${name}”`);
    },
    findSeal(name) {
      const path = join(folder.path, 'signers', `${name}.esl`);
      return isName(name) && existsSync(path) ? readFileSync(path) : undefined;
    },
    issueSigner: undefined,
  };
}

export const isName = (name: string) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name);

function filesIn(path: string): string[] {
  return existsSync(path) ? readdirSync(path).sort() : [];
}

/** @param path without its ending. */
function openKey(path: string, whose: string, passphrase: string | undefined): SealKey {
  const [certificate] = existsSync(`${path}.pem`) ? certificatesAt(`${path}.pem`) : [];
  if (!certificate) throw new SealKeyFault(`密钥库里没有${whose}的证书（${path}.pem）。`);
  const publicKey = readCertificates(certificate)[0]?.publicKey;
  if (!publicKey) throw new SealKeyFault(`${whose}的证书里没有 SM2 公钥（${path}.pem）。`);
  if (existsSync(`${path}.remote.json`)) {
    const remote = readRemoteSigner(`${path}.remote.json`, whose);
    return { certificate, sign: (message) => askRemoteSigner(remote, message, publicKey, whose) };
  }
  const pair = readKeyFile(`${path}.key`, whose, passphrase);
  if (Buffer.compare(pair.publicKey, publicKey) !== 0) {
    throw new SealKeyFault(`${whose}的私钥与证书不是一对（${path}.key）。`);
  }
  return { certificate, sign: async (message) => signSm2(message, pair) };
}

function certificatesAt(path: string): Uint8Array[] {
  try {
    return readCertificates(readFileSync(path)).map(({ raw }) => raw);
  } catch {
    throw new SealKeyFault(`${path} 不是证书文件（PEM 或 DER）。`);
  }
}

/** OpenSSL opens the encryption, also that of SM4; what comes out is read here. Its own words may quote the file: not passed on. */
export function readKeyFile(path: string, whose: string, passphrase: string | undefined): Sm2KeyPair {
  if (!existsSync(path)) throw new SealKeyFault(`密钥库里没有${whose}的私钥（${path}）。`);
  try {
    const key = createPrivateKey({
      key: readFileSync(path),
      ...(passphrase !== undefined && { passphrase }),
    });
    return readPrivateKey(key.export({ type: 'pkcs8', format: 'der' }));
  } catch {
    throw new SealKeyFault(
      `${whose}的私钥无法打开（${path}）：应为 SM2 的 PKCS#8 私钥；已加密的，口令放在 MINGCHUANG_SEAL_PASSPHRASE。`,
    );
  }
}
