import { Input } from 'antd';
import { describedBy, FieldFrame } from '../step-form/field-frame.tsx';
import { idOfPointer } from '../step-form/schema.ts';
import type { IdType } from '../words/labels.ts';
import { useRemark } from './filing-remarks.ts';
import { checkIdNumber, tidyIdNumber } from './id-number.ts';

interface IdNumberFieldProps {
  pointer: string;
  idType: IdType;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** Checked while it is typed, by the same rules as on the server. What is unusual is said, not refused. */
export function IdNumberField({ pointer, idType, value, error, onChange }: IdNumberFieldProps) {
  const id = idOfPointer(pointer);
  const found = value.trim().length >= 15 ? checkIdNumber(idType, value) : undefined;
  const live = found?.valid === 'no' ? `${found.why}。` : undefined;
  const told = useRemark(pointer);
  const checked =
    found && found.valid !== 'no' ? `${found.valid === 'yes' ? '✓' : '▲'} ${found.why}` : undefined;
  const remark = told ?? checked;
  return (
    <FieldFrame id={id} label="证件号码" required error={error ?? live} remark={remark}>
      <Input
        id={id}
        value={value}
        className="number"
        autoComplete="off"
        aria-required
        aria-invalid={error || live ? true : undefined}
        aria-describedby={describedBy(id, { error: error ?? live, remark })}
        onChange={(event) => onChange(event.target.value)}
        onBlur={() => onChange(tidyIdNumber({ idType, idNumber: value }))}
      />
    </FieldFrame>
  );
}
