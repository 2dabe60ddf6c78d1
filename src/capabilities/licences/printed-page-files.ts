/** Style sheet and script of everything that is printed: letters, and the card of a certificate. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { projectFolder } from '../../platform/process/project-folder.ts';

const files = [
  { path: '/letters/letter.css', type: 'text/css; charset=utf-8' },
  { path: '/letters/archive.css', type: 'text/css; charset=utf-8' },
  { path: '/letters/print.js', type: 'text/javascript; charset=utf-8' },
  { path: '/licences/licence.css', type: 'text/css; charset=utf-8' },
];

export function servePrintedPageFiles(app: FastifyInstance): void {
  for (const { path, type } of files) {
    const content = readFileSync(join(projectFolder, 'src', 'web', path), 'utf8');
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 16)}"`;
    app.get(path, { config: { access: { who: 'public' } }, schema: { hide: true } }, (request, reply) => {
      reply.header('etag', etag).header('cache-control', 'public, max-age=600');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type(type).send(content);
    });
  }
}
