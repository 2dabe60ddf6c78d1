/** An item about an existing certificate: which one is to be renewed or changed, by the holder's code or from the register. */
import { Button, Input } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import type { ItemShown } from '../server-answers/catalogue.ts';
import { type LicenceSummed, useLicenceLookUp } from '../server-answers/licences.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { idOfPointer } from '../step-form/schema.ts';
import type { Application } from './application.ts';
import { concernedOf } from './taken-licence.ts';

interface ConcernedLicenceProps {
  business: NonNullable<ItemShown['business']>;
  application: Application;
  error: string | undefined;
  onChange: (concerned: Application['concerned']) => void;
}

export const businessNames = { renewal: '延续', change: '变更' };

export function ConcernedLicenceField({ business, application, error, onChange }: ConcernedLicenceProps) {
  const { concerned, applicant } = application;
  const id = idOfPointer('/licenceId');
  const label = `要${businessNames[business.kind]}哪一份证照`;
  if (concerned) {
    return (
      <FieldFrame group id={id} label={label} required error={error}>
        <p className="arrived">
          <span className="given">
            ✓ {concerned.name} {concerned.number}（{concerned.holder}）
          </span>
          <Button size="small" onClick={() => onChange(null)} aria-label="换一份证照">
            换一份
          </Button>
        </p>
      </FieldFrame>
    );
  }
  const begin = applicant.idType === 'credit-code' ? applicant.idNumber.trim() : '';
  return <LookUp id={id} label={label} begin={begin} type={business.licenceType} {...{ error, onChange }} />;
}

interface LookUpProps {
  id: string;
  label: string;
  begin: string;
  type: string;
  error: string | undefined;
  onChange: (concerned: Application['concerned']) => void;
}

function LookUp({ id, label, begin, type, error, onChange }: LookUpProps) {
  const [words, setWords] = useState(begin);
  const found = useLicenceLookUp();
  const look = () => words.trim() !== '' && found.mutate({ q: words.trim(), type });
  function press(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    look();
  }
  const none = found.data?.items.length === 0 ? '登记里没有这样的证照，请核对编号。' : undefined;
  return (
    <FieldFrame
      id={id}
      label={label}
      required
      description="扫描持证人的亮证二维码会自动选定；也可以按证照编号、信用代码或者持证人名称查找。"
      error={none ?? error}
    >
      <span className="scan-row">
        <Input id={id} value={words} onChange={({ target }) => setWords(target.value)} onKeyDown={press} />
        <Button onClick={look} loading={found.isPending}>
          查找
        </Button>
      </span>
      <ProblemNotice error={found.error} />
      {found.data && found.data.items.length > 0 && (
        <Found items={found.data.items} onChoose={(licence) => onChange(concernedOf(licence))} />
      )}
    </FieldFrame>
  );
}

function Found({ items, onChoose }: { items: LicenceSummed[]; onChoose: (licence: LicenceSummed) => void }) {
  return (
    <ul className="item-choices" aria-label="找到的证照">
      {items.map((licence) => (
        <li key={licence.licenceId}>
          <button type="button" onClick={() => onChoose(licence)}>
            <b>
              {licence.name} {licence.number}
            </b>
            <span className="fine">
              {licence.holder.name} · {licence.statusLabel}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
