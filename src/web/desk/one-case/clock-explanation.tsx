import { Skeleton } from 'antd';
import type { DeadlineLine } from '../../../kernel/time/deadline-lines.ts';
import { BasisList } from '../pieces/basis-list.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useClockExplanation } from '../server-answers/cases.ts';
import { DayGrid } from './day-grid.tsx';

const lineKinds: Record<DeadlineLine['kind'], string> = {
  start: '起算',
  counted: '计入',
  'make-up': '调休',
  weekend: '周末',
  holiday: '放假',
  pause: '扣除',
  roll: '顺延',
  due: '届满',
  provisional: '暂算',
};

interface ClockExplanationProps {
  caseNo: string;
  name: string;
  version: number;
}

/** Every day of the count: as a calendar to look at, and in words with the articles. */
export function ClockExplanation({ caseNo, name, version }: ClockExplanationProps) {
  const { data: clock, error, isPending, refetch } = useClockExplanation(caseNo, name, version);
  if (isPending) return <Skeleton active />;
  if (!clock) return <ProblemNotice error={error} onRetry={() => refetch()} />;
  return (
    <>
      <BasisList basis={clock.basis} />
      <DayGrid lines={clock.lines} />
      <ol className="lines">
        {clock.lines.map((line) => (
          <li key={`${line.kind} ${line.from}`}>
            <span className={`line-kind ${line.kind}`}>{lineKinds[line.kind]}</span>
            <span>
              {line.text}
              {line.basis && <span className="fine">（{line.basis}）</span>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
