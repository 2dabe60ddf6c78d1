/** What ajv finds, as places and Chinese sentences that say what to do. */
import type { ErrorObject } from 'ajv';
import type { ProblemError } from './problem.ts';

/** Needs errors of an ajv with `verbose`, for the titles of the fields. */
export function problemErrors(errors: readonly ErrorObject[], place?: ProblemError['in']): ProblemError[] {
  const told = errors.filter((error) => !isOnlyWrapper(error, errors));
  return (told.length ? told : errors).map((error) => ({
    pointer: pointerOf(error),
    code: `input/${error.keyword}`,
    message: messageOf(error),
    ...(place && { in: place }),
  }));
}

/** `if` and `anyOf` say only that something below them failed; that something is told already. */
function isOnlyWrapper(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  return (error.keyword === 'if' || error.keyword === 'anyOf') && all.length > 1;
}

/** A missing or unwanted member is told at its own place, not at its parent's. */
function pointerOf(error: ErrorObject): string {
  const { missingProperty, additionalProperty, unevaluatedProperty } = error.params;
  const member = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  if (typeof member !== 'string') return error.instancePath;
  return `${error.instancePath}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function messageOf(error: ErrorObject): string {
  const say = sentences[error.keyword];
  const title = aboutMember.has(error.keyword) ? '' : titleOf(error.parentSchema);
  return `${title}${say ? say(error.params, error) : '不符合要求，请核对后重新填写'}。`;
}

/** Their sentences name the member themselves, or speak of the whole. */
const aboutMember = new Set([
  'required',
  'dependentRequired',
  'additionalProperties',
  'unevaluatedProperties',
  'false schema',
]);

/** On a page that shows the sentence away from its field, it must say which field it means. */
function titleOf(schema: unknown): string {
  const title = isRecord(schema) ? schema.title : undefined;
  return typeof title === 'string' && title !== '' ? `“${title}”` : '';
}

/** Without the full stop at their end. */
type Sentence = (params: Record<string, unknown>, error: ErrorObject) => string;

const sentences: Record<string, Sentence> = {
  required: (p, error) => `请填写${titleOfMember(error, p.missingProperty)}`,
  dependentRequired: (p) => `填写了“${p.property}”，还须填写“${p.missingProperty}”`,
  additionalProperties: (p) => `没有“${p.additionalProperty}”这一项，请删去`,
  unevaluatedProperties: (p) => `没有“${p.unevaluatedProperty}”这一项，请删去`,
  type: (p) => `应为${[p.type].flat().map(typeName).join('或')}`,
  enum: (p, error) => `请从以下各项中选择：${choicesIn(error, [p.allowedValues].flat()).join('、')}`,
  const: (p) => `应为 ${JSON.stringify(p.allowedValue)}`,
  anyOf: () => '不符合任何一种允许的写法，请核对后重新填写',
  oneOf: () => '应恰好符合一种允许的写法，请核对后重新填写',
  not: () => '此处不允许这样填写',
  format: (p) => formatSentences[String(p.format)] ?? `格式应为 ${p.format}`,
  pattern: (_, error) => patternHint(error),
  minLength: (p) => (p.limit === 1 ? '不能空着，请填写' : `至少 ${p.limit} 个字符`),
  maxLength: (p) => `最多 ${p.limit} 个字符`,
  minimum: (p) => `不能小于 ${p.limit}`,
  maximum: (p) => `不能大于 ${p.limit}`,
  exclusiveMinimum: (p) => `应大于 ${p.limit}`,
  exclusiveMaximum: (p) => `应小于 ${p.limit}`,
  multipleOf: (p) => `应为 ${p.multipleOf} 的倍数`,
  minItems: (p) => `至少 ${p.limit} 项`,
  maxItems: (p) => `最多 ${p.limit} 项`,
  uniqueItems: (p) => `第 ${Number(p.j) + 1} 项与第 ${Number(p.i) + 1} 项重复，请删去一项`,
  minProperties: (p) => `至少填写 ${p.limit} 项`,
  maxProperties: (p) => `最多填写 ${p.limit} 项`,
  contains: () => '缺少一项必需的内容',
  'false schema': () => '此处不应填写',
};

const formatSentences: Record<string, string> = {
  date: '应为日期，例如 2026-03-19',
  'date-time': '应为带时区的日期和时间，例如 2026-03-19T09:00:00+08:00',
  email: '应为电子邮箱地址',
  uri: '应为网址',
  uuid: '应为 UUID',
};

const typeNames: Record<string, string> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: '是（true）或否（false）',
  array: '列表',
  object: '一组字段',
  null: '空值',
};

/** People choose by the words, programs by the codes: both are told. */
function choicesIn({ parentSchema }: ErrorObject, codes: unknown[]): string[] {
  const labels: unknown = parentSchema?.['x-labels'];
  return codes.map((code) => {
    const label = isRecord(labels) ? labels[String(code)] : undefined;
    return typeof label === 'string' ? `${label}（${code}）` : String(code);
  });
}

/** A regular expression is for the documentation; a person is told in words what may stand there. */
function patternHint({ parentSchema }: ErrorObject): string {
  const hint: unknown = parentSchema?.['x-pattern-hint'];
  return typeof hint === 'string' ? hint : '的写法不对，请核对后重新填写';
}

const typeName = (type: unknown) => typeNames[String(type)] ?? String(type);

function titleOfMember(error: ErrorObject, member: unknown): string {
  const properties: unknown = error.parentSchema?.properties;
  const field = isRecord(properties) ? properties[String(member)] : undefined;
  const title = isRecord(field) ? field.title : undefined;
  return `“${typeof title === 'string' ? title : String(member)}”`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
