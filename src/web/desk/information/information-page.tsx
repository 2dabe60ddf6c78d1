/** Requests for government information: their register, and what the yearly report says of them. */
import { Segmented } from 'antd';
import { usePageTitle } from '../pieces/page-title.ts';
import { useFilters } from '../pieces/use-filters.ts';
import { RequestRegister } from './request-register.tsx';
import { YearlyReport } from './yearly-report.tsx';

const parts = [
  { value: 'register', label: '登记簿' },
  { value: 'year', label: '年度报告数字' },
];

export function InformationPage() {
  usePageTitle('依申请公开');
  const { values, change } = useFilters(['part'] as const);
  const part = values.part === 'year' ? 'year' : 'register';
  return (
    <section className="page" aria-label="依申请公开">
      <div className="page-head">
        <h1>依申请公开</h1>
      </div>
      <Segmented
        className="page-parts"
        options={parts}
        value={part}
        onChange={(next) => change('part', next)}
      />
      {part === 'register' ? <RequestRegister /> : <YearlyReport />}
    </section>
  );
}
