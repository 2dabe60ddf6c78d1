import { isElement } from './elements.ts';
import {
  isCount,
  isRecord,
  isSameSet,
  isTexts,
  isTitle,
  keywords,
  type Schema,
  strangeKeywords,
} from './form-keywords.ts';

const longestText = 20_000;

/** What forms and groups have in common: named fields, in an order, nothing beyond them. */
export function objectFaults(schema: Schema, where: string, top: boolean): string[] {
  if (schema.type !== 'object' || !isRecord(schema.properties))
    return [`${where}应有 type: object 和 properties。`];
  const { properties } = schema;
  const names = Object.keys(properties);
  const order = schema['x-order'];
  const required = schema.required ?? [];
  return [
    ...(schema.additionalProperties === false ? [] : [`${where}应写明 additionalProperties: false。`]),
    ...(names.length > 0 ? [] : [`${where}没有字段。`]),
    ...(isSameSet(order, names) ? [] : [`${where}的 x-order 应当恰好列出全部字段，各一次。`]),
    ...(isTexts(required) ? required.filter((name) => !names.includes(name)) : ['']).map((name) =>
      name === '' ? `${where}的 required 应为字段名的列表。` : `${where}必填的“${name}”不是它的字段。`,
    ),
    ...names.flatMap((name) =>
      fieldFaults(name, properties, top, isTexts(required) && required.includes(name)),
    ),
  ];
}

function fieldFaults(name: string, siblings: Schema, top: boolean, required: boolean): string[] {
  const field = siblings[name];
  const where = `字段“${name}”`;
  if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name) || name in Object.prototype)
    return [`${where}的名字应为小写字母开头的英文。`];
  if (!isRecord(field)) return [`${where}应当是一个对象。`];
  const kind = kindOf(field);
  if (!kind || (kind === 'group' && !top)) return [`${where}的类型不在允许的范围内。`];
  return [
    ...strangeKeywords(field, keywords[kind], where),
    ...(isTitle(field.title) ? [] : [`${where}没有名称（title）。`]),
    ...(typeof field['x-element'] === 'string' && isElement(field['x-element'])
      ? []
      : [`${where}的 x-element 不在语义表中。`]),
    ...conditionFaults(name, siblings, field, required, top),
    ...kindFaults(kind, field, where),
  ];
}

type Kind = Exclude<keyof typeof keywords, 'form'>;

function kindOf(field: Schema): Kind | undefined {
  if (field.type === 'string') return 'enum' in field ? 'choice' : 'format' in field ? 'date' : 'text';
  if (field.type === 'integer' || field.type === 'number') return 'number';
  if (field.type === 'boolean') return 'yesNo';
  if (field.type === 'array') return 'choices';
  return field.type === 'object' ? 'group' : undefined;
}

function kindFaults(kind: Kind, field: Schema, where: string): string[] {
  const say = (sound: boolean, fault: string) => (sound ? [] : [`${where}${fault}`]);
  switch (kind) {
    case 'text':
      return [
        ...say(
          isCount(field.maxLength) && field.maxLength <= longestText,
          `应有 maxLength，且不超过 ${longestText}。`,
        ),
        ...say(field.minLength === undefined || isCount(field.minLength), '的 minLength 应为非负整数。'),
        ...say(
          field.pattern === undefined || isSafePattern(field.pattern),
          '的 pattern 不是允许的正则表达式。',
        ),
      ];
    case 'date':
      return [
        ...say(field.format === 'date', '的 format 只能是 date。'),
        ...say(field['x-past'] === undefined || field['x-past'] === true, '的 x-past 只能是 true。'),
      ];
    case 'choice':
      return choiceFaults(field, where);
    case 'number':
      return say(isBounded(field), '应有 minimum 和 maximum，且在可精确表示的整数范围内。');
    case 'yesNo':
      return say(field.const === undefined || field.const === true, '的 const 只能是 true。');
    case 'choices':
      return isRecord(field.items)
        ? [
            ...strangeKeywords(field.items, ['type', 'enum', 'x-labels'], where),
            ...choiceFaults(field.items, where),
            ...say(
              field.uniqueItems === true && isCount(field.maxItems),
              '应有 maxItems 和 uniqueItems: true。',
            ),
          ]
        : [`${where}应在 items 中列出选项。`];
    case 'group':
      return objectFaults(field, where, false);
  }
}

function choiceFaults(field: Schema, where: string): string[] {
  const { enum: values, 'x-labels': labels } = field;
  if (!isTexts(values) || values.length === 0 || new Set(values).size < values.length)
    return [`${where}的选项应为互不相同的文字。`];
  return isRecord(labels) && isSameSet(Object.keys(labels), values) && Object.values(labels).every(isTitle)
    ? []
    : [`${where}的每个选项都应在 x-labels 中有中文名称。`];
}

function conditionFaults(
  name: string,
  siblings: Schema,
  field: Schema,
  required: boolean,
  top: boolean,
): string[] {
  const where = `字段“${name}”`;
  const condition = field['x-when'];
  if (condition === undefined)
    return field['x-required'] === undefined ? [] : [`${where}没有条件，必填应写在 required 中。`];
  if (!top) return [`${where}在组内，不能有条件。`];
  if (required) return [`${where}有条件，必填应写作 x-required，而不是列在 required 中。`];
  if (!isRecord(condition) || typeof condition.field !== 'string') return [`${where}的条件应写明 field。`];
  const other = siblings[condition.field];
  if (condition.field === name || !isRecord(other))
    return [`${where}的条件所指的“${condition.field}”不是别的字段。`];
  const wanted = 'equals' in condition ? [condition.equals] : condition.in;
  const possible = answersOf(other);
  return Array.isArray(wanted) && wanted.length > 0 && wanted.every((answer) => possible.includes(answer))
    ? []
    : [`${where}的条件要求“${condition.field}”取一个它不能取的值。`];
}

function answersOf(field: Schema): unknown[] {
  if (field.type === 'boolean') return [true, false];
  const choices = field.type === 'array' && isRecord(field.items) ? field.items.enum : field.enum;
  return Array.isArray(choices) ? choices : [];
}

const isBounded = ({ minimum, maximum }: Schema) =>
  typeof minimum === 'number' &&
  typeof maximum === 'number' &&
  minimum <= maximum &&
  Math.abs(minimum) <= Number.MAX_SAFE_INTEGER &&
  Math.abs(maximum) <= Number.MAX_SAFE_INTEGER;

/** Short, no back-references, no repetition of a repetition: such a pattern cannot be made to run for minutes. */
function isSafePattern(pattern: unknown): boolean {
  if (typeof pattern !== 'string' || pattern.length > 120) return false;
  if (/\\[1-9k]/.test(pattern) || /[+*}]\)?[+*{]/.test(pattern) || /\([^)]*[+*}][^)]*\)[+*{]/.test(pattern))
    return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
