import { expect, test } from 'vitest';
import { foodBusinessLicence } from '../../../capabilities/catalogue/items/food-business-licence.ts';
import { validateForm } from '../../../kernel/forms/validate-form.ts';
import type { ItemShown } from '../server-answers/catalogue.ts';
import { emptyApplication, filingOf, gapsOf, isAskedFor, prefilled, sampleFor } from './application.ts';

const item: ItemShown = { ...foodBusinessLicence, version: 1, taskTypeName: '行政许可' };
const { form } = foodBusinessLicence;
const applicant = {
  kind: 'organization' as const,
  name: ' 示例餐饮有限公司 ',
  idType: 'credit-code' as const,
  idNumber: '91350100M000100Y43',
  phone: '13800000000',
};

test('what is known of the applicant fills the first field that means it, and never one that was answered', () => {
  expect(prefilled(form, {}, applicant)).toEqual({
    operatorName: '示例餐饮有限公司',
    creditCode: '91350100M000100Y43',
  });
  expect(prefilled(form, { operatorName: '另一家' }, applicant)).toMatchObject({ operatorName: '另一家' });
  const person = { ...applicant, kind: 'natural-person' as const, idType: 'id-card' as const };
  expect(prefilled(form, {}, person)).toEqual({});
});

test('the sample of an item is complete: nothing is missing and the server would take it', () => {
  const application = { ...emptyApplication, itemId: item.itemId, ...sampleFor(form) };
  expect(gapsOf(application, item)).toEqual([]);
  expect(validateForm(form, filingOf(application, item).form).errors).toEqual([]);
});

test('gaps are named where they are: person, agent, earlier receipt, and only questions that are asked', () => {
  const agent = { name: '李示例', idType: 'id-card' as const, idNumber: '', phone: '13900000000' };
  const application = {
    ...emptyApplication,
    ...sampleFor(form),
    agent,
    earlier: { receivedOn: '', reason: ' ' },
  };
  const { networkAddress: _, ...answers } = application.form;
  const gaps = (changed: object) => gapsOf({ ...application, form: { ...answers, ...changed } }, item);
  expect(gaps({}).map(({ pointer }) => pointer)).toEqual([
    '/applicant/agent/idNumber',
    '/receivedOn',
    '/reason',
  ]);
  expect(gaps({ usesNetwork: true }).at(-1)).toEqual({
    pointer: '/form/networkAddress',
    text: '“网络经营的平台和店铺名称”没有填写',
  });
});

test('materials go out in the order of the list: every scan, or the promise, or nothing', () => {
  const application = {
    ...emptyApplication,
    applicant,
    materials: {
      'layout-plan': { documentIds: ['b'], deferred: false },
      'premises-right': { documentIds: ['a1', 'a2'], deferred: true },
      'safety-rules': { documentIds: [], deferred: true },
      'equipment-list': { documentIds: [], deferred: false },
    },
  };
  const filing = filingOf(application, item);
  expect(filing.materials).toEqual([
    { materialCode: 'premises-right', documentId: 'a1' },
    { materialCode: 'premises-right', documentId: 'a2' },
    { materialCode: 'layout-plan', documentId: 'b' },
    { materialCode: 'safety-rules', deferred: true },
  ]);
  expect(filing.applicant.name).toBe('示例餐饮有限公司');
  expect(filing).not.toHaveProperty('receivedOn');
});

test('a conditional material is asked for when the form says so, and unknown where no answer can tell', () => {
  const [room, contract] = item.materials.filter(({ necessity }) => necessity === 'conditional');
  expect(room && isAskedFor(room, { scope: ['cold'] })).toBe(true);
  expect(room && isAskedFor(room, { scope: ['hot'] })).toBe(false);
  expect(contract && isAskedFor(contract, { contractedOut: true })).toBe(true);
  const { when: _when, ...unasked } = contract ?? item.materials[0] ?? expect.fail();
  expect(isAskedFor(unasked, {})).toBeUndefined();
});

test('a number that cannot be right is named before it is sent; pasted blanks do not make it wrong', () => {
  const whole = { ...emptyApplication, ...sampleFor(form) };
  const withNumber = (idNumber: string) => ({
    ...whole,
    applicant: { ...applicant, kind: 'natural-person' as const, idType: 'id-card' as const, idNumber },
  });
  expect(gapsOf(withNumber('110105194913310021'), item).map(({ pointer }) => pointer)).toEqual([
    '/applicant/idNumber',
  ]);
  expect(gapsOf(withNumber(' 110105 19491231 002x '), item)).toEqual([]);
  expect(filingOf(withNumber(' 110105 19491231 002x '), item).applicant.idNumber).toBe('11010519491231002X');
});

test('whether a letter was signed for is sent for requests for information by mail only', () => {
  const mailed = { ...emptyApplication, channel: 'mail' as const, signedMail: true };
  const request = { ...item, procedure: 'information-request' };
  expect(filingOf(mailed, request)).toMatchObject({ signedMail: true });
  expect(filingOf({ ...mailed, channel: 'window' }, request)).not.toHaveProperty('signedMail');
  expect(filingOf(mailed, item)).not.toHaveProperty('signedMail');
});
