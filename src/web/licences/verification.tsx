import { type Check, publicData, type VerifiedLicence } from '../../capabilities/licences/public.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { momentInWords } from '../kit/day-words.ts';
import { Pair, Pairs } from '../kit/parts.tsx';

export function Verification({ verified, now }: { verified: VerifiedLicence; now: Date }) {
  const { licence, checks } = verified;
  const data = publicData(licence);
  const { sign, tone, says } = conclusion(checks);
  return (
    <>
      <h1>证照核验</h1>
      <div className={`sentence ${tone}`} role="status">
        <p className="says">
          <span aria-hidden="true">{sign} </span>
          {says}
        </p>
        <p className="quiet">核验时间：{momentInWords(now, legalDayOf(now))}</p>
      </div>
      <Pairs>
        <Pair name="证照名称">{data.name}</Pair>
        <Pair name="编号">{data.number}</Pair>
        <Pair name="持证人">{data.holder.name}</Pair>
        <Pair name="发证机关">{data.authority.name}</Pair>
        <Pair name="有效期">
          {chineseDate(data.validFrom)}起，{data.validTo === null ? '长期' : `至${chineseDate(data.validTo)}`}
        </Pair>
        <Pair name="状态">{verified.registered.label}</Pair>
        <Pair name="电子证照标识">{data.identifier}</Pair>
      </Pairs>
      <h2>刚才核对了什么</h2>
      <ul className="checks">
        {checks.map(({ name, label, ok, detail }) => (
          <li key={name} className={ok ? 'ok' : 'failed'}>
            <b>
              <span aria-hidden="true">{ok ? '✓' : '✗'}</span> {label}
              {!ok && '：没有通过'}
            </b>
            <span>{detail}</span>
          </li>
        ))}
      </ul>
      <p className="small quiet">
        请同时核对：网页上的名称、编号、持证人与对方出示的证照一致，浏览器地址栏里是本网站的网址。
      </p>
    </>
  );
}

function conclusion(checks: Check[]) {
  const failed = new Set(checks.filter(({ ok }) => !ok).map(({ name }) => name));
  if (failed.has('content') || failed.has('signature') || failed.has('record')) {
    return { sign: '✗', tone: 'overdue', says: '核验没有通过，请不要采信，可以向发证机关查询。' };
  }
  if (failed.size > 0) return { sign: '▲', tone: 'warning', says: '证照是真的，但现在不能使用。' };
  return { sign: '✓', tone: 'good', says: '证照是真的，现在有效。' };
}

export function UnknownLicence() {
  return (
    <>
      <h1>没有查到这份证照</h1>
      <div className="sentence overdue" role="status">
        <p className="says">
          <span aria-hidden="true">✗ </span>这个网址不对应任何证照，请不要采信。
        </p>
        <p>可能是网址没有输全，或者二维码被换过。</p>
      </div>
      <ul>
        <li>请对方在手机上打开证照，重新扫描上面的二维码。</li>
        <li>
          仍然查不到的，请打电话向发证机关核实：<a href="/offices">找窗口和电话</a>。
        </li>
      </ul>
    </>
  );
}
