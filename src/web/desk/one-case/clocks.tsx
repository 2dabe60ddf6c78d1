import { Button } from 'antd';
import { useState } from 'react';
import type { ClockView } from '../../../capabilities/cases/view/clock-views.ts';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { Day } from '../pieces/day.tsx';
import { Light } from '../pieces/light.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { daysLeftText, dayText, shortDay } from '../words/days.ts';
import { ClockExplanation } from './clock-explanation.tsx';

const againstWhom = { agency: '', applicant: '（当事人的期限）', outside: '（其他单位的期限）' };

export function Clocks({ shown }: { shown: CaseView }) {
  const [explained, setExplained] = useState<ClockView>();
  // A lane's own limit stands with its lane.
  const clocks = shown.clocks.filter((clock) => clock.laneName === null && !saysNothing(clock));
  if (clocks.length === 0) return null;
  const running = clocks.filter((clock) => clock.stoppedOn === null);
  const stopped = clocks.filter((clock) => clock.stoppedOn !== null);
  return (
    <section>
      <h2>时限</h2>
      <ul className="clocks">
        {[...running, ...stopped].map((clock) => (
          <li key={keyOf(clock)} className={clock.stoppedOn === null ? '' : 'ended'}>
            <p>
              <b>{clock.label}</b>
              {whoseOf(shown, clock)}
              {againstWhom[clock.against]} <ClockState clock={clock} />
            </p>
            <p>
              {clock.stoppedOn === null ? (
                <>
                  最迟 <Day day={clock.due} besides={clock.startedOn} />
                  {clock.daysLeft !== null && (
                    <>
                      ，<span className="day">{daysLeftText(clock.daysLeft)}</span>
                    </>
                  )}
                </>
              ) : (
                <>
                  {shortDay(clock.stoppedOn, clock.startedOn)}
                  {clock.ranOut ? '届满' : `止，最迟为 ${shortDay(clock.due, clock.stoppedOn)}`}
                </>
              )}
            </p>
            <p className="fine count">
              {clock.days} {clock.unit === 'working' ? '个工作日' : '日'}，自 <Day day={clock.startedOn} />{' '}
              次日起
              {clock.extendedDays > 0 && `，已延长 ${clock.extendedDays} 个工作日`}
              {clock.pauses.length > 0 && `，扣除 ${clock.pauses.length} 段时间`}
              {clock.provisional && '，放假安排未公布，暂算'}
            </p>
            <Button size="small" type="link" onClick={() => setExplained(clock)}>
              为什么是这一天？
            </Button>
          </li>
        ))}
      </ul>
      <Sheet
        open={explained !== undefined}
        onClose={() => setExplained(undefined)}
        place="side"
        title={explained && `${explained.label}：为什么是 ${dayText(explained.due, explained.startedOn)}？`}
      >
        {explained && (
          <ClockExplanation caseNo={shown.caseNo} version={shown.version} name={keyOf(explained)} />
        )}
      </Sheet>
    </section>
  );
}

/** What need not have happened and can no more, and what starts anew: neither was met. */
const saysNothing = ({ mayLapse, daysLeft, ranOut, voided }: ClockView) =>
  voided || (mayLapse && daysLeft === null && !ranOut);

/** Where there are several of one name, for whom each is. */
const keyOf = ({ name, of }: ClockView) => (of === null ? name : `${name}:${of}`);

function whoseOf({ lanes }: CaseView, { of }: ClockView): string {
  const lane = of === null ? undefined : lanes.find(({ instance }) => instance === of);
  return lane && lane.instanceLabel !== lane.label ? `（${lane.instanceLabel}）` : '';
}

/** A clock that ended says how: in time, late, or by nobody doing anything (行政许可法 §32(4)). */
function ClockState({ clock }: { clock: ClockView }) {
  const { stoppedOn, due, ranOut, name, against, light } = clock;
  if (stoppedOn === null) return <Light light={light} />;
  if (ranOut && against === 'agency') {
    return (
      <span className="light overdue">
        <span aria-hidden="true">■</span> {name === 'one-time-notice' ? '逾期未告知，视为受理' : '逾期未办'}
      </span>
    );
  }
  if (ranOut) return <span className="light stopped">○ 已届满</span>;
  if (stoppedOn > due) return <span className="light overdue">■ 逾期完成</span>;
  return <span className="light stopped">✓ 已完成</span>;
}
