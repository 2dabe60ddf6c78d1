import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskIdentified, maskIdNumber, maskName, maskPhone, needsPersonalData } from './masking.ts';

test.each([
  ['张三', '张*'],
  ['张小例', '张*例'],
  ['欧阳示例', '欧**例'],
  ['阿卜杜·示例', '阿**·*例'],
  ['𠮷野例', '𠮷*例'],
  ['张𬭎', '张*'],
  ['Anna Example', 'A*** ******e'],
  ['例', '*'],
  ['', ''],
])('the name %s becomes %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test('an identity number keeps neither birthday nor sex', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('110***********002X');
  expect(maskIdNumber('E12345678')).toBe('E*******8');
});

test('a phone number keeps its network and its last four digits', () => {
  expect(maskPhone('13800000000')).toBe('138****0000');
  expect(maskPhone('0591-87654321')).toBe('0591-****4321');
  expect(maskPhone('12345')).toBe('***45');
});

test('an organisation keeps its name and code, its contact does not keep the phone', () => {
  const company = {
    kind: 'organization' as const,
    name: '示例餐饮有限公司',
    idType: 'credit-code',
    idNumber: '91350100M000100Y43',
    phone: '13800000000',
  };
  expect(maskIdentified(company)).toEqual({ ...company, phone: '138****0000' });
});

test('a mask keeps the number of characters and hides something of every name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
      const masked = maskName(name);
      const letters = [...name].filter((character) => !/[·•・\s.-]/u.test(character));
      return [...masked].length === [...name].length && (letters.length < 3 || masked.includes('*'));
    }),
  );
});

test('the hall needs the data of every case, a department only that of its own', () => {
  const actor = (role: 'clerk' | 'reviewer' | 'leader', office: string) => ({
    accountId: '1',
    personId: '1',
    name: '',
    kind: 'staff' as const,
    posts: [{ role, office }],
  });
  expect(needsPersonalData(actor('clerk', 'hall'), ['planning'])).toBe(true);
  expect(needsPersonalData(actor('reviewer', 'planning'), ['planning'])).toBe(true);
  expect(needsPersonalData(actor('reviewer', 'health'), ['planning'])).toBe(false);
  expect(needsPersonalData(actor('leader', 'committee-office'), ['committee-office'])).toBe(false);
});
