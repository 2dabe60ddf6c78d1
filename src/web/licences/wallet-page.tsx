/** 我的证照: everything in the holder's name, as cards that look like what they stand for. */
import type { FastifyInstance } from 'fastify';
import {
  createLicences,
  type Licence,
  type RegisterState,
  registeredToday,
} from '../../capabilities/licences/public.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { daysBetween, type LegalDay } from '../../kernel/time/legal-day.ts';
import { signedIn } from '../../platform/http/access.ts';
import { Trail } from '../kit/parts.tsx';
import { myTrail } from '../portal/my-case.ts';
import type { Portal } from '../portal/portal-sources.ts';
import { sendPage } from '../portal/send-page.tsx';
import { licenceHref } from './licence-page.tsx';
import { LicenceStyles } from './licence-styles.tsx';

export function walletRoutes(app: FastifyInstance, portal: Portal): void {
  const licences = createLicences(portal.platform);
  app.get(
    '/my/licences',
    { config: { access: { who: ['applicant'] } }, schema: { hide: true } },
    async (request, reply) => {
      const actor = signedIn(request);
      const today = portal.platform.clock.today();
      const held = (await licences.wallet(actor)).map((licence) => ({
        licence,
        state: registeredToday(licence, today),
      }));
      const inForce = held.filter(({ state }) => state === 'valid' || state === 'not-yet-valid');
      const others = held.filter((one) => !inForce.includes(one));
      return sendPage(portal, request, reply, {
        title: '我的证照',
        body: (
          <>
            <LicenceStyles />
            <Trail places={myTrail} />
            <h1>我的证照</h1>
            <p className="quiet">{actor.principal?.name ?? actor.name}</p>
            {held.length === 0 && <Empty />}
            <Cards held={inForce} today={today} />
            {others.length > 0 && (
              <>
                <h2>已经不能用的</h2>
                <Cards held={others} today={today} />
              </>
            )}
          </>
        ),
      });
    },
  );
}

interface Held {
  licence: Licence;
  state: RegisterState;
}

function Empty() {
  return (
    <>
      <p className="lead">您名下还没有电子证照。</p>
      <p>办好的证照会自动出现在这里，可以出示、下载，也可以在办别的事时代替材料。</p>
      <p className="actions">
        <a className="button" href="/search">
          看看能办什么
        </a>
      </p>
    </>
  );
}

function Cards({ held, today }: { held: Held[]; today: LegalDay }) {
  if (held.length === 0) return null;
  return (
    <ul className="wallet">
      {held.map(({ licence, state }) => (
        <li key={licence.id} className={state === 'valid' ? 'licence-tile' : 'licence-tile ended'}>
          <a href={licenceHref(licence.id)}>
            <span className="licence-tile-name">{licence.name}</span>
          </a>
          <p className="number">{licence.number}</p>
          <p>{licence.data.holder.name}</p>
          <p className="licence-tile-foot">
            <span>{licence.data.authority.name}</span>
            <Standing licence={licence} state={state} today={today} />
          </p>
        </li>
      ))}
    </ul>
  );
}

const stateWords: Record<RegisterState, string> = {
  valid: '有效',
  'not-yet-valid': '尚未生效',
  expired: '已过期',
  suspended: '暂扣',
  withdrawn: '已撤回',
  revoked: '已撤销',
  cancelled: '已注销',
  forfeited: '已吊销',
};

/** Within two months of its end a certificate asks for attention. */
const soonDays = 60;

function Standing({ licence: { validTo }, state, today }: Held & { today: LegalDay }) {
  if (state !== 'valid') return <span className="tag red">{stateWords[state]}</span>;
  if (validTo === null) return <span className="tag green">长期有效</span>;
  const left = daysBetween(today, validTo);
  if (left <= soonDays) return <span className="tag amber">还有 {left} 天到期</span>;
  return <span className="tag green">有效至 {chineseDate(validTo)}</span>;
}
