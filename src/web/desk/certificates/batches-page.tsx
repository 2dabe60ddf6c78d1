/** Certificates for everything that waits, in one go: how far it is, what failed and why, and trying again. */
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { mayIssueBatches } from '../frame/permitted.ts';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useWorklist } from '../server-answers/cases.ts';
import { type BatchSummary, useBatches, useNewBatch } from '../server-answers/licences.ts';
import { useSession } from '../server-answers/session.ts';
import { momentText } from '../words/days.ts';
import { OneBatch } from './one-batch.tsx';

export function BatchesPage() {
  usePageTitle('批量制证');
  const { data: who } = useSession();
  if (who && !mayIssueBatches(who)) {
    return (
      <section className="page">
        <h1>批量制证</h1>
        <p className="nothing">批量制证由制证人员办理，您的岗位没有这项权限。</p>
      </section>
    );
  }
  return <Batches />;
}

function Batches() {
  const batches = useBatches();
  const [chosen, setChosen] = useState<string>();
  const items = batches.data?.items ?? [];
  const shown = chosen ?? items[0]?.batchId;
  return (
    <section className="page" aria-label="批量制证">
      <div className="page-head">
        <h1>批量制证</h1>
      </div>
      <Begin onMade={({ batchId }) => setChosen(batchId)} />
      <ProblemNotice error={batches.error} onRetry={() => batches.refetch()} />
      {batches.isPending && <Skeleton active />}
      {batches.data && items.length === 0 && (
        <p className="nothing">您还没有批量制过证。每一批的进度、没有制成的和原因都会列在这里。</p>
      )}
      {shown && <OneBatch key={shown} batchId={shown} />}
      {items.length > 1 && <Earlier batches={items} shown={shown} onShow={setChosen} />}
    </section>
  );
}

function Begin({ onMade }: { onMade: (batch: BatchSummary) => void }) {
  const waiting = useWorklist('issue');
  const making = useNewBatch();
  const found = waiting.data?.pages.flatMap((page) => page.items).length ?? 0;
  const count = waiting.hasNextPage ? `${found} 件以上` : `${found} 件`;
  return (
    <div className="batch-begin">
      <ProblemNotice error={making.error} />
      {waiting.data && found === 0 && <p>现在没有等待制证的办件。</p>}
      {found > 0 && (
        <>
          <p>
            <b>{count}</b>等待制证。每件各自制作、盖章、登记，一件不成不影响别的；关掉这一页也会继续。
          </p>
          <Button
            type="primary"
            loading={making.isPending}
            onClick={() => making.mutate(undefined, { onSuccess: onMade })}
          >
            全部制证
          </Button>
        </>
      )}
    </div>
  );
}

interface EarlierProps {
  batches: BatchSummary[];
  shown: string | undefined;
  onShow: (batchId: string) => void;
}

function Earlier({ batches, shown, onShow }: EarlierProps) {
  return (
    <section className="earlier-batches">
      <h2>最近的批次</h2>
      <ul>
        {batches.map((batch) => (
          <li key={batch.batchId}>
            <button
              type="button"
              className="document-line"
              aria-pressed={batch.batchId === shown}
              onClick={() => onShow(batch.batchId)}
            >
              <span>{momentText(batch.madeAt)}</span>
              <span className="fine">
                共 {batch.total} 件，制成 {batch.made} 件{batch.failed > 0 && `，没有制成 ${batch.failed} 件`}
                {batch.waiting > 0 && `，还有 ${batch.waiting} 件`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
