/** What came of a verification, so that a stranger at a counter can read it on a phone: first the answer, then why. */

import type { CertificateData } from '../../capabilities/licences/public.ts';
import { type LicenceVerification, publicSteps, type Verdict } from '../../capabilities/licences/public.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { momentInWords } from '../kit/day-words.ts';
import { Pair, Pairs } from '../kit/parts.tsx';

const looks: Record<Verdict, { sign: string; tone: string }> = {
  valid: { sign: '✓', tone: 'good' },
  'not-in-force': { sign: '▲', tone: 'warning' },
  replaced: { sign: '▲', tone: 'warning' },
  altered: { sign: '×', tone: 'overdue' },
  letter: { sign: '✓', tone: 'good' },
  foreign: { sign: '▲', tone: 'warning' },
  copy: { sign: '▲', tone: 'warning' },
  unreadable: { sign: '▲', tone: 'warning' },
  expired: { sign: '×', tone: 'overdue' },
  unknown: { sign: '×', tone: 'overdue' },
};

interface Props {
  verification: LicenceVerification;
  /** The holder showed it herself: her card stands here, too. */
  shown?: boolean;
}

export function Verification({ verification, shown = false }: Props) {
  const { verdict, says, checkedAt, certificate, registered } = verification;
  const { sign, tone } = looks[verdict];
  const today = legalDayOf(checkedAt);
  return (
    <>
      <h1>证照核验</h1>
      <div className={`sentence ${tone}`} role="status">
        <p className="says">
          <span aria-hidden="true">{sign} </span>
          {says}
        </p>
        {registered && !registered.inForce && registered.basis.length > 0 && (
          <p>依据：{registered.basis.map(({ ref }) => ref).join('；')}。</p>
        )}
        <p className="quiet">核验时间：{momentInWords(checkedAt, today)}</p>
      </div>
      {certificate && <Certificate data={certificate} shown={shown} verification={verification} />}
      {verdict !== 'copy' && <Steps verification={verification} />}
      {certificate ? <WhatToCompare shown={shown} /> : <WhereToAsk />}
    </>
  );
}

function Certificate({ data, shown, verification: { registered, file } }: Props & { data: CertificateData }) {
  return (
    <Pairs>
      <Pair name="证照名称">{data.name}</Pair>
      <Pair name="编号">{data.number}</Pair>
      <Pair name="持证人">
        {data.holder.name}
        {shown && <span className="quiet">　{data.holder.idNumber}</span>}
      </Pair>
      {shown &&
        data.fields.map(({ title, value }) => (
          <Pair key={title} name={title}>
            {value}
          </Pair>
        ))}
      <Pair name="发证机关">{data.authority.name}</Pair>
      <Pair name="有效期">
        {chineseDate(data.validFrom)}起，{data.validTo === null ? '长期' : `至${chineseDate(data.validTo)}`}
      </Pair>
      {registered && <Pair name="登记的状态">{registered.label}</Pair>}
      {file?.documentVersion && (
        <Pair name="文件">
          第 {file.documentVersion} 版{file.documentVersion === file.currentVersion && '（最新）'}
        </Pair>
      )}
      <Pair name="电子证照标识">
        <span className="small">{data.identifier}</span>
      </Pair>
    </Pairs>
  );
}

const marks = { ok: '✓', failed: '×', 'not-checked': '–' };
const words = { ok: '', failed: '：没有通过', 'not-checked': '：没有核对' };

function Steps({ verification }: { verification: LicenceVerification }) {
  const steps = publicSteps(verification);
  if (steps.length === 0) return null;
  const failed = steps.filter(({ outcome }) => outcome === 'failed');
  return (
    <details open={failed.length > 0}>
      <summary>刚才核对了 {steps.length} 项</summary>
      <ul className="checks">
        {steps.map(({ name, label, outcome, detail }) => (
          <li key={name} className={outcome}>
            <b>
              <span aria-hidden="true">{marks[outcome]}</span> {label}
              {words[outcome]}
            </b>
            <span>{detail}</span>
          </li>
        ))}
      </ul>
      {verification.notes.map(({ code, detail }) => (
        <p className="small quiet" key={code + detail}>
          {detail}
        </p>
      ))}
    </details>
  );
}

function WhatToCompare({ shown }: { shown: boolean }) {
  return (
    <p className="small quiet">
      请同时核对：{shown ? '出示的人就是持证人或者她的代表，' : '这里的名称、编号、持证人与对方出示的一致，'}
      浏览器地址栏里是本网站的网址。
    </p>
  );
}

function WhereToAsk() {
  return (
    <ul>
      <li>请对方在手机上打开证照，重新出示二维码。</li>
      <li>
        也可以<a href="/verify">上传证照文件或者填写编号核验</a>。
      </li>
      <li>
        仍然查不到的，请打电话向发证机关核实：<a href="/offices">找窗口和电话</a>。
      </li>
    </ul>
  );
}
