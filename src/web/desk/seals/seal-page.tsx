/** One seal on one page: what it is · how it was used and what happened · what I may do now. */
import { Skeleton } from 'antd';
import { Link, useParams } from 'react-router';
import { legalDayOf } from '../../../kernel/time/legal-day.ts';
import { CopyButton } from '../pieces/copy-button.tsx';
import { FactList } from '../pieces/fact-list.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useOfficeName } from '../server-answers/catalogue.ts';
import { picturePath, type SealView, sealFilePath, useSeal } from '../server-answers/seals.ts';
import { fullDay } from '../words/days.ts';
import { nameIn, roleNames } from '../words/labels.ts';
import { SealStatus } from './seal-status.tsx';
import { SealSteps } from './seal-steps.tsx';
import { SealUses } from './seal-uses.tsx';

export function SealPage() {
  const { sealId = '' } = useParams();
  const found = useSeal(sealId);
  usePageTitle(found.data?.name ?? '电子印章');
  if (found.isPending) return <Skeleton className="page" active />;
  if (!found.data) {
    return (
      <section className="page">
        <h1>电子印章</h1>
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      </section>
    );
  }
  return <SealShown key={sealId} seal={found.data} />;
}

function SealShown({ seal }: { seal: SealView }) {
  return (
    <article className="case-page">
      <header className="case-head">
        <div>
          <p className="fine">
            <Link to="/seals">电子印章</Link> / <span className="number">{seal.sealId}</span>{' '}
            <CopyButton text={seal.sealId} what="编号" />
          </p>
          <h1>
            {seal.name}
            <span className="of">{seal.kindLabel}</span>
          </h1>
          <p className="sentence">
            <SealStatus seal={seal} />
            {seal.validTo && <>，有效期至 {fullDay(legalDayOf(new Date(seal.validTo)))}</>}
          </p>
        </div>
      </header>
      <div className="case-parts">
        <section className="part handed" aria-label="印章">
          <Impression seal={seal} />
          <Users seal={seal} />
          <Transfers seal={seal} />
          <Certificate seal={seal} />
        </section>
        <section className="part course" aria-label="用印记录和经过">
          <SealUses seal={seal} />
          <Course seal={seal} />
        </section>
        <section className="part steps" aria-label="我现在可以办的">
          <SealSteps seal={seal} />
        </section>
      </div>
    </article>
  );
}

function Impression({ seal }: { seal: SealView }) {
  return (
    <section>
      <h2>印模</h2>
      <figure className="impression">
        <img src={picturePath(seal)} alt={`${seal.name}${seal.kindLabel}的印模`} width={159} height={159} />
        <figcaption className="fine">
          直径 42 毫米{seal.status === 'in-use' ? '' : `，${seal.statusLabel}`}
        </figcaption>
      </figure>
      <dl className="answers">
        <div>
          <dt>所属机关</dt>
          <dd>{seal.authority.name}</dd>
        </div>
        {seal.validFrom && seal.validTo && (
          <div>
            <dt>有效期</dt>
            <dd>
              {fullDay(legalDayOf(new Date(seal.validFrom)))} 至 {fullDay(legalDayOf(new Date(seal.validTo)))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Users({ seal }: { seal: SealView }) {
  const officeName = useOfficeName();
  return (
    <section>
      <h2>谁可以用印</h2>
      <ul className="seal-users">
        {seal.users.map(({ role, office }) => (
          <li key={`${role}@${office}`}>
            {nameIn(roleNames, role)} · {officeName(office)}
          </li>
        ))}
        {seal.automatic && <li>系统自动用印（回执、系统作出的文书）</li>}
      </ul>
      {seal.users.length === 0 && !seal.automatic && <p className="fine">没有人可以用印。</p>}
    </section>
  );
}

function Transfers({ seal }: { seal: SealView }) {
  if (seal.transfers.length === 0) return null;
  return (
    <section>
      <h2>代表的其他机关</h2>
      <ul className="transfers">
        {seal.transfers.map(({ authority, docNo, title, from, to, endDocNo }) => (
          <li key={`${authority.id}/${docNo}`}>
            <b>{authority.name}</b>
            <p className="fine">
              {docNo}《{title}》，{fullDay(from)}起{to && `至 ${fullDay(to)}（${endDocNo}）`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Certificate({ seal }: { seal: SealView }) {
  if (!seal.certificate) return null;
  const { subject, issuer, serialNumber, notBefore, notAfter } = seal.certificate;
  return (
    <section>
      <h2>签章人证书</h2>
      <dl className="answers">
        <div>
          <dt>持有人</dt>
          <dd>{subject}</dd>
        </div>
        <div>
          <dt>签发机构</dt>
          <dd>{issuer}</dd>
        </div>
        <div>
          <dt>有效期</dt>
          <dd>
            {fullDay(legalDayOf(new Date(notBefore)))} 至 {fullDay(legalDayOf(new Date(notAfter)))}
          </dd>
        </div>
        <div>
          <dt>序列号</dt>
          <dd className="digest">{serialNumber}</dd>
        </div>
        <div>
          <dt>印章文件</dt>
          <dd>
            <a href={sealFilePath(seal.sealId)} download>
              下载 .esl
            </a>
            <span className="digest"> SM3 {seal.sealSm3}</span>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Course({ seal }: { seal: SealView }) {
  const officeName = useOfficeName();
  return (
    <section>
      <h2>经过</h2>
      <FactList
        facts={seal.timeline.map((fact) => ({ ...fact, office: fact.office && officeName(fact.office) }))}
      />
    </section>
  );
}
