import { Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { YearlyNumbers } from '../../../capabilities/information-requests/register.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { useFilters } from '../pieces/use-filters.ts';
import { useDemonstration } from '../server-answers/catalogue.ts';
import { useYearlyNumbers } from '../server-answers/information.ts';
import { fullDay } from '../words/days.ts';

type Counted = YearlyNumbers['numbers'][number];
const yearsBack = 5;

/** 政府信息公开条例 49, 50: what was received and what became of it, every number with the requests behind it. */
export function YearlyReport() {
  const { values, change } = useFilters(['year'] as const);
  const [opened, setOpened] = useState<Counted>();
  const { data, error, isPending, refetch } = useYearlyNumbers(values.year);
  const { data: demonstration } = useDemonstration();
  const thisYear = Number((demonstration?.today ?? new Date().toISOString()).slice(0, 4));
  const earlier = Array.from({ length: yearsBack }, (_, back) => String(thisYear - 1 - back));
  return (
    <>
      <div className="filters">
        <span className="filter">
          <label htmlFor="filter-year">年度</label>
          <ChoiceBox
            id="filter-year"
            value={values.year}
            nothing={`${thisYear}年（到今天）`}
            choices={earlier.map((year) => [year, `${year}年`])}
            onChange={(year) => change('year', year)}
          />
        </span>
      </div>
      <ProblemNotice error={error} onRetry={() => refetch()} />
      {isPending && <Skeleton active />}
      {data && (
        <>
          <p className="fine">
            统计到 {fullDay(data.asOf)}。部门的年度报告应当在 {data.year + 1}年1月31日以前提交并公布，政府的在{' '}
            {data.year + 1}年3月31日以前公布（政府信息公开条例第四十九条）。
          </p>
          <Balance numbers={data.numbers} />
          <NumberTable numbers={data.numbers} onOpen={setOpened} />
        </>
      )}
      <Sheet
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        place="side"
        title={opened && `${opened.label}：${opened.value} 件`}
      >
        {opened && <CasesBehind opened={opened} />}
      </Sheet>
    </>
  );
}

/** Whatever came is somewhere: who reads the numbers can add them up. */
function Balance({ numbers }: { numbers: Counted[] }) {
  const count = (name: string) =>
    numbers.find(({ definition }) => definition === `information-requests/${name}`)?.value ?? 0;
  return (
    <p className="balance">
      上年结转 <b>{count('carried-over')}</b> ＋ 本年新收 <b>{count('received')}</b> ＝ 本年答复{' '}
      <b>{count('answered')}</b> ＋ 视为放弃 <b>{count('abandoned')}</b> ＋ 申请人撤回{' '}
      <b>{count('withdrawn')}</b> ＋ 结转下年度 <b>{count('carried-forward')}</b>
    </p>
  );
}

function NumberTable({ numbers, onOpen }: { numbers: Counted[]; onOpen: (counted: Counted) => void }) {
  return (
    <table className="rows numbers">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">件数</th>
        </tr>
      </thead>
      <tbody>
        {numbers
          .filter((counted) => isWorthARow(counted, numbers))
          .map((counted) => (
            <tr key={counted.definition}>
              <td className={wholeOf(counted) ? 'part' : undefined}>
                {counted.label}
                <span className="below fine">{counted.meaning}</span>
              </td>
              <td className="value">
                {counted.value === 0 ? (
                  '0'
                ) : (
                  <button
                    type="button"
                    className="plain-link"
                    aria-label={`${counted.label} ${counted.value} 件，看是哪些`}
                    onClick={() => onOpen(counted)}
                  >
                    {counted.value}
                  </button>
                )}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** 不予公开 and 部分公开 are split by their ground. */
const wholeOf = ({ definition }: Counted) => /^(.+\/)(.+)-because-/.exec(definition);

/** What nothing is split of has no parts to show. */
function isWorthARow(counted: Counted, numbers: Counted[]): boolean {
  const [, place, kind] = wholeOf(counted) ?? [];
  if (kind === undefined) return true;
  return numbers.some(({ definition, value }) => definition === `${place}answered-${kind}` && value > 0);
}

function CasesBehind({ opened }: { opened: Counted }) {
  return (
    <>
      <p>{opened.meaning}</p>
      <ul className="cases-behind">
        {opened.cases.map((caseNo) => (
          <li key={caseNo}>
            <Link to={`/cases/${caseNo}`} className="number">
              {caseNo}
            </Link>
          </li>
        ))}
      </ul>
      <p className="fine">
        依据：{opened.basis}。口径 {opened.definition}，第 {opened.version} 版。
      </p>
    </>
  );
}
