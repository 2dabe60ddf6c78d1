import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Field, type FormSchema, type FormValue, isGroup } from './form-schema.ts';
import { sentenceOf } from './form-sentences.ts';

export interface FormFinding {
  /** JSON Pointer within the form: `/safetyManager/phone`. */
  pointer: string;
  code: string;
  /** In Chinese, naming the field and saying what to do. */
  message: string;
}

/** Of answers to questions that nobody asked there may be any number. */
const most = 200;

const compiled = new WeakMap<FormSchema, ValidateFunction>();

/** What JSON Schema alone says of the answers; conditions and meanings are looked at elsewhere. */
export function shapeErrors(form: FormSchema, answers: FormValue): FormFinding[] {
  let validate = compiled.get(form);
  if (!validate) {
    validate = compile(form);
    compiled.set(form, validate);
  }
  return validate(answers)
    ? []
    : (validate.errors ?? []).slice(0, most).map((error) => toFinding(form, error));
}

/** `ownProperties`: an answer inherited from Object.prototype is no answer. */
function compile(form: FormSchema): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: false, ownProperties: true, validateSchema: false });
  ajv.addFormat('date', isCalendarDay);
  const { examples: _, ...schema } = form;
  return ajv.compile(schema);
}

function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text >= '1900' && text < '2200'
  );
}

function toFinding(form: FormSchema, error: ErrorObject): FormFinding {
  const member = error.params.missingProperty ?? error.params.additionalProperty;
  const pointer =
    typeof member === 'string' ? `${error.instancePath}/${escapePointer(member)}` : error.instancePath;
  const { code, message } = sentenceOf(error, fieldAt(form, pointer));
  return { pointer, code, message };
}

const escapePointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The declared field at a pointer; an item of a list belongs to its list. */
function fieldAt(form: FormSchema, pointer: string): Field | undefined {
  const [top = '', inner = ''] = pointer.split('/').slice(1);
  const field = Object.hasOwn(form.properties, top) ? form.properties[top] : undefined;
  if (!field || !isGroup(field) || inner === '') return field;
  return Object.hasOwn(field.properties, inner) ? field.properties[inner] : undefined;
}
