/**
 * Every route of the whole program as a holder of every role and as nobody, compared with what the route says of
 * itself. A capability added later is covered without a word here.
 */
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  demonstrationPassword,
  listDemonstrationAccounts,
} from '../../src/capabilities/organisation/public.ts';
import { type Role, roles } from '../../src/kernel/actor.ts';
import type { Access } from '../../src/platform/http/access.ts';
import type { RouteEntry } from '../../src/platform/http/route-table.ts';
import { type ServedWhole, serveWhole } from './serve-whole.ts';

type DemonstrationAccount = ReturnType<typeof listDemonstrationAccounts>[number];

interface Caller {
  name: string;
  /** Undefined for nobody. */
  role: Role | undefined;
  headers(): Promise<Record<string, string>>;
}

let served: ServedWhole;
let callers: Caller[];

beforeAll(async () => {
  served = await serveWhole();
  callers = [nobody, ...roles.map((role) => callerOf(role, holderOf(role)))];
});
afterAll(() => served.close());

test('every role is let in where the route says so, and nowhere else', async () => {
  const wrong: string[] = [];
  for (const caller of callers) {
    let headers = await caller.headers();
    for (const route of inHarmlessOrder(served.app.routeTable)) {
      if (endsSession(route)) headers = await caller.headers();
      const { statusCode, body } = await served.app.inject(callOf(route, headers));
      const code = /"code":"([^"]+)"/.exec(body)?.[1] ?? '';
      const fault = faultOf(route, caller, statusCode, code);
      if (fault)
        wrong.push(`${route.method} ${route.url} as ${caller.name}: ${fault} (${statusCode} ${code})`);
    }
  }
  expect(wrong).toEqual([]);
}, 300_000);

/** What the answer should have been and was not. */
function faultOf(route: RouteEntry, caller: Caller, status: number, code: string): string | undefined {
  if (status >= 500 && code !== 'server/unavailable' && route.url !== '/readyz')
    return 'a fault instead of an answer';
  const isOpen = route.access.who === 'public';
  if (caller === nobody && !isOpen) return status === 401 ? undefined : 'nobody must be told to sign in';
  if (isFor(route.access, caller.role)) {
    return status === 401 || code === 'access/forbidden' ? 'was refused' : undefined;
  }
  const refusedAsUnseen = route.hasVisibility && status === 404;
  return status === 403 || refusedAsUnseen ? undefined : 'was not refused';
}

function holderOf(role: Role) {
  const holds = ({ kind, posts = [] }: DemonstrationAccount) =>
    role === 'applicant' ? kind === 'applicant' : posts.some((post) => post.role === role);
  const account = listDemonstrationAccounts().find(holds);
  if (!account) throw new Error(`No demonstration account is ${role}`);
  return account;
}

/** Written again here, because the program's own answer is what is tested. Each of these accounts has one role. */
function isFor({ who }: Access, role: Role | undefined): boolean {
  if (who === 'public') return true;
  return role !== undefined && (who === 'signed-in' || who.includes(role));
}

const nobody: Caller = {
  name: 'nobody',
  role: undefined,
  headers: async () => ({}),
};

function callerOf(role: Role, { username }: DemonstrationAccount): Caller {
  return {
    name: username,
    role,
    async headers() {
      const answer = await served.app.inject({
        method: 'POST',
        url: '/api/v1/sessions',
        payload: { username, password: demonstrationPassword },
      });
      return { authorization: `Bearer ${answer.json().token}` };
    },
  };
}

/** Signing out comes last, or the rest would be asked as nobody. */
function inHarmlessOrder(routes: readonly RouteEntry[]): RouteEntry[] {
  // The files of the documentation are told apart by their suffix; they are public and many.
  const callable = routes.filter(
    ({ method, url }) => method !== 'HEAD' && !url.startsWith('/api/docs/static/'),
  );
  return [...callable.filter((route) => !endsSession(route)), ...callable.filter(endsSession)];
}

const endsSession = ({ method, url }: RouteEntry) =>
  (method === 'DELETE' && url.startsWith('/api/v1/sessions')) || url === '/sign-out';

/** Places in the path are filled with something that does not exist; bodies are empty: who may call is decided before. */
function callOf({ method, url }: RouteEntry, headers: Record<string, string>): InjectOptions {
  const path = url.replaceAll(/:[A-Za-z]+/g, 'nothing').replaceAll('*', 'nothing');
  const known = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
  const verb = known.find((word) => word === method);
  if (!verb) throw new Error(`${method} is a method this test does not know`);
  const writes = verb === 'POST' || verb === 'PUT' || verb === 'PATCH';
  return { method: verb, url: path, headers, ...(writes && { payload: {} }) };
}
