import type { FastifyInstance } from 'fastify';
import { ItemList } from './item-list.tsx';
import type { Portal } from './portal-sources.ts';
import { rememberFor } from './remember.ts';
import { SearchBox, Topics } from './search-box.tsx';
import { sendPage } from './send-page.tsx';

export function homeRoutes(app: FastifyInstance, portal: Portal): void {
  // As fresh as the catalogue's own idea of what is current.
  const offered = rememberFor(5000, () =>
    Promise.all([portal.catalogue.listTopics(), portal.catalogue.searchItems({ fileable: true, limit: 8 })]),
  );
  app.get('/', { config: { access: { who: 'public' } }, schema: { hide: true } }, async (request, reply) => {
    const [[topics, { items }], directory] = await Promise.all([offered(), portal.organisation.directory()]);
    const hall = [...directory.offices.values()].find(({ kind }) => kind === 'hall');
    return sendPage(portal, request, reply, {
      title: '明窗',
      full: true,
      body: (
        <>
          <Hero placeName={portal.placeName} />
          <div className="column">
            <Tiles />
            <h2>网上可办</h2>
            <ItemList items={items} />
            <Topics topics={topics.filter((topic) => topic.items > 0)} />
            {hall && (
              <>
                <h2>到窗口办</h2>
                <p>
                  <b>{hall.name}</b>
                  <br />
                  {hall.address}
                  <br />
                  {hall.hours}
                  <br />
                  电话 <span className="number">{hall.phone}</span>
                </p>
                <p>
                  <a href="/offices">各部门窗口和电话</a>
                </p>
              </>
            )}
          </div>
        </>
      ),
    });
  });
}

function Hero({ placeName }: { placeName: string }) {
  return (
    <div className="hero">
      <div className="column">
        <h1>您想办什么事？</h1>
        <p className="quiet">{placeName}的政务服务，查指南、网上办、看进度，都在这里。</p>
        <SearchBox q="" />
        <p className="small quiet">
          可以说平常话，也可以打拼音：<a href="/search?q=%E5%BC%80%E9%A5%AD%E5%BA%97">开饭店</a>、
          <a href="/search?q=%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7%E4%B8%A2%E4%BA%86">营业执照丢了</a>、
          <a href="/search?q=spjyxk">spjyxk</a>
        </p>
      </div>
    </div>
  );
}

function Tiles() {
  return (
    <ul className="tiles">
      <li>
        <a href="/for/personal">
          个人办事<small>为自己和家人</small>
        </a>
      </li>
      <li>
        <a href="/for/business">
          企业办事<small>开办、经营、变更</small>
        </a>
      </li>
      <li>
        <a href="/progress">
          查进度<small>用办件编号查</small>
        </a>
      </li>
      <li>
        <a href="/offices">
          找窗口<small>地址、电话、时间</small>
        </a>
      </li>
    </ul>
  );
}
