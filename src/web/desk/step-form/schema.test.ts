import { expect, test } from 'vitest';
import type { JsonObject } from '../../../kernel/json.ts';
import { type FieldSchema, fieldsAsked, gapsIn, saysWhichLetter, withoutEmpty } from './schema.ts';

const notice: FieldSchema = {
  type: 'object',
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      title: '需要补正的全部内容',
      items: {
        type: 'object',
        required: ['text'],
        properties: { materialCode: { type: 'string' }, text: { type: 'string', title: '内容' } },
      },
    },
    termDays: { type: 'integer', title: '几日' },
  },
};

test('nothing empty is sent, and no spaces around words', () => {
  expect(
    withoutEmpty({ a: ' x ', b: '  ', c: [], d: [{}, { e: '' }], f: { g: null }, h: 0, i: false }),
  ).toEqual({
    a: 'x',
    h: 0,
    i: false,
  });
  expect(withoutEmpty({ items: [{ text: ' 补章 ', materialCode: '' }, {}] })).toEqual({
    items: [{ text: '补章' }],
  });
});

test('what another answer asks for is shown and needed then, and not otherwise', () => {
  const schema: FieldSchema = {
    type: 'object',
    properties: {
      kind: { type: 'string', enum: ['a', 'b'] },
      grounds: { type: 'array', title: '依据', items: { enum: ['x'] }, 'x-asked-when': { kind: ['b'] } },
    },
  };
  const shown = (input: JsonObject) => fieldsAsked(schema, input).map(([name]) => name);
  expect(shown({})).toEqual(['kind']);
  expect(shown({ kind: 'a' })).toEqual(['kind']);
  expect(shown({ kind: 'b' })).toEqual(['kind', 'grounds']);
  expect(gapsIn(schema, { kind: 'a' })).toEqual({});
  expect(gapsIn(schema, { kind: 'b' })).toEqual({ '/grounds': '请选择“依据”。' });
  expect(gapsIn(schema, { kind: 'b', grounds: ['x'] })).toEqual({});
});

test('a required field without a value is found at its place, in rows, too', () => {
  expect(gapsIn(notice, {})).toEqual({ '/items': '请填写“需要补正的全部内容”。' });
  expect(gapsIn(notice, { items: [{ text: '有' }, { materialCode: 'm' }] })).toEqual({
    '/items/1/text': '请填写“内容”。',
  });
  expect(gapsIn(notice, { items: [{ text: '有' }] })).toEqual({});
});

test('where an answer decides which letter is made, none is named before', () => {
  expect(saysWhichLetter(notice)).toBe(true);
  expect(saysWhichLetter({ type: 'object', properties: { outcome: { type: 'string', enum: ['a'] } } })).toBe(
    false,
  );
});

test('a number that is none, or none that is allowed, is told before anything is confirmed', () => {
  const days: FieldSchema = {
    type: 'object',
    properties: { termDays: { type: 'integer', title: '几个工作日', minimum: 1, maximum: 30 } },
  };
  const told = (termDays: number | string) => gapsIn(days, { termDays })['/termDays'];
  expect(told('三')).toContain('应填写整数');
  expect(told(2.5)).toContain('应填写整数');
  expect(told(0)).toContain('不能小于 1');
  expect(told(31)).toContain('不能大于 30');
  expect(told(3)).toBeUndefined();
  expect(gapsIn(days, {})).toEqual({});
});
