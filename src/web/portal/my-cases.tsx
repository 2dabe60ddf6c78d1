import type { FastifyInstance } from 'fastify';
import type { CaseSummary, ConcerningCase } from '../../capabilities/cases/public.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { signedIn } from '../../platform/http/access.ts';
import { dayInWords, daysLeftInWords, momentInWords } from '../kit/day-words.ts';
import { Light } from '../kit/light.tsx';
import { Dots } from '../kit/parts.tsx';
import { continueHref } from './draft.ts';
import { countOwnUnread } from './messages.tsx';
import { caseHref } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { fieldOf } from './read-form.ts';
import { sendPage } from './send-page.tsx';

const over = ['closed', 'withdrawn', 'abandoned'];
const waiting = ['correcting', 'clarifying'];

export function myCasesRoutes(app: FastifyInstance, portal: Portal): void {
  app.get(
    '/my',
    { config: { access: { who: ['applicant'] } }, schema: { hide: true } },
    async (request, reply) => {
      const actor = signedIn(request);
      const cursor = fieldOf(request.query, 'after');
      const [{ items, next }, unread, concerning] = await Promise.all([
        portal.cases().listCases(actor, { limit: 50, ...(cursor !== '' && { cursor }) }),
        countOwnUnread(portal, actor),
        portal.cases().listConcerning(actor),
      ]);
      const today = portal.platform.clock.today();
      const answers = await answersWanted(portal, actor, items);
      return sendPage(portal, request, reply, {
        title: '我的办件',
        body: (
          <>
            <h1>我的办件</h1>
            <p className="quiet">
              <Dots>
                {actor.principal?.kind === 'organization'
                  ? `${actor.name}，代表 ${actor.principal.name}`
                  : actor.name}
                <a href="/my/licences">我的证照</a>
                <a href="/my/messages">{unread > 0 ? `${unread} 条新消息` : '消息'}</a>
              </Dots>
            </p>
            {items.length + concerning.length === 0 ? (
              <NoCases />
            ) : (
              <Groups items={items} answers={answers} today={today} />
            )}
            <Concerning cases={concerning} />
            {next && (
              <p className="actions">
                <a href={`/my?after=${encodeURIComponent(next)}`}>更早的办件</a>
              </p>
            )}
          </>
        ),
      });
    },
  );
}

/** What others apply for and what touches her: 行政许可法 36. */
function Concerning({ cases }: { cases: ConcerningCase[] }) {
  if (cases.length === 0) return null;
  return (
    <section>
      <h2>与您有关的</h2>
      <p className="quiet">别人的申请，您是利害关系人，可以陈述意见、要求听证。</p>
      <ul className="things">
        {cases.map(({ caseNo, itemName, statusLabel }) => (
          <li key={caseNo}>
            <a className="name" href={caseHref(caseNo)}>
              {itemName}
            </a>{' '}
            <span className="tag">{statusLabel}</span>
            <p className="small quiet number">编号 {caseNo}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NoCases() {
  return (
    <>
      <p className="lead">您还没有办过事。</p>
      <p className="actions">
        <a className="button" href="/search">
          看看能办什么
        </a>
      </p>
    </>
  );
}

/** Of a case that waits for her: until which day, and where she answers. */
interface AnswerWanted {
  until: LegalDay | null;
  href: string;
  name: string;
}
type Answers = ReadonlyMap<string, AnswerWanted>;

async function answersWanted({ cases }: Portal, actor: Actor, items: CaseSummary[]): Promise<Answers> {
  const asked = items.filter(({ status }) => waiting.includes(status)).slice(0, 20);
  const found = await Promise.all(
    asked.map(async ({ caseNo, status }): Promise<[string, AnswerWanted][]> => {
      const open = await cases().find(caseNo, actor);
      if (!open) return [];
      const clock = cases()
        .view(open, actor)
        .clocks.find(({ against, light }) => against === 'applicant' && light !== 'stopped');
      const page = status === 'correcting' ? 'correct' : 'answer/clarify';
      const name = status === 'correcting' ? '去补正' : '去补充说明';
      return [[caseNo, { until: clock?.due ?? null, href: caseHref(caseNo, page), name }]];
    }),
  );
  return new Map(found.flat());
}

interface GroupsProps {
  items: CaseSummary[];
  answers: Answers;
  today: LegalDay;
}

function Groups({ items, answers, today }: GroupsProps) {
  const groups = [
    { title: '等您处理', items: items.filter(({ status }) => waiting.includes(status)) },
    { title: '没填完的', items: items.filter(({ status }) => status === 'draft') },
    {
      title: '正在办理',
      items: items.filter(({ status }) => ![...over, ...waiting, 'draft'].includes(status)),
    },
    { title: '办完的', items: items.filter(({ status }) => over.includes(status)) },
  ];
  return groups.map((group) =>
    group.items.length === 0 ? null : (
      <section key={group.title}>
        <h2>{group.title}</h2>
        <ul className="things">
          {group.items.map((item) => (
            <OneCase key={item.caseNo} item={item} wanted={answers.get(item.caseNo)} today={today} />
          ))}
        </ul>
      </section>
    ),
  );
}

interface OneCaseProps {
  item: CaseSummary;
  wanted: AnswerWanted | undefined;
  today: LegalDay;
}

function OneCase({ item, wanted, today }: OneCaseProps) {
  const { caseNo, itemName, status, statusLabel, due, light, daysLeft, updatedAt, applicant } = item;
  const isDraft = status === 'draft';
  return (
    <li>
      <a className="name" href={isDraft ? continueHref(caseNo) : caseHref(caseNo)}>
        {itemName}
      </a>{' '}
      <span className={waiting.includes(status) ? 'tag amber' : 'tag'}>{statusLabel}</span>
      {wanted && (
        <p>
          <Dots>
            {wanted.until && <b>最迟 {dayInWords(wanted.until, today)}（含当日）</b>}
            <a href={wanted.href}>
              {wanted.name}
              <span className="unseen">：{itemName}</span>
            </a>
          </Dots>
        </p>
      )}
      {due && !wanted && !over.includes(status) && !isOwnReminder(item) && (
        <p>
          <Dots>
            {`最迟 ${dayInWords(due, today)}${light === 'paused' ? '' : `，${daysLeftInWords(daysLeft ?? 0)}`}`}
            <Light light={light} />
          </Dots>
        </p>
      )}
      <p className="small quiet">
        <Dots>
          {applicant}
          <span className="number">
            {isDraft ? `${momentInWords(updatedAt, today)} 存的` : `编号 ${caseNo}`}
          </span>
          {isDraft && (
            <a href={continueHref(caseNo)}>
              接着填<span className="unseen">：{itemName}</span>
            </a>
          )}
          {isDraft && (
            <a href={caseHref(caseNo, 'withdraw')}>
              删除草稿<span className="unseen">：{itemName}</span>
            </a>
          )}
        </Dots>
      </p>
    </li>
  );
}

/** Until the day of receipt is confirmed (政府信息公开条例 31(3)) nothing runs for her: the day in the list is the office's own. */
export const isOwnReminder = ({ procedure, status }: Pick<CaseSummary, 'procedure' | 'status'>) =>
  procedure === 'information-request' && status === 'submitted';
