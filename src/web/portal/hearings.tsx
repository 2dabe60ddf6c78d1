/** Hearings that everybody may attend: 行政许可法 46, 48(1), 48(2). */
import type { FastifyInstance } from 'fastify';
import { type AnnouncedHearing, listAnnouncedHearings } from '../../capabilities/licensing/public.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { dayInWords, shortDay } from '../kit/day-words.ts';
import { Dots, Pair, Pairs, Trail } from '../kit/parts.tsx';
import type { Portal } from './portal-sources.ts';
import { sendPage } from './send-page.tsx';

export function hearingPageRoutes(app: FastifyInstance, portal: Portal): void {
  app.get(
    '/hearings',
    { config: { access: { who: 'public' } }, schema: { hide: true } },
    async (request, reply) => {
      const hearings = await listAnnouncedHearings(portal.platform);
      const today = portal.platform.clock.today();
      const coming = hearings.filter(({ standing }) => standing === 'announced');
      const over = hearings.filter(({ standing }) => standing !== 'announced');
      return sendPage(portal, request, reply, {
        title: '听证公告',
        body: (
          <>
            <Trail places={[{ href: '/', name: '首页' }]} />
            <h1>听证公告</h1>
            <p className="lead">
              涉及公共利益的重大许可，先听大家的意见再作决定。公开举行的听证，谁都可以旁听。
            </p>
            {coming.length === 0 && <p>现在没有将要公开举行的听证。</p>}
            {coming.map((hearing) => (
              <Announced key={hearing.docNo} hearing={hearing} today={today} />
            ))}
            {over.length > 0 && <Over hearings={over} today={today} />}
            <p className="small quiet">依据：行政许可法第四十六条、第四十八条</p>
          </>
        ),
      });
    },
  );
}

function Announced({ hearing, today }: { hearing: AnnouncedHearing; today: LegalDay }) {
  const { itemName, applicant, officeName, phone, on, at, place, chair, docNo, announcedOn } = hearing;
  return (
    <section>
      <h2>
        {itemName} · {applicant}
      </h2>
      <Pairs>
        <Pair name="时间">
          <b>
            {dayInWords(on, today)} {at}
          </b>
        </Pair>
        <Pair name="地点">{place}</Pair>
        <Pair name="主持人">{chair}</Pair>
        <Pair name="旁听请联系">
          {officeName} <span className="number">{phone}</span>
        </Pair>
      </Pairs>
      <p className="small quiet">
        <Dots>
          {docNo}
          {`${shortDay(announcedOn, today)} 公告`}
        </Dots>
      </p>
    </section>
  );
}

function Over({ hearings, today }: { hearings: AnnouncedHearing[]; today: LegalDay }) {
  return (
    <>
      <h2>最近三十天</h2>
      <ul className="things">
        {hearings.map(({ docNo, itemName, applicant, on, standing }) => (
          <li key={docNo}>
            <span className="name">
              {itemName} · {applicant}
            </span>{' '}
            <span className="tag">{standing === 'held' ? '已经举行' : '不再举行'}</span>
            <p className="small quiet">{dayInWords(on, today)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
