import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { type FieldSchema, fieldsAsked, fieldsOf, isObject } from './schema.ts';

interface InputSummaryProps {
  /** Absent where the step is no case's. */
  shown?: CaseView;
  /** Whose matter it is and which: term and text. */
  about?: readonly (readonly [string, string])[];
  schema: FieldSchema;
  input: JsonObject;
  intro: string;
}

/** What is about to be said in the authority's name, read once more. */
export function InputSummary({ shown, about = aboutCase(shown), schema, input, intro }: InputSummaryProps) {
  return (
    <div className="summary" role="status">
      <p>{intro}</p>
      <dl className="answers">
        {about.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {fieldsAsked(schema, input).map(([name, field]) => (
          <div key={name}>
            <dt>{field.title}</dt>
            <dd>
              <Value shown={shown} name={name} field={field} value={input[name]} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function aboutCase(shown: CaseView | undefined): [string, string][] {
  if (!shown) return [];
  const applicant = shown.parties.find((party) => party.role === 'applicant');
  return [
    ['申请人', applicant?.name ?? ''],
    ['事项', shown.itemName],
  ];
}

interface ValueProps {
  shown: CaseView | undefined;
  name: string;
  field: FieldSchema;
  value: Json | undefined;
}

function Value({ shown, name, field, value }: ValueProps) {
  if (!Array.isArray(value)) return valueText(shown, name, field, value);
  if (field.items?.enum) return value.map((one) => valueText(shown, name, field.items ?? {}, one)).join('、');
  return (
    <ol>
      {value.map((one, at) => (
        <li key={at}>{valueText(shown, name, field.items ?? {}, one)}</li>
      ))}
    </ol>
  );
}

function valueText(
  shown: CaseView | undefined,
  name: string,
  field: FieldSchema,
  value: Json | undefined,
): string {
  if (value === undefined || value === null) return '（未填写）';
  if (isObject(value)) {
    return fieldsOf(field)
      .filter(([member]) => value[member] !== undefined)
      .map(([member, own]) => valueText(shown, member, own, value[member]))
      .join('：');
  }
  if (typeof value === 'boolean') return value ? '是' : '否';
  const text = String(value);
  return field['x-labels']?.[text] ?? nameInCase(shown, name, text) ?? text;
}

/** A code that means something of this case is read by its name. */
function nameInCase(shown: CaseView | undefined, name: string, code: string): string | undefined {
  if (!shown) return undefined;
  if (name === 'materialCode') return shown.materials.find((one) => one.materialCode === code)?.name;
  if (name === 'office') return shown.lanes.find(({ instance }) => instance === code)?.instanceLabel;
  return undefined;
}
