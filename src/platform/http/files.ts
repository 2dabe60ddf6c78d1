/** Folders of built files: the desk, and whatever a capability serves beside its pages. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { projectFolder } from '../process/project-folder.ts';
import { shellProblem } from './problem-codes.ts';
import { allowStylesByNonce } from './security-headers.ts';

const publicPage = { config: { access: { who: 'public' as const } }, schema: { hide: true } };

/**
 * Serves a folder under `prefix` (with slashes at both ends). `immutable`: file names carry a digest of the content, as
 * vite makes them, so a browser never asks again; and the build laid a `.br` and a `.gz` beside what is worth it.
 */
export async function serveFolder(
  app: FastifyInstance,
  { prefix, folder, immutable = false }: { prefix: string; folder: string; immutable?: boolean },
): Promise<void> {
  await app.register(async (scope) => {
    scope.decorate('servesPublicFiles', true as const);
    await scope.register(files, {
      root: folder,
      prefix,
      decorateReply: false,
      index: false,
      ...(immutable ? { immutable: true, maxAge: '365d', preCompressed: true } : { maxAge: '10m' }),
    });
  });
}

/** The desk is one page whatever its address: its own router shows the right place. */
export async function serveDesk(app: FastifyInstance): Promise<void> {
  const folder = join(projectFolder, 'dist', 'desk');
  if (existsSync(join(folder, 'assets'))) {
    await serveFolder(app, { prefix: '/desk/assets/', folder: join(folder, 'assets'), immutable: true });
  }
  let page: string | undefined;
  const answer = (_request: unknown, reply: FastifyReply) => {
    page ??= readDesk(join(folder, 'index.html'));
    const nonce = allowStylesByNonce(reply);
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(page.replaceAll('__CSP_NONCE__', nonce));
  };
  app.get('/desk', publicPage, answer);
  app.get('/desk/*', publicPage, answer);
}

function readDesk(file: string): string {
  if (!existsSync(file)) {
    throw shellProblem('route/unknown', { detail: '工作台页面尚未构建，请先运行 npm run build。' });
  }
  return readFileSync(file, 'utf8');
}
