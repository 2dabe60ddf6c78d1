/** One batch: its progress, then its cases, what failed first. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress, Skeleton } from 'antd';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { type BatchWhole, useBatch, useBatchRetry } from '../server-answers/licences.ts';
import { momentText } from '../words/days.ts';

type BatchCase = BatchWhole['cases'][number];

export function OneBatch({ batchId }: { batchId: string }) {
  const batch = useBatch(batchId);
  const retry = useBatchRetry(batchId);
  useListsAnew(batch.data);
  if (batch.isPending) return <Skeleton active />;
  if (!batch.data) return <ProblemNotice error={batch.error} onRetry={() => batch.refetch()} />;
  const { madeAt, failed, waiting } = batch.data;
  return (
    <section className="one-batch" aria-label={`${momentText(madeAt)} 的批次`}>
      <h2>{momentText(madeAt)} 的批次</h2>
      <ProgressOf batch={batch.data} />
      <ProblemNotice error={retry.error} />
      {failed > 0 && waiting === 0 && (
        <p>
          <Button loading={retry.isPending} onClick={() => retry.mutate()}>
            重试没有制成的 {failed} 件
          </Button>
        </p>
      )}
      <Cases cases={batch.data.cases} />
    </section>
  );
}

/** What was made waits no longer: the other lists are read again when a batch has ended. */
function useListsAnew(batch: BatchWhole | undefined): void {
  const queries = useQueryClient();
  const isOver = batch?.waiting === 0;
  useEffect(() => {
    if (!isOver) return;
    for (const key of ['worklist', 'batches', 'licences']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  }, [isOver, queries]);
}

function ProgressOf({ batch: { total, made, failed, waiting } }: { batch: BatchWhole }) {
  const done = total - waiting;
  return (
    <div className="batch-progress">
      <Progress
        percent={shareOf(done, total)}
        success={{ percent: shareOf(made, total) }}
        // What lies beyond the made ones is what failed.
        strokeColor={colours.failed}
        format={() => `${done} / ${total}`}
        aria-label="制证进度"
      />
      <p role="status">
        {waiting > 0 ? `正在制证，${total} 件里已经办了 ${done} 件` : `已经办完，共 ${total} 件`}：制成 {made}{' '}
        件{failed > 0 && `，没有制成 ${failed} 件`}。
      </p>
    </div>
  );
}

const colours = { failed: '#b8281f' };
const shareOf = (part: number, total: number) => (total === 0 ? 0 : Math.floor((part / total) * 100));

const order: Record<BatchCase['state'], number> = { failed: 0, waiting: 1, made: 2 };
const words: Record<string, string> = { failed: '× 没有制成', waiting: '○ 等待', made: '✓ 已制成' };

function Cases({ cases }: { cases: BatchCase[] }) {
  return (
    <table className="rows batch-cases">
      <thead>
        <tr>
          <th scope="col">办件</th>
          <th scope="col">结果</th>
          <th scope="col">原因和办法</th>
        </tr>
      </thead>
      <tbody>
        {cases
          .toSorted((one, other) => (order[one.state] ?? 0) - (order[other.state] ?? 0))
          .map(({ caseNo, state, reason }) => (
            <tr key={caseNo}>
              <td className="number">
                <Link to={`/cases/${caseNo}`}>{caseNo}</Link>
              </td>
              <td className={`batch-state ${state}`}>{words[state]}</td>
              <td>{reason}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
