import { type ReactNode, useRef } from 'react';
import { Link } from 'react-router';
import type { CaseSummary } from '../../../capabilities/cases/case-summary.ts';
import { Light } from '../pieces/light.tsx';
import { useOfficeName } from '../server-answers/catalogue.ts';
import { daysLeftShort, dayText, momentText } from '../words/days.ts';
import { useRowKeys } from '../worklist/row-keys.ts';

interface CaseTableProps {
  items: CaseSummary[];
  dimmed?: boolean;
  /** Said of each case below its days. */
  clocksOf?: (item: CaseSummary) => ReactNode;
}

export function CaseTable({ items, dimmed = false, clocksOf }: CaseTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const officeName = useOfficeName();
  useRowKeys(table);
  return (
    <table className={dimmed ? 'rows all dimmed' : 'rows all'} ref={table}>
      <thead>
        <tr>
          <th scope="col">时限</th>
          {clocksOf && <th scope="col">哪个期限</th>}
          <th scope="col">事项</th>
          <th scope="col">申请人</th>
          <th scope="col">状态</th>
          <th scope="col">部门</th>
          <th scope="col">收件</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.caseNo}>
            <td className="when">
              <Light light={item.light} />
              {item.daysLeft !== null && (
                <span className={`left ${item.light}`}>{daysLeftShort(item.daysLeft)}</span>
              )}
              {item.due && <span className="fine">{dayText(item.due)}</span>}
            </td>
            {clocksOf && <td className="which">{clocksOf(item)}</td>}
            <td className="what">
              <Link to={`/cases/${item.caseNo}`} data-row={item.caseNo}>
                {item.itemName}
              </Link>
              <span className="fine number">{item.caseNo}</span>
            </td>
            <td className="applicant">{item.applicant}</td>
            <td>{item.statusLabel}</td>
            <td className="office">{officeName(item.office)}</td>
            <td className="since">{momentText(item.filedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
