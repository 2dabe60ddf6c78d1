/**
 * 亮证: the address behind the code a holder shows. It says which certificate, and until when, and is signed by this
 * installation; it lives two minutes, so that a photograph of the code is soon worth nothing. On real time, never on a
 * demonstration's clock.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const presentationLastsMs = 120_000;

export interface Presentation {
  licenceId: string;
  expiresAt: Date;
}

export type PresentationReading = Presentation | { fault: 'malformed' | 'expired' };

const idLength = 26;
const nonceLength = 6;
const macLength = 16;
const bodyLength = idLength + 4 + nonceLength;

/** @param key the installation's secret, at least 32 characters. */
export function presentationToken(key: string, licenceId: string, now: Date): string {
  const body = Buffer.alloc(bodyLength);
  body.write(licenceId, 0, idLength, 'latin1');
  body.writeUInt32BE(Math.floor((now.getTime() + presentationLastsMs) / 1000), idLength);
  randomBytes(nonceLength).copy(body, idLength + 4);
  return Buffer.concat([body, macOf(key, body)]).toString('base64url');
}

export function readPresentation(key: string, token: string, now: Date): PresentationReading {
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(0, bodyLength);
  const isWhole = bytes.length === bodyLength + macLength && bytes.toString('base64url') === token;
  if (!isWhole || !timingSafeEqual(bytes.subarray(bodyLength), macOf(key, body)))
    return { fault: 'malformed' };
  const expiresAt = new Date(body.readUInt32BE(idLength) * 1000);
  if (now >= expiresAt) return { fault: 'expired' };
  return { licenceId: body.toString('latin1', 0, idLength), expiresAt };
}

/** A word of its own in front: what signs cookies must not be taken for this, nor the other way round. */
function macOf(key: string, body: Uint8Array): Buffer {
  return createHmac('sm3', key)
    .update('mingchuang-presentation\n')
    .update(body)
    .digest()
    .subarray(0, macLength);
}
