import { expect, it, describe as suite } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { findStep } from '../../kernel/procedure/rules.ts';
import { informationRequest } from './information-request.ts';
import { facts } from './lanes.ts';
import { deliveryMethods, describe } from './words.ts';

const officeName = (id: string) => ({ planning: '自然资源和规划分局' })[id] ?? id;

function fact(kind: string, data: JsonObject = {}): Fact {
  return {
    version: 1,
    kind,
    effectiveOn: '2026-03-02',
    recordedAt: '2026-03-02T02:00:00.000Z',
    actor: { person: 'p1', capacity: 'post' },
    basis: [],
    data,
  };
}

suite('the sentence of a fact', () => {
  it.each(Object.keys(facts))('%s reads well when its payload is erased or hidden', (kind) => {
    const data = { office: 'planning', party: 't1', days: 5, termDays: 10, kind: 'disclosed', agrees: true };
    const sentence = describe(fact(kind, data), {}, officeName);
    expect(sentence).toMatch(/。$/);
    expect(sentence).not.toMatch(/undefined|null|NaN|：。|planning|t1/);
  });

  it('an answer says its kind, its text and how many documents came with it', () => {
    const materials = [{ materialCode: 'answer', documentId: 'd1' }];
    expect(describe(fact('answered', { kind: 'disclosed', materials }), { text: '见附件' }, officeName)).toBe(
      '作出答复，予以公开：见附件。随答复提供 1 份文件。',
    );
  });

  it('what came on paper is told as such', () => {
    const words = describe(fact('clarified', { entered: true }), { text: '2025 年' }, officeName);
    expect(words).toBe(
      '申请人补正：2025 年。于 2026年3月2日收到，由工作人员登记。答复期限从收到补正之日起重新计算。',
    );
  });

  it('what was written to a third party is told where it was told, not in the answer', () => {
    const payload = { text: '附后', objectionNotice: '公共利益重大' };
    expect(describe(fact('answered', { kind: 'disclosed' }), payload, officeName)).not.toContain('公共利益');
    expect(describe(fact('third-party-told', { party: 't1' }), { reasons: '公共利益重大' }, officeName)).toBe(
      '已将决定公开的内容和理由书面告知不同意公开的第三方：公共利益重大。',
    );
  });

  it('reasons are asked for with the term they have, where one was stated', () => {
    const words = (data: JsonObject) => describe(fact('reasons-asked', data), { text: '多' }, officeName);
    expect(words({ termDays: 7 })).toBe(
      '申请的数量、频次明显超过合理范围，请申请人在 7 个工作日内说明理由：多。',
    );
    expect(words({})).toBe('申请的数量、频次明显超过合理范围，请申请人说明理由：多。');
  });

  it('every way to deliver an answer has its words', () => {
    const offered = findStep(informationRequest, 'deliver')?.input.properties.method;
    expect(offered).toMatchObject({ enum: expect.arrayContaining(Object.keys(deliveryMethods)) });
    expect(Object.keys(deliveryMethods)).toEqual(expect.arrayContaining(['express', 'window']));
    const words = describe(fact('delivered', { method: 'express' }), { trackingNo: 'SF1' }, officeName);
    expect(words).toBe('答复已送达，方式：快递，单号：SF1。申请办结。');
  });

  it('a fact that it does not know is a fault', () => {
    expect(() => describe(fact('granted'), {}, officeName)).toThrow('granted');
  });
});
