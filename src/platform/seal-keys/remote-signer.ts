/**
 * A signing service or hardware module behind HTTP, for keys that must not lie in a file. One call:
 *
 *     POST url  {"key": "…", "message": base64, "digest": base64 of SM3(Z ‖ message)}   →   {"signature": base64 of DER}
 *
 * The answer is checked before it is used: what does not verify never gets onto a document.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Type } from 'typebox';
import { isSignedBySm2, sm2Digest } from '../../kernel/sm2/sm2.ts';
import { createInputCheck } from '../http/validation.ts';
import { SealKeyFault } from './seal-keys.ts';

export interface RemoteSigner {
  url: string;
  /** The service's own name of the key. */
  key: string;
  /** A file whose content is sent as a bearer token. */
  tokenFile?: string;
}

const patience = 10_000;

const checkRemoteSigner = createInputCheck(
  Type.Object(
    {
      url: Type.String({ format: 'uri', pattern: '^https?://' }),
      key: Type.String({ minLength: 1 }),
      tokenFile: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
);

export function readRemoteSigner(path: string, whose: string): RemoteSigner {
  const read = parsed(readFileSync(path, 'utf8'));
  if (checkRemoteSigner(read).length > 0)
    throw new SealKeyFault(`${whose}的签名服务写得不对（${path}）：应有 url 和 key。`);
  return read as RemoteSigner; // its shape was checked above
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function askRemoteSigner(
  { url, key, tokenFile }: RemoteSigner,
  message: Uint8Array,
  publicKey: Uint8Array,
  whose: string,
): Promise<Uint8Array> {
  const signature = await asked(url, tokenFile, {
    key,
    message: Buffer.from(message).toString('base64'),
    digest: Buffer.from(sm2Digest(message, publicKey)).toString('base64'),
  });
  if (!signature) throw new SealKeyFault(`${whose}的签名服务没有答复，请稍后再试。`);
  if (!isSignedBySm2(message, signature, publicKey)) {
    throw new SealKeyFault(`${whose}的签名服务答复的签名与证书不符，没有采用。`);
  }
  return signature;
}

async function asked(
  url: string,
  tokenFile: string | undefined,
  question: object,
): Promise<Uint8Array | undefined> {
  const token =
    tokenFile !== undefined && existsSync(tokenFile) ? readFileSync(tokenFile, 'utf8').trim() : undefined;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(question),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) return undefined;
    const body: unknown = await answer.json();
    const signature =
      typeof body === 'object' && body !== null && 'signature' in body ? body.signature : undefined;
    return typeof signature === 'string' ? Buffer.from(signature, 'base64') : undefined;
  } catch {
    return undefined;
  }
}
