/** One field of a step, by its schema; a few names mean something of the case (a material, a document, an office). */
import { Checkbox, Input, Radio } from 'antd';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { NumberBox } from '../pieces/number-box.tsx';
import { useOffices } from '../server-answers/catalogue.ts';
import { DocumentField } from './document-field.tsx';
import { describedBy, FieldFrame } from './field-frame.tsx';
import { lanesBeside } from './lanes-beside.ts';
import { ListField } from './list-field.tsx';
import { idOfPointer } from './schema.ts';
import type { SchemaFieldProps } from './schema-field-props.ts';

export function SchemaField(props: SchemaFieldProps) {
  const { schema, name, shown } = props;
  if (name === 'documents' || /documentId$/i.test(name)) return <DocumentField {...props} />;
  if (schema.type === 'array') return <ListField {...props} Field={SchemaField} />;
  if (schema.enum && opensAsList(schema.enum, name)) return <NamedField {...props} />;
  if (schema.enum) return <RadioField {...props} />;
  if (schema.const === true) return <CheckField {...props} />;
  if (schema.type === 'boolean') return <YesNoField {...props} />;
  if (schema.type === 'integer' || schema.type === 'number') return <NumberField {...props} />;
  if (name === 'office' && props.required) return <AnyOfficeField {...props} />;
  const choices = shown && choicesFor(name, shown);
  if (choices) return <CaseChoiceField {...props} choices={choices} />;
  if (schema.type === 'string') return <TextField {...props} />;
  return null;
}

/** Offices and people can be many, and none need be chosen: a list that opens. */
const opensAsList = (codes: readonly string[], name: string) =>
  codes.length > 8 || ['office', 'officer', 'party'].includes(name);

function NamedField(props: SchemaFieldProps) {
  const { enum: codes = [], 'x-labels': labels = {} } = props.schema;
  return <CaseChoiceField {...props} choices={codes.map((code) => [code, labels[code] ?? code])} />;
}

/** Names whose values are things of this case. */
function choicesFor(name: string, shown: CaseView): [string, string][] | undefined {
  if (name === 'materialCode')
    return shown.materials.map((material) => [material.materialCode, material.name]);
  if (name !== 'office' && name !== 'party') return undefined;
  const instances = lanesBeside(shown).filter(({ per }) => per === name);
  return instances.map((lane) => [lane.instance, laneName(lane)]);
}

/** A third party has no name here, only its number. */
const laneName = ({ instance, instanceLabel, label }: CaseView['lanes'][number]) =>
  instanceLabel === label ? `${label} ${instance}` : instanceLabel;

function frameOf({ pointer, schema, required, errors }: SchemaFieldProps) {
  const error = errors[pointer];
  return { id: idOfPointer(pointer), label: schema.title ?? '内容', required, error };
}

const longFrom = 200;

function TextField(props: SchemaFieldProps) {
  const { schema, value, onChange } = props;
  const frame = frameOf(props);
  const shared = {
    id: frame.id,
    value: typeof value === 'string' ? value : '',
    'aria-invalid': frame.error ? true : undefined,
    'aria-describedby': describedBy(frame.id, frame),
    'aria-required': props.required || undefined,
    maxLength: schema.maxLength,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  const isLong = schema.format === undefined && (schema.maxLength ?? Number.POSITIVE_INFINITY) > longFrom;
  return (
    <FieldFrame {...frame}>
      {isLong ? (
        <Input.TextArea {...shared} autoSize={{ minRows: 3, maxRows: 12 }} />
      ) : (
        <Input
          {...shared}
          type={schema.format === 'date' ? 'date' : 'text'}
          min={schema.formatMinimum}
          max={schema.formatMaximum}
        />
      )}
    </FieldFrame>
  );
}

function RadioField(props: SchemaFieldProps) {
  const { schema, value, onChange } = props;
  const frame = frameOf(props);
  return (
    <FieldFrame {...frame} group>
      <Radio.Group
        vertical
        name={frame.id}
        value={value}
        onChange={(event) => onChange(String(event.target.value))}
        options={(schema.enum ?? []).map((code) => ({
          value: code,
          label: schema['x-labels']?.[code] ?? code,
        }))}
      />
    </FieldFrame>
  );
}

function YesNoField(props: SchemaFieldProps) {
  const frame = frameOf(props);
  return (
    <FieldFrame {...frame} group>
      <Radio.Group
        name={frame.id}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value === true)}
        options={[
          { value: true, label: '是' },
          { value: false, label: '否' },
        ]}
      />
    </FieldFrame>
  );
}

function CheckField(props: SchemaFieldProps) {
  const frame = frameOf(props);
  return (
    <div className="field">
      <Checkbox
        id={frame.id}
        checked={props.value === true}
        onChange={({ target }) => props.onChange(target.checked || undefined)}
      >
        {frame.label}
      </Checkbox>
      {frame.error && <p className="field-error">{frame.error}</p>}
    </div>
  );
}

function NumberField(props: SchemaFieldProps) {
  const { value, onChange } = props;
  const frame = frameOf(props);
  return (
    <FieldFrame {...frame}>
      <NumberBox
        id={frame.id}
        value={value}
        onChange={onChange}
        invalid={frame.error !== undefined}
        describedBy={describedBy(frame.id, frame)}
      />
    </FieldFrame>
  );
}

function CaseChoiceField({ choices, ...props }: SchemaFieldProps & { choices: [string, string][] }) {
  const frame = frameOf(props);
  return (
    <FieldFrame {...frame}>
      <ChoiceBox
        id={frame.id}
        value={typeof props.value === 'string' ? props.value : ''}
        choices={choices}
        nothing={props.required ? '请选择' : '（不指定）'}
        invalid={frame.error !== undefined}
        describedBy={describedBy(frame.id, frame)}
        onChange={(next) => props.onChange(next || undefined)}
      />
    </FieldFrame>
  );
}

/** An office that has nothing to do with the case yet. */
function AnyOfficeField(props: SchemaFieldProps) {
  const { data } = useOffices();
  return <CaseChoiceField {...props} choices={(data ?? []).map(({ id, name }) => [id, name])} />;
}
