import { describe, expect, it } from 'vitest';
import type { FormSchema } from '../../kernel/forms/form-schema.ts';
import { certificateFields, fieldsAfterChange, lastDayOfValidity } from './certificate-data.ts';
import { certificateNumber } from './certificate-number.ts';
import { type CertificateType, declaredTypes, undeclaredType } from './certificate-types.ts';

const form: FormSchema = {
  type: 'object',
  title: '申请书',
  additionalProperties: false,
  'x-order': ['sign', 'operator', 'kind', 'scope', 'area'],
  properties: {
    operator: { type: 'string', title: '甲', maxLength: 9, 'x-element': 'organization.name' },
    sign: { type: 'string', title: '乙', maxLength: 9, 'x-element': 'organization.name' },
    kind: {
      type: 'string',
      title: '丙',
      enum: ['catering'],
      'x-labels': { catering: '餐饮服务经营者' },
      'x-element': 'business.category',
    },
    scope: {
      type: 'array',
      title: '丁',
      items: { type: 'string', enum: ['hot', 'cold'], 'x-labels': { hot: '热食', cold: '冷食' } },
      maxItems: 2,
      uniqueItems: true,
      'x-element': 'business.scope',
    },
    area: { type: 'number', title: '戊', minimum: 1, maximum: 9, 'x-element': 'area' },
  },
};

describe('what stands on a certificate', () => {
  it('comes from the form by meaning, in the form of people: labels, lists, the second of two names', () => {
    const wanted = [
      { title: '场所', element: 'organization.name' as const, place: 2 },
      { title: '业态', element: 'business.category' as const },
      { title: '项目', element: 'business.scope' as const },
      { title: '地址', element: 'address' as const },
    ];
    const answers = { sign: '招牌', operator: '阿卜杜·𬱖', kind: 'catering', scope: ['hot', 'cold'] };
    expect(certificateFields(wanted, form, answers)).toEqual([
      { title: '场所', value: '阿卜杜·𬱖' },
      { title: '业态', value: '餐饮服务经营者' },
      { title: '项目', value: '热食、冷食' },
    ]);
  });

  it('keeps what a change does not ask for, and takes what it does', () => {
    const wanted = [
      { title: '场所', element: 'organization.name' as const, place: 2 },
      { title: '地址', element: 'address' as const },
    ];
    const before = [
      { title: '场所', value: '旧店' },
      { title: '地址', value: '示范路1号' },
    ];
    expect(fieldsAfterChange(wanted, before, form, { operator: '新店' })).toEqual([
      { title: '场所', value: '新店' },
      { title: '地址', value: '示范路1号' },
    ]);
  });

  it('five years from 5 March last until 4 March; from 29 February until the end of February', () => {
    expect(lastDayOfValidity('2026-03-05', 5)).toBe('2031-03-04');
    expect(lastDayOfValidity('2028-02-29', 5)).toBe('2033-02-28');
    expect(lastDayOfValidity('2026-01-01', 1)).toBe('2026-12-31');
  });
});

const foodLicence: CertificateType = { ...declaredTypes[0], version: 1 } as CertificateType;

describe('the number of a certificate', () => {
  const parts = { division: '350199', year: 2026, category: 'catering', sequence: 7 };

  it('fills the pattern of its type and ends in a check digit', () => {
    expect(certificateNumber(foodLicence, parts)).toMatch(/^JY2350199000007\d$/);
  });

  it('any wrong digit changes the check digit', () => {
    const type = foodLicence;
    const of = (sequence: number) => certificateNumber(type, { ...parts, sequence }).slice(-1);
    for (let last = 0; last < 10; last++) {
      const others = Array.from({ length: 10 }, (_, one) => one).filter((one) => one !== last);
      expect(others.map((one) => of(100 + one))).not.toContain(of(100 + last));
    }
  });

  it('a type nobody declared still has one', () => {
    expect(certificateNumber(undeclaredType('unheard-of', '证', ''), parts)).toBe('3501992026000007');
  });
});
