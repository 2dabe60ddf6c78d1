/** The checking page with its style sheet and script: files, the same for everybody, under a policy that lets them talk to this site and to nobody else. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { projectFolder } from '../../platform/process/project-folder.ts';
import { renderCheckPage } from './check-page.tsx';

const open = { config: { access: { who: 'public' as const } }, schema: { hide: true } };
const sheets = ['kit/tokens.css', 'kit/page.css', 'portal/portal.css', 'evidence/evidence.css'];
const policy =
  "default-src 'none';script-src 'self';style-src 'self';connect-src 'self';img-src 'self' blob:;media-src 'self' blob:;" +
  "base-uri 'none';form-action 'none';frame-ancestors 'none'";

export function checkFiles(app: FastifyInstance): void {
  const web = join(projectFolder, 'src', 'web');
  const read = (name: string) => readFileSync(join(web, name), 'utf8');
  const own = read('evidence/evidence.css');
  const style = sheets.map(read).join('\n');
  app.get('/ledger/evidence.css', open, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=600').send(own),
  );
  const stylesheet = named('/ledger/check.css', style);
  app.get('/ledger/check.css', open, (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(style),
  );
  let built: { script: string; page: string } | undefined;
  const make = () => {
    if (built) return built;
    const script = readScript();
    built = { script, page: renderCheckPage(stylesheet, named('/ledger/check.js', script)) };
    return built;
  };
  app.get('/ledger/check.js', open, (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(make().script),
  );
  app.get('/ledger/check', open, (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('cache-control', 'public, max-age=600')
      .send(make().page),
  );
}

/** By its content, so that browsers may keep it for ever. */
function named(path: string, content: string): string {
  return `${path}?v=${createHash('sha256').update(content).digest('base64url').slice(0, 12)}`;
}

function readScript(): string {
  const file = join(projectFolder, 'dist', 'check', 'check.js');
  if (!existsSync(file)) {
    throw shellProblem('route/unknown', { detail: '核对页面尚未构建，请先运行 npm run build。' });
  }
  return readFileSync(file, 'utf8');
}
