import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { demonstrationPassword } from '../../capabilities/organisation/public.ts';
import { endSession, signInByForm } from '../../platform/access/session-routes.ts';
import { Problem } from '../../platform/http/problem.ts';
import { guessingLimit } from '../../platform/http/rate-limits.ts';
import { type Fault, FaultSummary } from '../kit/parts.tsx';
import type { Portal } from './portal-sources.ts';
import { fieldOf, safeReturn } from './read-form.ts';
import { findReturned, giveBack } from './returned-forms.ts';
import { Csrf, sendPage } from './send-page.tsx';

const open = { access: { who: 'public' as const } };

export function signInRoutes(app: FastifyInstance, portal: Portal): void {
  app.get('/sign-in', { config: open, schema: { hide: true } }, async (request, reply) => {
    const { faults, sent } = await findReturned(portal.platform, request);
    const back = safeReturn(fieldOf(sent, 'return') || fieldOf(request.query, 'return'), '');
    if (request.actor) return reply.redirect(back || placeOf(request), 303);
    return showForm(portal, request, reply, { back, username: fieldOf(sent, 'username'), faults });
  });

  app.post(
    '/sign-in',
    { config: { ...open, rateLimit: guessingLimit }, schema: { hide: true } },
    async (request, reply) => {
      const username = fieldOf(request.body, 'username').slice(0, 100);
      const password = passwordOf(request.body);
      const back = safeReturn(fieldOf(request.body, 'return'), '');
      const again = (message: string) =>
        giveBack(portal.platform, request, reply, '/sign-in', {
          faults: [{ href: '#username', message }],
          sent: { username: [username], return: [back] },
        });
      if (username === '' || password === '') return again('请填写用户名和密码。');
      try {
        await signInByForm(portal.platform, request, reply, { username, password });
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
        return again(`${problem.title}。${problem.detail ?? ''}`);
      }
      return reply.redirect(back || '/my', 303);
    },
  );

  app.post('/sign-out', { config: open, schema: { hide: true } }, async (request, reply) => {
    await endSession(request, reply);
    return reply.redirect('/', 303);
  });
}

const placeOf = ({ actor }: FastifyRequest) => (actor?.kind === 'staff' ? '/desk' : '/my');

/** As typed: blanks at the ends of a password belong to it. */
function passwordOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('password' in body)) return '';
  return typeof body.password === 'string' ? body.password : '';
}

interface SignInForm {
  back: string;
  username: string;
  faults: Fault[];
}

function showForm(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  { back, username, faults }: SignInForm,
) {
  return sendPage(portal, request, reply, {
    title: '登录',
    body: (
      <>
        <h1>登录</h1>
        <FaultSummary title="没有登录成功" faults={faults} />
        {faults.length === 0 && back !== '' && <p>接下来的内容需要知道您是谁。登录后会回到刚才的地方。</p>}
        <form method="post" action="/sign-in">
          <Csrf request={request} />
          <input type="hidden" name="return" value={back} />
          <div className="field">
            <label htmlFor="username">用户名</label>
            <input
              id="username"
              name="username"
              defaultValue={username}
              autoComplete="username"
              autoCapitalize="none"
              maxLength={100}
            />
          </div>
          <div className="field">
            <label htmlFor="password">密码</label>
            <input id="password" name="password" type="password" autoComplete="current-password" />
          </div>
          <p className="actions">
            <button type="submit" className="button">
              登录
            </button>
          </p>
        </form>
        {portal.platform.config.mode === 'demo' && <DemonstrationHint />}
      </>
    ),
  });
}

function DemonstrationHint() {
  return (
    <div className="note" id="demonstration">
      <h2>这是演示环境</h2>
      <p>
        用户名 <b>citizen</b> 是一位市民，<b>company</b> 替一家餐饮公司办事；密码都是{' '}
        <b>{demonstrationPassword}</b>。
      </p>
      <p>这里的人、单位和办件都是虚构的，请不要填写真实的个人信息。</p>
    </div>
  );
}
