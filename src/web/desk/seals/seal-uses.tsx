/** Every use of the seal: on what, for which case, by whom, when. */
import { Button, Skeleton } from 'antd';
import { Link } from 'react-router';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useOfficeName } from '../server-answers/catalogue.ts';
import { type SealUseEntry, type SealView, useSealUses } from '../server-answers/seals.ts';
import { momentText } from '../words/days.ts';
import { nameIn, roleNames } from '../words/labels.ts';

export function SealUses({ seal }: { seal: SealView }) {
  const uses = useSealUses(seal.sealId);
  const items = uses.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      <h2>用印记录</h2>
      <ProblemNotice error={uses.error} onRetry={() => uses.refetch()} />
      {uses.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
      {uses.data && items.length === 0 && (
        <p className="fine">还没有用过。每一次用印都会记在这里，并写入账本。</p>
      )}
      <ul className="seal-uses">
        {items.map((use) => (
          <Use key={use.useId} use={use} />
        ))}
      </ul>
      {uses.hasNextPage && (
        <p className="more">
          <Button size="small" onClick={() => uses.fetchNextPage()} loading={uses.isFetchingNextPage}>
            更早的用印
          </Button>
        </p>
      )}
    </section>
  );
}

function Use({ use }: { use: SealUseEntry }) {
  const officeName = useOfficeName();
  const post =
    use.role === null ? '自动用印' : `${nameIn(roleNames, use.role)} · ${officeName(use.office ?? '')}`;
  return (
    <li>
      <p className="entry-head">
        <b>{use.purposeLabel}</b>
        <span className="fine">{momentText(use.usedAt)}</span>
      </p>
      <p className="fine dots">
        {use.caseNo && (
          <span>
            办件 <Link to={`/cases/${use.caseNo}`}>{use.caseNo}</Link>
          </span>
        )}
        <span>{use.person}</span>
        <span>{post}</span>
      </p>
      <p className="fine digest">文件 SM3 {use.documentSm3}</p>
    </li>
  );
}
