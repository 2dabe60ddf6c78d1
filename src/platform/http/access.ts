/**
 * Who may call a route. Every route says it in `config.access`; one that does not fails at registration, so nothing is
 * open by forgetting. The order of refusals (contracts §3) is kept by the shell, not by each route:
 *
 *     app.post('/api/v1/things/:id/marks', {
 *       config: {
 *         access: { who: ['clerk'] },                                   // 401 before the body is read; 403 after 404
 *         visible: async (request) => seesThing(request.actor, request.params),   // false: 404 subject/unknown
 *       },
 *       schema: { body: Mark, response: { 201: Thing } },                // 422 after 403
 *     }, handler);                                                       // 412 and 409 are the handler's
 */
import type { FastifyRequest } from 'fastify';
import type { Actor, Role } from '../../kernel/actor.ts';
import type { Partner } from '../access/partners.ts';
import { roleWords } from '../access/role-words.ts';
import { shellProblem } from './problem-codes.ts';

/** `partner`: another system, by a token of its own kind; no person's session opens such a route. */
export type Access = { who: 'public' } | { who: 'signed-in' } | { who: 'partner' } | { who: Role[] };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /**
     * Whether the subject that the path names exists and may be seen by the caller. Runs before the role is checked
     * and before the input is validated: treat `request.params` as any text.
     */
    visible?: (request: FastifyRequest) => Promise<boolean> | boolean;
    /** A file or printable page under `/api/` that people open by a link: a browser gets its refusals as pages too. */
    opensInBrowser?: true;
    /** A page's form with files: its handler reads the token among the fields (`refuseForgedUpload`). */
    tokenInUpload?: true;
  }
  interface FastifyRequest {
    /** Who calls, once signed in; undefined for nobody (possible on public routes only). */
    actor: Actor | undefined;
    /** Which system calls; on routes for partners only. */
    partner: Partner | undefined;
  }
}

export function mayCall(access: Access, actor: Actor | undefined, partner?: Partner): boolean {
  if (access.who === 'public') return true;
  if (access.who === 'partner') return partner !== undefined;
  if (!actor) return false;
  if (access.who === 'signed-in') return true;
  return access.who.some((role) => hasRole(actor, role));
}

/** An applicant holds no post: being one is the role. */
export function hasRole(actor: Actor, role: Role): boolean {
  return role === 'applicant' ? actor.kind === 'applicant' : actor.posts.some((post) => post.role === role);
}

/** The actor of a route that is not public. Throws 401 instead of trusting that the route was declared right. */
export function signedIn(request: FastifyRequest): Actor {
  if (!request.actor) throw shellProblem('session/missing');
  return request.actor;
}

/** The system that calls a route for partners. */
export function callingPartner(request: FastifyRequest): Partner {
  if (!request.partner) throw shellProblem('session/missing');
  return request.partner;
}

export function describeAccess(access: Access): string {
  if (access.who === 'public') return '任何人';
  if (access.who === 'partner') return '合作系统（凭登记时发给的令牌）';
  return access.who === 'signed-in'
    ? '已登录的用户'
    : access.who.map((role) => roleWords[role].name).join('、');
}
