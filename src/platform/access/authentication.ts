/** Before anything of a request is read: who calls? And may nobody call this route? */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { shellProblem } from '../http/problem-codes.ts';
import { refuseForeignRequest } from './csrf.ts';
import type { Partners } from './partners.ts';
import type { Session, Sessions } from './sessions.ts';

const sessionCookie = 'mingchuang_session';

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | undefined;
  }
  interface FastifyInstance {
    sessions: Sessions;
  }
}

export function useAuthentication(app: FastifyInstance, sessions: Sessions, partners: Partners): void {
  app.decorate('sessions', sessions);
  app.decorateRequest('actor', undefined);
  app.decorateRequest('session', undefined);
  app.decorateRequest('partner', undefined);
  app.addHook('onRequest', async (request, reply) => {
    const token = tokenOf(request);
    if (token) {
      request.session = await sessions.find(token);
      request.actor = request.session?.actor;
      reply.header('cache-control', 'no-store'); // what one person sees stays in no cache; a handler may say otherwise
    }
    const access = request.routeOptions.config.access;
    if (access?.who === 'partner' && token && !request.session) {
      request.partner = await partners.find(token);
    }
    if (access && access.who !== 'public' && !request.actor && !request.partner) {
      throw shellProblem(token ? 'session/expired' : 'session/missing');
    }
    refuseForeignRequest(request);
    if (token && request.session?.dueForRotation) await rotate(sessions, token, request, reply);
  });
}

/** The token the request carries, in the header or the cookie; the header wins. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const header = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return header ?? request.cookies[sessionCookie];
}

async function rotate(sessions: Sessions, token: string, request: FastifyRequest, reply: FastifyReply) {
  const next = await sessions.rotate(token);
  if (next && request.session) setSessionCookie(request, reply, next, request.session.expiresAt);
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  expires: Date,
): void {
  reply.setCookie(sessionCookie, token, { ...cookieOptions(request), expires });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, cookieOptions(request));
}

function cookieOptions(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
}
