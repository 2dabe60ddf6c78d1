import type { FastifyInstance } from 'fastify';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { Dots, Known, Pair, Pairs, Trail } from '../kit/parts.tsx';
import { ItemList } from './item-list.tsx';
import type { Portal } from './portal-sources.ts';
import { sendPage } from './send-page.tsx';

const open = { config: { access: { who: 'public' as const } }, schema: { hide: true } };
const home = { href: '/', name: '首页' };

export function officeRoutes(app: FastifyInstance, portal: Portal): void {
  app.get('/offices', open, async (request, reply) => {
    const offices = await portal.organisation.listOffices();
    return sendPage(portal, request, reply, {
      title: '找窗口',
      body: (
        <>
          <Trail places={[home]} />
          <h1>找窗口</h1>
          <p className="lead">各部门都在政务服务中心设有窗口；不知道找谁，就到综合受理窗口。</p>
          <ul className="things">
            {offices.map(({ id, name, phone, windows }) => (
              <li key={id}>
                <a className="name" href={`/offices/${id}`}>
                  {name}
                </a>
                <p className="quiet">
                  <Dots>
                    {windows.map((window) => `${window.place} ${window.name}`).join('、')}
                    <span className="number">{phone}</span>
                  </Dots>
                </p>
              </li>
            ))}
          </ul>
        </>
      ),
    });
  });

  app.get<{ Params: { id: string } }>('/offices/:id', open, async (request, reply) => {
    const office = await portal.organisation.findOffice(request.params.id);
    if (!office) throw shellProblem('subject/unknown');
    const [authority, { items }] = await Promise.all([
      portal.organisation.getAuthority(office.authority),
      portal.catalogue.searchItems({ office: office.id, limit: 100 }),
    ]);
    return sendPage(portal, request, reply, {
      title: office.name,
      body: (
        <>
          <Trail places={[home, { href: '/offices', name: '找窗口' }]} />
          <h1>{office.name}</h1>
          <Pairs>
            <Pair name="窗口">
              <Known>{office.windows.map(({ place, name }) => `${place} ${name}`).join('、')}</Known>
            </Pair>
            <Pair name="地址">
              <Known>{office.address}</Known>
            </Pair>
            <Pair name="办公时间">
              <Known>{office.hours}</Known>
            </Pair>
            <Pair name="电话">
              <Known>{office.phone}</Known>
            </Pair>
            <Pair name="以谁的名义办理">{authority.name}</Pair>
          </Pairs>
          <h2>这里办的事项</h2>
          {items.length > 0 ? (
            <ItemList items={items} />
          ) : (
            <p>
              本部门的事项还没有编入网上目录，请<b>打电话或到窗口</b>询问。
            </p>
          )}
        </>
      ),
    });
  });
}
