import { expect, test } from 'vitest';
import { checkForm } from './check-form.ts';

const sound = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  title: '表单',
  additionalProperties: false,
  'x-order': ['name', 'again', 'reason'],
  'x-pages': [
    { title: '一', fields: ['name'] },
    { title: '二', fields: ['again', 'reason'] },
  ],
  required: ['name'],
  properties: {
    name: { type: 'string', title: '名称', maxLength: 20, 'x-element': 'organization.name' },
    again: { type: 'boolean', title: '是否补办', 'x-element': 'choice' },
    reason: {
      type: 'string',
      title: '原因',
      maxLength: 20,
      'x-element': 'statement',
      'x-when': { field: 'again', equals: true },
    },
  },
  examples: [{ name: '示例' }],
};

const withName = (change: object) => ({
  ...sound,
  properties: { ...sound.properties, name: { ...sound.properties.name, ...change } },
});
const withReason = (change: object) => ({
  ...sound,
  properties: { ...sound.properties, reason: { ...sound.properties.reason, ...change } },
});

test('a sound form has no faults', () => {
  expect(checkForm(sound)).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['nothing', null, '应当是一个对象'],
  ['a keyword that is not allowed', { ...sound, $ref: '#' }, '不允许的关键字 $ref'],
  ['a keyword that is not allowed in a field', withName({ contentEncoding: 'base64' }), 'contentEncoding'],
  ['open fields', { ...sound, additionalProperties: true }, 'additionalProperties: false'],
  ['an order that forgets a field', { ...sound, 'x-order': ['name', 'again'] }, 'x-order'],
  ['an order that repeats a field', { ...sound, 'x-order': ['name', 'name', 'again', 'reason'] }, 'x-order'],
  ['pages that forget a field', { ...sound, 'x-pages': [{ title: '一', fields: ['name'] }] }, '恰好在一页上'],
  ['a text without a limit', withName({ maxLength: undefined }), 'maxLength'],
  ['a field without a label', withName({ title: '' }), '没有名称'],
  ['a meaning nobody knows', withName({ 'x-element': 'shoe-size' }), '语义表'],
  ['a pattern that can run for minutes', withName({ pattern: '^(a+)+$' }), 'pattern'],
  ['an unfinished pattern', withName({ pattern: '(' }), 'pattern'],
  ['a number without bounds', withName({ type: 'integer', maxLength: undefined }), 'minimum'],
  ['a type outside the subset', withName({ type: 'null' }), '不在允许的范围内'],
  ['choices without labels', withName({ enum: ['a'], maxLength: undefined }), 'x-labels'],
  ['a condition on nothing', withReason({ 'x-when': { field: 'nobody', equals: true } }), '不是别的字段'],
  ['a condition that never holds', withReason({ 'x-when': { field: 'again', equals: 'yes' } }), '不能取的值'],
  ['a conditional field in required', { ...sound, required: ['name', 'reason'] }, 'x-required'],
  ['a required field that is not there', { ...sound, required: ['nobody'] }, '不是它的字段'],
  ['no sample', { ...sound, examples: [] }, '填写示例'],
  ['a sample that would be refused', { ...sound, examples: [{}] }, '请填写“名称”'],
])('%s is told in a sentence', (_, form, words) => {
  const faults = checkForm(JSON.parse(JSON.stringify(form)));
  expect(faults.join('')).toContain(words);
});

test('a field may not be called like a member of every object', () => {
  const { properties } = sound;
  const form = { ...sound, 'x-order': ['name', 'again', 'reason', 'constructor'] };
  const faults = checkForm({ ...form, properties: { ...properties, constructor: properties.name } });
  expect(faults.join('')).toContain('小写字母开头的英文');
});
