import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { QrCode } from '../kit/qr-code.tsx';
import type { LetterInput } from './render-letter.ts';

export function LetterPage({
  content,
  docNo,
  madeOn,
  authorityName,
  caseNo,
  receiptQr,
  fileHref,
  unprintable = [],
}: LetterInput) {
  const { title, addressee, paragraphs, table, footnotes } = content;
  return (
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} ${docNo}`}</title>
        <link rel="stylesheet" href="/letters/letter.css" />
        <script src="/letters/print.js" defer />
      </head>
      <body>
        <nav className="bar" aria-label="文书">
          <span>办件编号 {caseNo}</span>
          {unprintable.length > 0 && (
            <span className="no-file">
              {`字库里没有${unprintable.map((one) => `“${one}”`).join('、')}，这份文书没有盖章文件。请打印这一页，由窗口手写补全并加盖印章。`}
            </span>
          )}
          {fileHref && unprintable.length === 0 && (
            <span className="files">
              <a href={fileHref}>盖章文件（OFD）</a>
              <a href={`${fileHref}.pdf`}>PDF 副本</a>
            </span>
          )}
          <button type="button" data-print="" hidden>
            打印
          </button>
        </nav>
        <main className="sheet">
          <h1>{title}</h1>
          <p className="number">{docNo}</p>
          {paragraphs.length > 0 && <p className="addressee">{addressee}：</p>}
          {paragraphs.map((text) => (
            <p key={text}>{text}</p>
          ))}
          {table && <Table {...table} />}
          <div className="closing">
            {receiptQr && (
              <figure>
                <QrCode text={receiptQr} label="存证回执的二维码" />
                <figcaption>
                  存证回执
                  <br />
                  扫码核对记录
                </figcaption>
              </figure>
            )}
            <div className="signed">
              <p>{authorityName}</p>
              <p>
                <time dateTime={madeOn}>{chineseDate(madeOn)}</time>
              </p>
            </div>
          </div>
          {fileHref && (
            <p className="unsealed">
              本页供阅览，没有盖章。盖章的电子文件（OFD）是原件；需要纸质的，请打印带印章的 PDF 副本。
            </p>
          )}
          {footnotes.length > 0 && (
            <footer>
              {footnotes.map((text) => (
                <p key={text}>{text}</p>
              ))}
            </footer>
          )}
        </main>
      </body>
    </html>
  );
}

function Table({ head, rows }: { head: string[]; rows: string[][] }) {
  const isForm = head.length === 0;
  return (
    <table className={isForm ? 'form' : undefined}>
      {!isForm && (
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map((row) => (
          <tr key={row.join()}>
            {row.map((text, at) =>
              isForm && at === 0 ? (
                <th key={text} scope="row">
                  {text}
                </th>
              ) : (
                <td key={at}>{text}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
