import type { ElementName } from './elements.ts';

/**
 * The part of JSON Schema 2020-12 a form may use, and nothing else (`check-form.ts` refuses the rest):
 * an object of fields in the order of `x-order`; a field is a text, a number, a yes/no, a choice, several choices, or a
 * group of fields one level deep. `x-…` keywords are annotations: any JSON Schema tool may read a form.
 */
export interface FormSchema {
  $schema?: 'https://json-schema.org/draft/2020-12/schema';
  type: 'object';
  title: string;
  description?: string;
  properties: Record<string, Field>;
  required?: string[];
  additionalProperties: false;
  /** The order in which people meet the fields; jsonb and some JSON tools lose the order of `properties`. */
  'x-order': string[];
  /** One topic a page; every field stands on exactly one page. Without it, the form is one page. */
  'x-pages'?: FormPage[];
  /** `examples[0]` is the filled-in sample of 行政许可法 §30; it must be valid. */
  examples?: FormValue[];
}

export interface FormPage {
  title: string;
  description?: string;
  fields: string[];
}

/**
 * When a field is asked at all: another top-level field has this value, or one of these values; where that field takes
 * several choices, one of them is enough.
 */
export type Condition = { field: string; equals: string | boolean } | { field: string; in: string[] };

interface Asked {
  title: string;
  description?: string;
  'x-element': ElementName;
  'x-when'?: Condition;
  /** With `x-when`: whoever is asked must answer. Fields without a condition stand in `required` instead. */
  'x-required'?: boolean;
}

export interface TextField extends Asked {
  type: 'string';
  minLength?: number;
  maxLength: number;
  pattern?: string;
  /** What to tell the person whose entry does not fit `pattern`. */
  'x-pattern-hint'?: string;
  'x-multiline'?: boolean;
}

export interface DateField extends Asked {
  type: 'string';
  format: 'date';
  /** The day of something that has happened: one in the future is a slip. */
  'x-past'?: true;
}

export interface ChoiceField extends Asked {
  type: 'string';
  enum: string[];
  'x-labels': Record<string, string>;
}

export interface NumberField extends Asked {
  type: 'integer' | 'number';
  minimum: number;
  maximum: number;
  /** The unit people read behind the number: 平方米, 份 … */
  'x-unit'?: string;
}

export interface YesNoField extends Asked {
  type: 'boolean';
  /** A declaration that only counts when it is given: `const: true`. */
  const?: true;
}

export interface ChoicesField extends Asked {
  type: 'array';
  items: { type: 'string'; enum: string[]; 'x-labels': Record<string, string> };
  minItems?: number;
  maxItems: number;
  uniqueItems: true;
}

export type LeafField = TextField | DateField | ChoiceField | NumberField | YesNoField | ChoicesField;

export interface GroupField extends Asked {
  type: 'object';
  properties: Record<string, LeafField>;
  required?: string[];
  additionalProperties: false;
  'x-order': string[];
}

export type Field = LeafField | GroupField;

export type FormValue = Record<string, unknown>;

export const isChoice = (field: Field): field is ChoiceField => field.type === 'string' && 'enum' in field;
export const isDate = (field: Field): field is DateField => field.type === 'string' && 'format' in field;
export const isText = (field: Field): field is TextField =>
  field.type === 'string' && !('enum' in field) && !('format' in field);
export const isGroup = (field: Field): field is GroupField => field.type === 'object';

/** The fields of a form in the order people meet them. */
export function fieldsInOrder(form: {
  'x-order': string[];
  properties: Record<string, Field>;
}): [string, Field][] {
  return form['x-order'].flatMap((name): [string, Field][] => {
    const field = form.properties[name];
    return field ? [[name, field]] : [];
  });
}

/** The pages of a form; a form that names none is one page with its own title. */
export function pagesOf(form: FormSchema): FormPage[] {
  return form['x-pages'] ?? [{ title: form.title, fields: form['x-order'] }];
}
