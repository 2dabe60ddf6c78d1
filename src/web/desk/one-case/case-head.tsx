import { Button } from 'antd';
import { Link } from 'react-router';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { CopyButton } from '../pieces/copy-button.tsx';
import { Day } from '../pieces/day.tsx';
import { Light } from '../pieces/light.tsx';
import { daysLeftText, dayText } from '../words/days.ts';
import { channelNames, nameIn } from '../words/labels.ts';
import { leadingClock } from './leading-clock.ts';
import { sentBack, specialProcedure } from './special-course.ts';
import { SpecialEnd } from './special-end.tsx';

export function CaseHead({ shown, onNext }: { shown: CaseView; onNext: (() => void) | undefined }) {
  const clock = leadingClock(shown);
  const special = specialProcedure(shown);
  const returned = sentBack(shown);
  const urged = shown.waitingFor.some(({ urgedOn }) => urgedOn !== null);
  const applicant = shown.parties.find((party) => party.role === 'applicant');
  return (
    <header className="case-head">
      <div>
        <p className="fine">
          <Link to="/">待办</Link> / <span className="number">{shown.caseNo}</span>{' '}
          <CopyButton text={shown.caseNo} what="编号" />
        </p>
        <h1>
          {shown.itemName}
          <span className="of">{applicant?.name}</span>
        </h1>
        <p className="sentence">
          {clock && <Light light={clock.light} />}
          {returned && (
            <span className="returned" title={returned.note}>
              ← 退回
            </span>
          )}
          {urged && <span className="urged">▲ 已催办</span>}
          <b>{special ? specialWords(shown.statusLabel, special) : shown.statusLabel}</b>
          {special && clock && (
            <SpecialEnd caseNo={shown.caseNo} clock={clock.name} version={shown.version} />
          )}
          {clock && clock.daysLeft !== null && (
            <>
              ，{clock.label}
              {special ? '已暂停，现推算至' : '至'} <Day day={clock.due} besides={clock.startedOn} />
              {!special && (
                <>
                  （<span className="day">{daysLeftText(clock.daysLeft)}</span>）
                </>
              )}
            </>
          )}
        </p>
        {shown.reminders.map(({ name, label, due, startedOn, light }) => (
          <p key={name} className="sentence">
            <Light light={light} /> {label}，<Day day={due} besides={startedOn} /> 以前
          </p>
        ))}
        {returned && <p className="fine">{returned.note}</p>}
      </div>
      <dl className="facts">
        <div>
          <dt>承办</dt>
          <dd>{shown.officeName}</dd>
        </div>
        <div>
          <dt>收到</dt>
          <dd className="dots">
            <span>{shown.receivedOn ? dayText(shown.receivedOn) : '尚未提交'}</span>
            <span>{nameIn(channelNames, shown.channel)}</span>
          </dd>
        </div>
        {shown.procedure === 'licensing' && (
          <div>
            <dt>类型</dt>
            <dd>{shown.projectType === 'immediate' ? '即办件' : '承诺件'}</dd>
          </div>
        )}
      </dl>
      <p className="row head-actions">
        <Link to={`/cases/${shown.caseNo}/receipt`}>收件回执</Link>
        {onNext && (
          <Button onClick={onNext}>
            下一件 <kbd>n</kbd>
          </Button>
        )}
      </p>
    </header>
  );
}

/** One office's procedure stops the clock of all; the others work on, so the case still stands where it stood. */
function specialWords(status: string, { kind, office }: { kind: string; office?: string }): string {
  if (office) return `${status}（${office}${kind}中）`;
  return `特别程序中${kind && `（${kind}）`}`;
}
