/** A declaration nobody has looked at yet. */
export type Schema = Record<string, unknown>;

const asked = ['title', 'description', 'x-element', 'x-when', 'x-required'];

/** The keywords each kind of field may use. Whatever stands elsewhere in JSON Schema is refused, not ignored. */
export const keywords = {
  form: [
    '$schema',
    'type',
    'title',
    'description',
    'properties',
    'required',
    'additionalProperties',
    'x-order',
    'x-pages',
    'examples',
  ],
  text: [...asked, 'type', 'minLength', 'maxLength', 'pattern', 'x-pattern-hint', 'x-multiline'],
  date: [...asked, 'type', 'format', 'x-past'],
  choice: [...asked, 'type', 'enum', 'x-labels'],
  number: [...asked, 'type', 'minimum', 'maximum', 'x-unit'],
  yesNo: [...asked, 'type', 'const'],
  choices: [...asked, 'type', 'items', 'minItems', 'maxItems', 'uniqueItems'],
  group: [...asked, 'type', 'properties', 'required', 'additionalProperties', 'x-order'],
} as const;

/** The keywords that are used and not allowed, in sentences. */
export function strangeKeywords(schema: Schema, allowed: readonly string[], where: string): string[] {
  return Object.keys(schema).flatMap((keyword) =>
    allowed.includes(keyword) ? [] : [`${where}用了不允许的关键字 ${keyword}。`],
  );
}

export const isRecord = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isTitle = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 200;
export const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** The same names, each once, in any order. */
export function isSameSet(value: unknown, names: unknown): boolean {
  if (!isTexts(value) || !isTexts(names)) return false;
  return (
    value.length === names.length &&
    new Set(value).size === value.length &&
    value.every((name) => names.includes(name))
  );
}
