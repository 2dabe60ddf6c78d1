import { expect, it, describe as suite } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { facts } from './lanes.ts';
import { describe } from './words.ts';

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

  it('what was written to a third party is not told in the answer', () => {
    const payload = { text: '附后', objectionNotice: '公共利益重大' };
    expect(describe(fact('answered', { kind: 'disclosed' }), payload, officeName)).not.toContain('公共利益');
  });

  it('a fact that it does not know is a fault', () => {
    expect(() => describe(fact('granted'), {}, officeName)).toThrow('granted');
  });
});
