/** Sending a problem: as JSON to programs, as a page to people who follow links. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from './problem.ts';

export type ProblemPage = (request: FastifyRequest, problem: Problem) => string;

declare module 'fastify' {
  interface FastifyInstance {
    /** Set by the portal: how a problem looks to a person. Without it everybody gets JSON. */
    problemPage: { render: ProblemPage | undefined };
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  reply.code(problem.status).headers(problem.headers);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="mingchuang"');
  const { render } = request.server.problemPage;
  if (render && wantsPage(request)) {
    if (problem.status === 401 && request.method === 'GET') return toSignIn(request, reply);
    return reply.type('text/html; charset=utf-8').send(render(request, problem));
  }
  return reply.type('application/problem+json').send(JSON.stringify(problem.body(request.id)));
}

/** A browser that navigates asks for HTML first; a program that asks for anything gets JSON. */
function wantsPage(request: FastifyRequest): boolean {
  if (!(request.headers.accept ?? '').includes('text/html')) return false;
  return !request.url.startsWith('/api/') || request.routeOptions.config.opensInBrowser === true;
}

function toSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(`/sign-in?return=${encodeURIComponent(request.url)}`, 303);
}
