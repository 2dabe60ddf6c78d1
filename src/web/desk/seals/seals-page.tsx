/** All seals: whose, what for, how they stand, when they were last used. */

import { Button, Skeleton } from 'antd';
import { Link } from 'react-router';
import { legalDayOf } from '../../../kernel/time/legal-day.ts';
import { mayApplyForSeal } from '../frame/permitted.ts';
import { FilterChoice } from '../pieces/filter-choice.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useFilters } from '../pieces/use-filters.ts';
import { picturePath, type SealListItem, useSeals } from '../server-answers/seals.ts';
import { useSession } from '../server-answers/session.ts';
import { fullDay, momentText } from '../words/days.ts';
import { SealStatus } from './seal-status.tsx';

const filterNames = ['authority', 'status'] as const;
/** The server counts no further (src/capabilities/seals/seal-store.ts). */
const mostCounted = 1000;

export function SealsPage() {
  usePageTitle('电子印章');
  const { data: who } = useSession();
  const { values, change, clear } = useFilters(filterNames);
  const seals = useSeals();
  const all = seals.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = all.filter(
    ({ authority, status }) =>
      (values.authority === '' || authority.id === values.authority) &&
      (values.status === '' || status === values.status),
  );
  const isFiltered = filterNames.some((name) => values[name] !== '');
  return (
    <section className="page" aria-label="电子印章">
      <div className="page-head">
        <h1>电子印章</h1>
        {who && mayApplyForSeal(who) && (
          <Link className="as-button" to="/seals/apply">
            申请印章
          </Link>
        )}
      </div>
      <div className="filters">
        <FilterChoice
          name="authority"
          title="机关"
          value={values.authority}
          choices={distinct(all.map(({ authority }) => [authority.id, authority.name]))}
          onChange={(authority) => change('authority', authority)}
        />
        <FilterChoice
          name="status"
          title="状态"
          value={values.status}
          choices={distinct(all.map(({ status, statusLabel }) => [status, statusLabel]))}
          onChange={(status) => change('status', status)}
        />
        {isFiltered && <Button onClick={clear}>清除筛选</Button>}
      </div>
      <Waiting seals={all} onShow={(status) => change('status', status)} />
      <ProblemNotice error={seals.error} onRetry={() => seals.refetch()} />
      {seals.isPending && <Skeleton active />}
      {seals.data && shown.length === 0 && (
        <p className="nothing">
          {isFiltered ? '没有符合条件的印章。' : '还没有印章。请先申请，由印章管理员制作、启用。'}
        </p>
      )}
      {shown.length > 0 && <SealTable seals={shown} />}
      <MoreRows list={seals}>已载入 {all.length} 枚</MoreRows>
    </section>
  );
}

/** What somebody has to go on with: the keeper's work stands on no other list. */
function Waiting({ seals, onShow }: { seals: SealListItem[]; onShow: (status: string) => void }) {
  const waiting = (['applied', 'made'] as const)
    .map((status) => ({ status, count: seals.filter((seal) => seal.status === status).length }))
    .filter(({ count }) => count > 0);
  if (waiting.length === 0) return null;
  return (
    <p className="seals-waiting row">
      {waiting.map(({ status, count }) => (
        <button key={status} type="button" className="as-link" onClick={() => onShow(status)}>
          {status === 'applied' ? `${count} 枚等待制作` : `${count} 枚等待启用`}
        </button>
      ))}
    </p>
  );
}

const distinct = (pairs: [string, string][]): [string, string][] => [...new Map(pairs)];

function SealTable({ seals }: { seals: SealListItem[] }) {
  return (
    <table className="rows seals">
      <thead>
        <tr>
          <th>印章</th>
          <th>状态</th>
          <th>有效期至</th>
          <th>用印</th>
        </tr>
      </thead>
      <tbody>
        {seals.map((seal) => (
          <tr key={seal.sealId}>
            <td className="what">
              <div className="seal-named">
                <img className="seal-small" src={picturePath(seal)} alt="" loading="lazy" />
                <span>
                  <Link to={`/seals/${seal.sealId}`}>{seal.name}</Link>
                  <span className="fine">
                    {seal.kindLabel} · <span className="number">{seal.sealId}</span>
                    {seal.authority.name !== seal.name && ` · ${seal.authority.name}`}
                  </span>
                </span>
              </div>
            </td>
            <td>
              <SealStatus seal={seal} />
            </td>
            <td className="until">
              <span className="narrow-label">有效期至 </span>
              {seal.validTo ? fullDay(legalDayOf(new Date(seal.validTo))) : '–'}
            </td>
            <td className="since">
              {seal.uses === 0
                ? '没有用过'
                : `${seal.uses === mostCounted ? `${mostCounted} 次以上` : `${seal.uses} 次`}，最近 ${momentText(seal.lastUsedAt ?? '')}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
