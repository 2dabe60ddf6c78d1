/** The part of JSON Schema in which steps declare their inputs (src/kernel/procedure/step.ts). */
import type { Json, JsonObject } from '../../../kernel/json.ts';

export interface FieldSchema {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  title?: string;
  enum?: string[];
  'x-labels'?: Record<string, string>;
  format?: string;
  /** First and last day of a date. */
  formatMinimum?: string;
  formatMaximum?: string;
  const?: Json;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: FieldSchema;
  properties?: Record<string, FieldSchema>;
  required?: string[];
  deprecated?: boolean;
  /** Asked for, and then needed, where another field has one of these values; elsewhere it is not shown. */
  'x-asked-when'?: Record<string, string[]>;
}

/** An offered step's `input`, which the server made from its own declaration. */
export const schemaOf = (input: JsonObject): FieldSchema => input as unknown as FieldSchema;

/** What is only still understood (a name of an earlier contract) is not asked for. */
export const fieldsOf = (schema: FieldSchema): [string, FieldSchema][] =>
  Object.entries(schema.properties ?? {}).filter(([, field]) => !field.deprecated);
/** Those that the answers so far ask for. */
export const fieldsAsked = (schema: FieldSchema, input: JsonObject) =>
  fieldsOf(schema).filter(([, field]) => isAskedFor(field, input));

function isAskedFor({ 'x-asked-when': when }: FieldSchema, input: JsonObject): boolean {
  return Object.entries(when ?? {}).every(([name, values]) => values.some((value) => value === input[name]));
}

export const isRequired = (schema: FieldSchema, name: string) => schema.required?.includes(name) === true;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was typed, as it is sent: nothing empty, texts without spaces around them. */
export function withoutEmpty(input: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]): [string, Json][] => {
      const kept = tidy(value);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

function tidy(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.trim() || undefined;
  if (Array.isArray(value)) {
    const kept = value.flatMap((one) => tidy(one) ?? []);
    return kept.length === 0 ? undefined : kept;
  }
  if (isObject(value)) {
    const kept = withoutEmpty(value);
    return Object.keys(kept).length === 0 ? undefined : kept;
  }
  return value;
}

/** The id of the field at a JSON pointer, so that an error finds its field. */
export const idOfPointer = (pointer: string) => `input${pointer.replaceAll('/', '-')}`;

export type Errors = Record<string, string>;

/** Required fields without a value, wherever they stand, in the words the server would use. */
export function gapsIn(schema: FieldSchema, input: Json | undefined, pointer = ''): Errors {
  if (schema.type === 'array') {
    const rows = Array.isArray(input) ? input : [];
    return Object.assign({}, ...rows.map((row, at) => gapsIn(schema.items ?? {}, row, `${pointer}/${at}`)));
  }
  const given = isObject(input) ? input : {};
  const own = fieldsAsked(schema, given).flatMap(([name, field]): [string, string][] => {
    const fault = isNeeded(schema, name, field) ? gapOf(field, given[name]) : undefined;
    const told = fault ?? numberFault(field, given[name]);
    return told ? [[`${pointer}/${name}`, told]] : [];
  });
  const deeper = fieldsOf(schema).map(([name, field]) => gapsIn(field, given[name], `${pointer}/${name}`));
  return Object.assign(Object.fromEntries(own), ...deeper);
}

/** The server demands it, or it is asked for because of another answer. */
export const isNeeded = (schema: FieldSchema, name: string, field: FieldSchema) =>
  isRequired(schema, name) || field['x-asked-when'] !== undefined;

const gapOf = (field: FieldSchema, value: Json | undefined) =>
  value === undefined ? `请${isChosen(field) ? '选择' : '填写'}“${field.title ?? '此项'}”。` : undefined;

/** Told before anything is confirmed: what is no number would otherwise stand on a page to be read as if it counted. */
function numberFault({ type, title = '此项', minimum, maximum }: FieldSchema, value: Json | undefined) {
  if ((type !== 'integer' && type !== 'number') || value === undefined || value === null) return undefined;
  if (typeof value !== 'number') return `“${title}”应填写${type === 'integer' ? '整数' : '数字'}，例如 3。`;
  if (type === 'integer' && !Number.isInteger(value)) return `“${title}”应填写整数。`;
  if (minimum !== undefined && value < minimum) return `“${title}”不能小于 ${minimum}。`;
  if (maximum !== undefined && value > maximum) return `“${title}”不能大于 ${maximum}。`;
  return undefined;
}

const isChosen = ({ type, enum: among, format, items }: FieldSchema) =>
  among !== undefined || type === 'boolean' || format === 'date' || items?.enum !== undefined;

/** Where an answer decides which letter is made, nobody can name it before. */
export const saysWhichLetter = (schema: FieldSchema) => !fieldsOf(schema).some(([, field]) => field.enum);
