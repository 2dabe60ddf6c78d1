/** The server's skin of the form model: plain HTML, one field after the other. */
import { isAsked, isRequired } from '../../kernel/forms/conditions.ts';
import type { ElementName } from '../../kernel/forms/elements.ts';
import type { Field, FormPage, FormSchema, FormValue, LeafField } from '../../kernel/forms/form-schema.ts';
import { fieldsInOrder, isChoice, isDate, isGroup, isText } from '../../kernel/forms/form-schema.ts';

/** Messages by JSON Pointer within the form. */
export type FormFaults = ReadonlyMap<string, string>;

export const fieldId = (pointer: string) => `f${pointer.replaceAll('/', '-')}`;

/** Fields of one page. Those that are not asked now are there but hidden, so that a script may show them at once. */
export function FormFields({
  form,
  page,
  answers,
  faults,
}: {
  form: FormSchema;
  page: FormPage;
  answers: FormValue;
  faults: FormFaults;
}) {
  const fields = fieldsInOrder(form).filter(([name]) => page.fields.includes(name));
  const asked = fields.filter(([, field]) => isAsked(field, answers)).map(([name]) => name);
  return (
    <>
      <input type="hidden" name="_asked" value={asked.join(' ')} />
      {fields.map(([name, field]) => {
        const when = field['x-when'];
        const required = field['x-required'] === true || isRequired(form, name, answers);
        const shown = (
          <OneField
            key={name}
            pointer={`/${name}`}
            name={name}
            field={field}
            answer={answers[name]}
            required={required}
            faults={faults}
          />
        );
        if (!when || !page.fields.includes(when.field)) return asked.includes(name) ? shown : null;
        const values = 'equals' in when ? [answerWord(when.equals)] : when.in;
        return (
          <div
            key={name}
            data-when={`${when.field}=${values.join(',')}`}
            data-field={name}
            hidden={!asked.includes(name)}
          >
            {shown}
          </div>
        );
      })}
    </>
  );
}

const answerWord = (value: string | boolean) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : value);

interface OneFieldProps {
  pointer: string;
  name: string;
  field: Field;
  answer: unknown;
  required: boolean;
  faults: FormFaults;
}

function OneField({ pointer, name, field, answer, required, faults }: OneFieldProps) {
  const fault = faults.get(pointer);
  if (!isGroup(field)) return <Question {...{ pointer, name, field, answer, required, fault }} />;
  const inner: FormValue = typeof answer === 'object' && answer !== null ? { ...answer } : {};
  return (
    <fieldset className={fault ? 'field wrong' : 'field'} id={fieldId(pointer)} tabIndex={-1}>
      <legend>{field.title}</legend>
      {field.description && <p className="hint">{field.description}</p>}
      {fault && <p className="fault">{fault}</p>}
      <div className="group">
        {fieldsInOrder(field).map(([key, member]) =>
          isGroup(member) ? null : (
            <Question
              key={key}
              pointer={`${pointer}/${key}`}
              name={`${name}.${key}`}
              field={member}
              answer={inner[key]}
              required={(field.required ?? []).includes(key)}
              fault={faults.get(`${pointer}/${key}`)}
            />
          ),
        )}
      </div>
    </fieldset>
  );
}

export interface QuestionProps {
  pointer: string;
  name: string;
  field: LeafField;
  answer: unknown;
  required: boolean;
  fault: string | undefined;
}

/** One question with its label, hint, fault and entry. */
export function Question(props: QuestionProps) {
  const { pointer, field, fault, required } = props;
  const id = fieldId(pointer);
  const className = fault ? 'field wrong' : 'field';
  const describedBy =
    [field.description && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  const words = (
    <>
      {field.description && (
        <p className="hint" id={`${id}-hint`}>
          {field.description}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </>
  );
  if (isDeclaration(field)) {
    return (
      <div className={className}>
        {words}
        <Choice
          {...props}
          type="checkbox"
          id={id}
          value="yes"
          label={field.title}
          checked={props.answer === true}
        />
      </div>
    );
  }
  const optional = required ? null : <span className="quiet">（可不填）</span>;
  const choices = choicesOf(field);
  if (choices) {
    return (
      <fieldset className={className} aria-describedby={describedBy}>
        <legend>
          {field.title}
          {optional}
        </legend>
        {words}
        <Choices {...props} id={id} choices={choices} />
      </fieldset>
    );
  }
  return (
    <div className={className}>
      <label htmlFor={id}>
        {field.title}
        {optional}
      </label>
      {words}
      <Entry {...props} id={id} describedBy={describedBy} />
    </div>
  );
}

const isDeclaration = (field: LeafField) => field.type === 'boolean' && field.const === true;

function choicesOf(field: LeafField): [string, string][] | undefined {
  if (field.type === 'boolean')
    return [
      ['yes', '是'],
      ['no', '否'],
    ]; // prettier-ignore
  const listed = field.type === 'array' ? field.items : isChoice(field) ? field : undefined;
  return listed?.enum.map((value) => [value, listed['x-labels'][value] ?? value]);
}

function Choices({
  id,
  name,
  field,
  answer,
  choices,
}: QuestionProps & { id: string; choices: [string, string][] }) {
  const given: unknown[] = [answer].flat().map((one) => (typeof one === 'boolean' ? answerWord(one) : one));
  return choices.map(([value, label], at) => (
    <Choice
      key={value}
      type={field.type === 'array' ? 'checkbox' : 'radio'}
      id={at === 0 ? id : `${id}-${at}`}
      name={name}
      value={value}
      label={label}
      checked={given.includes(value)}
    />
  ));
}

export interface ChoiceProps {
  type: 'radio' | 'checkbox';
  id: string;
  name: string;
  value: string;
  label: string;
  checked: boolean;
}

export function Choice({ type, id, name, value, label, checked }: ChoiceProps) {
  return (
    <div className="choice">
      <input type={type} id={id} name={name} value={value} defaultChecked={checked} />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

interface EntryProps extends QuestionProps {
  id: string;
  describedBy: string | undefined;
}

function Entry({ id, name, field, answer, fault, describedBy }: EntryProps) {
  const value = typeof answer === 'string' || typeof answer === 'number' ? String(answer) : '';
  const same = {
    id,
    name,
    defaultValue: value,
    'aria-describedby': describedBy,
    'aria-invalid': fault ? true : undefined,
  };
  if (field.type === 'integer' || field.type === 'number') {
    return (
      <div className="with-unit">
        <input
          {...same}
          className="short"
          inputMode={field.type === 'integer' ? 'numeric' : 'decimal'}
          autoComplete="off"
        />
        {field['x-unit'] && <span>{field['x-unit']}</span>}
      </div>
    );
  }
  if (field.type !== 'string') return null;
  if (isDate(field)) return <input {...same} type="date" className="short" />;
  if (isText(field) && field['x-multiline']) return <textarea {...same} maxLength={field.maxLength} />;
  const isPhone = field['x-element'] === 'phone' || field['x-element'] === 'applicant.phone';
  return (
    <input
      {...same}
      type={isPhone ? 'tel' : 'text'}
      maxLength={isText(field) ? field.maxLength : undefined}
      autoComplete={autocomplete[field['x-element']] ?? 'off'}
    />
  );
}

/** What a browser may fill in by itself (WCAG 1.3.5). */
const autocomplete: Partial<Record<ElementName, string>> = {
  'applicant.name': 'name',
  'person.name': 'name',
  'organization.name': 'organization',
  'applicant.phone': 'tel',
  phone: 'tel',
  address: 'street-address',
  'postal-address': 'street-address',
};
