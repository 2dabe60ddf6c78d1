/**
 * The keys of the ledger: a file with the private key that signs now and the public ones before it. Every public key that
 * was ever used is also in `ledger.key`, because old signatures are checked for as long as the ledger lasts.
 */
import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { keyText } from '../../kernel/ledger/signed-texts.ts';
import { fromPem } from '../../kernel/x509/pem.ts';
import { readPrivateKey } from '../../kernel/x509/private-key.ts';
import type { Config } from '../config.ts';
import { StartFault } from '../process/start-fault.ts';
import { writeOnce } from '../process/write-once.ts';
import { isSignedBy, keyIdOf, newPrivateKey, type SigningKey, signingKey } from './sm2.ts';

export interface LedgerKey {
  keyId: string;
  /** Uncompressed point in hex: 04, x, y. */
  publicKey: string;
  validFrom: string;
  /** From then on it signs nothing more; null while it is in force. */
  validTo: string | null;
  /** The key before it and its signature over this one; null for the first. */
  endorsedBy: string | null;
  endorsement: string | null;
}

/** A key as it stands in the file. */
export interface FiledKey {
  publicKey: string;
  /** Destroyed once the key is out of use. */
  privateKey?: string;
  /** Absent: since it was first used. */
  validFrom?: string;
  validTo?: string;
  endorsement?: string;
}

export interface LedgerKeys {
  /** The key in force. */
  signing(): SigningKey;
  /** All keys of the file, the oldest first. */
  filed(): FiledKey[];
}

/** Nothing is read before it is needed: a command that signs nothing needs no key. */
export function openLedgerKeys({ mode, ledgerKeyFile }: Pick<Config, 'mode' | 'ledgerKeyFile'>): LedgerKeys {
  let read: { keys: FiledKey[]; signing: SigningKey } | undefined;
  const open = () => {
    if (mode === 'demo') writeOnce(ledgerKeyFile, () => writeKeyFile([newKey()]));
    read ??= readKeyFile(ledgerKeyFile);
    return read;
  };
  return { signing: () => open().signing, filed: () => open().keys };
}

export function newKey(validFrom?: string): FiledKey & { privateKey: string } {
  const privateKey = newPrivateKey();
  const { publicKey } = signingKey(privateKey);
  return { publicKey, privateKey, ...(validFrom === undefined ? {} : { validFrom }) };
}

/** A new key comes into force: the one before it vouches for it, ends, and is forgotten. */
export function rotated(keys: readonly FiledKey[], at: string): FiledKey[] {
  const before = keys.at(-1);
  if (before?.privateKey === undefined) throw new StartFault('密钥文件里没有正在使用的私钥，不能轮换。');
  const next = newKey(at);
  const endorsement = signingKey(before.privateKey).sign(
    keyText({ publicKey: next.publicKey, validFrom: at }),
  );
  const { privateKey: _forgotten, ...kept } = before;
  return [...keys.slice(0, -1), { ...kept, validTo: at }, { ...next, endorsement }];
}

export function writeKeyFile(keys: readonly FiledKey[]): string {
  return `${JSON.stringify({ keys }, null, 2)}\n`;
}

/** Takes the list of keys, a single key, and a PKCS#8 key in PEM as OpenSSL makes it. */
export function readKeyFile(file: string): { keys: FiledKey[]; signing: SigningKey } {
  const keys = parseKeys(readText(file));
  const current = keys?.at(-1);
  if (!keys || current?.privateKey === undefined || current.validTo !== undefined) {
    throw new StartFault(
      `  MINGCHUANG_LEDGER_KEY：${file} 不是账本密钥文件（可用 mingchuang ledger-key 生成）`,
    );
  }
  return { keys, signing: signingKey(current.privateKey) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StartFault(`  MINGCHUANG_LEDGER_KEY：读不到 ${file}`);
  }
}

function parseKeys(text: string): FiledKey[] | undefined {
  try {
    const [pem] = fromPem('PRIVATE KEY', text);
    const read: unknown = pem ? { privateKey: readPrivateKey(pem).privateKey } : JSON.parse(text);
    if (typeof read !== 'object' || read === null) return undefined;
    const listed: unknown = 'keys' in read ? read.keys : [read];
    const keys = Array.isArray(listed) ? listed.map(parseKey) : [];
    return keys.length > 0 && keys.every((key) => key !== undefined) ? keys : undefined;
  } catch {
    return undefined;
  }
}

function parseKey(read: unknown): FiledKey | undefined {
  if (typeof read !== 'object' || read === null) return undefined;
  const { privateKey, publicKey, validFrom, validTo, endorsement }: Partial<Record<keyof FiledKey, unknown>> =
    read;
  const given = { privateKey, publicKey, validFrom, validTo, endorsement };
  const texts = Object.entries(given).filter(([, value]) => value !== undefined);
  if (!texts.every(([, value]) => typeof value === 'string')) return undefined;
  const { publicKey: named, ...rest }: Partial<FiledKey> = Object.fromEntries(texts);
  const made = rest.privateKey === undefined ? named : signingKey(rest.privateKey).publicKey;
  return made === undefined || (named !== undefined && named !== made)
    ? undefined
    : { ...rest, publicKey: made };
}

/** Makes the keys of the file known to everybody who has to check a signature. */
export async function registerLedgerKeys(pool: Pool, keys: LedgerKeys, now: Date): Promise<void> {
  const filed = keys.filed();
  for (const [at, { publicKey, validFrom, validTo, endorsement }] of filed.entries()) {
    const before = endorsement === undefined ? undefined : filed[at - 1];
    await pool.query(
      `insert into ledger.key as known (key_id, public_key, valid_from, valid_to, endorsed_by, endorsement)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (key_id) do update set valid_to = excluded.valid_to
         where known.valid_to is null and excluded.valid_to is not null`,
      [
        keyIdOf(publicKey),
        publicKey,
        validFrom ?? now.toISOString(),
        validTo ?? null,
        before ? keyIdOf(before.publicKey) : null,
        before ? endorsement : null,
      ],
    );
  }
}

/** The oldest first. */
export async function listLedgerKeys(pool: Pool): Promise<LedgerKey[]> {
  const { rows } = await pool.query<{
    key_id: string;
    public_key: string;
    valid_from: Date;
    valid_to: Date | null;
    endorsed_by: string | null;
    endorsement: string | null;
  }>('select * from ledger.key order by valid_from, key_id');
  return rows.map((row) => ({
    keyId: row.key_id,
    publicKey: row.public_key,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to?.toISOString() ?? null,
    endorsedBy: row.endorsed_by,
    endorsement: row.endorsement,
  }));
}

/** Whether a key's predecessor vouched for it. */
export function isEndorsed(
  key: Pick<LedgerKey, 'publicKey' | 'validFrom' | 'endorsement'>,
  by: string,
): boolean {
  return key.endorsement !== null && isSignedBy(by, keyText(key), key.endorsement);
}
