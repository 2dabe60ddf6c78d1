/** A number as people type it: full-width digits of a Chinese input method and 1,200 are read, what is no number is kept. */
import { Input } from 'antd';
import { useState } from 'react';
import { readNumber } from '../../../kernel/forms/read-number.ts';

interface NumberBoxProps {
  id: string;
  value: unknown;
  /** What is no number comes as the text it is, so that it is refused at its place and does not vanish. */
  onChange: (value: number | string | undefined) => void;
  suffix?: string | undefined;
  invalid?: boolean;
  describedBy?: string | undefined;
}

export function NumberBox({ id, value, onChange, suffix, invalid, describedBy }: NumberBoxProps) {
  const [typed, setTyped] = useState('');
  // “86.” is on its way to 86.5: what was typed stands as long as it says the same as the value.
  const text = valueIn(typed) === value ? typed : textOf(value);
  return (
    <Input
      id={id}
      className="number-box"
      inputMode="decimal"
      autoComplete="off"
      value={text}
      suffix={suffix}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(valueIn(target.value));
      }}
      onBlur={() => setTyped(textOf(value))}
    />
  );
}

const valueIn = (text: string) => (text.trim() === '' ? undefined : readNumber(text));

const textOf = (value: unknown) =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : '';
