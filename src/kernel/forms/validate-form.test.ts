import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applicableAnswers, publishedForm } from './conditions.ts';
import type { FormSchema, FormValue } from './form-schema.ts';
import { validateForm } from './validate-form.ts';

const form: FormSchema = {
  type: 'object',
  title: '测试表单',
  additionalProperties: false,
  'x-order': ['name', 'code', 'kind', 'reason', 'goods', 'bulk', 'count', 'on', 'contact', 'sure'],
  required: ['name', 'kind', 'contact', 'sure'],
  properties: {
    name: { type: 'string', title: '名称', minLength: 2, maxLength: 20, 'x-element': 'organization.name' },
    code: { type: 'string', title: '代码', maxLength: 40, 'x-element': 'organization.credit-code' },
    kind: {
      type: 'string',
      title: '种类',
      enum: ['new', 'again'],
      'x-labels': { new: '新办', again: '补办' },
      'x-element': 'choice',
    },
    reason: {
      type: 'string',
      title: '补办原因',
      maxLength: 100,
      'x-multiline': true,
      'x-element': 'statement',
      'x-when': { field: 'kind', equals: 'again' },
      'x-required': true,
    },
    goods: {
      type: 'array',
      title: '项目',
      items: { type: 'string', enum: ['a', 'b'], 'x-labels': { a: '甲', b: '乙' } },
      minItems: 1,
      maxItems: 2,
      uniqueItems: true,
      'x-element': 'business.scope',
    },
    bulk: {
      type: 'boolean',
      title: '是否散装',
      'x-element': 'choice',
      'x-when': { field: 'goods', in: ['b'] },
    },
    count: { type: 'integer', title: '份数', minimum: 1, maximum: 9, 'x-element': 'quantity' },
    on: { type: 'string', format: 'date', title: '日期', 'x-element': 'date' },
    contact: {
      type: 'object',
      title: '联系人',
      additionalProperties: false,
      'x-order': ['name', 'phone', 'card'],
      required: ['name'],
      properties: {
        name: { type: 'string', title: '联系人姓名', maxLength: 10, 'x-element': 'person.name' },
        phone: { type: 'string', title: '联系电话', maxLength: 30, 'x-element': 'phone' },
        card: { type: 'string', title: '身份证号码', maxLength: 18, 'x-element': 'person.id-card' },
      },
      'x-element': 'group',
    },
    sure: { type: 'boolean', const: true, title: '内容真实', 'x-element': 'declaration' },
  },
};

const good: FormValue = { name: '示例餐饮有限公司', kind: 'new', contact: { name: '张示例' }, sure: true };
const codes = (answers: unknown) =>
  validateForm(form, answers).errors.map(({ pointer, code }) => `${pointer} ${code}`);

describe('validateForm', () => {
  test('accepts a good answer, names beyond the basic plane and with a middle dot among them', () => {
    expect(validateForm(form, good)).toEqual({ errors: [], warnings: [] });
    expect(codes({ ...good, name: '𠮷野家·明川店', contact: { name: '买买提·𤪋' } })).toEqual([]);
    // Length counts characters, not code units.
    expect(codes({ ...good, contact: { name: '𠮷'.repeat(10) } })).toEqual([]);
    expect(codes({ ...good, contact: { name: '𠮷'.repeat(11) } })).toEqual(['/contact/name form/too-long']);
  });

  test.each<[string, FormValue, string[]]>([
    ['a missing field', { name: undefined }, ['/name form/required']],
    ['a blank', { name: '\u3000 ' }, ['/name form/required']],
    ['an unknown field', { extra: 1 }, ['/extra form/unknown-field']],
    ['an unknown member of a group', { contact: { name: '张', x: 1 } }, ['/contact/x form/unknown-field']],
    ['a wrong choice', { kind: 'old' }, ['/kind form/choice']],
    ['a text for a number', { count: '3' }, ['/count form/type']],
    ['a fraction of a whole number', { count: 1.5 }, ['/count form/type']],
    ['too many', { count: 10 }, ['/count form/too-large']],
    ['a day that does not exist', { on: '2026-02-30' }, ['/on form/date']],
    ['a declaration not given', { sure: false }, ['/sure form/declaration']],
    ['a choice twice', { goods: ['a', 'a'] }, ['/goods form/repeated']],
    ['no choice', { goods: [] }, ['/goods form/too-few']],
    ['what a condition asks for', { kind: 'again' }, ['/reason form/required']],
    ['what a condition does not ask for', { reason: '丢了' }, ['/reason form/not-asked']],
    ['what a choice does not ask for', { goods: ['a'], bulk: true }, ['/bulk form/not-asked']],
    ['U+0000', { name: '名称\u0000' }, ['/name text/control-character']],
    ['half a character', { contact: { name: '张\ud800' } }, ['/contact/name text/broken-character']],
    ['text turned round', { name: '名称\u202e' }, ['/name text/direction-mark']],
    ['a line break in a line', { name: '名\n称' }, ['/name text/control-character']],
    ['a wrong phone', { contact: { name: '张', phone: '12' } }, ['/contact/phone identifier/phone']],
    [
      'a wrong identity number',
      { contact: { name: '张', card: '110105194912310021' } },
      ['/contact/card identifier/id-card'],
    ],
    ['a credit code that is none', { code: '123' }, ['/code identifier/credit-code']],
  ])('%s is refused at its place', (_, change, expected) => {
    const answers = JSON.parse(JSON.stringify({ ...good, ...change }));
    expect(codes(answers)).toEqual(expected);
  });

  test('says what to do, naming the field', () => {
    const said = (change: FormValue) => validateForm(form, { ...good, ...change }).errors[0]?.message;
    expect(said({ kind: 'old' })).toBe('请为“种类”选择所列选项之一：新办、补办。');
    expect(said({ count: 0 })).toBe('“份数”不能小于 1。');
    expect(said({ contact: {} })).toBe('请填写“联系人姓名”。');
    const { kind: _kind, sure: _sure, ...rest } = good;
    expect(validateForm(form, rest).errors.map(({ message }) => message)).toEqual([
      '请选择“种类”。',
      `请勾选“${form.properties.sure?.title}”。`,
    ]);
  });

  test('an unusual credit code warns and never stops: 91350211M0000XUF46 is a real company', () => {
    const verdict = validateForm(form, { ...good, code: '91350211M0000XUF46' });
    expect(verdict.errors).toEqual([]);
    expect(verdict.warnings).toMatchObject([{ pointer: '/code', code: 'identifier/credit-code' }]);
    expect(validateForm(form, { ...good, code: '91350100M000100Y43' }).warnings).toEqual([]);
  });

  test('errors stand in the order of the fields', () => {
    expect(codes({ sure: false, contact: {}, count: 0 })).toEqual([
      '/name form/required',
      '/kind form/required',
      '/count form/too-small',
      '/contact/name form/required',
      '/sure form/declaration',
    ]);
  });

  test('a multi-line field takes line breaks', () => {
    expect(codes({ ...good, kind: 'again', reason: '第一行\n第二行' })).toEqual([]);
  });

  test.each([[null], ['text'], [[]], [7], [undefined]])('%s is no form', (answers) => {
    expect(codes(answers)).toEqual([' form/type']);
  });

  test('inherited members answer nothing, and __proto__ is a field nobody asked for', () => {
    expect(codes(Object.create(good))).toContain('/name form/required');
    expect(codes(JSON.parse('{"__proto__":{"name":"x"}}'))).toContain('/__proto__ form/unknown-field');
  });
});

describe('whatever is accepted', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('\ud800', '\u0000', '张\u0007三', '买买提·𤪋', '\u202e乙'),
  );
  const change = fc.record(
    {
      name: text,
      kind: fc.constantFrom('new', 'again'),
      reason: text,
      goods: fc.subarray(['a', 'b']),
      count: fc.integer({ min: 0, max: 10 }),
      contact: fc.record({ name: text }),
    },
    { requiredKeys: ['name'] },
  );

  test('holds nothing that jsonb cannot store, and much is accepted', () => {
    let accepted = 0;
    fc.assert(
      fc.property(change, (changed) => {
        const value = applicableAnswers(form, { ...good, ...changed });
        if (validateForm(form, value).errors.length > 0) return;
        accepted += 1;
        const json = JSON.stringify(value);
        expect(json).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        expect(JSON.parse(json)).toEqual(value);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  test('never throws, and points to places as JSON Pointers', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const { pointer, message } of validateForm(form, value).errors) {
          expect(pointer === '' || pointer.startsWith('/')).toBe(true);
          expect(message).not.toBe('');
        }
      }),
    );
  });
});

describe('applicableAnswers', () => {
  test('leaves out what is empty and what is no longer asked, nothing else', () => {
    const sent = { ...good, reason: '丢了', code: ' ', goods: [], bulk: true, extra: 'x' };
    expect(applicableAnswers(form, sent)).toEqual({ ...good, extra: 'x' });
  });
});

describe('publishedForm', () => {
  test('says its conditions in JSON Schema, so that other validators agree', async () => {
    const { Ajv2020 } = await import('ajv/dist/2020.js');
    const ajv = new Ajv2020({ strict: false });
    ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
    const validate = ajv.compile(publishedForm(form));
    const cases: FormValue[] = [
      good,
      { ...good, kind: 'again' },
      { ...good, kind: 'again', reason: '丢了' },
      { ...good, reason: '丢了' },
      { ...good, goods: ['b'], bulk: true },
      { ...good, goods: ['a'], bulk: true },
    ];
    for (const value of cases) expect(validate(value), JSON.stringify(value)).toBe(codes(value).length === 0);
  });
});
