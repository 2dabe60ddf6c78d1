/** One certificate on one page: what it says · how it looks, how it stands and what happened · what I may do now. */
import { Skeleton } from 'antd';
import { Link, useParams } from 'react-router';
import { mayFile } from '../frame/permitted.ts';
import { BasisList } from '../pieces/basis-list.tsx';
import { CopyButton } from '../pieces/copy-button.tsx';
import { FactList } from '../pieces/fact-list.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import {
  documentFile,
  documentPicture,
  type LicenceAnswered,
  licenceLetter,
  useLicence,
} from '../server-answers/licences.ts';
import { useSession } from '../server-answers/session.ts';
import { dayText, fullDay } from '../words/days.ts';
import { CertificateState } from './certificate-state.tsx';
import { CertificateSteps } from './certificate-steps.tsx';

export function CertificatePage() {
  const { licenceId = '' } = useParams();
  const found = useLicence(licenceId);
  usePageTitle(found.data ? `${found.data.name} ${found.data.number}` : '电子证照');
  if (found.isPending) return <Skeleton className="page" active />;
  if (!found.data) {
    return (
      <section className="page">
        <h1>电子证照</h1>
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      </section>
    );
  }
  return <CertificateShown key={licenceId} licence={found.data} />;
}

function CertificateShown({ licence }: { licence: LicenceAnswered }) {
  const { registered } = licence;
  return (
    <article className="case-page certificate-page">
      <header className="case-head">
        <div>
          <p className="fine">
            <Link to="/certificates">电子证照</Link> / <span className="number">{licence.number}</span>{' '}
            <CopyButton text={licence.number} what="编号" />
          </p>
          <h1>
            {licence.name}
            <span className="of">{licence.holder.name}</span>
          </h1>
          <p className="sentence">
            <CertificateState status={registered.state} statusLabel={registered.says} />
          </p>
        </div>
      </header>
      <div className="case-parts">
        <section className="part handed" aria-label="证照内容">
          <Content licence={licence} />
          <Letters licence={licence} />
          <Checks licence={licence} />
        </section>
        <section className="part course" aria-label="图样、登记和经过">
          <Picture licence={licence} />
          <Standing licence={licence} />
          <section>
            <h2>经过</h2>
            <FactList facts={licence.timeline} />
          </section>
        </section>
        <section className="part steps" aria-label="我现在可以办的">
          <CertificateSteps licence={licence} />
          <OtherWays />
        </section>
      </div>
    </article>
  );
}

function Content({ licence }: { licence: LicenceAnswered }) {
  const { holder, authority, fields, issuedOn, validFrom, validTo, identifier, caseNo } = licence;
  // The holder's own name is often a field of the certificate, too.
  const rows: [string, React.ReactNode][] = [
    ...(fields.some(({ value }) => value === holder.name)
      ? []
      : [['持证人', holder.name] as [string, string]]),
    ...fields.map(({ title, value }): [string, string] => [title, value]),
    ['发证机关', authority.name],
    ['发证日期', fullDay(issuedOn)],
    ['有效期', validTo ? `${fullDay(validFrom)}至 ${fullDay(validTo)}` : `${fullDay(validFrom)}起，长期`],
    ['来自办件', <Link to={`/cases/${caseNo}`}>{caseNo}</Link>],
    ['电子证照标识', <span className="digest">{identifier}</span>],
  ];
  return (
    <section>
      <h2>证照内容</h2>
      <dl className="answers">
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {fields.length === 0 && <p className="fine">个人的证照只向需要办理的岗位显示全部内容。</p>}
    </section>
  );
}

function Picture({ licence }: { licence: LicenceAnswered }) {
  const pdf = `${documentFile(licence.licenceId)}.pdf`;
  return (
    <section>
      <figure className="certificate-picture">
        <img src={documentPicture(licence)} alt={`${licence.name}的图样`} />
        <figcaption className="row">
          <a href={documentFile(licence.licenceId)} download>
            下载 OFD（盖章原件）
          </a>
          <a href={pdf} target="_blank" rel="noreferrer">
            打印 PDF 副本
          </a>
          <span className="fine">第 {licence.documentVersion} 版</span>
        </figcaption>
      </figure>
    </section>
  );
}

function Standing({ licence: { registered, clocks } }: { licence: LicenceAnswered }) {
  return (
    <section>
      <h2>登记状态</h2>
      <p>
        <CertificateState status={registered.state} statusLabel={registered.label} />
        ，自 {fullDay(registered.since)}起{registered.until && `，至 ${fullDay(registered.until)}`}
      </p>
      {registered.why && <p>理由：{registered.why}</p>}
      <BasisList basis={registered.basis} />
      {clocks
        .filter(({ light }) => light !== 'stopped')
        .map(({ name, label, due, basis }) => (
          <div key={name} className="certificate-clock">
            <p>
              {label}：{fullDay(due)}以前
            </p>
            <BasisList basis={basis} />
          </div>
        ))}
    </section>
  );
}

function Letters({ licence: { licenceId, letters } }: { licence: LicenceAnswered }) {
  if (letters.length === 0) return null;
  return (
    <section>
      <h2>文书</h2>
      <ul className="certificate-letters">
        {letters.map(({ id, name, docNo, on }) => {
          const address = licenceLetter(licenceId, id);
          return (
            <li key={id}>
              <p>
                <a href={address} target="_blank" rel="noreferrer">
                  {name}
                </a>
              </p>
              <p className="fine dots">
                <span className="number">{docNo}</span>
                <span>{dayText(on)}</span>
                <a href={`${address}/file`} download aria-label={`下载${name}的 OFD`}>
                  OFD
                </a>
                <a
                  href={`${address}/file.pdf`}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={`打开${name}的 PDF 副本`}
                >
                  PDF
                </a>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What is asked of it each time it is opened: the register's own verification. */
function Checks({ licence: { checks, signature } }: { licence: LicenceAnswered }) {
  return (
    <section>
      <h2>核验</h2>
      <ul className="certificate-checks">
        {checks.map(({ name, label, ok, detail }) => (
          <li key={name} className={ok ? '' : 'wrong'}>
            <span aria-hidden="true">{ok ? '✓' : '×'}</span> {label}
            <span className="unseen">{ok ? '通过' : '没有通过'}</span>
            <p className="fine">{detail}</p>
          </li>
        ))}
      </ul>
      <p className="fine digest">签名密钥 {signature.keyId}</p>
    </section>
  );
}

/** Renewal and change are cases of their own (行政许可法 49, 50); what an enforcement decision does comes from there. */
function OtherWays() {
  const { data: who } = useSession();
  return (
    <p className="fine other-ways">
      延续、变更由持证人在网上或者
      {who && mayFile(who) ? <Link to="/intake">窗口</Link> : '窗口'}
      按相应事项申请，办成后自动记到这里。暂扣、吊销只来自行政处罚决定。
    </p>
  );
}
