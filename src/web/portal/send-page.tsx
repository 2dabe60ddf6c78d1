/** A page of the portal: head, foot, and what stands between. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import { csrfField } from '../../platform/access/csrf.ts';
import { renderShell } from '../kit/page-shell.tsx';
import { isLarge } from './display.ts';
import type { Portal } from './portal-sources.ts';

export interface PageContent {
  title: string;
  status?: number;
  /** The page brings its own columns (the home page). */
  full?: boolean;
  body: ReactNode;
}

export const siteName = '明窗';

export function sendPage(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
  content: PageContent,
): FastifyReply {
  if (request.actor) reply.header('cache-control', 'no-store');
  return reply
    .code(content.status ?? 200)
    .type('text/html; charset=utf-8')
    .header('vary', 'cookie')
    .send(renderPage(portal, request, content));
}

export function renderPage(portal: Portal, request: FastifyRequest, content: PageContent): string {
  const { files, placeName } = portal;
  const large = isLarge(request);
  return renderShell({
    title: content.title,
    siteName,
    large,
    stylesheet: files.stylesheet,
    script: files.script,
    head: <Head request={request} large={large} placeName={placeName} />,
    foot: <Foot portal={portal} />,
    children: content.full ? content.body : <div className="column">{content.body}</div>,
  });
}

/** The hidden field that every form with `method="post"` carries. */
export function Csrf({ request }: { request: FastifyRequest }) {
  const { name, value } = csrfField(request);
  return value === '' ? null : <input type="hidden" name={name} value={value} />;
}

interface HeadProps {
  request: FastifyRequest;
  large: boolean;
  placeName: string;
}

function Head({ request, large, placeName }: HeadProps) {
  const { actor } = request;
  const here = placeOf(request);
  return (
    <header className="site-head">
      <div className="column">
        <a className="brand" href="/">
          <WindowSign />
          <span>
            <strong>{siteName}</strong>
            <small>{placeName}政务服务</small>
          </span>
        </a>
        <nav className="site-nav" aria-label="站点">
          <form method="post" action="/display">
            <Csrf request={request} />
            <input type="hidden" name="return" value={here} />
            <button type="submit" className="link-button" name="size" value={large ? 'standard' : 'large'}>
              {large ? '标准字号' : '大字版'}
            </button>
          </form>
          {actor ? (
            <>
              <a href={actor.kind === 'staff' ? '/desk' : '/my'}>
                {actor.kind === 'staff' ? '工作台' : '我的办件'}
              </a>
              <form method="post" action="/sign-out">
                <Csrf request={request} />
                <button type="submit" className="link-button">
                  退出
                </button>
              </form>
            </>
          ) : (
            <a href={signInHref(here)}>登录</a>
          )}
        </nav>
      </div>
    </header>
  );
}

/** Where a form was refused, its page is under the same path. */
function placeOf({ method, url }: FastifyRequest): string {
  if (method === 'GET') return url;
  return /^\/(my|items)\//.test(url) ? (url.split('?', 1)[0] ?? '/') : '/';
}

const signInHref = (here: string) =>
  here === '/' || here.startsWith('/sign-in') ? '/sign-in' : `/sign-in?return=${encodeURIComponent(here)}`;

/** A window, its upper right pane lit. */
function WindowSign() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect x="2" y="2" width="28" height="28" rx="5" fill="#0a5fb4" />
      <path d="M7 7h8v8H7zM7 17h8v8H7zM17 17h8v8h-8z" fill="#cfe1f4" />
      <path d="M17 7h8v8h-8z" fill="#ffffff" />
    </svg>
  );
}

function Foot({ portal: { placeName, platform } }: { portal: Portal }) {
  return (
    <footer className="site-foot">
      <div className="column">
        <ul>
          <li>
            <a href="/offices">找窗口</a>
          </li>
          <li>
            <a href="/progress">查进度</a>
          </li>
          <li>
            <a href="/deadline">期限怎么算</a>
          </li>
          <li>
            <a href="/verify">核验证照</a>
          </li>
          <li>
            <a href="/information">政府信息公开</a>
          </li>
          <li>
            <a href="/hearings">听证公告</a>
          </li>
          <li>
            <a href="/filings">备案公布</a>
          </li>
          <li>
            <a href="/ledger">账本与存证</a>
          </li>
          <li>
            <a href="/desk">工作人员入口</a>
          </li>
        </ul>
        <p>
          {platform.config.mode === 'demo' && `${placeName}是演示用的虚构地区。`}
          办理中遇到困难，可到政务服务中心综合受理窗口当面咨询。
        </p>
      </div>
    </footer>
  );
}
