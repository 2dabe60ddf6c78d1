/** `/api/v1/sessions`: signing in and out, and who one is. `/api/v1/password`: changing one's own password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Actor, roles } from '../../kernel/actor.ts';
import { signedIn } from '../http/access.ts';
import { shellProblem } from '../http/problem-codes.ts';
import { guessingLimit } from '../http/rate-limits.ts';
import type { Platform } from '../platform.ts';
import { clearSessionCookie, setSessionCookie, tokenOf } from './authentication.ts';
import { changePassword } from './change-password.ts';
import { longestPassword } from './passwords.ts';
import { signIn } from './sign-in.ts';

const Credentials = Type.Object({
  username: Type.String({ title: '用户名', minLength: 1, maxLength: 100 }),
  password: Type.String({ title: '密码', minLength: 1, maxLength: longestPassword }),
  /** For pages: the token goes into an HttpOnly cookie and is not shown to scripts. */
  carrier: Type.Optional(Type.Enum(['bearer', 'cookie'])),
});

const Who = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['applicant', 'staff']),
  posts: Type.Array(
    Type.Object({
      role: Type.Enum([...roles]),
      office: Type.String(),
      items: Type.Optional(Type.Array(Type.String(), { description: '只办理这些事项；没有则不限' })),
      standsInFor: Type.Optional(Type.String({ description: '代理的是谁的岗位' })),
    }),
  ),
  principal: Type.Optional(Type.Object({ kind: Type.String(), name: Type.String() })),
});

const Opened = Type.Object({
  token: Type.Optional(Type.String()),
  expiresAt: Type.String({ format: 'date-time' }),
  csrfToken: Type.Optional(Type.String()),
  actor: Who,
});

const Current = Type.Object({
  expiresAt: Type.String({ format: 'date-time' }),
  csrfToken: Type.Optional(Type.String()),
  actor: Who,
});

const NewPassword = Type.Object({
  current: Type.String({ title: '当前密码', maxLength: longestPassword }),
  new: Type.String({ title: '新密码' }),
});

export function useSessionRoutes(app: FastifyInstance, platform: Platform): void {
  const anybody = { access: { who: 'public' as const }, rateLimit: guessingLimit };
  const signedInOnly = { access: { who: 'signed-in' as const } };
  const describe = (summary: string) => ({ tags: ['sessions'], summary });

  app.post<{ Body: Static<typeof Credentials> }>(
    '/api/v1/sessions',
    { config: anybody, schema: { ...describe('登录'), body: Credentials, response: { 201: Opened } } },
    async (request, reply) => reply.code(201).send(await openSession(platform, request, reply)),
  );

  app.get(
    '/api/v1/sessions/current',
    { config: signedInOnly, schema: { ...describe('当前用户'), response: { 200: Current } } },
    ({ session }) => session && { ...shown(session), actor: whoIs(session.actor) },
  );

  app.delete(
    '/api/v1/sessions/current',
    { config: signedInOnly, schema: describe('退出') },
    async (request, reply) => {
      await endSession(request, reply);
      return reply.code(204).send();
    },
  );

  app.put<{ Body: Static<typeof NewPassword> }>(
    '/api/v1/password',
    {
      config: { ...signedInOnly, rateLimit: guessingLimit },
      schema: { ...describe('修改自己的密码'), body: NewPassword },
    },
    async (request, reply) => {
      await changePassword(platform, signedIn(request), request.body);
      await request.server.sessions.endOthers(signedIn(request).accountId, tokenOf(request) ?? '');
      return reply.code(204).send();
    },
  );
}

async function openSession(
  platform: Platform,
  request: FastifyRequest<{ Body: Static<typeof Credentials> }>,
  reply: FastifyReply,
) {
  const { carrier = 'bearer', ...credentials } = request.body;
  const { sessions } = request.server;
  const { token } = await signIn(platform, sessions, credentials, { carrier, address: request.ip });
  const session = await sessions.find(token);
  if (!session) throw shellProblem('session/expired'); // the account was disabled in this very moment
  if (carrier === 'cookie') setSessionCookie(request, reply, token, session.expiresAt);
  return { ...(carrier === 'bearer' && { token }), ...shown(session), actor: whoIs(session.actor) };
}

/** Signs in by a form of a page: the session arrives as a cookie. Throws the same problems as the API. */
export async function signInByForm(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
  credentials: { username: string; password: string },
): Promise<void> {
  const where = { carrier: 'cookie' as const, address: request.ip };
  const { token, expiresAt } = await signIn(platform, request.server.sessions, credentials, where);
  setSessionCookie(request, reply, token, expiresAt);
}

/** Ends the session of this request, for the API and for pages. */
export async function endSession(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = tokenOf(request);
  if (token) await request.server.sessions.end(token);
  clearSessionCookie(request, reply);
}

function shown(session: { expiresAt: Date; carrier: string; csrfToken: string }) {
  return {
    expiresAt: session.expiresAt.toISOString(),
    ...(session.carrier === 'cookie' && { csrfToken: session.csrfToken }),
  };
}

function whoIs({ personId, name, kind, posts, principal }: Actor) {
  return {
    id: personId,
    name,
    kind,
    posts,
    ...(principal && { principal: { kind: principal.kind, name: principal.name } }),
  };
}
