import { expect, test } from 'vitest';
import { readTyped } from './read-verification.ts';

const wide = (text: string) =>
  text.replace(/[!-~]/g, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0));

test('a number is read in whichever width it was typed', () => {
  const asked = { kind: 'number', number: 'JY23501990000029', holderTail: '0Y43' };
  for (const number of ['JY23501990000029', wide('JY23501990000029'), ' jy 2350 1990 0000 29 ']) {
    expect(readTyped({ number, holderTail: '０ｙ４３' })).toEqual(asked);
  }
});

test('a number with a digit left out is told, and not called unknown', () => {
  expect(() => readTyped({ number: 'JY2350190000029', holderTail: '0Y43' })).toThrow('JY 后面有 13 个字');
});
