/** The receipt the applicant takes home: what was handed in, and until when she will hear. */
import { Button, QRCode, Skeleton } from 'antd';
import { Link, useParams } from 'react-router';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { legalDayOf } from '../../../kernel/time/legal-day.ts';
import { CopyButton } from '../pieces/copy-button.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useCase } from '../server-answers/cases.ts';
import { fullDay, momentText } from '../words/days.ts';
import { channelNames, nameIn } from '../words/labels.ts';
import './receipt.css';

export function ReceiptPage() {
  const { caseNo = '' } = useParams();
  usePageTitle(`回执 ${caseNo}`);
  const { data: shown, error, isPending, refetch } = useCase(caseNo);
  if (isPending) return <Skeleton className="page" active />;
  if (!shown) return <ProblemNotice error={error} onRetry={() => refetch()} />;
  return (
    <section className="page" aria-label="收件回执">
      <p className="row no-print">
        <Button type="primary" onClick={() => window.print()}>
          打印
        </Button>
        <CopyButton text={caseNo} what="编号" />
        <Link to={`/cases/${caseNo}`}>打开办件</Link>
        <Link to="/intake">再收一件</Link>
      </p>
      <Receipt shown={shown} />
    </section>
  );
}

function Receipt({ shown }: { shown: CaseView }) {
  const applicant = shown.parties.find((party) => party.role === 'applicant');
  const filedAt = shown.timeline[0]?.recordedAt ?? shown.openedAt;
  const notice = shown.clocks.find((clock) => clock.name === 'one-time-notice');
  const progress = new URL(`/progress?no=${encodeURIComponent(shown.caseNo)}`, window.location.origin);
  return (
    <article className="receipt">
      <h1>收件回执</h1>
      <div className="receipt-head">
        <dl>
          <Row term="办件编号">
            <b className="number">{shown.caseNo}</b>
          </Row>
          <Row term="事项">{shown.itemName}</Row>
          <Row term="申请人">{applicant?.name}</Row>
          <Row term="收到日期">
            {shown.receivedOn ? fullDay(shown.receivedOn) : '尚未提交'}（{nameIn(channelNames, shown.channel)}
            ）
          </Row>
          <Row term="承办部门">{shown.officeName}</Row>
        </dl>
        <QRCode type="svg" value={progress.href} size={128} bordered={false} aria-label="查进度的二维码" />
      </div>
      {shown.materials.length > 0 && <ReceivedMaterials shown={shown} />}
      {notice && (
        <p>
          材料不齐全或者不符合法定形式的，我们最迟在 <b>{fullDay(notice.due)}</b>{' '}
          一次告知您需要补正的全部内容。
        </p>
      )}
      <p>
        本回执表示材料已经收到，不表示申请已经受理。查进度：扫描二维码，或者在门户“查进度”填办件编号，再填
        {applicant?.kind === 'organization' ? '联系电话' : '身份证件号码'}的末四位，不用登录。
      </p>
      <p className="receipt-foot">
        打印自明窗，收件时间 {fullDay(legalDayOf(new Date(filedAt)))} {momentText(filedAt).split(' ')[1]}
      </p>
    </article>
  );
}

function ReceivedMaterials({ shown }: { shown: CaseView }) {
  return (
    <>
      <h2>收到的材料</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">材料</th>
            <th scope="col">情况</th>
          </tr>
        </thead>
        <tbody>
          {shown.materials.map((material) => (
            <tr key={material.materialCode}>
              <td>{material.name}</td>
              <td>{receivedText(material)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function receivedText({ documents, licenceId, deferred, needed }: CaseView['materials'][number]): string {
  if (documents.length > 0) return `已收 ${documents.length} 份`;
  if (licenceId) return '以电子证照代替';
  if (deferred) return '承诺稍后补交';
  return needed ? '未提交' : '不需要';
}
