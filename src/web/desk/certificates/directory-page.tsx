/** 电子证照目录: which types there are, which can be issued here, and which materials each spares people. */

import { Skeleton } from 'antd';
import { Link } from 'react-router';
import { mayDesignTypes } from '../frame/permitted.ts';
import { FilterChoice } from '../pieces/filter-choice.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useFilters } from '../pieces/use-filters.ts';
import { type DirectoryAnswer, useDirectory } from '../server-answers/certificate-types.ts';
import { useSession } from '../server-answers/session.ts';

type Entry = DirectoryAnswer['items'][number];

const kinds = [
  ['mounted', '已挂接'],
  ['lacking', '还没有挂接'],
  ['sparing', '可以免交材料'],
] as const;

const isOf: Record<string, (entry: Entry) => boolean> = {
  mounted: ({ mounted }) => mounted,
  lacking: ({ mounted }) => !mounted,
  sparing: ({ answers }) => answers.length > 0,
};

export function DirectoryPage() {
  usePageTitle('证照目录');
  const { data: who } = useSession();
  const directory = useDirectory();
  const { values, change } = useFilters(['show']);
  const shown = directory.data?.items.filter(isOf[values.show] ?? (() => true)) ?? [];
  return (
    <section className="page" aria-label="证照目录">
      <div className="page-head">
        <h1>证照目录</h1>
        <Link to="/certificates">电子证照登记</Link>
        {who && mayDesignTypes(who) && (
          <Link className="as-button" to="/certificate-types/design">
            设计一种证照
          </Link>
        )}
      </div>
      <ProblemNotice error={directory.error} onRetry={() => directory.refetch()} />
      {directory.isPending && <Skeleton active />}
      {directory.data && (
        <>
          <Figures totals={directory.data.totals} />
          <div className="filters">
            <FilterChoice
              name="show"
              title="显示"
              value={values.show}
              choices={kinds}
              onChange={(show) => change('show', show)}
            />
          </div>
          {shown.length === 0 && <p className="nothing">没有符合条件的证照类型。</p>}
          {shown.length > 0 && (
            <DirectoryTable entries={shown} mayDesign={who ? mayDesignTypes(who) : false} />
          )}
        </>
      )}
    </section>
  );
}

/** Each leads to what it counts. */
function Figures({ totals }: Pick<DirectoryAnswer, 'totals'>) {
  const { types, mounted, issued, sparedItems, sparedMaterials, uses } = totals;
  return (
    <div className="board">
      <Link to="?">
        <b>{types}</b>种证照
      </Link>
      <Link to="?show=mounted">
        <b>{mounted}</b>种已挂接，可以签发
      </Link>
      <Link to="/certificates">
        <b>{issued}</b>份已签发
      </Link>
      <Link to="?show=sparing">
        <b>{sparedItems}</b>个事项可以免证办
      </Link>
      <Link to="?show=sparing">
        <b>{sparedMaterials}</b>项材料可以免交，已代替 {uses} 次
      </Link>
    </div>
  );
}

function DirectoryTable({ entries, mayDesign }: { entries: Entry[]; mayDesign: boolean }) {
  return (
    <table className="rows directory">
      <thead>
        <tr>
          <th scope="col">证照</th>
          <th scope="col">发证机关</th>
          <th scope="col">挂接</th>
          <th scope="col">由哪些事项签发</th>
          <th scope="col">免交哪些材料</th>
          <th scope="col">已签发</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.type}>
            <td className="whole">
              <b>{mayDesign ? <Link to={designHref(entry)}>{entry.name}</Link> : entry.name}</b>
              <span className="fine number">
                {entry.code} · 第 {entry.version} 版
              </span>
            </td>
            <td>{entry.authorityName ?? '作出决定的机关'}</td>
            <td>
              <Mounting entry={entry} />
            </td>
            <td>
              <Names names={entry.issuedBy.map(({ name }) => name)} nothing="–" />
            </td>
            <td>
              <Answers answers={entry.answers} />
            </td>
            <td className="since">
              <span className="narrow-label">已签发 </span>
              {entry.issued === 0 ? (
                '0 份'
              ) : (
                <Link to={`/certificates?type=${encodeURIComponent(entry.type)}`}>
                  {entry.issued} 份，有效 {entry.inForce} 份
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const designHref = ({ type }: Entry) => `/certificate-types/${encodeURIComponent(type)}/design`;

function Mounting({ entry: { mounted, lacks } }: { entry: Entry }) {
  if (mounted) {
    return (
      <span className="given">
        <span aria-hidden="true">●</span> 已挂接
      </span>
    );
  }
  return (
    <>
      <span className="missing">
        <span aria-hidden="true">○</span> 还没有挂接
      </span>
      <Names names={lacks} nothing="" />
    </>
  );
}

function Names({ names, nothing }: { names: string[]; nothing: string }) {
  if (names.length === 0) return nothing;
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}

function Answers({ answers }: Pick<Entry, 'answers'>) {
  if (answers.length === 0) return '–';
  return (
    <details>
      <summary>免交 {answers.length} 项</summary>
      <ul>
        {answers.map(({ itemId, name, materialCode, materialName }) => (
          <li key={`${itemId}/${materialCode}`}>
            {materialName}
            <span className="fine">（{name}）</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
