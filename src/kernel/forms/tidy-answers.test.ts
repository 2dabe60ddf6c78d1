import { expect, test } from 'vitest';
import { phoneFault, tidyPhone, typedPhone } from '../identifiers/phone.ts';
import type { FormSchema } from './form-schema.ts';
import { readNumber } from './read-number.ts';
import { tidyAnswers } from './tidy-answers.ts';

const form: Pick<FormSchema, 'properties'> = {
  properties: {
    code: { type: 'string', title: '代码', maxLength: 30, 'x-element': 'organization.credit-code' },
    shop: { type: 'string', title: '招牌', maxLength: 30, 'x-element': 'business.scope' },
    manager: {
      type: 'object',
      title: '管理人员',
      'x-element': 'group',
      additionalProperties: false,
      'x-order': ['card', 'phone'],
      properties: {
        card: { type: 'string', title: '身份证号码', maxLength: 30, 'x-element': 'person.id-card' },
        phone: { type: 'string', title: '电话', maxLength: 30, 'x-element': 'phone' },
      },
    },
  },
};

test('codes and telephone numbers are kept half-width wherever they stand, names as they were written', () => {
  expect(
    tidyAnswers(form, {
      code: '９１３５０１００Ｍ０００１００Ｙ４３',
      shop: 'ＡＢＣ小馆',
      manager: { card: '１１０１０５１９４９１２３１００２ｘ', phone: '０５９１－００００１００１' },
      unknown: '１',
    }),
  ).toEqual({
    code: '91350100M000100Y43',
    shop: 'ＡＢＣ小馆',
    manager: { card: '11010519491231002X', phone: '0591-00001001' },
    unknown: '１',
  });
});

test('answers of another shape are left to the check of the form', () => {
  const odd = { code: 5, manager: ['１'], shop: null };
  expect(tidyAnswers(form, odd)).toEqual(odd);
});

test('a contact number may be typed in either width; a mobile number has eleven digits', () => {
  expect(new RegExp(typedPhone).test('１３８００００００００')).toBe(true);
  expect(new RegExp(typedPhone).test('电话见表')).toBe(false);
  expect(tidyPhone(' ０５９１—００００１００１（转 ８） ')).toBe('0591-00001001(转 8)');
  expect(phoneFault('1380013800')).toContain('现为 10 位');
  expect(phoneFault('１３８００１３８０００１')).toContain('现为 12 位');
  for (const fine of ['13800138000', '+86 13800138000', '0591-00001001', '12345', '85261234567']) {
    expect(phoneFault(fine)).toBeUndefined();
  }
});

test('numbers are read as people type them, and what is none stays to be told', () => {
  expect(readNumber('８６．５')).toBe(86.5);
  expect(readNumber('１，２００')).toBe(1200);
  expect(readNumber('三')).toBe('三');
});
