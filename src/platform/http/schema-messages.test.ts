import Type from 'typebox';
import { expect, test } from 'vitest';
import { createInputCheck } from './validation.ts';

const check = createInputCheck(
  Type.Object(
    {
      phone: Type.String({
        title: '联系电话',
        minLength: 5,
        pattern: '^[0-9]+$',
        'x-pattern-hint': '只能有数字',
      }),
      code: Type.Optional(Type.String({ title: '代码', pattern: '^[A-Z]+$' })),
      kind: Type.Optional(
        Type.Unsafe<string>({ type: 'string', title: '种类', enum: ['a'], 'x-labels': { a: '甲类' } }),
      ),
    },
    { additionalProperties: false },
  ),
);

const told = (value: unknown) => check(value).map(({ message }) => message);

test('a message names its field and says in words what may stand there', () => {
  expect(told({ phone: '电话见表格' })).toEqual(['“联系电话”只能有数字。']);
  expect(told({ phone: '12' })).toEqual(['“联系电话”至少 5 个字符。']);
  expect(told({})).toEqual(['请填写“联系电话”。']);
  expect(told({ phone: '12345', kind: 'b' })).toEqual(['“种类”请从以下各项中选择：甲类（a）。']);
});

test('nobody is shown a regular expression', () => {
  expect(told({ phone: '12345', code: '一' })).toEqual(['“代码”的写法不对，请核对后重新填写。']);
});
