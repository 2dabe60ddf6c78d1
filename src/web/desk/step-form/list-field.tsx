import { Button, Checkbox, Input } from 'antd';
import type { ComponentType } from 'react';
import type { Json } from '../../../kernel/json.ts';
import { FieldFrame } from './field-frame.tsx';
import { fieldsOf, idOfPointer, isObject, isRequired } from './schema.ts';
import type { SchemaFieldProps } from './schema-field-props.ts';

interface ListFieldProps extends SchemaFieldProps {
  /** What draws a field of a row; rows may hold any kind. */
  Field: ComponentType<SchemaFieldProps>;
}

/** Several things of one kind: rows of fields, or plain texts, added and taken away. */
export function ListField(props: ListFieldProps) {
  if (props.schema.items?.enum) return <SeveralField {...props} />;
  return <RowsField {...props} />;
}

/** Several of a closed list: all of it in sight, each to be ticked. */
function SeveralField({ schema, pointer, value, required, errors, onChange }: ListFieldProps) {
  const { enum: codes = [], 'x-labels': labels = {} } = schema.items ?? {};
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <FieldFrame
      group
      id={idOfPointer(pointer)}
      label={schema.title ?? '内容'}
      required={required}
      error={errors[pointer]}
    >
      <Checkbox.Group
        className="several"
        value={chosen}
        onChange={(codes) => onChange(codes.length > 0 ? codes : undefined)}
        options={codes.map((code) => ({ value: code, label: labels[code] ?? code }))}
      />
    </FieldFrame>
  );
}

function RowsField(props: ListFieldProps) {
  const { schema, pointer, value, required, errors, onChange } = props;
  const asRows = schema.items?.type === 'object';
  const blank: Json = asRows ? {} : '';
  const given = Array.isArray(value) ? value : [];
  const rows = given.length === 0 && required ? [blank] : given;
  const put = (at: number, next: Json) => onChange(rows.map((row, index) => (index === at ? next : row)));
  return (
    <FieldFrame
      group
      id={idOfPointer(pointer)}
      label={schema.title ?? '内容'}
      required={required}
      error={errors[pointer]}
    >
      <ol className="list-field">
        {rows.map((row, at) => (
          <li key={at}>
            {asRows ? (
              <Row
                {...props}
                row={row}
                pointer={`${pointer}/${at}`}
                onChange={(next) => put(at, next ?? {})}
              />
            ) : (
              <Input
                id={idOfPointer(`${pointer}/${at}`)}
                aria-label={`${schema.title ?? ''} 第 ${at + 1} 项`}
                value={String(row)}
                onChange={(event) => put(at, event.target.value)}
              />
            )}
            {rows.length > (required ? 1 : 0) && (
              <Button
                size="small"
                onClick={() => onChange(rows.filter((_, index) => index !== at))}
                aria-label={`删去第 ${at + 1} 项`}
              >
                删去
              </Button>
            )}
          </li>
        ))}
      </ol>
      {rows.length < (schema.maxItems ?? Number.POSITIVE_INFINITY) && (
        <Button size="small" onClick={() => onChange([...rows, blank])}>
          ＋ 再加一项
        </Button>
      )}
    </FieldFrame>
  );
}

function Row({ row, Field, ...props }: ListFieldProps & { row: Json }) {
  const items = props.schema.items ?? {};
  const fields = isObject(row) ? row : {};
  return (
    <div className="list-row">
      {fieldsOf(items).map(([name, schema]) => (
        <Field
          key={name}
          {...props}
          name={name}
          schema={schema}
          pointer={`${props.pointer}/${name}`}
          required={isRequired(items, name)}
          value={fields[name]}
          onChange={(value) => {
            const { [name]: _, ...others } = fields;
            props.onChange(value === undefined ? others : { ...others, [name]: value });
          }}
        />
      ))}
    </div>
  );
}
