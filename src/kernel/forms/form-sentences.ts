import type { ErrorObject } from 'ajv';
import { type Field, isChoice, isDate } from './form-schema.ts';

type Params = Record<string, unknown>;
type Sentence = (
  title: string,
  params: Params,
  field: Field | undefined,
) => { code: string; message: string };

/** What a schema error means to the person who fills in the form: which field, what is wrong, what to do. */
export function sentenceOf(error: ErrorObject, field: Field | undefined): { code: string; message: string } {
  const say = sentences[error.keyword] ?? sentences.type;
  return say
    ? say(`“${field?.title ?? '此项'}”`, error.params, field)
    : { code: 'form/type', message: '请修改此项。' };
}

const sentences: Record<string, Sentence> = {
  required: (title, _, field) => ({
    code: 'form/required',
    message: field ? askFor(field) : `请填写${title}。`,
  }),
  additionalProperties: (_, params) => ({
    code: 'form/unknown-field',
    message: `表单中没有“${params.additionalProperty}”这一项，请删去。`,
  }),
  type: (title, _, field) => ({ code: 'form/type', message: `${title}应填写${wantedOf(field)}。` }),
  enum: (title, _, field) => ({
    code: 'form/choice',
    message: `请为${title}选择所列选项之一${choicesOf(field)}。`,
  }),
  const: (title) => ({ code: 'form/declaration', message: `请确认${title}。` }),
  format: (title) => ({ code: 'form/date', message: `${title}应为真实的日期，例如 2026-03-19。` }),
  pattern: (title, _, field) => ({
    code: 'form/pattern',
    message: `${title}${(field && 'x-pattern-hint' in field && field['x-pattern-hint']) || '格式不正确，请核对后重新填写'}。`,
  }),
  minLength: (title, params) =>
    params.limit === 1
      ? { code: 'form/required', message: `请填写${title}。` }
      : { code: 'form/too-short', message: `${title}至少 ${params.limit} 个字，请补充完整。` },
  maxLength: (title, params) => ({
    code: 'form/too-long',
    message: `${title}最多 ${params.limit} 个字，请缩短。`,
  }),
  minimum: (title, params) => ({ code: 'form/too-small', message: `${title}不能小于 ${params.limit}。` }),
  maximum: (title, params) => ({ code: 'form/too-large', message: `${title}不能大于 ${params.limit}。` }),
  minItems: (title, params) => ({ code: 'form/too-few', message: `${title}至少选 ${params.limit} 项。` }),
  maxItems: (title, params) => ({ code: 'form/too-many', message: `${title}最多选 ${params.limit} 项。` }),
  uniqueItems: (title) => ({ code: 'form/repeated', message: `${title}中有重复的选项，请删去一项。` }),
};

function wantedOf(field: Field | undefined): string {
  switch (field?.type) {
    case 'integer':
      return '整数';
    case 'number':
      return '数字';
    case 'boolean':
      return '是或否';
    case 'array':
      return '一个或多个选项';
    case 'object':
      return '所列各项';
    default:
      return '文字';
  }
}

function choicesOf(field: Field | undefined): string {
  const labelled = field?.type === 'array' ? field.items : field && isChoice(field) ? field : undefined;
  if (!labelled) return '';
  return `：${labelled.enum.map((value) => labelled['x-labels'][value] ?? value).join('、')}`;
}

/** As people answer it: one ticks, chooses, or writes. */
export function askFor(field: Field): string {
  if (field.type === 'boolean' && field.const === true) return `请勾选“${field.title}”。`;
  const isChosen = field.type === 'boolean' || field.type === 'array' || isChoice(field) || isDate(field);
  return `请${isChosen ? '选择' : '填写'}“${field.title}”。`;
}
