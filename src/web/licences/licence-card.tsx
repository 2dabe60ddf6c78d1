import type { Licence } from '../../capabilities/licences/public.ts';
import { stateNames } from '../../capabilities/licences/public.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { QrCode } from '../kit/qr-code.tsx';

/** Looks like the document it stands for; what the form did not ask for is not on it. */
export function LicenceCard({ licence, address }: { licence: Licence; address: string }) {
  const { data, status, validFrom, validTo } = licence;
  const fields = data.fields.length > 0 ? data.fields : [{ title: '持证人', value: data.holder.name }];
  return (
    <article className="licence" aria-label={`${data.name}，编号 ${data.number}`}>
      <header>
        <p className="licence-name">{data.name}</p>
        <p className="licence-number">
          编号 <span>{data.number}</span>
        </p>
      </header>
      <dl>
        {fields.map(({ title, value }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>有效期</dt>
          <dd>
            {validTo === null
              ? `自${chineseDate(validFrom)}起，长期`
              : `${chineseDate(validFrom)}至${chineseDate(validTo)}`}
          </dd>
        </div>
      </dl>
      <footer>
        <figure>
          <QrCode text={address} label="核验这份证照的二维码" />
          <figcaption>扫码核验</figcaption>
        </figure>
        <div className="licence-issuer">
          <p>{data.authority.name}</p>
          <p>{chineseDate(data.issuedOn)}</p>
        </div>
      </footer>
      <p className="licence-identifier">
        电子证照标识 <span>{data.identifier}</span>
      </p>
      {status !== 'valid' && <p className="licence-status">{stateNames[status]}</p>}
    </article>
  );
}
