import { describe, expect, it } from 'vitest';
import { foodBusinessLicence } from '../../capabilities/catalogue/items/food-business-licence.ts';
import type { FormPage, FormValue } from '../../kernel/forms/form-schema.ts';
import { withPageAnswers } from './form-answers.ts';
import { neededMaterials, questionsOf, readGuideAnswers } from './guide-answers.ts';
import { sentFields } from './read-form.ts';

const item = { ...foodBusinessLicence, version: 1 };
const read = (fields: string[], before: FormValue, body: object) =>
  withPageAnswers(item.form, page(fields), before, sentFields(body));
const page = (fields: string[]): FormPage => ({ title: '', fields });

describe('answers of one page', () => {
  it('become what their fields are: numbers, yes and no, lists, groups', () => {
    const body = {
      premisesArea: ' 86.5 ',
      staffCount: '１２',
      usesNetwork: 'no',
      scope: 'hot',
      truthful: 'yes',
      'safetyManager.name': '李示例',
      'safetyManager.phone': '',
    };
    const fields = ['premisesArea', 'staffCount', 'usesNetwork', 'scope', 'truthful', 'safetyManager'];
    expect(read(fields, {}, body)).toEqual({
      premisesArea: 86.5,
      staffCount: 12,
      usesNetwork: false,
      scope: ['hot'],
      truthful: true,
      safetyManager: { name: '李示例' },
    });
  });

  it('are kept as typed where they do not fit', () => {
    expect(read(['premisesArea'], {}, { premisesArea: '八十六' })).toEqual({ premisesArea: '八十六' });
  });

  it('leave the other pages alone, and empty what was emptied', () => {
    const before = { operatorName: '示例餐饮有限公司', premisesName: '示例小馆' };
    expect(read(['premisesName'], before, { premisesName: '' })).toEqual({
      operatorName: '示例餐饮有限公司',
    });
  });

  it('take nothing that no field of the page asks for', () => {
    expect(read(['premisesName'], {}, { operatorName: 'x', constructor: 'y' })).toEqual({});
  });
});

describe('the questionnaire of a guide', () => {
  const codesNeeded = (body: object) =>
    neededMaterials(item, readGuideAnswers(item, sentFields(body)))
      .filter(({ needed }) => needed === 'yes')
      .map(({ material }) => material.materialCode);

  it('asks only what decides about a material', () => {
    expect(questionsOf(item).map(({ name }) => name)).toEqual(['scope', 'contractedOut']);
  });

  it("ends in a list of one's own", () => {
    const always = ['premises-right', 'layout-plan', 'safety-rules', 'equipment-list'];
    expect(codesNeeded({ scope: 'hot', contractedOut: 'no' })).toEqual(always);
    expect(codesNeeded({ scope: ['hot', 'raw'] })).toEqual([...always, 'raw-food-room-plan']);
    expect(codesNeeded({ contractedOut: 'yes' })).toEqual([...always, 'canteen-contract']);
  });

  it('knows nothing before it is answered', () => {
    const open = neededMaterials(item, readGuideAnswers(item, {})).filter(
      ({ needed }) => needed === 'unknown',
    );
    expect(open.map(({ material }) => material.materialCode)).toEqual([
      'raw-food-room-plan',
      'canteen-contract',
    ]);
  });
});
