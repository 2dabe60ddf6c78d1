import type { FastifyInstance } from 'fastify';
import {
  countUnread,
  listNotifications,
  markRead,
  type Notification,
  recipientsOf,
} from '../../capabilities/notifications/public.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { signedIn } from '../../platform/http/access.ts';
import { momentInWords } from '../kit/day-words.ts';
import { Dots, Trail } from '../kit/parts.tsx';
import { myTrail } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { Csrf, sendPage } from './send-page.tsx';

const mostShown = 50;

export function countOwnUnread({ platform }: Portal, actor: Actor): Promise<number> {
  return countUnread(platform.pool, platform.jurisdiction, recipientsOf(actor));
}

export function messageRoutes(app: FastifyInstance, portal: Portal): void {
  const options = { config: { access: { who: ['applicant' as const] } }, schema: { hide: true } };
  const { pool, jurisdiction, clock } = portal.platform;

  app.get('/my/messages', options, async (request, reply) => {
    const recipients = recipientsOf(signedIn(request));
    const messages = await listNotifications(pool, { jurisdiction, recipients, limit: mostShown });
    const anyUnread = messages.some(({ readAt }) => readAt === undefined);
    return sendPage(portal, request, reply, {
      title: '消息',
      body: (
        <>
          <Trail places={myTrail} />
          <h1>消息</h1>
          {messages.length === 0 ? (
            <p>还没有消息。办件有进展时会告诉您。</p>
          ) : (
            <ul className="things">
              {messages.map((message) => (
                <Message key={message.id} message={message} today={clock.today()} />
              ))}
            </ul>
          )}
          {anyUnread && (
            <form method="post" action="/my/messages">
              <Csrf request={request} />
              <button type="submit" className="button second">
                全部标为已读
              </button>
            </form>
          )}
        </>
      ),
    });
  });

  app.post('/my/messages', options, async (request, reply) => {
    const recipients = recipientsOf(signedIn(request));
    const unread = await listNotifications(pool, {
      jurisdiction,
      recipients,
      unread: true,
      limit: mostShown,
    });
    for (const { id } of unread) await markRead(pool, { jurisdiction, recipients, id }, clock.now());
    return reply.redirect('/my/messages', 303);
  });
}

function Message({ message, today }: { message: Notification; today: LegalDay }) {
  const { text, createdAt, readAt, subject } = message;
  return (
    <li>
      <p>
        {readAt === undefined && <span className="tag blue">新</span>} {text}
      </p>
      <p className="small quiet">
        <Dots>
          {momentInWords(createdAt, today)}
          {subject.type === 'case' && <a href={`/my/cases/${encodeURIComponent(subject.id)}`}>看这件办件</a>}
          {subject.type === 'licence' && (
            <a href={`/my/licences/${encodeURIComponent(subject.id)}`}>看这份证照</a>
          )}
        </Dots>
      </p>
    </li>
  );
}
