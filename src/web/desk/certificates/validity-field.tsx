/** How long certificates of the type last. */
import { InputNumber, Radio } from 'antd';
import { readNumber } from '../../../kernel/forms/read-number.ts';
import type { CertificateTypeDefinition } from '../server-answers/certificate-types.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { idOfPointer } from '../step-form/schema.ts';
import type { DesignPartProps } from './design-part.ts';

type Validity = CertificateTypeDefinition['validity'];

const kinds: { value: Validity['kind']; label: string }[] = [
  { value: 'item', label: '按事项规定的年限' },
  { value: 'years', label: '固定年数' },
  { value: 'permanent', label: '长期' },
  { value: 'until', label: '到申请表里写明的日期' },
];

const beginnings: Record<Validity['kind'], Validity> = {
  item: { kind: 'item' },
  years: { kind: 'years', years: 5 },
  permanent: { kind: 'permanent' },
  until: { kind: 'until', place: 1 },
};

/** Full-width digits of a Chinese input method are digits too. */
const readWide = (typed = '') => Number(readNumber(typed));

export function ValidityField({ design: { validity }, errors, onChange }: DesignPartProps) {
  const error = errors['/validity'] ?? errors['/validity/years'] ?? errors['/validity/place'];
  return (
    <FieldFrame group id={idOfPointer('/validity')} label="有效期" required error={error}>
      <Radio.Group
        vertical
        name="validity"
        value={validity.kind}
        options={kinds}
        onChange={({ target }) => {
          const chosen = kinds.find(({ value }) => value === target.value);
          if (chosen) onChange({ validity: beginnings[chosen.value] });
        }}
      />
      {validity.kind === 'years' && (
        <p className="row">
          <label htmlFor="validity-years">年数</label>
          <InputNumber
            id="validity-years"
            min={1}
            max={100}
            precision={0}
            parser={readWide}
            value={validity.years}
            onChange={(years) => onChange({ validity: { kind: 'years', years: years ?? 1 } })}
          />
        </p>
      )}
      {validity.kind === 'until' && (
        <p className="row">
          <label htmlFor="validity-place">申请表里的第几个日期</label>
          <InputNumber
            id="validity-place"
            min={1}
            max={9}
            precision={0}
            parser={readWide}
            value={validity.place}
            onChange={(place) => onChange({ validity: { kind: 'until', place: place ?? 1 } })}
          />
        </p>
      )}
    </FieldFrame>
  );
}
