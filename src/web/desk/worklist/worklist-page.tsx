/** Home: what waits for me, the most urgent first, everything by keyboard. */

import { Button, Skeleton } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import type { WorkItem } from '../../../capabilities/cases/worklist.ts';
import { SearchBox } from '../cases/search-box.tsx';
import { FilterChoice } from '../pieces/filter-choice.tsx';
import { isLight, lightNames, lights } from '../pieces/light.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useFilters } from '../pieces/use-filters.ts';
import { useWorklist } from '../server-answers/cases.ts';
import { WorkTable } from './work-table.tsx';

export function WorklistPage() {
  usePageTitle('待办');
  const { values, change, clear } = useFilters(['step', 'light', 'item']);
  const everything = useWorklist(undefined);
  const work = useWorklist(values.step || undefined);
  const navigate = useNavigate();
  const loaded = useMemo(() => work.data?.pages.flatMap((page) => page.items) ?? [], [work.data]);
  const known = everything.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = loaded.filter(
    (item) => (!values.light || item.light === values.light) && (!values.item || item.itemId === values.item),
  );
  const isFiltered = Boolean(values.step || values.light || values.item);

  return (
    <section className="page" aria-label="待办">
      <div className="page-head">
        <h1>待办</h1>
        <Counts
          items={loaded}
          more={work.hasNextPage}
          chosen={values.light}
          onChoose={(light) => change('light', light)}
        />
        <SearchBox onSearch={(q) => navigate(`/cases?q=${encodeURIComponent(q)}`)} />
      </div>
      <div className="filters">
        <FilterChoice
          name="step"
          title="要办的步骤"
          value={values.step}
          choices={distinct(known, (item) => [item.step, item.stepLabel])}
          onChange={(step) => change('step', step)}
        />
        <FilterChoice
          name="item"
          title="事项"
          value={values.item}
          choices={distinct(known, (item) => [item.itemId, item.itemName])}
          onChange={(item) => change('item', item)}
        />
        {isFiltered && <Button onClick={clear}>清除筛选</Button>}
        <span className="fine" aria-live="polite">
          {work.isFetching ? '正在更新…' : '每半分钟自动更新'}
        </span>
      </div>
      <ProblemNotice error={work.error} onRetry={() => work.refetch()} />
      {work.isPending && <Skeleton active />}
      {work.data && shown.length === 0 && <Nothing filtered={isFiltered} more={work.hasNextPage} />}
      {shown.length > 0 && <WorkTable items={shown} />}
      <MoreRows list={work}>已载入 {loaded.length} 件，后面的更不急</MoreRows>
    </section>
  );
}

function distinct(items: WorkItem[], of: (item: WorkItem) => [string, string]): [string, string][] {
  return [...new Map(items.map(of))];
}

interface CountsProps {
  items: WorkItem[];
  more: boolean;
  chosen: string;
  onChoose: (light: string) => void;
}

/** Counts of what is loaded; with a plus where more is to come. Each is a switch of the filter. */
function Counts({ items, more, chosen, onChoose }: CountsProps) {
  return (
    <fieldset className="counts">
      <legend className="unseen">按时限灯筛选</legend>
      <button type="button" aria-pressed={!isLight(chosen)} onClick={() => onChoose('')}>
        全部{' '}
        <b>
          {items.length}
          {more && '+'}
        </b>
      </button>
      {lightNames.map((light) => {
        const count = items.filter((item) => item.light === light).length;
        if (count === 0 && chosen !== light) return null;
        return (
          <button
            key={light}
            type="button"
            className={`light ${light}`}
            aria-pressed={chosen === light}
            onClick={() => onChoose(chosen === light ? '' : light)}
          >
            <span aria-hidden="true">{lights[light].shape}</span> {lights[light].word}{' '}
            <b>
              {count}
              {more && '+'}
            </b>
          </button>
        );
      })}
    </fieldset>
  );
}

function Nothing({ filtered, more }: { filtered: boolean; more: boolean }) {
  if (filtered) {
    return (
      <div className="nothing">
        <p>没有符合筛选条件的待办。</p>
        {more && <p>后面还有未载入的，可以再载入一些。</p>}
      </div>
    );
  }
  return (
    <div className="nothing">
      <p className="large">都办完了。</p>
      <p>
        现在没有等您办理的事。新的待办会自动出现在这里；也可以<Link to="/cases">查询办件</Link>。
      </p>
    </div>
  );
}
