import { expect, test } from 'vitest';
import { foodBusinessLicenceRenewal } from '../../../capabilities/catalogue/items/food-business-licence-renewal.ts';
import type { ItemShown } from '../server-answers/catalogue.ts';
import type { Consent } from '../server-answers/licences.ts';
import { emptyApplication, filingOf, gapsOf } from './application.ts';
import { takesLicences, whyNotTaken, withLicence } from './taken-licence.ts';

const item: ItemShown = { ...foodBusinessLicenceRenewal, version: 1, taskTypeName: '行政许可' };
const holder = {
  kind: 'organization' as const,
  name: '示例餐饮有限公司',
  idType: 'credit-code' as const,
  idNumber: '91350100M000100Y43',
};
const application = { ...emptyApplication, applicant: { ...holder, phone: '13800000000' } };

const consent = (licence: Partial<Consent['licence']> = {}): Consent => ({
  consentId: 'c'.repeat(32),
  expiresAt: '2026-03-02T05:00:00.000Z',
  licence: {
    licenceId: 'a'.repeat(26),
    identifier: '',
    number: 'JY23501990000011',
    name: '食品经营许可证',
    type: 'food-business-licence',
    caseNo: '',
    authority: { id: '', name: '', creditCode: '' },
    holder,
    issuedOn: '2026-03-02',
    validFrom: '2026-03-02',
    validTo: '2031-03-01',
    status: 'valid',
    statusLabel: '有效',
    documentVersion: 1,
    version: 1,
    ...licence,
  },
});

test('a scanned certificate answers every material it can stand for, and is what the renewal is about', () => {
  expect(takesLicences(item)).toBe(true);
  const filed = filingOf({ ...application, ...withLicence(application, item, consent()) }, item);
  expect(filed.licenceId).toBe('a'.repeat(26));
  expect(filed.materials).toEqual([
    { materialCode: 'current-licence', licenceId: 'a'.repeat(26), consentId: 'c'.repeat(32) },
  ]);
});

test('another’s, one that is no longer in force and one of no use here are not taken, with the reason', () => {
  const why = (licence: Partial<Consent['licence']>) => whyNotTaken(application, item, consent(licence));
  expect(why({})).toBeUndefined();
  expect(why({ holder: { ...holder, idNumber: '91350100M000200Y4X' } })).toContain('不是这次的申请人');
  expect(why({ status: 'revoked', statusLabel: '已撤销' })).toContain('已撤销');
  expect(why({ type: 'hotel-licence' })).toContain('不能代替');
});

test('a renewal without its certificate is not complete', () => {
  expect(gapsOf(application, item).map(({ pointer }) => pointer)).toContain('/licenceId');
});
