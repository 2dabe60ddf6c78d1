/**
 * What the shell adds to every route: the check that its access is declared, and the order of refusals of contracts
 * §3: forged form, 404, 403, 422. The table it keeps is what `/api/docs/permissions` prints and the tests walk.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { refuseForgedForm } from '../access/csrf.ts';
import { type Access, mayCall } from './access.ts';
import { readIdempotencyKey } from './idempotency.ts';
import { shellProblem } from './problem-codes.ts';

export interface RouteEntry {
  method: string;
  url: string;
  access: Access;
  hasVisibility: boolean;
  summary: string | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: RouteEntry[];
    /** Set on a plugin whose routes are all public because it serves files or documentation. */
    servesPublicFiles?: true;
  }
}

export function useRouteTable(app: FastifyInstance): void {
  const table: RouteEntry[] = [];
  app.decorate('routeTable', table);
  app.addHook('onRoute', function declare(route) {
    if (this.servesPublicFiles) route.config = { access: { who: 'public' }, ...route.config };
    const access = route.config?.access;
    if (!access)
      throw new Error(`${route.method} ${route.url} does not say who may call it: config.access is missing.`);
    const own = [route.preValidation ?? []].flat();
    const unseen = route.config?.visible ? [refuseInvisible] : [];
    route.preValidation = [refuseForgery, ...unseen, ...own, refuseRoleAndUnusable];
    for (const method of [route.method].flat()) table.push(entryOf(route, method, access));
  });
}

function entryOf(route: RouteOptions, method: string, access: Access): RouteEntry {
  const summary = route.schema?.summary;
  return { method, url: route.url, access, hasVisibility: route.config?.visible !== undefined, summary };
}

// Hooks that await nothing take `done`: a promise for each of them would be felt in every request.

function refuseForgery(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  refuseForgedForm(request);
  done();
}

async function refuseInvisible(request: FastifyRequest): Promise<void> {
  const { visible } = request.routeOptions.config;
  if (visible && !(await visible(request))) throw shellProblem('subject/unknown');
}

function refuseRoleAndUnusable(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  const { access } = request.routeOptions.config;
  if (!access || !mayCall(access, request.actor, request.partner)) throw shellProblem('access/forbidden');
  refuseUnusable(request);
  done();
}

/** What no schema can say: a text the database cannot hold, a malformed Idempotency-Key. */
function refuseUnusable(request: FastifyRequest): void {
  const pointer = request.unstorableText;
  if (pointer !== undefined) {
    const message = '含有无法保存的字符（空字符或不完整的编码），请删去';
    throw shellProblem('input/invalid', { errors: [{ pointer, code: 'input/character', message }] });
  }
  readIdempotencyKey(request);
}
