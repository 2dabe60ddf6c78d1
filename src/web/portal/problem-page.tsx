/** A refusal or a fault as a page: what happened, what it means, what to do now. */
import type { FastifyRequest } from 'fastify';
import type { Problem } from '../../platform/http/problem.ts';
import { FaultSummary } from '../kit/parts.tsx';
import type { Portal } from './portal-sources.ts';
import { renderPage } from './send-page.tsx';
import { isForItsStanding } from './why-not-now.ts';

interface Words {
  title: string;
  means: string;
  now: { href: string; name: string }[];
}

export function renderProblemPage(portal: Portal, request: FastifyRequest, problem: Problem): string {
  const { title, means, now } = wordsFor(problem, request);
  return renderPage(portal, request, {
    title,
    body: (
      <>
        <h1>{title}</h1>
        <p className="lead">{means}</p>
        {problem.errors && (
          <FaultSummary
            title="需要修改的地方"
            faults={problem.errors.map(({ message }) => ({ href: '', message }))}
          />
        )}
        {problem.needed && !isForItsStanding(problem.code) && (
          <p>
            <b>怎样才可以：</b>
            {problem.needed}
          </p>
        )}
        {problem.basis && <p className="quiet">依据：{problem.basis}</p>}
        <ul>
          {now.map(({ href, name }) => (
            <li key={href}>
              <a href={href}>{name}</a>
            </li>
          ))}
        </ul>
        {problem.status >= 500 && (
          <p className="small quiet">
            打电话求助时请报这个编号：<b>{request.id}</b>
          </p>
        )}
      </>
    ),
  });
}

const home = { href: '/', name: '回到首页' };
const desk = { href: '/desk', name: '去工作台' };
const mine = { href: '/my', name: '看我的办件' };
const windows = { href: '/offices', name: '找窗口和电话' };

function wordsFor(problem: Problem, request: FastifyRequest): Words {
  const again = { href: request.method === 'GET' ? request.url : backOf(request), name: '回到刚才的页面' };
  switch (problem.status) {
    case 401:
      return {
        title: '请重新登录',
        means: '登录已经失效，您刚才提交的内容没有生效。请登录后再试。',
        now: [{ href: `/sign-in?return=${encodeURIComponent(again.href)}`, name: '登录后继续' }],
      };
    case 403:
      return forbidden(problem, request, again);
    case 404:
      return {
        title: '没有找到这个页面',
        means: '网址可能写错了，或者内容已经搬走，也可能它不属于您登录的账号。',
        now: [{ href: '/search', name: '查找事项' }, mine, home],
      };
    case 412:
      return {
        title: '办件刚刚有了新进展',
        means: `${problem.detail ?? ''}您刚才的操作没有生效。`,
        now: [again, mine],
      };
    case 413:
      return {
        title: '内容太大了',
        means: '上传的文件超过了限制。请压缩，或者分几次上传，每个文件不超过 20 MB。',
        now: [again],
      };
    case 429:
      return { title: '操作太快了', means: '请等一分钟再试，您填写的内容不会丢。', now: [again, home] };
    case 500:
      return {
        title: '系统出了差错',
        means: '这是我们的问题，已经记录下来。请过几分钟再试；着急办的，可以直接到窗口。',
        now: [again, windows],
      };
    case 503:
      return { title: '系统正在恢复', means: '暂时连不上，请过一会儿再试。', now: [again, windows] };
    default:
      return {
        title: problem.title,
        means: problem.detail ?? '这一步没有办成。',
        now: [letterOf(request) ?? again, request.actor?.kind === 'staff' ? desk : mine, home],
      };
  }
}

function forbidden(problem: Problem, request: FastifyRequest, again: Words['now'][0]): Words {
  if (problem.code === 'session/csrf') {
    return {
      title: '页面已经过期',
      means: '为了安全，页面打开太久或换了账号以后要重新打开才能提交。请回到刚才的页面再提交一次。',
      now: [again],
    };
  }
  if (request.actor?.kind === 'staff') {
    return {
      title: '这里是办事群众的页面',
      means: '您现在用的是工作人员账号。办理业务请到工作台；自己要办事，请退出后用个人账号登录。',
      now: [desk, home],
    };
  }
  return { title: problem.title, means: problem.detail ?? '这件事不由您的账号办理。', now: [mine, home] };
}

/** Where the file of a letter cannot be made, the letter itself can still be read and printed. */
function letterOf({ url }: FastifyRequest): Words['now'][0] | undefined {
  const href = /^(\/api\/v1\/(?:cases|licences)\/[^/?]+\/letters\/[^/?]+)\/file(?:\.pdf)?$/.exec(url)?.[1];
  return href === undefined ? undefined : { href, name: '看这份文书，可以打印' };
}

/** The page a form was sent from, when it is ours. */
function backOf({ headers: { referer }, host }: FastifyRequest): string {
  if (!referer || !URL.canParse(referer)) return '/';
  const from = new URL(referer);
  return from.host === host ? from.pathname + from.search : '/';
}
