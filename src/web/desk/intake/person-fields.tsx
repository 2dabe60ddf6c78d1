import { Input } from 'antd';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { describedBy, FieldFrame } from '../step-form/field-frame.tsx';
import { type Errors, idOfPointer } from '../step-form/schema.ts';
import { type IdType, idTypeNames, isIdType } from '../words/labels.ts';
import { useRemark } from './filing-remarks.ts';

export const organizationIds: IdType[] = ['credit-code', 'other'];
export const personIds: IdType[] = ['id-card', 'passport', 'hkmo-permit', 'tw-permit', 'other'];

interface IdTypesProps {
  id: string;
  value: IdType;
  among: IdType[];
  onChange: (idType: IdType) => void;
}

export function IdTypes({ id, value, among, onChange }: IdTypesProps) {
  return (
    <ChoiceBox
      id={id}
      value={value}
      nothing="请选择"
      choices={among.map((code) => [code, idTypeNames[code]])}
      onChange={(next) => {
        if (isIdType(next)) onChange(next);
      }}
    />
  );
}

interface TextFieldProps {
  pointer: string;
  label: string;
  value: string;
  errors: Errors;
  onChange: (value: string) => void;
  type?: 'text' | 'date';
  description?: string;
}

export function TextField({
  pointer,
  label,
  value,
  errors,
  onChange,
  type = 'text',
  description,
}: TextFieldProps) {
  const id = idOfPointer(pointer);
  const error = errors[pointer];
  const remark = useRemark(pointer);
  return (
    <FieldFrame id={id} label={label} required error={error} description={description} remark={remark}>
      <Input
        id={id}
        type={type}
        value={value}
        aria-required
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { error, description, remark })}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  );
}
