import { buffer } from 'node:stream/consumers';
import type { FastifyReply } from 'fastify';
import type { Platform } from '../../platform/platform.ts';
import { disposition } from '../documents/public.ts';

export const ofdType = 'application/ofd';

/** A file named by a fact is there, or the store has lost it, which is a fault. */
export async function readStored({ documents }: Platform, sm3: string): Promise<Buffer> {
  const content = await documents.get(sm3);
  if (!content) throw new Error(`the content ${sm3} is missing from the store`);
  return buffer(content);
}

/** To be saved: no browser shows an OFD, and nothing of ours is run by one. */
export function sendFile(
  reply: FastifyReply,
  { name, type, bytes, inline = false }: { name: string; type: string; bytes: Uint8Array; inline?: boolean },
): FastifyReply {
  return reply
    .headers({
      'content-type': type,
      'content-length': bytes.byteLength,
      'content-disposition': disposition(inline ? 'inline' : 'attachment', name),
      'content-security-policy': policies[type] ?? "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
    })
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** A PDF gets no `sandbox`, which would keep the browser's viewer from showing it. */
const policies: Record<string, string> = {
  'application/pdf':
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
  'image/svg+xml': "default-src 'none'; img-src data:; sandbox",
};
