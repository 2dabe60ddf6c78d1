import { expect, test } from 'vitest';
import type { Filing } from '../../../capabilities/cases/filing.ts';
import { Refused } from '../server-answers/request.ts';
import { placedErrors } from './error-places.ts';

const filing: Filing = {
  itemId: 'food-business-licence',
  channel: 'window',
  applicant: {
    kind: 'natural-person',
    name: '张示例',
    idType: 'id-card',
    idNumber: '110105194912310021',
    phone: '13800000000',
  },
  form: { operatorName: '示例' },
  materials: [
    { materialCode: 'layout-plan', documentId: 'a' },
    { materialCode: 'safety-rules', documentId: 'b' },
  ],
};
const refused = new Refused({
  type: 'about:blank',
  status: 422,
  code: 'input/invalid',
  title: '填写有误',
  detail: undefined,
  basis: undefined,
  needed: undefined,
  requestId: 'r',
  errors: [
    { pointer: '/applicant/idNumber', code: 'format', message: '证件号码有误' },
    { pointer: '/materials/1/documentId', code: 'unknown', message: '没有这份文件' },
    { pointer: '/form/premises', code: 'required', message: '请填写地址' },
  ],
});

test('an error stands at its field, one of a material at the material', () => {
  expect(Object.keys(placedErrors(refused, filing, filing))).toEqual([
    '/applicant/idNumber',
    '/materials/safety-rules',
    '/form/premises',
  ]);
});

test('what was changed since it was sent is wrong no more, the rest still is', () => {
  const now = {
    ...filing,
    applicant: { ...filing.applicant, idNumber: '11010519491231002X' },
    form: { ...filing.form, premises: '示范路18号' },
  };
  expect(Object.keys(placedErrors(refused, filing, now))).toEqual(['/materials/safety-rules']);
});
