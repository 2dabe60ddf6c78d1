import { describe, expect, test } from 'vitest';
import { checkForm } from '../../kernel/forms/check-form.ts';
import { publishedForm } from '../../kernel/forms/conditions.ts';
import { validateForm } from '../../kernel/forms/validate-form.ts';
import { checkTaskCode } from '../../kernel/identifiers/task-code.ts';
import type { FileableItem } from './item.ts';
import { declaredItems } from './items/declared-items.ts';
import { foodBusinessLicence } from './items/food-business-licence.ts';
import { prepackagedFoodFiling } from './items/prepackaged-food-filing.ts';
import { law } from './items/sources.ts';
import { lintItem } from './linter.ts';

type Declaration = Omit<FileableItem, 'version'>;

describe.each(declaredItems.map((item) => [item.itemId, item] as const))('%s', (_, item) => {
  test('contradicts neither itself nor the law', () => {
    expect(lintItem(item)).toEqual([]);
  });

  test('has a sound form whose sample is valid and warns of nothing', () => {
    expect(checkForm(item.form)).toEqual([]);
    expect(validateForm(item.form, item.form.examples?.[0])).toEqual({ errors: [], warnings: [] });
    expect(publishedForm(item.form).examples).toEqual(item.form.examples);
  });

  test('has a task code that decodes to its type', () => {
    expect(checkTaskCode(item.taskCode ?? '')).toMatchObject({ valid: 'yes' });
  });

  test('cites 行政许可法 only when it is a licence', () => {
    expect(JSON.stringify(item).includes('行政许可法')).toBe(item.taskType === '01');
  });

  test('claims to have read no local rule, and every law in a named edition', () => {
    const { limits, extension, suspension, fee, remedies, letters, materials } = item;
    const bases = [
      ...item.basis,
      ...limits.statutory.basis,
      ...limits.promised.basis,
      ...(extension?.basis ?? []),
      ...suspension.basis,
      ...fee.basis,
      ...remedies.flatMap(({ basis }) => basis),
      ...Object.values(letters).flatMap(({ basis }) => basis),
      ...materials.flatMap(({ deferral }) => deferral?.basis ?? []),
    ];
    for (const { kind, read, edition, ref, title, article } of bases) {
      expect(read, ref).toBe(kind === 'law');
      expect(edition !== undefined, ref).toBe(read);
      expect(ref).toBe(`${title} ${article}`);
    }
  });
});

test('the filing has no extension, no pause and no result document', () => {
  expect(prepackagedFoodFiling).toMatchObject({
    extension: null,
    suspension: { reasons: [] },
    resultType: 'none',
    result: null,
  });
});

describe('the linter', () => {
  const base: Declaration = foodBusinessLicence;
  const material = base.materials[0] ?? expect.fail();
  const guide = (change: Partial<Declaration['guide']>): Partial<Declaration> => ({
    guide: { ...base.guide, ...change },
  });

  test.each<[string, Partial<Declaration>]>([
    [
      'limits/promised-over-statutory',
      { limits: { ...base.limits, promised: { days: 21, unit: 'working', basis: [] } } },
    ],
    [
      'limits/promised-over-statutory',
      { limits: { ...base.limits, promised: { days: 29, unit: 'natural', basis: [] } } },
    ],
    ['limits/immediate', { projectType: 'immediate' }],
    ['lists/instant', { lists: ['instant'] }],
    [
      'limits/unit',
      { limits: { ...base.limits, statutory: { days: 40, unit: 'natural', basis: [law.licensing42] } } },
    ],
    ['limits/basis', { limits: { ...base.limits, statutory: { days: 20, unit: 'working', basis: [] } } }],
    ['extension/too-long', { extension: { days: 15, by: 'head', basis: [law.licensing42] } }],
    ['suspension/closed-list', { suspension: { reasons: ['site-check'], basis: [law.licensing45] } }],
    ['basis/licensing-law', { taskType: '10' }],
    ['basis/missing', { basis: [] }],
    ['offices/none', { reviewOffices: [] }],
    ['code/task-code', { taskCode: `${'1'.repeat(18)}9${'1'.repeat(12)}` }],
    ['code/task-type', { taskCode: '11350199M00000027D4351035001000' }],
    ['result/missing', { resultType: 'none' }],
    ['result/name', { resultType: 'document' }],
    ['visits/reason', guide({ visits: { times: 1, reason: '无' } })],
    ['visits/reason', guide({ visits: { times: 0, reason: '核对原件' } })],
    ['visits/mail', guide({ channels: ['window'] })],
    ['lists/one-visit', guide({ visits: { times: 2, reason: '核查' } })],
    ['fee/basis', { fee: { charged: true, text: '100 元', basis: [] } }],
    ['phone/same', guide({ complaintPhone: base.guide.phone })],
    ['phone/area-code', guide({ phone: '88888888' })],
    ['questions/missing', guide({ questions: [] })],
    ['flow/short', guide({ flow: ['受理', '送达'] })],
    ['guide/empty', guide({ where: ' ' })],
    ['remedies/missing', { remedies: [] }],
    ['materials/catch-all', { materials: [{ ...material, name: '其他有关材料' }] }],
    ['materials/catch-all', { materials: [{ ...material, name: '法律法规规定的材料' }] }],
    ['materials/repeated', { materials: [material, material] }],
    ['materials/condition', { materials: [{ ...material, necessity: 'conditional' }] }],
    ['materials/condition', { materials: [{ ...material, when: { field: 'nobody', equals: true } }] }],
    ['materials/deferral', { materials: [{ ...material, necessity: 'deferrable' }] }],
    ['form/fault', { form: { ...base.form, examples: [] } }],
  ])('finds %s', (code, change) => {
    expect(lintItem({ ...base, ...change }).map((finding) => finding.code)).toContain(code);
  });
});
