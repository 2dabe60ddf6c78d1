/**
 * Forgery of requests from other sites. A bearer token is never sent by a browser on its own and needs nothing. A
 * cookie is: every writing request that rests on it must carry the session's own token, as the field `_csrf` of a
 * form or as the header `x-csrf-token` of a script; never in the address, which stands in histories, logs and pictures
 * of screens. The fields of a form with files are read only by its handler: a route that says `tokenInUpload` owes the
 * look at it before it keeps anything. Requests without a session (signing in) must at least not come from another site.
 */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { shellProblem } from '../http/problem-codes.ts';

export const csrfFieldName = '_csrf';
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The hidden field that every form with `method="post"` carries. */
export function csrfField(request: FastifyRequest): { name: string; value: string } {
  return { name: csrfFieldName, value: request.session?.csrfToken ?? '' };
}

/** Before the body is read: the origin, and the token where it is not a form field. */
export function refuseForeignRequest(request: FastifyRequest): void {
  if (readingMethods.has(request.method) || request.session?.carrier === 'bearer') return;
  if (comesFromOtherSite(request))
    throw shellProblem('session/csrf', { detail: '请求来自其他网站，已拒绝。' });
  const { tokenInUpload } = request.routeOptions.config;
  const isOwed = tokenInUpload && isUpload(request) && tokenOfHead(request) === undefined;
  if (request.session && !isForm(request) && !isOwed) {
    requireToken(request.session.csrfToken, tokenOfHead(request));
  }
}

/**
 * The look that a route with `tokenInUpload` owes: `given` is the field `_csrf`, which pages put before every file;
 * undefined where a file, or the end, comes first.
 */
export function refuseForgedUpload(request: FastifyRequest, given: string | undefined): void {
  const { session } = request;
  if (session?.carrier === 'cookie') requireToken(session.csrfToken, given ?? tokenOfHead(request));
}

/** After the body is read: the token as a field, which goes no further than here. */
export function refuseForgedForm(request: FastifyRequest): void {
  const { body, session } = request;
  if (readingMethods.has(request.method) || !isForm(request)) return;
  const given = isRecord(body) && typeof body[csrfFieldName] === 'string' ? body[csrfFieldName] : undefined;
  if (session?.carrier === 'cookie') requireToken(session.csrfToken, given ?? tokenOfHead(request));
  if (isRecord(body)) delete body[csrfFieldName];
}

function requireToken(expected: string, given: string | undefined): void {
  const [a, b] = [Buffer.from(expected), Buffer.from(given ?? '')];
  if (a.length !== b.length || !timingSafeEqual(a, b)) throw shellProblem('session/csrf');
}

function tokenOfHead({ headers }: FastifyRequest): string | undefined {
  const header = headers['x-csrf-token'];
  return typeof header === 'string' ? header : undefined;
}

/** Every browser in use sends `Sec-Fetch-Site` or `Origin` with a writing request; programs send neither. */
function comesFromOtherSite({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return site !== 'same-origin' && site !== 'none';
  if (headers.origin === undefined) return false;
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== host;
}

function isForm(request: FastifyRequest): boolean {
  return request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
}

function isUpload(request: FastifyRequest): boolean {
  return request.headers['content-type']?.startsWith('multipart/form-data') === true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
