/** 备案公布: everybody can look up what was put on record. */
import type { FastifyInstance } from 'fastify';
import {
  filingsBefore,
  listPublishedFilings,
  type PublishedFiling,
} from '../../capabilities/licensing/public.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { dayInWords } from '../kit/day-words.ts';
import { Dots, Pair, Pairs, Trail } from '../kit/parts.tsx';
import type { Portal } from './portal-sources.ts';
import { sendPage } from './send-page.tsx';

export function filingPageRoutes(app: FastifyInstance, portal: Portal): void {
  app.get<{ Querystring: { cursor?: string } }>(
    '/filings',
    { config: { access: { who: 'public' } }, schema: { hide: true, querystring: filingsBefore } },
    async (request, reply) => {
      const { items, next } = await listPublishedFilings(portal.platform, request.query.cursor);
      const today = portal.platform.clock.today();
      return sendPage(portal, request, reply, {
        title: '备案公布',
        body: (
          <>
            <Trail places={[{ href: '/', name: '首页' }]} />
            <h1>备案公布</h1>
            <p className="lead">已经备案的，编号、日期和备案内容都在这里，谁都可以查。新的在前。</p>
            {items.length === 0 && <p>还没有可以公布的备案。</p>}
            {items.map((filing) => (
              <Filing key={filing.number} filing={filing} today={today} />
            ))}
            {next && (
              <p>
                <a href={`/filings?cursor=${next}`}>更早的备案</a>
              </p>
            )}
          </>
        ),
      });
    },
  );
}

function Filing({ filing, today }: { filing: PublishedFiling; today: LegalDay }) {
  const { number, itemName, officeName, filedOn, content } = filing;
  return (
    <section>
      <h2>{number}</h2>
      <p className="small quiet">
        <Dots>
          {itemName}
          {officeName}
          {`${dayInWords(filedOn, today)} 备案`}
        </Dots>
      </p>
      <Pairs>
        {content.map(({ name, value }) => (
          <Pair key={name} name={name}>
            {value}
          </Pair>
        ))}
      </Pairs>
    </section>
  );
}
