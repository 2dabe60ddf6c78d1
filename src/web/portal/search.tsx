/** Finding an item: by words, by topic, by whom it serves. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Item, ItemQuery } from '../../capabilities/catalogue/public.ts';
import { topics as topicLabels } from '../../capabilities/catalogue/public.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { Trail } from '../kit/parts.tsx';
import { ItemList, itemHref } from './item-list.tsx';
import type { Portal } from './portal-sources.ts';
import { fieldOf } from './read-form.ts';
import { rememberFor } from './remember.ts';
import { SearchBox, Topics } from './search-box.tsx';
import { sendPage } from './send-page.tsx';

const open = { config: { access: { who: 'public' as const } }, schema: { hide: true } };
const perPage = 20;
const home = { href: '/', name: '首页' };

export function searchRoutes(app: FastifyInstance, portal: Portal): void {
  const all = rememberFor(60_000, () => listAll(portal));

  app.get('/search', open, async (request, reply) => {
    const q = fieldOf(request.query, 'q').slice(0, 100);
    const { items, pages } = await found(portal, { q }, pageOf(request));
    const none = items.length === 0;
    const [near, topics] = await Promise.all([
      none && q !== ''
        ? portal.catalogue.suggestItems(q).then((near) => near.filter(({ name }) => fits(q, name)))
        : [],
      portal.catalogue.listTopics(),
    ]);
    return sendPage(portal, request, reply, {
      title: q === '' ? '全部事项' : `查找“${q}”`,
      body: (
        <>
          <Trail places={[home]} />
          <h1>{q === '' ? '全部事项' : '查找结果'}</h1>
          <SearchBox q={q} />
          {none ? (
            <NothingFound q={q} near={near} />
          ) : (
            <>
              <ItemList items={items} />
              <Pages {...pages} address={`/search?q=${encodeURIComponent(q)}&`} />
            </>
          )}
          {none && <Topics topics={topics.filter((topic) => topic.items > 0)} />}
        </>
      ),
    });
  });

  app.get<{ Params: { topic: string } }>('/topics/:topic', open, async (request, reply) => {
    const { topic } = request.params;
    const label = Object.entries(topicLabels).find(([key]) => key === topic)?.[1];
    if (label === undefined) throw shellProblem('subject/unknown');
    const { items, pages } = await found(portal, { topic }, pageOf(request));
    return sendPage(portal, request, reply, {
      title: label,
      body: (
        <>
          <Trail places={[home]} />
          <h1>{label}</h1>
          {items.length > 0 ? <ItemList items={items} /> : <p>这个主题下暂时没有事项。</p>}
          <Pages {...pages} address={`/topics/${topic}?`} />
        </>
      ),
    });
  });

  app.get<{ Params: { audience: string } }>('/for/:audience', open, async (request, reply) => {
    const audience = audiences[request.params.audience];
    if (!audience) throw shellProblem('subject/unknown');
    const items = (await all()).filter(({ serverTypes }) =>
      serverTypes.some((type) => audience.serverTypes.includes(type)),
    );
    const page = pageOf(request);
    const part = items.slice((page - 1) * perPage, page * perPage);
    return sendPage(portal, request, reply, {
      title: audience.title,
      body: (
        <>
          <Trail places={[home]} />
          <h1>{audience.title}</h1>
          <SearchBox q="" />
          {part.length > 0 ? (
            <ItemList items={part} />
          ) : (
            <>
              <p>{audience.none}</p>
              <p>
                <a href={audience.elsewhere.href}>{audience.elsewhere.name}</a>
              </p>
            </>
          )}
          <Pages
            page={page}
            more={items.length > page * perPage}
            address={`/for/${request.params.audience}?`}
          />
        </>
      ),
    });
  });
}

interface Audience {
  title: string;
  /** Codes of 服务对象 in the exchange specification. */
  serverTypes: string[];
  none: string;
  elsewhere: { href: string; name: string };
}

const audiences: Record<string, Audience | undefined> = Object.assign(Object.create(null), {
  personal: {
    title: '个人办事',
    serverTypes: ['1'],
    none: '目前可以在这里办的事项都面向企业、个体工商户和其他组织。个人的事项请到政务服务中心综合受理窗口办理，窗口会告诉您带什么、怎么办。',
    elsewhere: { href: '/offices', name: '查看窗口地址、时间和电话' },
  },
  business: {
    title: '企业办事',
    serverTypes: ['2', '3', '4', '5', '9'],
    none: '暂时没有面向企业的事项。',
    elsewhere: { href: '/search', name: '查看全部事项' },
  },
});

function NothingFound({ q, near }: { q: string; near: { itemId: string; name: string }[] }) {
  return (
    <>
      <p className="lead">没有找到和“{q}”对得上的事项。</p>
      {near.length > 0 && (
        <>
          <p>您找的是不是：</p>
          <ul>
            {near.map(({ itemId, name }) => (
              <li key={itemId}>
                <a href={itemHref(itemId)}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        可以换一种说法，少写几个字，或者<a href="/offices">打电话问窗口</a>。
      </p>
    </>
  );
}

/** Sounds may resemble where nothing else does: a suggestion shares two characters in a row with what was written. */
function fits(q: string, name: string): boolean {
  const written = [...q].filter((character) => /\p{Script=Han}/u.test(character));
  if (written.length === 0) return true;
  return written.some((character, at) => at > 0 && name.includes(`${written[at - 1]}${character}`));
}

/** Pages of a search are walked from the first: nobody reads the hundredth. */
async function found(portal: Portal, query: ItemQuery, page: number) {
  let result = await portal.catalogue.searchItems({ ...query, limit: perPage });
  for (let at = 1; at < page && result.next; at++) {
    result = await portal.catalogue.searchItems({ ...query, limit: perPage, after: result.next });
  }
  return { items: result.items, pages: { page, more: result.next !== undefined } };
}

const mostPages = 50;

function pageOf(request: FastifyRequest): number {
  const page = Number(fieldOf(request.query, 'page') || 1);
  return Number.isInteger(page) && page >= 1 && page <= mostPages ? page : 1;
}

function Pages({ page, more, address }: { page: number; more: boolean; address: string }) {
  if (page === 1 && !more) return null;
  return (
    <nav className="actions" aria-label="翻页">
      {page > 1 && <a href={`${address}page=${page - 1}`}>上一页</a>}
      <span className="quiet">第 {page} 页</span>
      {more && <a href={`${address}page=${page + 1}`}>下一页</a>}
    </nav>
  );
}

/** The catalogue has no filter by whom an item serves; its thousand rows are walked once a minute. */
async function listAll({ catalogue }: Portal): Promise<Item[]> {
  const all: Item[] = [];
  let page = await catalogue.searchItems({ limit: 200 });
  all.push(...page.items);
  while (page.next) {
    page = await catalogue.searchItems({ limit: 200, after: page.next });
    all.push(...page.items);
  }
  return all;
}
