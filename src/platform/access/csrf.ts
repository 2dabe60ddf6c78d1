/**
 * Forgery of requests from other sites. A bearer token is never sent by a browser on its own and needs nothing. A
 * cookie is: every writing request that rests on it must carry the session's own token, as the field `_csrf` of a
 * form, as the header `x-csrf-token` of a script, or, for a form with files, as `_csrf` in the address, because the
 * fields of such a form are read only by the handler. Requests without a session (signing in) must at least not come
 * from another site.
 */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { shellProblem } from '../http/problem-codes.ts';

const fieldName = '_csrf';
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The hidden field that every form with `method="post"` carries. */
export function csrfField(request: FastifyRequest): { name: string; value: string } {
  return { name: fieldName, value: request.session?.csrfToken ?? '' };
}

/** The address for the `action` of a form with files. */
export function csrfAction(request: FastifyRequest, path: string): string {
  const token = request.session?.csrfToken;
  return token ? `${path}${path.includes('?') ? '&' : '?'}${fieldName}=${encodeURIComponent(token)}` : path;
}

/** Before the body is read: the origin, and the token where it is not a form field. */
export function refuseForeignRequest(request: FastifyRequest): void {
  if (readingMethods.has(request.method) || request.session?.carrier === 'bearer') return;
  if (comesFromOtherSite(request))
    throw shellProblem('session/csrf', { detail: '请求来自其他网站，已拒绝。' });
  if (request.session && !isForm(request)) requireToken(request.session.csrfToken, tokenOfHead(request));
}

/** After the body is read: the token as a field, which goes no further than here. */
export function refuseForgedForm(request: FastifyRequest): void {
  const { body, session } = request;
  if (readingMethods.has(request.method) || !isForm(request)) return;
  const given = isRecord(body) && typeof body[fieldName] === 'string' ? body[fieldName] : undefined;
  if (session?.carrier === 'cookie') requireToken(session.csrfToken, given ?? tokenOfHead(request));
  if (isRecord(body)) delete body[fieldName];
}

function requireToken(expected: string, given: string | undefined): void {
  const [a, b] = [Buffer.from(expected), Buffer.from(given ?? '')];
  if (a.length !== b.length || !timingSafeEqual(a, b)) throw shellProblem('session/csrf');
}

function tokenOfHead(request: FastifyRequest): string | undefined {
  const header = request.headers['x-csrf-token'];
  if (typeof header === 'string') return header;
  const isUpload = request.headers['content-type']?.startsWith('multipart/form-data') === true;
  const parameter = isUpload && isRecord(request.query) ? request.query[fieldName] : undefined;
  return typeof parameter === 'string' ? parameter : undefined;
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
