/**
 * How far a case is: for whoever is signed in, her case itself; for everybody else, by the number and the last four digits
 * of something only she has, one sentence without a name. A wrong answer looks the same whether there is such a case or not.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OpenCase } from '../../capabilities/cases/public.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { guessingLimit } from '../../platform/http/rate-limits.ts';
import { type Fault, FaultSummary, Pair, Pairs, Trail } from '../kit/parts.tsx';
import { caseSentence } from './case-sentence.ts';
import { caseHref } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { fieldOf } from './read-form.ts';
import { findReturned, giveBack } from './returned-forms.ts';
import { Csrf, sendPage } from './send-page.tsx';

export function progressRoutes(app: FastifyInstance, portal: Portal): void {
  const access = { who: 'public' as const };
  const wrong = countWrong(() => portal.platform.clock.now().getTime());

  app.get('/progress', { config: { access }, schema: { hide: true } }, async (request, reply) => {
    const returned = await findReturned(portal.platform, request);
    if (returned.faults.length > 0) {
      return sendPage(portal, request, reply, {
        title: '查进度',
        body: <Question request={request} no={fieldOf(returned.sent, 'no')} faults={returned.faults} />,
      });
    }
    const asked = fieldOf(request.query, 'no');
    const caseNo = caseNumberIn(asked);
    if (caseNo && request.actor) {
      const href = request.actor.kind === 'staff' ? `/desk/cases/${caseNo}` : caseHref(caseNo);
      return reply.redirect(href, 303);
    }
    const faults = asked === '' || caseNo ? [] : [unreadable];
    return sendPage(portal, request, reply, {
      title: '查进度',
      status: faults.length === 0 ? 200 : 422,
      body: <Question request={request} no={caseNo ?? asked} faults={faults} />,
    });
  });

  app.post(
    '/progress',
    { config: { access, rateLimit: guessingLimit }, schema: { hide: true } },
    async (request, reply) => {
      const no = fieldOf(request.body, 'no');
      const tail = fieldOf(request.body, 'tail').normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
      const caseNo = caseNumberIn(no);
      const faults: Fault[] = [
        ...(caseNo ? [] : [unreadable]),
        ...(/^[0-9A-Z]{4}$/.test(tail) ? [] : [noTail]),
      ];
      const back = (told: Fault[]) =>
        giveBack(portal.platform, request, reply, '/progress', {
          faults: told,
          sent: { no: [caseNo ?? no] },
        });
      if (faults.length > 0 || !caseNo) return back(faults);
      const open = wrong.isTooMany(caseNo) ? undefined : await portal.cases().findByTail(caseNo, tail);
      if (!open) {
        wrong.count(caseNo);
        return back([notFound]);
      }
      return sendPage(portal, request, reply.header('cache-control', 'no-store'), {
        title: `查进度 ${caseNo}`,
        body: <Found portal={portal} open={open} today={portal.platform.clock.today()} />,
      });
    },
  );
}

const unreadable = {
  href: '#no',
  message: '办件编号不完整，请照回执或通知书填写，例如 MC20260302-000001-X，短横线可以不写。',
};
const noTail = { href: '#tail', message: '请填写证件号码或者联系电话的最后四位。' };
const notFound = {
  href: '#no',
  message:
    '没有查到。编号和末四位要与申请时填的一致，请核对后再试；连续几次不对的，请过一小时再试，或者打窗口电话。',
};

/** As people copy it: full-width, small letters, without the dashes. Undefined where it cannot be a case number. */
export function caseNumberIn(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '');
  const [, day, id, check] = /^([A-Z]{2,8}\d{8})(\d{6,15})([0-9A-Z])$/.exec(plain) ?? [];
  return day === undefined ? undefined : `${day}-${id}-${check}`;
}

const mostWrong = 5;
const hour = 3_600_000;
const mostRemembered = 10_000;

/** Four digits can be guessed by whoever tries long enough: after five wrong ones a number answers nobody for an hour. */
function countWrong(now: () => number) {
  const counts = new Map<string, { times: number; since: number }>();
  const known = (caseNo: string) => {
    const count = counts.get(caseNo);
    return count && now() - count.since < hour ? count : undefined;
  };
  return {
    isTooMany: (caseNo: string) => (known(caseNo)?.times ?? 0) >= mostWrong,
    count(caseNo: string) {
      const count = known(caseNo) ?? { times: 0, since: now() };
      if (counts.size >= mostRemembered) counts.clear();
      counts.set(caseNo, { ...count, times: count.times + 1 });
    },
  };
}

function Question({ request, no, faults }: { request: FastifyRequest; no: string; faults: Fault[] }) {
  const faultAt = (id: string) => faults.find(({ href }) => href === `#${id}`)?.message;
  return (
    <>
      <Trail places={[{ href: '/', name: '首页' }]} />
      <h1>查进度</h1>
      <FaultSummary faults={faults} title="没有查到" />
      <form method="post" action="/progress" noValidate>
        <Csrf request={request} />
        <Entry
          id="no"
          title="办件编号"
          hint="在收件回执和各种通知书上，以 MC 开头。短横线可以不写。"
          value={no}
          fault={faultAt('no')}
        />
        <Entry
          id="tail"
          title="末四位"
          hint="个人填申请人身份证件号码的最后四位；单位填申请时所留联系电话的最后四位。由代理人办理的，也可以填代理人的。"
          value=""
          fault={faultAt('tail')}
        />
        <p className="actions">
          <button type="submit" className="button">
            查进度
          </button>
        </p>
      </form>
      <p className="actions">
        <a href={`/sign-in?return=${encodeURIComponent(returnOf(no))}`}>有账号的，登录后看全部内容和文书</a>
      </p>
    </>
  );
}

const returnOf = (no: string) => {
  const caseNo = caseNumberIn(no);
  return caseNo ? caseHref(caseNo) : '/my';
};

interface EntryProps {
  id: string;
  title: string;
  hint: string;
  value: string;
  fault: string | undefined;
}

function Entry({ id, title, hint, value, fault }: EntryProps) {
  return (
    <div className={fault ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{title}</label>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <input
        id={id}
        name={id}
        defaultValue={value}
        autoComplete="off"
        maxLength={40}
        className={id === 'tail' ? 'short' : undefined}
        aria-describedby={fault ? `${id}-hint ${id}-fault` : `${id}-hint`}
        aria-invalid={fault ? true : undefined}
      />
    </div>
  );
}

function Found({ portal, open, today }: { portal: Portal; open: OpenCase; today: LegalDay }) {
  const view = portal.cases().viewWhole(open);
  const { says, tone } = caseSentence(view, today);
  const isHers = ['correcting', 'clarifying'].includes(view.status);
  return (
    <>
      <Trail
        places={[
          { href: '/', name: '首页' },
          { href: '/progress', name: '查进度' },
        ]}
      />
      <h1>{view.itemName}</h1>
      <div className={`sentence ${tone}`}>
        <p className="says">{says}</p>
        {isHers && <p>要补的内容写在给您的通知书里，可以带材料到窗口补，有账号的也可以登录后在网上补。</p>}
      </div>
      <Pairs>
        <Pair name="办件编号">
          <span className="number">{view.caseNo}</span>
        </Pair>
        <Pair name="承办部门">{view.officeName}</Pair>
      </Pairs>
      <p className="actions">
        <a href="/offices">找窗口和电话</a>
        <a href={`/sign-in?return=${encodeURIComponent(caseHref(view.caseNo))}`}>登录后看全部内容</a>
      </p>
    </>
  );
}
