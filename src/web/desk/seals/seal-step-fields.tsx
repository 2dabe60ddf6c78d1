/** Fields of a step with a seal, by its declared input; some names mean something of the seal. */
import { Checkbox, Input, Radio } from 'antd';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { NumberBox } from '../pieces/number-box.tsx';
import type { SealView } from '../server-answers/seals.ts';
import { describedBy, FieldFrame } from '../step-form/field-frame.tsx';
import { type Errors, type FieldSchema, fieldsOf, idOfPointer, isRequired } from '../step-form/schema.ts';
import { useAuthorities } from './authorities.ts';
import { asPosts, UsersField } from './users-field.tsx';

interface FieldsProps {
  seal: SealView;
  schema: FieldSchema;
  input: JsonObject;
  errors: Errors;
  onChange: (input: JsonObject) => void;
}

export function SealStepFields({ seal, schema, input, errors, onChange }: FieldsProps) {
  return fieldsOf(schema)
    .filter(([name]) => name !== 'signer' || seal.availableSigners !== null)
    .map(([name, field]) => (
      <Field
        key={name}
        seal={seal}
        name={name}
        schema={field}
        required={isRequired(schema, name) || name === 'signer'}
        value={input[name]}
        error={errors[`/${name}`]}
        errors={errors}
        onChange={(value) => onChange({ ...input, [name]: value })}
      />
    ));
}

interface FieldProps {
  seal: SealView;
  name: string;
  schema: FieldSchema;
  required: boolean;
  value: Json | undefined;
  error: string | undefined;
  errors: Errors;
  onChange: (value: Json) => void;
}

function Field(props: FieldProps) {
  const { seal, name, schema, required, value, error, errors, onChange } = props;
  const frame = { id: idOfPointer(`/${name}`), label: schema.title ?? name, required, error };
  if (name === 'users') {
    return <UsersField pointer="/users" errors={errors} users={asPosts(value)} onChange={onChange} />;
  }
  if (name === 'authority') return <AuthorityField {...props} />;
  if (name === 'signer') {
    const choices = (seal.availableSigners ?? []).map((signer): [string, string] => [signer, signer]);
    return <Choice {...props} choices={choices} />;
  }
  if (schema.type === 'boolean') {
    return (
      <div className="field">
        <Checkbox id={frame.id} checked={value === true} onChange={({ target }) => onChange(target.checked)}>
          {frame.label}
        </Checkbox>
      </div>
    );
  }
  if (schema.enum) {
    return (
      <FieldFrame {...frame} group>
        <Radio.Group
          vertical
          name={frame.id}
          value={value}
          onChange={({ target }) => onChange(String(target.value))}
          options={schema.enum.map((code) => ({ value: code, label: schema['x-labels']?.[code] ?? code }))}
        />
      </FieldFrame>
    );
  }
  if (schema.type === 'integer') {
    return (
      <FieldFrame {...frame}>
        <NumberBox
          id={frame.id}
          value={value}
          invalid={error !== undefined}
          describedBy={describedBy(frame.id, frame)}
          onChange={(next) => onChange(next ?? null)}
        />
      </FieldFrame>
    );
  }
  return <TextField {...props} />;
}

function TextField({ name, schema, required, value, error, onChange }: FieldProps) {
  const frame = { id: idOfPointer(`/${name}`), label: schema.title ?? name, required, error };
  const shared = {
    id: frame.id,
    value: typeof value === 'string' ? value : '',
    maxLength: schema.maxLength,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': describedBy(frame.id, frame),
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
  };
  return (
    <FieldFrame {...frame}>
      {(schema.maxLength ?? 0) > 200 ? (
        <Input.TextArea {...shared} autoSize={{ minRows: 2, maxRows: 8 }} />
      ) : (
        <Input {...shared} type={schema.format === 'date' ? 'date' : 'text'} />
      )}
    </FieldFrame>
  );
}

function AuthorityField(props: FieldProps) {
  const authorities = useAuthorities();
  return <Choice {...props} choices={authorities.filter(([id]) => id !== props.seal.authority.id)} />;
}

function Choice({
  name,
  schema,
  required,
  value,
  error,
  onChange,
  choices,
}: FieldProps & { choices: [string, string][] }) {
  const frame = { id: idOfPointer(`/${name}`), label: schema.title ?? name, required, error };
  return (
    <FieldFrame {...frame}>
      <ChoiceBox
        id={frame.id}
        value={typeof value === 'string' ? value : ''}
        choices={choices}
        nothing="请选择"
        invalid={error !== undefined}
        describedBy={describedBy(frame.id, frame)}
        onChange={onChange}
      />
    </FieldFrame>
  );
}
