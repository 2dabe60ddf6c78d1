import { useRef } from 'react';
import { Link } from 'react-router';
import type { WorkItem } from '../../../capabilities/cases/worklist.ts';
import { Light } from '../pieces/light.tsx';
import { useOfficeName } from '../server-answers/catalogue.ts';
import { daysLeftShort, dayText, momentText, shortDay } from '../words/days.ts';
import { useRowKeys } from './row-keys.ts';

export function WorkTable({ items }: { items: WorkItem[] }) {
  const table = useRef<HTMLTableElement>(null);
  const officeName = useOfficeName();
  useRowKeys(table);
  const offices = new Set(items.map((item) => item.workOffice));
  return (
    <table className="rows work" ref={table}>
      <thead>
        <tr>
          <th scope="col">时限</th>
          <th scope="col">事项</th>
          <th scope="col">申请人</th>
          <th scope="col">要办</th>
          <th scope="col">自何时</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={`${item.caseNo}/${item.step}/${item.workOffice}`}>
            <td className="when">
              <Light light={item.light} />
              <span className={`left ${item.light}`}>
                {item.daysLeft === null ? '不计时' : daysLeftShort(item.daysLeft)}
              </span>
              {item.due && <span className="fine">{dayText(item.due)}</span>}
            </td>
            <td className="what">
              <Link to={`/cases/${item.caseNo}`} data-row={`${item.caseNo}/${item.step}`}>
                {item.itemName}
              </Link>
              <span className="fine number">{item.caseNo}</span>
            </td>
            <td>{item.applicant}</td>
            <td className="wanted">
              {item.stepLabel}
              {item.urgedOn && <span className="urged">▲ {shortDay(item.urgedOn)}催办</span>}
              {item.officer && <span className="fine">由 {item.officer} 经办</span>}
              {offices.size > 1 && <span className="fine">{officeName(item.workOffice)}</span>}
            </td>
            <td className="since">
              <span className="narrow-label">自 </span>
              {momentText(item.since)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
