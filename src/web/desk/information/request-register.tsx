import { Input, Skeleton } from 'antd';
import { Link } from 'react-router';
import type { RegisterEntry } from '../../../capabilities/information-requests/register.ts';
import { FilterChoice } from '../pieces/filter-choice.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useFilters } from '../pieces/use-filters.ts';
import { useRegister } from '../server-answers/information.ts';
import { dayText, fullDay } from '../words/days.ts';
import { nameIn, partyKindNames, requestStatusNames } from '../words/labels.ts';

const filterNames = ['status', 'from', 'to'] as const;

/** 政府信息公开条例 31, 36: what came when, until when it must be answered, and what was answered. */
export function RequestRegister() {
  const { values, change } = useFilters(filterNames);
  const register = useRegister(values);
  const entries = register.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = filterNames.some((name) => values[name] !== '');
  return (
    <>
      <div className="filters">
        <FilterChoice
          name="status"
          title="状态"
          value={values.status}
          choices={Object.entries(requestStatusNames)}
          onChange={(status) => change('status', status)}
        />
        {(['from', 'to'] as const).map((name) => (
          <span className="filter" key={name}>
            <label htmlFor={`filter-${name}`}>{name === 'from' ? '收到日期起' : '收到日期止'}</label>
            <Input
              id={`filter-${name}`}
              type="date"
              value={values[name]}
              onChange={({ target }) => change(name, target.value)}
            />
          </span>
        ))}
      </div>
      <ProblemNotice error={register.error} onRetry={() => register.refetch()} />
      {register.isPending && <Skeleton active />}
      {register.data && entries.length === 0 && (
        <p className="nothing">{isFiltered ? '没有符合条件的申请。' : '还没有收到申请。'}</p>
      )}
      {entries.length > 0 && <RegisterTable entries={entries} />}
      <MoreRows list={register}>已载入 {entries.length} 件</MoreRows>
    </>
  );
}

function RegisterTable({ entries }: { entries: RegisterEntry[] }) {
  return (
    <table className="rows register">
      <thead>
        <tr>
          <th scope="col">申请的内容</th>
          <th scope="col">收到</th>
          <th scope="col">申请人</th>
          <th scope="col">最迟答复</th>
          <th scope="col">处理</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.caseNo}>
            <td className="what">
              <Link to={`/cases/${entry.caseNo}`}>{entry.subject ?? '（内容不显示）'}</Link>
              <span className="fine number">{entry.caseNo}</span>
            </td>
            <td className="since">
              <span className="narrow-label">收到 </span>
              {entry.receivedOn ? fullDay(entry.receivedOn) : '待确认'}
            </td>
            <td>{nameIn(partyKindNames, entry.applicantKind)}</td>
            <td className="since">
              <span className="narrow-label">最迟 </span>
              {entry.due ? dayText(entry.due) : '—'}
              {entry.overdue && (
                <span className="light overdue">
                  {' '}
                  <span aria-hidden="true">■</span> 逾期
                </span>
              )}
            </td>
            <td>
              {entry.statusLabel}
              {entry.answerLabel && <span className="below fine">{answerOf(entry)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const answerOf = ({ answerLabel, answeredOn }: RegisterEntry) =>
  answeredOn ? `${fullDay(answeredOn)} ${answerLabel}` : answerLabel;
