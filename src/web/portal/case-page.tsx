/** A case as its applicant sees it: one sentence, what she can do, what happened, what was written. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CaseView, ClockView, OpenCase } from '../../capabilities/cases/public.ts';
import { findDocuments } from '../../capabilities/documents/public.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { dayInWords, daysLeftInWords, momentInWords, shortDay } from '../kit/day-words.ts';
import { Light } from '../kit/light.tsx';
import { Dots, Pair, Pairs, Trail } from '../kit/parts.tsx';
import { CaseWarnings, NoticeAnswers } from './case-notice.tsx';
import { caseSentence } from './case-sentence.ts';
import { lackingMaterials } from './correction.ts';
import { continueHref } from './draft.ts';
import { FormReadOut } from './form-read-out.tsx';
import { documentsGivenIn, GivenDocuments } from './given-documents.tsx';
import type { Portal } from './portal-sources.ts';
import { sendPage } from './send-page.tsx';
import { whyNotNow } from './why-not-now.ts';

export interface CaseParams {
  caseNo: string;
}

export const caseHref = (caseNo: string, part = '') =>
  `/my/cases/${encodeURIComponent(caseNo)}${part === '' ? '' : `/${part}`}`;

/** A clock that runs for several offices is named with the one for which it runs. */
const clockHref = (caseNo: string, { name, of }: ClockView) =>
  caseHref(caseNo, `clocks/${encodeURIComponent(of === null ? name : `${name}:${of}`)}`);

export const myTrail = [{ href: '/my', name: '我的办件' }];

/** The case, or 404 where it is not hers to see: both look alike from outside. */
export async function getOpenCase(
  portal: Portal,
  request: FastifyRequest<{ Params: CaseParams }>,
): Promise<OpenCase> {
  const open = await portal.cases().find(request.params.caseNo, signedIn(request));
  if (!open) throw shellProblem('subject/unknown');
  return open;
}

export function casePageRoutes(app: FastifyInstance, portal: Portal): void {
  app.get<{ Params: CaseParams }>(
    '/my/cases/:caseNo',
    { config: { access: { who: ['applicant'] } }, schema: { hide: true } },
    async (request, reply: FastifyReply) => {
      const open = await getOpenCase(portal, request);
      const view = portal.cases().view(open, signedIn(request));
      if (view.status === 'draft') return reply.redirect(continueHref(view.caseNo), 303);
      const given = documentsGivenIn(open);
      const handedIn = view.materials.flatMap(({ documents }) =>
        documents.map(({ documentId }) => documentId),
      );
      const { pool, jurisdiction } = portal.platform;
      const found = await findDocuments(pool, jurisdiction, [...handedIn, ...given]);
      const names = new Map(found.map(({ id, name }) => [id, name]));
      const today = portal.platform.clock.today();
      return sendPage(portal, request, reply, {
        title: `${view.itemName} ${view.caseNo}`,
        body: (
          <>
            <Trail places={myTrail} />
            <h1>{view.itemName}</h1>
            <p className="quiet">
              <Dots>
                <span className="number">办件编号 {view.caseNo}</span>
                {view.receivedOn !== null && <a href={caseHref(view.caseNo, 'receipt')}>回执</a>}
                {view.receipts.length > 0 && <a href={caseHref(view.caseNo, 'evidence')}>存证</a>}
              </Dots>
            </p>
            <Standing view={view} today={today} complaintPhone={open.item.guide.complaintPhone} />
            {view.status === 'correcting' && <CaseWarnings warnings={view.warnings} />}
            <Actions view={view} />
            <GivenDocuments ids={given} names={names} />
            <Results view={view} today={today} />
            <OfficesReviewing view={view} today={today} />
            <Timeline view={view} today={today} />
            <Clocks view={view} today={today} />
            <HandedIn open={open} view={view} names={names} />
            <p className="no-print">
              <button className="link-button" data-print="" hidden type="button">
                打印这一页
              </button>
            </p>
          </>
        ),
      });
    },
  );
}

interface StandingProps {
  view: CaseView;
  today: LegalDay;
  complaintPhone: string;
}

function Standing({ view, today, complaintPhone }: StandingProps) {
  const { says, means, tone, clock } = caseSentence(view, today);
  return (
    <div className={`sentence ${tone}`}>
      <p className="says">{says}</p>
      {means && <p>{means}</p>}
      {view.waitingFor.length > 0 && <p>现在由{waitedFor(view)}办理。</p>}
      {tone === 'overdue' && (
        <p>
          投诉电话 <b className="number">{complaintPhone}</b>
        </p>
      )}
      {clock && (
        <p>
          <Dots>
            <Light light={clock.light} />
            <a href={clockHref(view.caseNo, clock)}>为什么是这一天？</a>
          </Dots>
          {clock.provisional && '这一天是暂算的：那一年的放假安排还没有公布。'}
        </p>
      )}
    </div>
  );
}

/** Each office once, with what it is to do. */
export function waitedFor({ waitingFor }: CaseView): string {
  const duties = Map.groupBy(waitingFor, ({ officeName }) => officeName);
  return [...duties]
    .map(
      ([office, steps]) => `${office}（${[...new Set(steps.map(({ stepLabel }) => stepLabel))].join('、')}）`,
    )
    .join('、');
}

/** Steps of applicants that have a page of their own, in the order in which they matter. */
const stepPages: Record<string, { page: string; name: string; look?: string }> = {
  correct: { page: 'correct', name: '现在去补正', look: 'button' },
  clarify: { page: 'answer/clarify', name: '补充说明', look: 'button' },
  'give-reasons': { page: 'answer/give-reasons', name: '说明理由', look: 'button' },
  supplement: { page: 'supplement', name: '补交材料', look: 'button' },
  urge: { page: 'urge', name: '催一下' },
  withdraw: { page: 'withdraw', name: '撤回申请' },
  rate: { page: 'rate', name: '评价这次办理' },
};

/** With a result in hand a rating is what is left to do; after one, it can be followed up once. */
function ratingNow({ status, ratings }: CaseView): { name?: string; look?: string } {
  if (ratings.length > 0) return { name: '追加评价' };
  return withResult.has(status) ? { look: 'button' } : {};
}

const withResult = new Set(['not-accepted', 'granted', 'denied', 'issued', 'closed', 'answered']);

function Actions({ view }: { view: CaseView }) {
  const offered = Object.entries(stepPages)
    .filter(([step]) => view.nextSteps.some((offer) => offer.step === step))
    .filter(([step]) => step !== 'supplement' || lackingMaterials(view).length > 0)
    .map(([, page]) => (page.page === 'rate' ? { ...page, ...ratingNow(view) } : page));
  const finished = ['closed', 'withdrawn'].includes(view.status);
  const refused = finished
    ? []
    : view.notNow.filter(({ step }) => step in stepPages && step !== 'supplement');
  if (offered.length + refused.length === 0) return null;
  return (
    <section className="no-print">
      <h2>您可以做的</h2>
      <p className="actions">
        {offered.map(({ page, name, look }) => (
          <a key={page} className={look} href={caseHref(view.caseNo, page)}>
            {name}
          </a>
        ))}
      </p>
      {refused.length > 0 && (
        <details>
          <summary>现在不能做的，为什么</summary>
          <ul>
            {refused.map((one) => {
              const { detail, needed } = whyNotNow(view, one);
              return (
                <li key={one.step}>
                  <b>{one.label}</b>：{detail}
                  {needed}
                </li>
              );
            })}
          </ul>
        </details>
      )}
    </section>
  );
}

function Results({ view, today }: { view: CaseView; today: LegalDay }) {
  if (view.letters.length + view.licences.length === 0) return null;
  return (
    <>
      <h2>证照和文书</h2>
      <ul className="things">
        {view.licences.map((id) => (
          <li key={id}>
            <a className="name" href={`/my/licences/${encodeURIComponent(id)}`}>
              电子证照
            </a>
            <p className="small quiet">查看、打印、出示二维码</p>
          </li>
        ))}
        {[...view.letters].reverse().map(({ id, name, docNo, on }) => (
          <li key={id}>
            <a
              className="name"
              href={`/api/v1/cases/${encodeURIComponent(view.caseNo)}/letters/${encodeURIComponent(id)}`}
            >
              {name}
            </a>
            <p className="small quiet">
              <Dots>
                {docNo}
                {shortDay(on, today)}
              </Dots>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Where several offices review beside each other, where each of them stands. One alone is what the sentence says. */
function OfficesReviewing({ view, today }: { view: CaseView; today: LegalDay }) {
  const offices = view.lanes.filter(({ lane }) => lane === 'review');
  if (offices.length < 2) return null;
  const done = offices.filter(({ over }) => over).length;
  return (
    <>
      <h2>
        各部门审查
        <span className="quiet">
          （{offices.length} 个部门，{done} 个已经提出意见）
        </span>
      </h2>
      <ul className="things">
        {offices.map(({ instance, instanceLabel, stateLabel, over, since, note }) => {
          const clock = view.clocks.find(({ name, of }) => name === 'review' && of === instance);
          return (
            <li key={instance}>
              <p className="name">{instanceLabel}</p>
              <p className="small quiet">
                <Dots>
                  {over ? `${shortDay(since, today)}提出意见：${stateLabel}` : stateLabel}
                  {note}
                  {clock && clock.stoppedOn === null && (
                    <a href={clockHref(view.caseNo, clock)}>应当在 {shortDay(clock.due, today)} 前提出意见</a>
                  )}
                </Dots>
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Timeline({ view, today }: { view: CaseView; today: LegalDay }) {
  return (
    <>
      <h2>办理经过</h2>
      <ol className="timeline" reversed>
        {[...view.timeline]
          .reverse()
          .map(({ version, label, effectiveOn, recordedAt, actor, officeName, note }) => (
            <li key={version}>
              <p>
                <b>{label}</b>
              </p>
              {note && note !== label && <p>{note}</p>}
              <p className="small quiet">
                <Dots>
                  {momentInWords(recordedAt, today)}
                  {officeName ?? actor}
                  {wasEarlier(effectiveOn, recordedAt) && `自 ${dayInWords(effectiveOn, today)} 起生效`}
                </Dots>
              </p>
            </li>
          ))}
      </ol>
    </>
  );
}

/** Deemed acceptance and back-entry take effect on a day before the one on which they were recorded. */
const wasEarlier = (effectiveOn: LegalDay, recordedAt: string) =>
  effectiveOn < new Date(Date.parse(recordedAt) + 8 * 3_600_000).toISOString().slice(0, 10);

function Clocks({ view, today }: { view: CaseView; today: LegalDay }) {
  // What an office has to keep towards the others stands with that office.
  const clocks = view.clocks.filter(({ laneName }) => laneName === null);
  if (clocks.length === 0) return null;
  return (
    <>
      <h2>各项时限</h2>
      <ul className="things">
        {clocks.map((clock) => (
          <li key={clock.name + clock.of}>
            <a className="name" href={clockHref(view.caseNo, clock)}>
              {clock.label}
            </a>{' '}
            {clock.ranOut ? <RanOut clock={clock} today={today} /> : <Light light={clock.light} />}
            {!clock.ranOut && <p className="quiet">{clockInWords(clock, today)}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Silence of the agency is told as what it is, never as something done in time. */
export function RanOut({ clock: { name, against, due }, today }: { clock: ClockView; today: LegalDay }) {
  const what =
    name === 'one-time-notice' ? '逾期未告知，视为受理' : against === 'agency' ? '逾期未办' : '到期没有答复';
  return (
    <span className={against === 'agency' ? 'light overdue' : 'light stopped'}>
      <span aria-hidden="true">{against === 'agency' ? '■' : '○'}</span> {what}（{shortDay(due, today)}期满）
    </span>
  );
}

function clockInWords({ due, light, daysLeft, stoppedOn, provisional }: ClockView, today: LegalDay): string {
  const last = dayInWords(due, today);
  const left = light === 'paused' ? '' : `，${daysLeftInWords(daysLeft ?? 0)}`;
  const said = stoppedOn ? `${shortDay(stoppedOn, today)}完成，期限是 ${last}` : `最迟 ${last}${left}`;
  return provisional ? `${said}（暂算）` : said;
}

function erasedWords({ erased }: CaseView): string {
  const last = erased.at(-1);
  return last ? `内容已于${chineseDate(last.on)}依法删除，依据：${last.basis}。` : '';
}

interface HandedInProps {
  open: OpenCase;
  view: CaseView;
  names: ReadonlyMap<string, string>;
}

function HandedIn({ open, view, names }: HandedInProps) {
  const { form } = open.item;
  const isErased = view.erased.length > 0 && Object.keys(view.form).length === 0;
  return (
    <>
      <h2>您交来的</h2>
      <NoticeAnswers notice={view.notice} />
      <details>
        <summary>申请表</summary>
        <Pairs>
          {view.parties.map(({ role, name, idNumber, phone }) => (
            <Pair key={role} name={role === 'agent' ? '代理人' : '申请人'}>
              {name}
              <br />
              {idNumber}
              {phone && (
                <>
                  <br />
                  {phone}
                </>
              )}
            </Pair>
          ))}
        </Pairs>
        {isErased ? <p>{erasedWords(view)}</p> : <FormReadOut form={form} answers={view.form} />}
      </details>
      {view.materials.length > 0 && (
        <details open>
          <summary>材料</summary>
          <Pairs>
            {view.materials.map(({ materialCode, name, needed, documents, deferred, licenceId }) => (
              <Pair key={materialCode} name={name}>
                {documents.map(({ documentId, corrected, erased }) => (
                  <div key={documentId}>
                    {erased ? (
                      <span className="quiet">文件已依法删除</span>
                    ) : (
                      <a href={`/api/v1/documents/${documentId}/content`} target="_blank" rel="noreferrer">
                        {names.get(documentId) ?? '文件'}
                      </a>
                    )}
                    {corrected && <span className="tag">补正</span>}
                  </div>
                ))}
                {licenceId && <div>用电子证照代替</div>}
                {documents.length === 0 && !licenceId && (
                  <span className="quiet">{deferred ? '承诺补交' : needed ? '没有交' : '不需要'}</span>
                )}
              </Pair>
            ))}
          </Pairs>
        </details>
      )}
    </>
  );
}
