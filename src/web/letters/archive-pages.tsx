/** What an archive prints: the index of a package, and the list of what is handed over. A4, black and white, no script. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { chineseDate } from '../../kernel/time/chinese-date.ts';

export interface ArchiveIndex {
  caseNo: string;
  caseVersion: number;
  itemName: string;
  authorityName: string;
  officeName: string;
  applicant: string;
  closedOn: string;
  classLabel: string;
  keepUntil: string | null;
  schedule: string;
  archivedAt: string;
  files: { path: string; title: string; size: number; sm3: string }[];
}

export function renderArchiveIndex(index: ArchiveIndex): string {
  const kept = index.keepUntil === null ? '永久' : `至 ${chineseDate(index.keepUntil)}`;
  return page(
    `档案目录 ${index.caseNo}`,
    <>
      <h1>档案目录</h1>
      <Pairs
        pairs={[
          ['办件编号', `${index.caseNo}（第 ${index.caseVersion} 版）`],
          ['事项', index.itemName],
          ['申请人', index.applicant],
          ['机关', index.authorityName],
          ['承办部门', index.officeName],
          ['办结日期', chineseDate(index.closedOn)],
          ['保管期限', `${index.classLabel}（${kept}）`],
          ['划定依据', index.schedule],
          ['归档时间', index.archivedAt],
        ]}
      />
      <div className="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">序号</th>
              <th scope="col">文件</th>
              <th scope="col">题名</th>
              <th scope="col">SM3</th>
            </tr>
          </thead>
          <tbody>
            {index.files.map(({ path, title, sm3 }, place) => (
              <tr key={path}>
                <td>{place + 1}</td>
                <td>
                  <a href={path}>{path}</a>
                </td>
                <td>{title}</td>
                <td className="digest">{sm3}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>,
  );
}

export interface TransferList {
  id: string;
  receiver: string;
  makerName: string;
  madeOn: string;
  handedOverOn: string | null;
  takenBy: string | null;
  cases: {
    caseNo: string;
    itemName: string;
    officeName: string;
    closedOn: string;
    classLabel: string;
    size: number;
    sm3: string;
  }[];
}

export function renderTransferList(list: TransferList): string {
  return page(
    `档案移交清单 ${list.id}`,
    <>
      <h1>档案移交清单</h1>
      <Pairs
        pairs={[
          ['清单编号', list.id],
          ['接收单位', list.receiver],
          ['编制日期', chineseDate(list.madeOn)],
          ['件数', `${list.cases.length} 件`],
        ]}
      />
      <div className="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">序号</th>
              <th scope="col">办件编号</th>
              <th scope="col">题名</th>
              <th scope="col">形成部门</th>
              <th scope="col">办结日期</th>
              <th scope="col">保管期限</th>
              <th scope="col">档案包 SM3</th>
            </tr>
          </thead>
          <tbody>
            {list.cases.map((one, place) => (
              <tr key={one.caseNo}>
                <td>{place + 1}</td>
                <td>{one.caseNo}</td>
                <td>{one.itemName}</td>
                <td>{one.officeName}</td>
                <td>{chineseDate(one.closedOn)}</td>
                <td>{one.classLabel}</td>
                <td className="digest">{one.sm3}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="hands">
        <p>
          移交人：{list.makerName}
          <span>日期：{list.handedOverOn ? chineseDate(list.handedOverOn) : '　　年　月　日'}</span>
        </p>
        <p>
          接收人：{list.takenBy ?? '　　　　　'}
          <span>日期：{list.handedOverOn ? chineseDate(list.handedOverOn) : '　　年　月　日'}</span>
        </p>
      </div>
    </>,
  );
}

function Pairs({ pairs }: { pairs: [string, string][] }) {
  return (
    <dl>
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function page(title: string, body: ReactNode): string {
  const markup = renderToStaticMarkup(
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href="/letters/archive.css" />
        <script src="/letters/print.js" defer />
      </head>
      <body>
        <nav className="bar" aria-label="档案">
          <span>{title}</span>
          <button type="button" data-print="" hidden>
            打印
          </button>
        </nav>
        <main className="sheet">{body}</main>
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}
