/** Which digit stands in the number for which category of the form. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { idOfPointer } from '../step-form/schema.ts';
import type { DesignPartProps } from './design-part.ts';

export function CategoryDigits({ design: { categoryDigits = {} }, errors, onChange }: DesignPartProps) {
  // Rows, not the record: while a code is being typed it may be the same as another's for a moment.
  const [rows, setRows] = useState(() => Object.entries(categoryDigits));
  function put(next: [string, string][]) {
    setRows(next);
    onChange({ categoryDigits: Object.fromEntries(next) });
  }
  const at = (index: number, row: [string, string]) =>
    put(rows.map((one, place) => (place === index ? row : one)));
  return (
    <FieldFrame
      group
      id={idOfPointer('/categoryDigits')}
      label="类别和它的数字"
      description="左边是申请表里类别选项的代码，右边是编号里的数字。"
      error={errors['/categoryDigits']}
    >
      <ol className="list-field">
        {rows.map(([code, digit], index) => (
          <li key={index}>
            <span className="digit-row">
              <Input
                aria-label={`第 ${index + 1} 个类别的代码`}
                value={code}
                onChange={({ target }) => at(index, [target.value.trim(), digit])}
              />
              <Input
                aria-label={`第 ${index + 1} 个类别的数字`}
                value={digit}
                maxLength={4}
                onChange={({ target }) => at(index, [code, target.value.trim()])}
              />
            </span>
            <Button
              size="small"
              aria-label={`删去第 ${index + 1} 个类别`}
              onClick={() => put(rows.filter((_row, place) => place !== index))}
            >
              删去
            </Button>
          </li>
        ))}
      </ol>
      <Button size="small" onClick={() => put([...rows, ['', '']])}>
        ＋ 再加一个类别
      </Button>
    </FieldFrame>
  );
}
