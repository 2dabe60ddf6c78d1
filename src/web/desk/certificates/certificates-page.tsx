/** The register of certificates: whose, of which kind, how each stands today, until when. */

import { Button, Skeleton } from 'antd';
import { useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { SearchBox } from '../cases/search-box.tsx';
import { maySeeCertificates } from '../frame/permitted.ts';
import { FilterChoice } from '../pieces/filter-choice.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useFilters } from '../pieces/use-filters.ts';
import { useDirectory } from '../server-answers/certificate-types.ts';
import { type LicenceSummed, useLicences } from '../server-answers/licences.ts';
import { useSession } from '../server-answers/session.ts';
import { fullDay } from '../words/days.ts';
import { certificateStateNames, nameIn } from '../words/labels.ts';
import { useRowKeys } from '../worklist/row-keys.ts';
import { CertificateState } from './certificate-state.tsx';

const filterNames = ['q', 'type', 'status'] as const;

export function CertificatesPage() {
  usePageTitle('电子证照');
  const { data: who } = useSession();
  if (who && !maySeeCertificates(who)) {
    return (
      <section className="page">
        <h1>电子证照</h1>
        <p className="nothing">电子证照由窗口、审批和证照管理岗位查看，您的岗位没有这项权限。</p>
      </section>
    );
  }
  return <Register />;
}

function Register() {
  const { values, change, clear } = useFilters(filterNames);
  const [params] = useSearchParams();
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const licences = useLicences(given);
  const items = licences.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.keys(given).length > 0;
  return (
    <section className="page" aria-label="电子证照">
      <div className="page-head">
        <h1>电子证照</h1>
        <Link className="no-print" to="/certificate-types">
          证照目录和类型
        </Link>
        <SearchBox
          what="证照"
          placeholder="编号、标识、信用代码或持证人（按 / ）"
          words={values.q}
          onSearch={(q) => change('q', q)}
          autoFocus={params.has('focus')}
        />
      </div>
      <Filters values={values} change={change} clear={isFiltered ? clear : undefined} />
      <Conditions {...values} />
      <ProblemNotice error={licences.error} onRetry={() => licences.refetch()} />
      {licences.isPending && <Skeleton active />}
      {licences.data && items.length === 0 && <Nothing isFiltered={isFiltered} />}
      {items.length > 0 && <RegisterTable items={items} />}
      {licences.hasNextPage ? (
        <MoreRows list={licences}>已载入 {items.length} 份</MoreRows>
      ) : (
        items.length > 0 && <p className="more fine">共 {items.length} 份。</p>
      )}
    </section>
  );
}

/** On paper a list says what it is a list of. */
function Conditions({ q, type, status }: Record<(typeof filterNames)[number], string>) {
  const { data: directory } = useDirectory();
  const said = [
    q && `“${q}”`,
    type && (directory?.items.find((one) => one.type === type)?.name ?? type),
    status && nameIn(certificateStateNames, status),
  ].filter(Boolean);
  return <p className="print-only fine">{said.length > 0 ? `条件：${said.join('，')}` : '全部证照'}</p>;
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <div className="nothing">
        <p>没有符合条件的证照。</p>
        <p>证照编号、标识和信用代码请写全；名称从第一个字写起。</p>
      </div>
    );
  }
  return <p className="nothing">还没有您可以查看的证照。办件制证以后，证照登记在这里。</p>;
}

interface FiltersProps {
  values: Record<(typeof filterNames)[number], string>;
  change: (name: (typeof filterNames)[number], value: string) => void;
  clear: (() => void) | undefined;
}

function Filters({ values, change, clear }: FiltersProps) {
  const { data: directory } = useDirectory();
  return (
    <div className="filters no-print">
      <FilterChoice
        name="type"
        title="证照"
        value={values.type}
        choices={(directory?.items ?? []).map(({ type, name }) => [type, name])}
        onChange={(type) => change('type', type)}
      />
      <FilterChoice
        name="status"
        title="状态"
        value={values.status}
        choices={Object.entries(certificateStateNames)}
        onChange={(status) => change('status', status)}
      />
      {clear && <Button onClick={clear}>清除筛选</Button>}
      <Button onClick={() => window.print()}>打印清单</Button>
    </div>
  );
}

function RegisterTable({ items }: { items: LicenceSummed[] }) {
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table);
  return (
    <table className="rows certificates" ref={table}>
      <thead>
        <tr>
          <th scope="col">证照</th>
          <th scope="col">持证人</th>
          <th scope="col">状态</th>
          <th scope="col">有效期至</th>
          <th scope="col">发证机关</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.licenceId}>
            <td className="what">
              <Link to={`/certificates/${item.licenceId}`} data-row={item.licenceId}>
                {item.name}
              </Link>
              <span className="fine number">{item.number}</span>
            </td>
            <td>{item.holder.name}</td>
            <td>
              <CertificateState {...item} />
            </td>
            <td className="since">
              <span className="narrow-label">有效期至 </span>
              {item.validTo ? fullDay(item.validTo) : '长期'}
            </td>
            <td className="office">{item.authority.name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
