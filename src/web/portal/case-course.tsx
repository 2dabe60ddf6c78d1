/** What came of a case so far: papers, what happened, and the limits that run. */
import type { CaseView, ClockView } from '../../capabilities/cases/public.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { dayInWords, daysLeftInWords, momentInWords, shortDay } from '../kit/day-words.ts';
import { Light } from '../kit/light.tsx';
import { Dots } from '../kit/parts.tsx';
import { clockHref } from './my-case.ts';

export function Results({ view, today }: { view: CaseView; today: LegalDay }) {
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
export function OfficesReviewing({ view, today }: { view: CaseView; today: LegalDay }) {
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

export function Timeline({ view, today }: { view: CaseView; today: LegalDay }) {
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

export function Clocks({ view, today }: { view: CaseView; today: LegalDay }) {
  // What an office has to keep towards the others stands with that office.
  const clocks = view.clocks.filter((clock) => clock.laneName === null && !saysNothing(clock));
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

/** What need not have happened and can no more, and what starts anew: neither was met. */
const saysNothing = ({ mayLapse, daysLeft, ranOut, voided }: ClockView) =>
  voided || (mayLapse && daysLeft === null && !ranOut);

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
