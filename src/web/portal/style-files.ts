/** The portal's style sheet and script: files, put together once, named by their content so that browsers keep them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { projectFolder } from '../../platform/process/project-folder.ts';

export interface StyleFiles {
  /** Addresses for a page's head. */
  stylesheet: string;
  script: string;
}

const web = join(projectFolder, 'src', 'web');
const sheets = ['kit/tokens.css', 'kit/page.css', 'kit/flow-chart.css', 'portal/portal.css'];
const scripts = ['portal/comfort.js'];

export function serveStyleFiles(app: FastifyInstance): StyleFiles {
  return {
    stylesheet: serve(app, '/portal/portal.css', 'text/css; charset=utf-8', withoutComments(read(sheets))),
    script: serve(app, '/portal/comfort.js', 'text/javascript; charset=utf-8', read(scripts)),
  };
}

function serve(app: FastifyInstance, path: string, type: string, content: string): string {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 12);
  app.get(path, { config: { access: { who: 'public' } }, schema: { hide: true } }, (_request, reply) =>
    reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(content),
  );
  return `${path}?v=${digest}`;
}

const read = (names: string[]) => names.map((name) => readFileSync(join(web, name), 'utf8')).join('\n');

const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\n\s*/g, '\n');
