/** One field of an item's form, by the subset of JSON Schema that forms may use (src/kernel/forms/form-schema.ts). */
import { Checkbox, Input, Radio } from 'antd';
import { elementFinding } from '../../../kernel/forms/element-checks.ts';
import {
  type ChoiceField,
  type ChoicesField,
  type Field,
  fieldsInOrder,
  type GroupField,
  isChoice,
  isDate,
  isGroup,
  isText,
  type NumberField,
  type TextField,
} from '../../../kernel/forms/form-schema.ts';
import { tidyText } from '../../../kernel/forms/tidy-answers.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { NumberBox } from '../pieces/number-box.tsx';
import { describedBy, FieldFrame } from '../step-form/field-frame.tsx';
import { type Errors, idOfPointer } from '../step-form/schema.ts';
import { useRemark } from './filing-remarks.ts';

interface FormFieldProps<Kind extends Field = Field> {
  pointer: string;
  field: Kind;
  required: boolean;
  value: unknown;
  errors: Errors;
  onChange: (value: unknown) => void;
}

export function FormField(props: FormFieldProps) {
  const { field } = props;
  if (isGroup(field)) return <Group {...props} field={field} />;
  if (isChoice(field)) return <Choice {...props} field={field} />;
  if (isDate(field)) return <OneLine {...props} type="date" />;
  if (isText(field))
    return field['x-multiline'] ? <ManyLines {...props} field={field} /> : <OneLine {...props} />;
  if (field.type === 'array') return <Choices {...props} field={field} />;
  if (field.type === 'boolean') return field.const ? <Declaration {...props} /> : <YesNo {...props} />;
  if (field.type === 'integer' || field.type === 'number') return <Numeral {...props} field={field} />;
  return null;
}

function frameOf({ pointer, field, required, errors }: FormFieldProps) {
  return {
    id: idOfPointer(pointer),
    label: field.title,
    required,
    description: field.description,
    error: errors[pointer],
  };
}

function textProps(props: FormFieldProps, remark?: string) {
  const frame = frameOf(props);
  return {
    id: frame.id,
    value: typeof props.value === 'string' ? props.value : '',
    'aria-required': props.required || undefined,
    'aria-invalid': frame.error ? true : undefined,
    'aria-describedby': describedBy(frame.id, { ...frame, remark }),
    onChange: (event: { target: { value: string } }) => props.onChange(event.target.value || undefined),
  };
}

/** Said once enough is typed to judge; by what the field means, as the server will. */
function OneLine({ type = 'text', ...props }: FormFieldProps & { type?: 'text' | 'date' }) {
  const { value, field } = props;
  const found =
    typeof value === 'string' && value.length >= 11 ? elementFinding(field['x-element'], value) : undefined;
  const told = useRemark(props.pointer);
  const remark = told ?? (found && `▲ ${found.message}`);
  return (
    <FieldFrame {...frameOf(props)} remark={remark}>
      <Input
        {...textProps(props, remark)}
        onBlur={() => typeof value === 'string' && props.onChange(tidied(field, value) || undefined)}
        type={type}
        maxLength={isText(field) ? field.maxLength : undefined}
      />
    </FieldFrame>
  );
}

const tidied = (field: Field, value: string): string => tidyText(field['x-element'], value).trim();

function ManyLines(props: FormFieldProps<TextField>) {
  const remark = useRemark(props.pointer);
  return (
    <FieldFrame {...frameOf(props)} remark={remark}>
      <Input.TextArea
        {...textProps(props, remark)}
        maxLength={props.field.maxLength}
        autoSize={{ minRows: 3, maxRows: 12 }}
      />
    </FieldFrame>
  );
}

const mostRadios = 6;

function Choice(props: FormFieldProps<ChoiceField>) {
  const { field, value, onChange } = props;
  const frame = frameOf(props);
  const choices = field.enum.map((code): [string, string] => [code, field['x-labels'][code] ?? code]);
  if (choices.length > mostRadios) {
    return (
      <FieldFrame {...frame}>
        <ChoiceBox
          id={frame.id}
          value={typeof value === 'string' ? value : ''}
          nothing="请选择"
          choices={choices}
          invalid={frame.error !== undefined}
          onChange={(next) => onChange(next || undefined)}
        />
      </FieldFrame>
    );
  }
  return (
    <FieldFrame {...frame} group>
      <Radio.Group
        name={frame.id}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        options={choices.map(([code, label]) => ({ value: code, label }))}
      />
    </FieldFrame>
  );
}

function YesNo(props: FormFieldProps) {
  const frame = frameOf(props);
  return (
    <FieldFrame {...frame} group>
      <Radio.Group
        name={frame.id}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
        options={[
          { value: true, label: '是' },
          { value: false, label: '否' },
        ]}
      />
    </FieldFrame>
  );
}

function Declaration(props: FormFieldProps) {
  const frame = frameOf(props);
  return (
    <FieldFrame {...frame} label="申请人声明" group>
      <Checkbox
        checked={props.value === true}
        onChange={({ target }) => props.onChange(target.checked || undefined)}
      >
        {props.field.title}
      </Checkbox>
    </FieldFrame>
  );
}

function Choices(props: FormFieldProps<ChoicesField>) {
  const { field, value, onChange } = props;
  return (
    <FieldFrame {...frameOf(props)} group>
      <Checkbox.Group
        value={Array.isArray(value) ? value : []}
        onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        options={field.items.enum.map((code) => ({
          value: code,
          label: field.items['x-labels'][code] ?? code,
        }))}
      />
    </FieldFrame>
  );
}

function Numeral(props: FormFieldProps<NumberField>) {
  const { field, value, onChange } = props;
  const frame = frameOf(props);
  return (
    <FieldFrame {...frame}>
      <NumberBox
        id={frame.id}
        suffix={field['x-unit']}
        value={value}
        onChange={onChange}
        invalid={frame.error !== undefined}
        describedBy={describedBy(frame.id, frame)}
      />
    </FieldFrame>
  );
}

function Group(props: FormFieldProps<GroupField>) {
  const { field, value, pointer, onChange } = props;
  const given = typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  return (
    <FieldFrame {...frameOf(props)} group>
      <div className="list-row">
        {fieldsInOrder(field).map(([name, leaf]) => (
          <FormField
            key={name}
            pointer={`${pointer}/${name}`}
            field={leaf}
            required={field.required?.includes(name) === true}
            value={given[name]}
            errors={props.errors}
            onChange={(next) => onChange({ ...given, [name]: next })}
          />
        ))}
      </div>
    </FieldFrame>
  );
}
