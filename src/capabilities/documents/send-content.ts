import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Document } from './document.ts';

/**
 * Pictures and PDFs may be looked at in the browser, everything else is saved. Nothing runs: the type is never guessed
 * (`nosniff`), and the policy forbids script, forms and requests. A PDF gets no `sandbox`, which would keep Chrome's
 * viewer, a plug-in, from showing it at all; the viewer has its own sandbox and no access to this site.
 */
const policies: Record<string, string> = {
  'image/jpeg': "sandbox; default-src 'none'",
  'image/png': "sandbox; default-src 'none'",
  'application/pdf':
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
};

export function sendContent(reply: FastifyReply, document: Document, content: Readable): FastifyReply {
  const policy = policies[document.mediaType];
  return reply
    .headers({
      'content-type': document.mediaType,
      'content-length': document.size,
      'content-disposition': disposition(policy ? 'inline' : 'attachment', document.name),
      'content-security-policy': policy ?? "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    .send(content);
}

/** RFC 6266 with RFC 5987: an ASCII name for old programs, the real one for all others. */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const ending = /\.[a-z0-9]+$/.exec(name)?.[0] ?? '';
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="document${ending}"; filename*=UTF-8''${exact}`;
}
