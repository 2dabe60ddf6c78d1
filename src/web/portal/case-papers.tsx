/** The receipt after sending, and the page that explains a day. */
import type { FastifyInstance } from 'fastify';
import type { CaseView, ExplainedClock } from '../../capabilities/cases/public.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { dayInWords, daysLeftInWords, shortDay, wholeMoment } from '../kit/day-words.ts';
import { Light } from '../kit/light.tsx';
import { Dots, Pair, Pairs, Trail } from '../kit/parts.tsx';
import { QrCode } from '../kit/qr-code.tsx';
import { RanOut } from './case-course.tsx';
import { caseSentence } from './case-sentence.ts';
import { DayLines } from './day-lines.tsx';
import { limitInWords } from './item-list.tsx';
import { type CaseParams, caseHref, getOpenCase, getOwnCase, myTrail } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { sendPage } from './send-page.tsx';

export function casePaperRoutes(app: FastifyInstance, portal: Portal): void {
  const options = { config: { access: { who: ['applicant' as const] } }, schema: { hide: true } };

  app.get<{ Params: CaseParams }>('/my/cases/:caseNo/receipt', options, async (request, reply) => {
    const view = portal.cases().view(await getOwnCase(portal, request), signedIn(request));
    if (view.receivedOn === null) throw shellProblem('subject/unknown');
    const address = `${request.protocol}://${request.host}${caseHref(view.caseNo)}`;
    return sendPage(portal, request, reply, {
      title: '提交成功',
      body: <Receipt view={view} address={address} today={portal.platform.clock.today()} />,
    });
  });

  app.get<{ Params: CaseParams & { name: string } }>(
    '/my/cases/:caseNo/clocks/:name',
    options,
    async (request, reply) => {
      const open = await getOpenCase(portal, request);
      const clock = portal.cases().explainClock(open, request.params.name, signedIn(request));
      if (!clock) throw shellProblem('subject/unknown');
      const { caseNo } = open.record;
      return sendPage(portal, request, reply, {
        title: clock.label,
        body: (
          <>
            <Trail places={[...myTrail, { href: caseHref(caseNo), name: open.record.itemName }]} />
            <Explanation clock={clock} today={portal.platform.clock.today()} />
          </>
        ),
      });
    },
  );
}

function Receipt({ view, address, today }: { view: CaseView; address: string; today: LegalDay }) {
  const clock = view.clocks.find(({ name }) => name === 'one-time-notice');
  // A draft is kept by the first and sent by the second.
  const received = view.materials.filter(
    ({ documents, licenceId, deferred }) => documents.length > 0 || licenceId !== null || deferred,
  );
  const filed = view.timeline.findLast(({ step }) => step === 'file' || step === 'submit');
  return (
    <>
      <h1>已经收到您的申请</h1>
      <div className="sentence good">
        <p className="quiet">办件编号</p>
        <p className="case-no">{view.caseNo}</p>
        <p>请记下来。查进度、打电话、到窗口都用它。</p>
      </div>
      <Pairs>
        <Pair name="事项">{view.itemName}</Pair>
        <Pair name="申请人">{view.parties[0]?.name}</Pair>
        <Pair name="收到时间">{filed && wholeMoment(filed.recordedAt)}</Pair>
        <Pair name="办理部门">{view.officeName}</Pair>
      </Pairs>
      {received.length > 0 && (
        <>
          <h2>收到的材料</h2>
          <ul>
            {received.map(({ materialCode, name, documents, deferred }) => (
              <li key={materialCode}>
                {name}：
                {documents.length > 0 ? `${documents.length} 份` : deferred ? '承诺补交' : '以电子证照代替'}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>接下来</h2>
      <ol>
        {clock && (
          <li>
            最迟 <b>{dayInWords(clock.due, today)}</b>，会告诉您受理了，或者一次告诉您还要补什么。
          </li>
        )}
        <li>
          {clock
            ? '到时没有告诉您的，视为从收到之日起已经受理。'
            : (caseSentence(view, today).means ?? '工作人员会尽快办理。')}
        </li>
        <li>每一步都会发消息给您，也可以随时来看进度。</li>
      </ol>
      <div className="qr">
        <QrCode text={address} label="查看进度的二维码" />
        <p className="small quiet">扫一扫看进度（需要登录）</p>
      </div>
      <p className="actions">
        <a className="button" href={caseHref(view.caseNo)}>
          看进度
        </a>
        <a href={caseHref(view.caseNo, 'evidence')}>存证回执</a>
        <button className="link-button" data-print="" hidden type="button">
          打印回执
        </button>
      </p>
    </>
  );
}

function Explanation({ clock, today }: { clock: ExplainedClock; today: LegalDay }) {
  const {
    label,
    due,
    light,
    daysLeft,
    startedOn,
    stoppedOn,
    days,
    unit,
    extendedDays,
    basis,
    lines,
    provisional,
  } = clock;
  const tone = light === 'normal' || light === 'stopped' ? '' : light;
  return (
    <>
      <h1>为什么是这一天？</h1>
      <div className={`sentence ${tone}`}>
        <p className="quiet">{label}的最后一天</p>
        <p className="answer">{dayInWords(due, today)}</p>
        <p>
          <Dots>
            {clock.ranOut ? <RanOut clock={clock} today={today} /> : <Light light={light} />}
            {clock.ranOut
              ? null
              : stoppedOn
                ? `${shortDay(stoppedOn, today)}已经完成`
                : light === 'paused'
                  ? '按预计的恢复时间计算'
                  : daysLeftInWords(daysLeft ?? 0)}
          </Dots>
        </p>
        {provisional && <p>涉及的年份还没有公布放假安排，这是暂算的日期，公布以后重新计算。</p>}
      </div>
      <p>
        从 <b>{shortDay(startedOn, today)}</b> 起，{limitInWords({ days, unit })}
        {extendedDays > 0 && `，经批准延长 ${extendedDays} 个工作日`}。
        {basis.length > 0 && `依据：${basis.map(({ ref }) => ref).join('；')}。`}
      </p>
      <h2>一天一天说明白</h2>
      <DayLines lines={lines} today={today} />
      <p>
        <a href="/deadline">法定期限怎么算</a>
      </p>
    </>
  );
}
