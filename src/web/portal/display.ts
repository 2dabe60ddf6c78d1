/** Large type (适老化): kept across visits in a cookie that says nothing about the person. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fieldOf, safeReturn } from './read-form.ts';

const cookie = 'mingchuang_type';

/** From the header itself: a refusal may come before cookies are read, and its page keeps the type too. */
export const isLarge = ({ headers }: FastifyRequest) =>
  (headers.cookie ?? '').split(/;\s*/).includes(`${cookie}=large`);

export function displayRoutes(app: FastifyInstance): void {
  app.post(
    '/display',
    { config: { access: { who: 'public' } }, schema: { hide: true } },
    async (request, reply) => {
      const size = fieldOf(request.body, 'size') === 'large' ? 'large' : 'standard';
      reply.setCookie(cookie, size, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: request.protocol === 'https',
        maxAge: 365 * 24 * 3600,
      });
      return reply.redirect(safeReturn(fieldOf(request.body, 'return')), 303);
    },
  );
}
