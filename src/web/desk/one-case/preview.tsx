/** What was handed in or sent out, looked at beside the case. Nothing has to be downloaded. */
import { Button, Skeleton } from 'antd';
import { useRef } from 'react';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { letterPath } from '../server-answers/cases.ts';
import { contentPath, useDocument } from '../server-answers/documents.ts';

export type Previewed = { kind: 'document'; id: string } | { kind: 'letter'; id: string };

export function Preview({ shown, previewed }: { shown: CaseView; previewed: Previewed | undefined }) {
  if (!previewed) return <p className="nothing">在左边选一份材料或者文书，就在这里查看。</p>;
  if (previewed.kind === 'letter') return <LetterPreview shown={shown} id={previewed.id} />;
  return <DocumentPreview id={previewed.id} />;
}

function DocumentPreview({ id }: { id: string }) {
  const { data, error, isPending } = useDocument(id);
  if (isPending) return <Skeleton active />;
  if (!data) return <ProblemNotice error={error} />;
  const address = contentPath(id);
  return (
    <figure className="preview">
      <figcaption>
        <b>{data.name}</b> <span className="fine">{sizeText(data.size)}</span>{' '}
        <a href={address} target="_blank" rel="noreferrer">
          在新窗口打开
        </a>
      </figcaption>
      {data.mediaType.startsWith('image/') && (
        <div className="picture">
          <img src={address} alt={data.name} />
        </div>
      )}
      {/* Chrome's viewer does not run in a sandboxed frame; the server sends a PDF with a policy of its own instead. */}
      {data.mediaType === 'application/pdf' && <iframe title={data.name} src={address} />}
      {!canBeShown(data.mediaType) && (
        <p className="nothing">
          这种格式（{formatName(data.name)}）不能在页面里显示。<a href={address}>下载后查看</a>
        </p>
      )}
      <p className="fine digest">SM3 摘要 {data.sm3}</p>
    </figure>
  );
}

function LetterPreview({ shown, id }: { shown: CaseView; id: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const letter = shown.letters.find((one) => one.id === id);
  const address = letterPath(shown.caseNo, id);
  return (
    <figure className="preview">
      <figcaption>
        <b>{letter?.name}</b> <span className="fine number">{letter?.docNo}</span>{' '}
        <Button size="small" onClick={() => frame.current?.contentWindow?.print()}>
          打印
        </Button>{' '}
        <a href={address} target="_blank" rel="noreferrer">
          在新窗口打开
        </a>
      </figcaption>
      <iframe ref={frame} title={letter?.name ?? '文书'} src={address} />
    </figure>
  );
}

const canBeShown = (mediaType: string) => mediaType.startsWith('image/') || mediaType === 'application/pdf';
const formatName = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toUpperCase() ?? '未知格式';

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
