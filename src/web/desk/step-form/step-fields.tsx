import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { MissingMaterials } from './missing-materials.tsx';
import { type Errors, type FieldSchema, fieldsAsked, isNeeded } from './schema.ts';
import { SchemaField } from './schema-field.tsx';
import type { ChangeOfTyped } from './typed.ts';

export interface StepFieldsProps {
  shown: CaseView;
  schema: FieldSchema;
  input: JsonObject;
  errors: Errors;
  onChange: (change: ChangeOfTyped) => void;
}

export function StepFields({ shown, schema, input, errors, onChange }: StepFieldsProps) {
  const set = (name: string, value: Json | undefined) =>
    onChange(({ [name]: _, ...others }) => (value === undefined ? others : { ...others, [name]: value }));
  return fieldsAsked(schema, input).map(([name, field]) => (
    <div key={name}>
      {asksForMaterials(field) && (
        <MissingMaterials shown={shown} demands={input[name]} onChange={(demands) => set(name, demands)} />
      )}
      <SchemaField
        shown={shown}
        name={name}
        schema={field}
        pointer={`/${name}`}
        required={isNeeded(schema, name, field)}
        value={input[name]}
        errors={errors}
        onChange={(value) => set(name, value)}
      />
    </div>
  ));
}

/** A list of demands: each names a material, or says something in words. */
function asksForMaterials({ type, items }: FieldSchema): boolean {
  return (
    type === 'array' && items?.properties?.materialCode !== undefined && items.properties.text !== undefined
  );
}
