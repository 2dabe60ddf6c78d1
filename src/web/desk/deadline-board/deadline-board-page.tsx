/** For those who watch deadlines: how many stand in each light, where, and the cases behind every number. */
import { Skeleton } from 'antd';
import { Link } from 'react-router';
import type { CaseSummary } from '../../../capabilities/cases/case-summary.ts';
import { CaseTable } from '../cases/case-table.tsx';
import { onlyWatches } from '../frame/permitted.ts';
import { type LightName, lights } from '../pieces/light.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useCases } from '../server-answers/cases.ts';
import { useOfficeName } from '../server-answers/catalogue.ts';
import { useSession } from '../server-answers/session.ts';
import { BoardTools } from './board-tools.tsx';
import { LateClocks } from './late-clocks.tsx';

const watched = ['overdue', 'warning', 'paused', 'normal'] as const satisfies LightName[];
type Watched = (typeof watched)[number];
const mostCounted = 200;
const mostShown = 50;
/** Each is asked for by itself. */
const mostExplained = 20;

interface Counted {
  items: CaseSummary[];
  /** There are more than were counted. */
  more: boolean;
}

export function DeadlineBoardPage() {
  usePageTitle('时限监察');
  const { data: who } = useSession();
  const officeName = useOfficeName();
  // Whoever sees applicants in full would have opened all these cases, and each opening is recorded.
  const watches = who ? onlyWatches(who) : false;
  const overdue = useCases({ light: 'overdue' }, mostCounted);
  const warning = useCases({ light: 'warning' }, mostCounted);
  const paused = useCases({ light: 'paused' }, mostCounted);
  const normal = useCases({ light: 'normal' }, mostCounted);
  const answers = { overdue, warning, paused, normal };
  const counted = Object.fromEntries(
    watched.map((light) => [
      light,
      {
        items: answers[light].data?.pages.flatMap((page) => page.items) ?? [],
        more: answers[light].hasNextPage,
      },
    ]),
  ) as Record<Watched, Counted>;
  const urgent = [...counted.overdue.items, ...counted.warning.items].toSorted((a, b) =>
    (a.due ?? '') < (b.due ?? '') ? -1 : 1,
  );
  const isPending = watched.some((light) => answers[light].isPending);
  const error = watched.map((light) => answers[light].error).find(Boolean);
  return (
    <section className="page" aria-label="时限监察">
      <div className="page-head">
        <h1>时限监察</h1>
        <BoardTools />
      </div>
      <ProblemNotice
        error={error}
        onRetry={() => watched.forEach((light) => void answers[light].refetch())}
      />
      {isPending ? (
        <Skeleton active />
      ) : (
        <>
          <ul className="board">
            {watched.map((light) => (
              <li key={light} className={light}>
                <Link to={`/cases?light=${light}`}>
                  <span className={`light ${light}`}>
                    <span aria-hidden="true">{lights[light].shape}</span> {lights[light].word}
                  </span>
                  <b>{countText(counted[light])}</b>
                </Link>
              </li>
            ))}
          </ul>
          <Breakdown
            title="按部门"
            counted={counted}
            keyOf={({ office }) => office}
            nameOf={({ office }) => officeName(office)}
            parameter="office"
          />
          <Breakdown
            title="按事项"
            counted={counted}
            keyOf={({ itemId }) => itemId}
            nameOf={({ itemName }) => itemName}
            parameter="item"
          />
          {watched.some((light) => counted[light].more) && (
            <p className="fine">每种灯只数了最近的 {mostCounted} 件；点数字看全部。</p>
          )}
          <BrokenPromises />
          <h2>最紧急的</h2>
          {urgent.length === 0 ? (
            <p className="nothing">没有逾期或者即将到期的办件。</p>
          ) : (
            <CaseTable
              items={urgent.slice(0, watches ? mostExplained : mostShown)}
              clocksOf={watches ? (item) => <LateClocks item={item} /> : undefined}
            />
          )}
        </>
      )}
    </section>
  );
}

/** 容缺受理: what was promised and is late runs against the applicant, so no light of its case tells of it. */
function BrokenPromises() {
  const { data, error, refetch } = useCases({ promise: 'overdue' }, mostShown);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h2>承诺补交已经逾期的</h2>
      <ProblemNotice error={error} onRetry={() => void refetch()} />
      {items.length > 0 ? (
        <CaseTable items={items} />
      ) : (
        data && <p className="nothing">没有逾期未补交的承诺材料。</p>
      )}
    </>
  );
}

const countText = ({ items, more }: Counted) => `${items.length}${more ? '+' : ''}`;

interface BreakdownProps {
  title: string;
  counted: Record<Watched, Counted>;
  keyOf: (item: CaseSummary) => string;
  nameOf: (item: CaseSummary) => string;
  /** What the list of cases calls it. */
  parameter: 'office' | 'item';
}

/** The same numbers by office or by item, the most urgent on top. */
function Breakdown({ title, counted, keyOf, nameOf, parameter }: BreakdownProps) {
  const all = watched.flatMap((light) => counted[light].items);
  const rows = [...Map.groupBy(all, keyOf)].map(([key, items]) => ({
    key,
    name: items[0] ? nameOf(items[0]) : key,
    counts: watched.map((light) => counted[light].items.filter((item) => keyOf(item) === key).length),
  }));
  if (rows.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <table className="rows by-office">
        <thead>
          <tr>
            <th scope="col">{parameter === 'office' ? '部门' : '事项'}</th>
            {watched.map((light) => (
              <th scope="col" key={light}>
                {lights[light].shape} {lights[light].word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, counts }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {watched.map((light, at) => (
                <td key={light}>
                  {counts[at] === 0 ? (
                    <span className="fine">0</span>
                  ) : (
                    <Link to={`/cases?${parameter}=${encodeURIComponent(key)}&light=${light}`}>
                      {counts[at]}
                    </Link>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
