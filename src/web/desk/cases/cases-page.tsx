/** All cases I may see, with the filters in the address. */

import { Button, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { FilterChoice } from '../pieces/filter-choice.tsx';
import { isLight, lightNames, lights } from '../pieces/light.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useFilters } from '../pieces/use-filters.ts';
import { type CaseFilter, useCases } from '../server-answers/cases.ts';
import { useItemSearch, useOffices } from '../server-answers/catalogue.ts';
import { statusNames } from '../words/labels.ts';
import { CaseTable } from './case-table.tsx';
import { SearchBox } from './search-box.tsx';

const filterNames = ['q', 'status', 'office', 'item', 'light'] as const;

export function CasesPage() {
  usePageTitle('办件查询');
  const { values, change, clear } = useFilters(filterNames);
  const [params] = useSearchParams();
  const cases = useCases(filterOf(values));
  const items = useMemo(() => cases.data?.pages.flatMap((page) => page.items) ?? [], [cases.data]);
  const isFiltered = filterNames.some((name) => values[name] !== '');
  return (
    <section className="page" aria-label="办件查询">
      <div className="page-head">
        <h1>办件查询</h1>
        <SearchBox words={values.q} onSearch={(q) => change('q', q)} autoFocus={params.has('focus')} />
      </div>
      <Filters values={values} change={change} clear={isFiltered ? clear : undefined} />
      <ProblemNotice error={cases.error} onRetry={() => cases.refetch()} />
      {cases.isPending && <Skeleton active />}
      {cases.data && items.length === 0 && (
        <div className="nothing">
          <p>{isFiltered ? '没有符合条件的办件。' : '还没有您可以查看的办件。'}</p>
          {values.q && <p>编号请写全；名称可以只写其中相连的两个字。</p>}
        </div>
      )}
      {items.length > 0 && <CaseTable items={items} dimmed={cases.isPlaceholderData} />}
      {cases.hasNextPage ? (
        <MoreRows list={cases}>已载入 {items.length} 件</MoreRows>
      ) : (
        items.length > 0 && <p className="more fine">共 {items.length} 件，新的在前。</p>
      )}
    </section>
  );
}

type Values = Record<(typeof filterNames)[number], string>;

interface FiltersProps {
  values: Values;
  change: (name: keyof Values, value: string) => void;
  clear: (() => void) | undefined;
}

function Filters({ values, change, clear }: FiltersProps) {
  const { data: offices } = useOffices();
  const { data: found } = useItemSearch('');
  return (
    <div className="filters">
      <FilterChoice
        name="light"
        title="时限灯"
        value={values.light}
        choices={lightNames.map((light) => [light, `${lights[light].shape} ${lights[light].word}`])}
        onChange={(light) => change('light', light)}
      />
      <FilterChoice
        name="status"
        title="状态"
        value={values.status}
        choices={Object.entries(statusNames)}
        onChange={(status) => change('status', status)}
      />
      <FilterChoice
        name="office"
        title="部门"
        value={values.office}
        choices={(offices ?? []).map(({ id, name }) => [id, name])}
        onChange={(office) => change('office', office)}
      />
      <FilterChoice
        name="item"
        title="事项"
        value={values.item}
        choices={(found?.items ?? []).map(({ itemId, name }) => [itemId, name])}
        onChange={(item) => change('item', item)}
      />
      {clear && <Button onClick={clear}>清除筛选</Button>}
    </div>
  );
}

function filterOf({ light, ...rest }: Values): CaseFilter {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
  return { ...given, ...(isLight(light) && { light }) };
}
