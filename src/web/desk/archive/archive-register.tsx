import { Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { FilterChoice } from '../pieces/filter-choice.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useFilters } from '../pieces/use-filters.ts';
import { type ArchivedShown, useArchived, useSchedule } from '../server-answers/archive.ts';
import { fullDay } from '../words/days.ts';
import { ChosenCases } from './chosen-cases.tsx';

/** The register of archived cases; who keeps it chooses among them what is handed over or to be destroyed. */
export function ArchiveRegister({ keeps }: { keeps: boolean }) {
  const { values, change } = useFilters(['class', 'due'] as const);
  const archived = useArchived(values);
  const { data: schedule } = useSchedule();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const cases = archived.data?.pages.flatMap(({ items }) => items) ?? [];
  const choose = (caseNo: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(caseNo);
    else next.delete(caseNo);
    setChosen(next);
  };
  return (
    <>
      <div className="filters">
        <FilterChoice
          name="class"
          title="保管期限"
          value={values.class}
          choices={Object.entries(schedule?.classes ?? {}).map(([id, { label }]) => [id, label])}
          onChange={(name) => change('class', name)}
        />
        <FilterChoice
          name="due"
          title="届满"
          value={values.due}
          choices={[['true', '保管期限已经届满']]}
          onChange={(due) => change('due', due)}
        />
      </div>
      <ProblemNotice error={archived.error} onRetry={() => archived.refetch()} />
      {archived.isPending && <Skeleton active />}
      {archived.data && cases.length === 0 && (
        <p className="nothing">
          {values.class || values.due ? '没有符合条件的档案。' : '还没有归档的办件。'}
        </p>
      )}
      {cases.length > 0 && <RegisterTable cases={cases} keeps={keeps} chosen={chosen} onChoose={choose} />}
      <MoreRows list={archived}>已载入 {cases.length} 件</MoreRows>
      {keeps && chosen.size > 0 && <ChosenCases caseNos={[...chosen]} onDone={() => setChosen(new Set())} />}
    </>
  );
}

interface RegisterTableProps {
  cases: ArchivedShown[];
  keeps: boolean;
  chosen: ReadonlySet<string>;
  onChoose: (caseNo: string, isChosen: boolean) => void;
}

function RegisterTable({ cases, keeps, chosen, onChoose }: RegisterTableProps) {
  return (
    <table className="rows archive">
      <thead>
        <tr>
          {keeps && (
            <th scope="col">
              <span className="unseen">选择</span>
            </th>
          )}
          <th scope="col">办件</th>
          <th scope="col">办结</th>
          <th scope="col">保管期限</th>
          <th scope="col">去向</th>
          <th scope="col">档案包</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <tr key={one.caseNo}>
            {keeps && (
              <td className="choose">
                {!one.destroyedOn && (
                  <input
                    type="checkbox"
                    aria-label={`选择 ${one.caseNo}`}
                    checked={chosen.has(one.caseNo)}
                    onChange={({ target }) => onChoose(one.caseNo, target.checked)}
                  />
                )}
              </td>
            )}
            <td>
              <Link to={`/cases/${one.caseNo}`}>{one.itemName}</Link>
              <span className="fine below">
                <span className="number">{one.caseNo}</span> · {one.officeName}
              </span>
            </td>
            <td className="since">{fullDay(one.closedOn)}</td>
            <td className="since">
              {one.classLabel}
              {one.keepUntil && <span className="fine below">至 {fullDay(one.keepUntil)}</span>}
            </td>
            <td>{whereabouts(one)}</td>
            <td className="since">
              {one.package === null ? (
                <span className="fine">没有</span>
              ) : keeps ? (
                <a href={`/api/v1/archived-cases/${one.caseNo}/package`} download>
                  下载（{sizeText(one.package.size)}）
                </a>
              ) : (
                sizeText(one.package.size)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function whereabouts({ destroyedOn, transfer }: ArchivedShown): string {
  if (destroyedOn) return `${fullDay(destroyedOn)}销毁`;
  return transfer ? `移交清单 ${transfer}` : '本单位保管';
}

function sizeText(bytes: number): string {
  return bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
