/** How statutory days are counted, with a small calculator. */
import type { FastifyInstance } from 'fastify';
import { calendarOf } from '../../capabilities/calendar/public.ts';
import { answerRequest } from '../../kernel/rules/deadline-request.ts';
import type { Calendar } from '../../kernel/time/calendar.ts';
import { type Deadline, DeadlineInputFault } from '../../kernel/time/deadline.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { dayInWords } from '../kit/day-words.ts';
import { type Fault, FaultSummary, Trail } from '../kit/parts.tsx';
import { DayLines } from './day-lines.tsx';
import { Choice } from './form-fields.tsx';
import type { Portal } from './portal-sources.ts';
import { fieldOf } from './read-form.ts';
import { sendPage } from './send-page.tsx';

interface Asked {
  from: string;
  days: string;
  unit: string;
  pauseFrom: string;
  pauseTo: string;
}

export function deadlineRoutes(app: FastifyInstance, portal: Portal): void {
  app.get(
    '/deadline',
    { config: { access: { who: 'public' } }, schema: { hide: true } },
    async (request, reply) => {
      const calendar = await calendarOf(portal.platform).current();
      const today = portal.platform.clock.today();
      const read = (name: string) => fieldOf(request.query, name);
      const asked: Asked = {
        from: read('from'),
        days: read('days'),
        unit: read('unit') || 'working',
        pauseFrom: read('pauseFrom'),
        pauseTo: read('pauseTo'),
      };
      const { answer, faults } =
        asked.from === '' && asked.days === '' ? { faults: [] } : count(calendar, asked);
      return sendPage(portal, request, reply, {
        title: '期限怎么算',
        status: faults.length > 0 ? 422 : 200,
        body: <DeadlinePage asked={asked} answer={answer} faults={faults} today={today} />,
      });
    },
  );
}

function count(
  calendar: Calendar,
  { from, days, unit, pauseFrom, pauseTo }: Asked,
): { answer?: Deadline; faults: Fault[] } {
  const pauses = pauseFrom !== '' || pauseTo !== '' ? [`${pauseFrom}..${pauseTo}`] : [];
  const number = /^\d{1,5}$/.test(days) ? Number(days) : Number.NaN;
  try {
    return { answer: answerRequest(calendar, { from, days: number, unit, pauses }), faults: [] };
  } catch (fault) {
    if (!(fault instanceof DeadlineInputFault)) throw fault;
    return {
      faults: [
        {
          href: `#${fault.place === 'pauses' ? 'pauseFrom' : fault.place}`,
          message: said[fault.place] ?? fault.message,
        },
      ],
    };
  }
}

const said: Partial<Record<string, string>> = {
  from: '请填写从哪一天开始，例如 2026-02-13。',
  days: '请填写天数，1 到 3660 之间的整数。',
  pauses: '扣除的时间请填写两个日期，结束日不能早于开始日；只有工作日期限才能扣除。',
};

interface DeadlinePageProps {
  asked: Asked;
  answer?: Deadline;
  faults: Fault[];
  today: LegalDay;
}

function DeadlinePage({ asked, answer, faults, today }: DeadlinePageProps) {
  return (
    <>
      <Trail places={[{ href: '/', name: '首页' }]} />
      <h1>期限怎么算</h1>
      <FaultSummary faults={faults} />
      {answer && (
        <section aria-label="计算结果">
          <div className={answer.provisional ? 'sentence warning' : 'sentence'} role="status">
            <p className="quiet">最后一天是</p>
            <p className="answer">{dayInWords(answer.due, today)}</p>
            {answer.provisional && <p>涉及的年份还没有公布放假安排，这是暂算的日期。</p>}
          </div>
          <h2>一天一天说明白</h2>
          <DayLines lines={answer.lines} today={today} />
        </section>
      )}
      <h2>{answer ? '再算一个' : '算一算'}</h2>
      <Calculator asked={asked} />
      <h2>规则</h2>
      <ul>
        <li>开始的当天不算，从第二天起算。（民法典第二百零一条）</li>
        <li>法律说“工作日”的，周末和法定节假日不算，调休上班的那天要算。（行政许可法第八十二条等）</li>
        <li>按自然日算的，最后一天是休息日就顺延到休息日结束后的第一天。（民法典第二百零三条）</li>
        <li>听证、检验、专家评审等依法要花的时间不算在内，但要书面告诉您。（行政许可法第四十五条）</li>
      </ul>
    </>
  );
}

function Calculator({ asked }: { asked: Asked }) {
  return (
    <form method="get" action="/deadline">
      <div className="field">
        <label htmlFor="from">从哪一天开始</label>
        <p className="hint">例如受理的那一天。</p>
        <input id="from" name="from" type="date" className="short" defaultValue={asked.from} />
      </div>
      <div className="field">
        <label htmlFor="days">多少天</label>
        <input
          id="days"
          name="days"
          inputMode="numeric"
          className="short"
          defaultValue={asked.days}
          autoComplete="off"
        />
      </div>
      <fieldset className="field">
        <legend>哪一种天</legend>
        <Choice
          type="radio"
          id="unit"
          name="unit"
          value="working"
          label="工作日"
          checked={asked.unit !== 'natural'}
        />
        <Choice
          type="radio"
          id="unit-natural"
          name="unit"
          value="natural"
          label="自然日"
          checked={asked.unit === 'natural'}
        />
      </fieldset>
      <details open={asked.pauseFrom !== '' || undefined}>
        <summary>中间有依法不计算的时间</summary>
        <div className="two">
          <div className="field">
            <label htmlFor="pauseFrom">暂停的那一天</label>
            <input id="pauseFrom" name="pauseFrom" type="date" defaultValue={asked.pauseFrom} />
          </div>
          <div className="field">
            <label htmlFor="pauseTo">恢复的那一天</label>
            <input id="pauseTo" name="pauseTo" type="date" defaultValue={asked.pauseTo} />
          </div>
        </div>
      </details>
      <p className="actions">
        <button type="submit" className="button">
          算出最后一天
        </button>
      </p>
    </form>
  );
}
