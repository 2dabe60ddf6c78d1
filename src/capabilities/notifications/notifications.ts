/** `/api/v1/notifications`: what happened to my matters, newest first. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Capability, Platform } from '../../platform/platform.ts';
import {
  countUnread,
  findNotification,
  listNotifications,
  markRead,
  type Notification,
  recipientsOf,
} from './notification.ts';

export const notifications: Capability = { name: 'notifications', routes };

const Message = Type.Object({
  id: Type.String(),
  subject: Type.Object({ type: Type.String(), id: Type.String() }),
  kind: Type.String(),
  text: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
  readAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
const Page = Type.Object({
  items: Type.Array(Message),
  next: Type.Union([Type.String(), Type.Null()]),
  unread: Type.Integer({ description: '全部未读消息的数量' }),
});
const Query = Type.Object({
  unread: Type.Boolean({ title: '只看未读', default: false }),
  limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ title: '游标', pattern: '^[0-9]{1,18}$' })),
});
const Path = Type.Object({ id: Type.String() });

function routes(app: FastifyInstance, { pool, jurisdiction, clock }: Platform): void {
  const access = { who: 'signed-in' as const };
  const tags = ['notifications'];
  const find = (request: FastifyRequest) =>
    findNotification(pool, { jurisdiction, recipients: recipientsOf(signedIn(request)), id: idOf(request) });

  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/v1/notifications',
    {
      config: { access },
      schema: { tags, summary: '我的消息', querystring: Query, response: { 200: Page } },
    },
    async (request) => {
      const { unread, limit, cursor } = request.query;
      const recipients = recipientsOf(signedIn(request));
      const place = { jurisdiction, recipients, unread, limit: limit + 1 };
      const found = await listNotifications(pool, { ...place, ...(cursor && { before: cursor }) });
      const items = found.slice(0, limit).map(bodyOf);
      return {
        items,
        next: found.length > limit ? (items.at(-1)?.id ?? null) : null,
        unread: await countUnread(pool, jurisdiction, recipients),
      };
    },
  );

  app.post<{ Params: Static<typeof Path> }>(
    '/api/v1/notifications/:id/read',
    {
      config: { access, visible: async (request) => (await find(request)) !== undefined },
      schema: { tags, summary: '标为已读', params: Path, response: { 200: Message } },
    },
    async (request) => {
      const recipients = recipientsOf(signedIn(request));
      await markRead(pool, { jurisdiction, recipients, id: idOf(request) }, clock.now());
      const message = await find(request);
      if (!message) throw shellProblem('subject/unknown');
      return bodyOf(message);
    },
  );
}

function idOf({ params }: FastifyRequest): string {
  return typeof params === 'object' && params !== null && 'id' in params ? String(params.id) : '';
}

function bodyOf({ createdAt, readAt, ...message }: Notification): Static<typeof Message> {
  return { ...message, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null };
}
