import { isAsked, isRequired } from './conditions.ts';
import { elementFinding } from './element-checks.ts';
import { type FormSchema, type FormValue, fieldsInOrder, isGroup, type LeafField } from './form-schema.ts';
import { askFor } from './form-sentences.ts';
import { type FormFinding, shapeErrors } from './form-shape.ts';
import { isBlank, textFault } from './text.ts';

export type { FormFinding };

export interface FormVerdict {
  /** None: the form may be filed, and PostgreSQL can store it. In the order of the fields. */
  errors: FormFinding[];
  /** Unusual but possible, such as a genuine credit code whose check digit is wrong. Never stops anybody. */
  warnings: FormFinding[];
}

/** Checks answers against a form. Shape first; what a text is and means only where the shape is right. */
export function validateForm(form: FormSchema, answers: unknown): FormVerdict {
  if (!isAnswers(answers)) {
    return {
      errors: [{ pointer: '', code: 'form/type', message: '表单内容应当是一组字段。' }],
      warnings: [],
    };
  }
  const shape = shapeErrors(form, answers);
  const wrong = new Set(shape.map(({ pointer }) => pointer));
  const rest = [...conditionErrors(form, answers), ...textErrors(form, answers)].filter(
    ({ pointer }) => !wrong.has(pointer),
  );
  for (const { pointer } of rest) wrong.add(pointer);
  const meant = meanings(form, answers).filter(({ pointer }) => !wrong.has(pointer));
  return {
    errors: inFieldOrder(form, [...shape, ...rest, ...meant.filter(({ isError }) => isError)]),
    warnings: inFieldOrder(
      form,
      meant.filter(({ isError }) => !isError),
    ),
  };
}

function isAnswers(value: unknown): value is FormValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function conditionErrors(form: FormSchema, answers: FormValue): FormFinding[] {
  return fieldsInOrder(form).flatMap(([name, field]) => {
    const given = Object.hasOwn(answers, name);
    if (given && !isAsked(field, answers)) {
      return [
        {
          pointer: `/${name}`,
          code: 'form/not-asked',
          message: `按您的其他选择，不用填写“${field.title}”，请清空。`,
        },
      ];
    }
    if (!given && isRequired(form, name, answers)) {
      return [{ pointer: `/${name}`, code: 'form/required', message: askFor(field) }];
    }
    return [];
  });
}

interface Answer {
  pointer: string;
  field: LeafField;
  value: unknown;
  required: boolean;
}

/** Every answered field, the members of groups on their own. */
function answersWithFields(form: FormSchema, answers: FormValue): Answer[] {
  return fieldsInOrder(form).flatMap(([name, field]): Answer[] => {
    const value = Object.hasOwn(answers, name) ? answers[name] : undefined;
    if (value === undefined) return [];
    if (!isGroup(field))
      return [{ pointer: `/${name}`, field, value, required: isRequired(form, name, answers) }];
    if (!isAnswers(value)) return [];
    return Object.entries(field.properties)
      .filter(([inner]) => Object.hasOwn(value, inner))
      .map(([inner, member]) => ({
        pointer: `/${name}/${inner}`,
        field: member,
        value: value[inner],
        required: (field.required ?? []).includes(inner),
      }));
  });
}

function textErrors(form: FormSchema, answers: FormValue): FormFinding[] {
  return answersWithFields(form, answers).flatMap(({ pointer, field, value, required }) => {
    if (typeof value !== 'string') return [];
    const multiline = field.type === 'string' && 'x-multiline' in field && field['x-multiline'] === true;
    const fault = textFault(value, { multiline });
    if (fault) return [{ pointer, code: fault.code, message: `“${field.title}”${fault.message}。` }];
    if (required && isBlank(value)) {
      return [{ pointer, code: 'form/required', message: askFor(field) }];
    }
    return [];
  });
}

function meanings(form: FormSchema, answers: FormValue): (FormFinding & { isError: boolean })[] {
  return answersWithFields(form, answers).flatMap(({ pointer, field, value }) => {
    if (typeof value !== 'string' || isBlank(value)) return [];
    const found = elementFinding(field['x-element'], value);
    return found
      ? [{ pointer, code: found.code, message: `“${field.title}”${found.message}。`, isError: found.isError }]
      : [];
  });
}

function inFieldOrder(form: FormSchema, findings: FormFinding[]): FormFinding[] {
  const placeOf = ({ pointer }: FormFinding) => {
    const at = form['x-order'].indexOf(pointer.split('/')[1] ?? '');
    return at < 0 ? form['x-order'].length : at;
  };
  return findings
    .map(({ pointer, code, message }) => ({ pointer, code, message }))
    .sort((a, b) => placeOf(a) - placeOf(b));
}
